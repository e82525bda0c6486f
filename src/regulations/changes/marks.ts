import { dateIn } from '../importers/eu-identity.ts';
import { wordsAlone } from './same-words.ts';
import { type WordChange, wordDiff } from './word-diff.ts';

/** What a rewording touches that a compliance officer must not miss. */
export type ChangeMark = 'modality' | 'deadline';

/** The marks of a change from one text to another, in English or Spanish. */
export function marksOf(before: string, after: string, words: readonly WordChange[]): readonly ChangeMark[] {
  return [
    ...(modalityChanged(words) ? (['modality'] as const) : []),
    ...(deadlinesOf(before).join('|') === deadlinesOf(after).join('|') ? [] : (['deadline'] as const)),
  ];
}

/** How strongly a verb binds; a negation turns it. */
const MODALS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:(?:shall|is|are|may)\s+not\s+(?:be\s+)?(?:required|obliged)\s+to|need\s+not|no\s+[a-z]+\s+obligad[oa]s?\s+a)\b/g,
    'need not',
  ],
  [
    /\b(?:(?:shall|must|may|can|should)\s+not|cannot|no\s+(?:podr[a-z]+|deber[a-z]*|debe[n]?|puede[n]?)|prohibited|prohibid[oa]s?)\b/g,
    'must not',
  ],
  [/\b(?:should|deberia(?:n)?|conviene)\b/g, 'should'],
  [/\b(?:may|can|podra(?:n)?|puede[n]?|podria(?:n)?)\b/g, 'may'],
  [
    /\b(?:shall|must|(?:is|are)\s+(?:required|obliged)\s+to|debera(?:n)?|debe[n]?|habra(?:n)?\s+de|tendra(?:n)?\s+que|obligad[oa]s?\s+a)\b/g,
    'must',
  ],
];

function modalsIn(text: string): readonly string[] {
  // The month of May permits nothing.
  let rest = wordsAlone(text).replace(
    /\b(?:in|of|by|until|before|after|from|since|\d{1,2})\s+may\b(?=\s+(?:\d|each|every|of)|\s*$|[,.;])/g,
    ' ',
  );
  const found: string[] = [];
  for (const [pattern, meaning] of MODALS) {
    rest = rest.replace(pattern, () => {
      found.push(meaning);
      return ' ';
    });
  }
  return [...new Set(found)].sort();
}

const CONTEXT = 3;
const SHORT = 5;

/**
 * Whether a place that changed binds differently than before: another modal verb stands there, or one – or a negation –
 * came or went by itself. A whole new sentence with a verb of its own changes no other one's.
 */
function modalityChanged(words: readonly WordChange[]): boolean {
  for (const [at, { kind }] of words.entries()) {
    if (kind === 'same') continue;
    const next = words[at + 1];
    const pair = kind === 'gone' && next?.kind === 'new';
    if (kind === 'new' && words[at - 1]?.kind === 'gone') continue;
    const gone = kind === 'gone' ? (words[at]?.text ?? '') : '';
    const come = kind === 'new' ? (words[at]?.text ?? '') : pair ? next.text : '';
    const before = lastWords(words[at - 1]);
    const after = firstWords(words[pair ? at + 2 : at + 1]);
    const brief = countOf(gone) + countOf(come) <= SHORT;
    if (!brief && (gone === '' || come === '')) continue;
    const [was, is] = [modalsIn(`${before} ${gone} ${after}`), modalsIn(`${before} ${come} ${after}`)];
    if (was.join() === is.join()) continue;
    // Within a longer passage both readings must have a verb: else a sentence was only rewritten.
    if (brief || (modalsIn(gone).length > 0 && modalsIn(come).length > 0)) return true;
  }
  return false;
}

function lastWords(part: WordChange | undefined): string {
  return part?.kind === 'same' ? part.text.split(/\s+/).slice(-CONTEXT).join(' ') : '';
}

function firstWords(part: WordChange | undefined): string {
  return part?.kind === 'same' ? part.text.split(/\s+/).slice(0, CONTEXT).join(' ') : '';
}

function countOf(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:hours?|horas?)$/, 'hour'],
  [/^(?:days?|dias?)$/, 'day'],
  [/^(?:weeks?|semanas?)$/, 'week'],
  [/^(?:months?|mes|meses)$/, 'month'],
  [/^(?:years?|anos?)$/, 'year'],
  [/^(?:quarters?|trimestres?)$/, 'quarter'],
];
const ONES =
  'zero|one:a:an:un:una:uno|two:dos|three:tres|four:cuatro|five:cinco|six:seis|seven:siete|eight:ocho|nine:nueve|ten:diez|eleven:once|twelve:doce|thirteen:trece|fourteen:catorce|fifteen:quince|sixteen:dieciseis|seventeen:diecisiete|eighteen:dieciocho|nineteen:diecinueve|twenty:veinte|:veintiun:veintiuno|:veintidos|:veintitres|:veinticuatro|:veinticinco|:veintiseis|:veintisiete|:veintiocho|:veintinueve';
