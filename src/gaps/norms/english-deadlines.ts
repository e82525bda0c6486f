import { type DeadlinePattern, oftenPatterns } from './deadline-patterns.ts';
import { NUMBER_PATTERN } from './number-words.ts';

const EN_UNIT = '(?<unit>minutes?|hours?|hrs?|h|days?|weeks?|months?|quarters?|years?|yrs?|fortnights?|bd)';
const EN_WORK =
  '(?:(?<work>working|business|banking|trading|target)[ -]|calendar |clock |consecutive |full |further |additional |financial )?';
/** "24 hours", "24h", "five (5) working days", "two-month". */
const EN_QUANTITY = `(?<n>${NUMBER_PATTERN.en})[ -]?${EN_WORK}${EN_UNIT}\\b(?!['’]? old)`;
const EN_PERIOD =
  '(?:(?:an? |the )?(?:(?:maximum|minimum|overall|total|further|additional|initial) )?(?:retention )?(?:period|deadline|time[- ]?limit|time[- ]?frame|timeframe|window|term|duration)s? (?:of(?: up to| at most| not more than| less than)?|not exceeding|no longer than|which (?:shall|may|must) not exceed|of no more than) )?';
const EN_LEAST =
  '(?:(?:at least|a minimum of|minimum|min\\.?|no less than|not less than|at the least|at most|up to|a maximum of|maximum|max\\.?|no longer than|not longer than|no more than|not more than|not exceeding) (?:of )?)?';

const MONTHS_EN = 'january|february|march|april|may|june|july|august|september|october|november|december';
export const ENGLISH_MONTHS: readonly string[] = MONTHS_EN.split('|');
const EN_DATE = `(?<date>\\d{1,2}(?:st|nd|rd|th)? (?:${MONTHS_EN}),? \\d{4}|(?:${MONTHS_EN}) \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{4}-\\d{2}-\\d{2})`;
const EN_YEARLESS = `\\d{1,2}(?:st|nd|rd|th)? (?:${MONTHS_EN})|(?:${MONTHS_EN}) \\d{1,2}(?:st|nd|rd|th)?`;
const EN_OFTEN: readonly (readonly [string, string])[] = [
  ['(?:daily|every day|each day|nightly)', 'P1D'],
  ['(?:every working day|every business day|each (?:working|business) day)', 'P1D'],
  ['(?:weekly|every week|each week)', 'P1W'],
  ['(?:fortnightly|bi-weekly|biweekly|every (?:other|second) week)', 'P2W'],
  ['(?:monthly|every month|each month|each calendar month)', 'P1M'],
  ['(?:bi-monthly|every (?:other|second) month)', 'P2M'],
  ['(?:quarterly|every quarter|each quarter|each calendar quarter)', 'P3M'],
  [
    '(?:half-yearly|six-monthly|semi-annually|semi-annual|semiannually|biannually|bi-annually|twice-yearly|every half[- ]year)',
    'P6M',
  ],
  [
    '(?:yearly|annually|annual|every (?:calendar |financial )?year|each (?:calendar |financial )?year|every twelve months)',
    'P1Y',
  ],
  ['(?:biennially|every (?:other|second) year)', 'P2Y'],
  ['(?:triennially|every third year)', 'P3Y'],
];
/** "annual turnover" is no deadline, "an annual review" is. */
const EN_NOUN =
  '(?! (?:turnover|account|accounts|balance|budget|revenue|income|fee|fees|report|reports|financial|cost|costs|basis of|general meeting|statement|statements|volume|amount|aggregate|net|gross|average|limit|premium|rate|value|number|overheads|leave|plan|plans|percentage|worldwide|closing|interest|contribution|activity|life|business|work|operation|operations|use))';

