import type { Language } from '../../regulations/act.ts';
import type { DeadlineKind } from './norm.ts';
import { NUMBER_PATTERN } from './number-words.ts';

/** How a time is written, over folded text. Named groups: `n` a number, `unit`, `work` for working days, `every`, `date`. */
export interface DeadlinePattern {
  readonly kind: DeadlineKind;
  readonly pattern: RegExp;
  /** For words that name their period themselves, and for those that name none (null). */
  readonly iso?: (match: RegExpExecArray) => string | null;
  readonly working?: true;
}

const EN_UNIT = '(?<unit>minutes?|hours?|hrs?|h|days?|weeks?|months?|quarters?|years?|yrs?|fortnights?|bd)';
const EN_WORK =
  '(?:(?<work>working|business|banking|trading|target)[ -]|calendar |clock |consecutive |full |further |additional |financial )?';
/** "24 hours", "24h", "five (5) working days", "two-month". */
export const EN_QUANTITY = `(?<n>${NUMBER_PATTERN.en})[ -]?${EN_WORK}${EN_UNIT}\\b(?!['’]? old)`;
const EN_PERIOD =
  '(?:(?:an? |the )?(?:(?:maximum|minimum|overall|total|further|additional|initial) )?(?:retention )?(?:period|deadline|time[- ]?limit|time[- ]?frame|timeframe|window|term|duration)s? (?:of|not exceeding|no longer than|which (?:shall|may|must) not exceed|of no more than) )?';
const EN_LEAST =
  '(?:(?:at least|a minimum of|minimum|min\\.?|no less than|not less than|at the least|at most|up to|a maximum of|maximum|max\\.?|no longer than|not longer than|no more than|not more than|not exceeding) (?:of )?)?';

const ES_UNIT =
  '(?<unit>minutos?|horas?|h|dias?|semanas?|quincenas?|mes(?:es)?|trimestres?|semestres?|años?|ejercicios?)';
const ES_WORK = '(?: (?:(?<work>habil(?:es)?|laborables?|bancari[oa]s)|naturales|siguientes|primeros|consecutivos))?';
export const ES_QUANTITY = `(?<n>${NUMBER_PATTERN.es}) ?(?:primer[oa]s )?${ES_UNIT}\\b${ES_WORK}`;
const ES_LEAST =
  '(?:(?:al menos|como minimo|un minimo de|minimo de|no menos de|de al menos|como maximo|un maximo de|maximo de|no mas de|hasta) (?:de )?)?';
const ES_PERIOD =
  '(?:(?:(?:el|un|los) )?(?:(?:plazo|periodo|termino)(?: de conservacion| de tiempo)?(?: (?:maximo|minimo|total|improrrogable|adicional|inicial))?(?: (?:de|no superior a|no inferior a|que no excedera? de|que no podra exceder de|inferior a|de al menos))? )(?:(?:al menos|como minimo|como maximo|los|las) )?)?';

const MONTHS_EN = 'january|february|march|april|may|june|july|august|september|october|november|december';
const MONTHS_ES = 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre';
export const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: MONTHS_EN.split('|'),
  es: MONTHS_ES.replace('setiembre|', '').split('|'),
};
const EN_DATE = `(?<date>\\d{1,2}(?:st|nd|rd|th)? (?:${MONTHS_EN}),? \\d{4}|(?:${MONTHS_EN}) \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{4}-\\d{2}-\\d{2})`;
const EN_YEARLESS = `\\d{1,2}(?:st|nd|rd|th)? (?:${MONTHS_EN})|(?:${MONTHS_EN}) \\d{1,2}(?:st|nd|rd|th)?`;
const ES_DATE = `(?<date>\\d{1,2} de (?:${MONTHS_ES}) (?:de|del) \\d{4}|\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2})`;

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
const ES_OFTEN: readonly (readonly [string, string])[] = [
  ['(?:diariamente|a diario|cada dia|todos los dias|(?:periodicidad|frecuencia|caracter|base) diari[oa])', 'P1D'],
  ['(?:semanalmente|cada semana|todas las semanas|(?:periodicidad|frecuencia|caracter) semanal)', 'P1W'],
  ['(?:quincenalmente|(?:periodicidad|frecuencia|caracter) quincenal)', 'P15D'],
  ['(?:mensualmente|cada mes|todos los meses|(?:periodicidad|frecuencia|caracter) mensual)', 'P1M'],
  ['(?:bimestralmente|(?:periodicidad|frecuencia|caracter) bimestral)', 'P2M'],
  ['(?:trimestralmente|cada trimestre|(?:periodicidad|frecuencia|caracter) trimestral)', 'P3M'],
  ['(?:semestralmente|cada semestre|(?:periodicidad|frecuencia|caracter) semestral)', 'P6M'],
  ['(?:anualmente|cada (?:año|ejercicio)|todos los años|(?:periodicidad|frecuencia|caracter) anual)', 'P1Y'],
  ['(?:bienalmente|(?:periodicidad|frecuencia|caracter) bienal)', 'P2Y'],
  ['(?:trienalmente|(?:periodicidad|frecuencia|caracter) trienal)', 'P3Y'],
];

function often(
  table: readonly (readonly [string, string])[],
  before: string,
  after: string,
): readonly DeadlinePattern[] {
  return table.map(([words, iso]) => ({
    kind: 'recurring' as const,
    pattern: new RegExp(`${before}\\b${words}\\b${after}`, 'dg'),
    iso: () => `R/${iso}`,
  }));
}