const TENS =
  'thirty:treinta|forty:cuarenta|fifty:cincuenta|sixty:sesenta|seventy:setenta|eighty:ochenta|ninety:noventa';
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...named(ONES, (at) => at),
  ...named(TENS, (at) => (at + 3) * 10),
  ...named('hundred:cien:ciento', () => 100),
]);

function named(list: string, value: (at: number) => number): readonly (readonly [string, number])[] {
  return list.split('|').flatMap((words, at) =>
    words
      .split(':')
      .filter((word) => word !== '')
      .map((word) => [word, value(at)] as const),
  );
}

const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)';
const OFTEN =
  /\b(?:daily|weekly|monthly|quarterly|half-yearly|biannual(?:ly)?|annual(?:ly)?|yearly|(?:diari|semanal|mensual|bimestral|trimestral|cuatrimestral|semestral|anual|bienal)[a-z]*|(?:each|every|cada)\s+(?:hour|day|week|month|quarter|year|hora|dia|semana|mes|trimestre|semestre|ano))\b/g;
const NUMBER = '(?:\\d{1,4}|[a-z]+(?:[- ](?:y )?[a-z]+)?)';
const PERIOD = new RegExp(
  `\\b(${NUMBER})\\)?[\\s-]+(?:(working|business|calendar|trading|consecutive)\\s+)?(hours?|days?|weeks?|months?|years?|quarters?|horas?|dias?|semanas?|mes|meses|anos?|trimestres?)\\b(?:\\s+(habiles|naturales|laborables))?`,
  'g',
);
const PROMPTLY =
  /\b(?:without\s+(?:undue\s+)?delay|immediately|forthwith|as\s+soon\s+as\s+possible|sin\s+(?:\w+\s+)?(?:demora|dilacion)(?:es)?(?:\s+indebidas?)?|inmediatamente|de\s+inmediato|a\s+la\s+mayor\s+brevedad)\b/g;
const DATE = new RegExp(`\\b\\d{1,2}\\s+(?:de\\s+)?${MONTH}(?:\\s+(?:de\\s+)?\\d{4})?\\b`, 'g');
const KINDS: Readonly<Record<string, string>> = {
  working: 'working ',
  business: 'working ',
  habiles: 'working ',
  laborables: 'working ',
  trading: 'trading ',
};

/** The times, dates and frequencies that a text sets, by value and in order: "tres días", "3 días" and "three days" are one. */
export function deadlinesOf(text: string): readonly string[] {
  const plain = wordsAlone(text);
  const periods = [...plain.matchAll(PERIOD)].flatMap(([, number = '', kind = '', unit = '', behind = '']) => {
    const value = quantityOf(number);
    const named = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    return value === undefined || named === undefined ? [] : [`${value} ${KINDS[kind || behind] ?? ''}${named}`];
  });
  // The date of an act that is named is no deadline.
  const withoutActs = plain.replace(
    /\d{1,4}\/\d{1,4}(?:\/[a-z]+)?,?(?:\s+[a-z]+){0,9},?\s+(?:of|de)\s+\d{1,2}\s+(?:de\s+)?[a-z]+(?:\s+(?:de\s+)?\d{4})?/g,
    ' ',
  );
  const dates = [...withoutActs.matchAll(DATE)].map(([date]) => dateIn(date) ?? date.replace(/\bde\s+/g, ''));
  const promptly = [...plain.matchAll(PROMPTLY)].map(() => 'promptly');
  const often = [...plain.matchAll(OFTEN)].map(([words]) => words);
  return [...periods, ...dates, ...promptly, ...often];
}

function quantityOf(words: string): number | undefined {
  if (/^\d+$/.test(words)) return Number(words);
  const parts = words.split(/[- ](?:y )?/);
  const values = parts.map((part) => NUMBERS.get(part));
  const [first, second] = values;
  // "in three" is a number with a word in front.
  if (first === undefined) return values.at(-1);
  if (second === undefined) return first;
  // "A ten" is ten.
  return first < 20 ? second : first + second;
}

/** For tests and callers that have no diff at hand. */
export function marksBetween(before: string, after: string): readonly ChangeMark[] {
  return marksOf(before, after, wordDiff(before, after));
}