/** Times as English law and policies write them, over folded text. */
export const ENGLISH_DEADLINES: readonly DeadlinePattern[] = [
  // How often, in numbers.
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:at least |no less than |not less than |at a minimum |a minimum of )?(?:(?<times>once|twice|one time|${NUMBER_PATTERN.en} times)(?: (?:a|per|every|each|in (?:a|every|each))|/) ?)(?:(?<n>${NUMBER_PATTERN.en}) )?(?:calendar |financial )?${EN_UNIT}\\b`,
      'dg',
    ),
  },
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:at least |at a minimum |no less often than |at intervals of )?every (?<n>${NUMBER_PATTERN.en}) ${EN_WORK}${EN_UNIT}\\b`,
      'dg',
    ),
  },
  ...oftenPatterns(
    EN_OFTEN,
    '(?:(?:at least|no less often than|at a minimum|minimum)(?: on)?(?: an?)? |on an? |at )?',
    `${EN_NOUN}(?: basis| intervals?| frequency)?`,
  ),
  {
    kind: 'recurring',
    pattern:
      /\b(?:periodically|at (?:regular|planned|appropriate) intervals|on a (?:regular|periodic|periodical|continuous) basis|regularly)\b/dg,
    iso: () => null,
  },
  // How long it is kept.
  { kind: 'retention', pattern: new RegExp(`(?:for|during) ${EN_LEAST}${EN_PERIOD}${EN_LEAST}${EN_QUANTITY}`, 'dg') },
  { kind: 'retention', pattern: new RegExp(`(?:until|up to) ${EN_QUANTITY} (?:after|from|following)`, 'dg') },
  // A period that runs from an event.
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:(?:by |and |but )?(?:in any (?:event|case),? )?(?:no later than|not later than|no longer than|no more than|not more than|at the latest(?: within| by)?|within(?: at (?:the )?most| no more than| not more than| a maximum of| max\\.?)?|in (?:no more|less|under) than|maximum(?: of| within)?|max\\.?|latest(?: within| by)?|not exceed(?:ing)?|shall not exceed|inside|before (?:the )?(?:expiry|end|lapse) of))(?: the)?(?: first| next| following| subsequent)? ${EN_PERIOD}${EN_QUANTITY}(?: at the latest)?`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:at least |a minimum of |no later than |not later than |no less than )?${EN_QUANTITY}(?:'s?)? (?:(?:at the latest|or earlier)|(?:notice )?(?:before|prior to|in advance|ahead|beforehand)|(?:prior |advance )?(?:written )?notice)`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:at the latest )?(?<!for )(?<!least )${EN_QUANTITY} (?:after|from|following|of|as from)\\b(?= (?:the|becoming|being|having|receipt|receiving|detection|classification|notification|it|they|its|such|that|submission|submitting|completion|discovery|identification|request|an?)\\b)`,
      'dg',
    ),
  },
  { kind: 'within', pattern: new RegExp(`(?:in|inside) (?:under )?${EN_QUANTITY}`, 'dg') },
  {
    kind: 'within',
    pattern:
      /\bwithin (?:the|any|such|that|those) (?:[a-z]{3,14} ){0,2}(?:time[- ]?limits?|deadlines?|periods?|time[- ]?frames?)(?: (?:set|laid|to be|referred|specified|provided|established|determined|prescribed|agreed|indicated|fixed|stipulated)[^,;.]{0,60})?/dg,
    iso: () => null,
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:sla|deadline|time[- ]?limit|time[- ]?frame|timeline|target|due)(?: is| of|:)? ${EN_LEAST}${EN_QUANTITY}`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: /\bt ?\+ ?(?<n>\d{1,2})\b(?: (?:(?:business|working) )?days?)?/dg,
    iso: (match) => `P${match.groups?.['n'] ?? '0'}D`,
    working: true,
  },
  {
    kind: 'within',
    pattern:
      /\b(?:(?:by|before|at|until|no later than|not later than) )?(?:the )?(?:eod|close of business|cob|end of (?:the )?(?:same )?(?:(?:business|working) )?day)\b(?! following)/dg,
    iso: () => 'P1D',
  },
  {
    kind: 'within',
    pattern:
      /\b(?:(?:no later than|not later than|at the latest) )?(?:(?:by|before|at) )?(?:the )?(?:end of the )(?:next|following) (?:business|working) day\b|\b(?:by|before|at|no later than|not later than) (?:the )?(?:next|following) (?:business|working) day\b|\bby the end of the (?:business|working) day following\b|\b(?:on|by) the next (?:business|working) day\b/dg,
    iso: () => 'P1D',
    working: true,
  },
  { kind: 'within', pattern: /\b(?:on )?the same (?:business|working|calendar)? ?day\b/dg, iso: () => 'P1D' },
  // A day.
  {
    kind: 'by',
    pattern: new RegExp(
      `(?:by|before|no later than|not later than|on or before|at the latest (?:by|on)|until) (?:the )?${EN_DATE}`,
      'dg',
    ),
  },
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:by|before|no later than|not later than|at the latest on) (?:the )?(?:${EN_YEARLESS}) (?:of )?(?:each|every) (?:calendar )?year`,
      'dg',
    ),
    iso: () => 'R/P1Y',
  },
  // At once.
  {
    kind: 'prompt',
    pattern:
      /\bwithout (?:any )?(?:(?:undue|unreasonable|unnecessary|unjustified|further) )?(?:and unjustified )?delay\b/dg,
    iso: () => null,
  },
  {
    kind: 'prompt',
    pattern:
      /\b(?:immediately(?! (?:accessible|available|adjacent|preced|prior|before|applicable|enforceable|recognis|recogniz|visible|identifi))|promptly|forthwith|at once|straight ?away|right away|instantly|expeditiously|swiftly)\b/dg,
    iso: () => null,
  },
  {
    kind: 'prompt',
    pattern:
      /\b(?:as soon as (?:it is |reasonably |is )?(?:possible|practicable|practical|feasible)|at the earliest (?:opportunity|possible (?:time|moment|stage))|in (?:a )?timely (?:manner|fashion|way)|in a prompt manner|in good time|in due time|within a reasonable (?:time|period)(?: of time)?|on a timely basis|in an expeditious manner|timely and)\b/dg,
    iso: () => null,
  },
];