/** "annual turnover" is no deadline, "an annual review" is. */
const EN_NOUN =
  '(?! (?:turnover|account|accounts|balance|budget|revenue|income|fee|fees|report|reports|financial|cost|costs|basis of|general meeting|statement|statements|volume|amount|aggregate|net|gross|average|limit|premium|rate|value|number|overheads|leave|plan|plans|percentage|worldwide|closing|interest|contribution|activity|life|business|work|operation|operations|use))';

const EN: readonly DeadlinePattern[] = [
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
  ...often(
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
      /\bwithin (?:the|a|any|such|that|those) (?:[a-z]{3,14} ){0,2}(?:time[- ]?limits?|deadlines?|periods?|time[- ]?frames?)(?: (?:set|laid|to be|referred|specified|provided|established|determined|prescribed|agreed|indicated|fixed|stipulated)[^,;.]{0,60})?/dg,
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
      /\b(?:(?:by|before|at|no later than|not later than) )(?:the )?(?:end of the )?(?:next|following) (?:business|working) day\b|\bby the end of the (?:business|working) day following\b|\b(?:on|by) the next (?:business|working) day\b/dg,
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

const ES: readonly DeadlinePattern[] = [
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:(?:al menos|como minimo|por lo menos),? )?(?<times>una vez|dos veces|${NUMBER_PATTERN.es} veces) (?:al?|por|cada|en cada) (?:(?<n>${NUMBER_PATTERN.es}) )?${ES_UNIT}\\b`,
      'dg',
    ),
  },
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:(?:al menos|como minimo|por lo menos),? )?cada (?<n>${NUMBER_PATTERN.es}) ${ES_UNIT}\\b`,
      'dg',
    ),
  },
  ...often(ES_OFTEN, '(?:(?:al menos|como minimo|por lo menos),? )?(?:con (?:una )?|de )?', ''),
  {
    kind: 'recurring',
    pattern:
      /\b(?:periodicamente|con regularidad|regularmente|a intervalos (?:regulares|planificados)|de (?:forma|manera) (?:periodica|continua|regular)|con caracter periodico)\b/dg,
    iso: () => null,
  },
  { kind: 'retention', pattern: new RegExp(`(?:durante|por) ${ES_LEAST}${ES_PERIOD}${ES_LEAST}${ES_QUANTITY}`, 'dg') },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:(?:en|dentro de|dentro|antes de(?: que transcurran| transcurridos)?|a mas tardar(?: en| dentro de)?|como maximo(?: en)?|no mas tarde de|con un|con una|maximo(?: de)?|max\\.?|no superior a|en menos de|en no mas de|hasta)(?: (?:un|el|de un|del|de))? )(?:las |los )?${ES_PERIOD}(?:las |los )?(?:siguientes |primer[oa]s )?${ES_QUANTITY}(?: (?:a contar|siguientes|como maximo|desde))?`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:plazo|termino)(?: (?:maximo|improrrogable|no superior))? (?:de|a|sera de|para [a-z ]{1,60} sera de) ${ES_LEAST}${ES_QUANTITY}`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:con )?(?:al menos |una antelacion (?:minima )?de |antelacion (?:minima )?de |un preaviso de )${ES_QUANTITY}(?: de antelacion)?`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: /\b(?:(?:antes del|al|a) )?(?:final del dia|cierre del dia|fin de dia|mismo dia(?: habil)?)\b/dg,
    iso: () => 'P1D',
  },
  {
    kind: 'within',
    pattern: /\b(?:al|el|antes del final del) (?:siguiente dia habil|dia habil siguiente)\b/dg,
    iso: () => 'P1D',
    working: true,
  },
  {
    kind: 'within',
    pattern:
      /\b(?:en|dentro de) (?:el|los) plazos? (?:que (?:se|reglamentariamente)|fijad|establecid|previst|señalad|indicad|determinad)[^,;.]{0,60}/dg,
    iso: () => null,
  },
  {
    kind: 'by',
    pattern: new RegExp(`(?:antes del?|a mas tardar el|hasta el|no mas tarde del) (?:dia )?${ES_DATE}`, 'dg'),
  },
  {
    kind: 'recurring',
    pattern: new RegExp(`(?:antes del|a mas tardar el) (?:dia )?\\d{1,2} de (?:${MONTHS_ES}) de cada año`, 'dg'),
    iso: () => 'R/P1Y',
  },
  {
    kind: 'prompt',
    pattern:
      /\b(?:inmediatamente(?! (?:anterior|posterior|siguiente|accesible|disponible))|de (?:forma|manera|modo) inmediat[ao]|con (?:caracter|la mayor) inmediat(?:o|ez)|con inmediatez|de inmediato|(?:comunicacion|notificacion|aviso|traslado) inmediat[oa])\b/dg,
    iso: () => null,
  },
  {
    kind: 'prompt',
    pattern:
      /\b(?:sin (?:mas |ninguna )?(?:demora|dilacion(?:es)?|retrasos?)(?: (?:indebid|injustificad|innecesari)[oa]s?)?|a la mayor brevedad(?: posible)?|lo antes posible|cuanto antes|tan pronto como (?:sea posible|resulte posible)|con (?:la debida )?prontitud|con la mayor brevedad|en tiempo oportuno|oportunamente)\b/dg,
    iso: () => null,
  },
];

export const DEADLINE_PATTERNS: Readonly<Record<Language, readonly DeadlinePattern[]>> = { en: EN, es: ES };
