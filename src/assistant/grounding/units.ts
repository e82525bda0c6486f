/** What a quantity counts, where it is one of the measures of financial law. */
export type Unit =
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'working day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'half-year'
  | 'year'
  | 'percent'
  | 'per mille'
  | 'percentage point'
  | 'basis point'
  | 'times'
  | 'EUR'
  | 'USD'
  | 'GBP';

const entries = (unit: Unit, words: string): readonly (readonly [string, Unit])[] =>
  words.split(' ').map((word) => [word, unit] as const);

/** Words that follow a number, folded, English and Spanish. */
const MEASURES: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...entries('second', 'seconds segundos'),
  ...entries('minute', 'minute minutes minuto minutos min mins'),
  ...entries('hour', 'hour hours hora horas h hrs hr'),
  ...entries('day', 'day days dia dias daily'),
  ...entries('week', 'week weeks semana semanas weekly'),
  ...entries('month', 'month months mes meses monthly'),
  ...entries('quarter', 'quarters trimestre trimestres'),
  ...entries('half-year', 'semestre semestres'),
  ...entries('year', 'year years ano anos yearly'),
  ...entries('times', 'times veces fold'),
  ...entries('percent', 'percent % pc'),
  ...entries('per mille', '‰'),
]);

const CURRENCIES: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...entries('EUR', 'eur euro euros €'),
  ...entries('USD', 'usd dollar dollars dolar dolares us$ $'),
  ...entries('GBP', 'gbp pound pounds libra libras £'),
]);

const TIMES: ReadonlySet<Unit> = new Set<Unit>([
  'second',
  'minute',
  'hour',
  'day',
  'working day',
  'week',
  'month',
  'quarter',
  'half-year',
  'year',
]);

export function currencyOf(folded: string): Unit | undefined {
  return CURRENCIES.get(folded);
}

export function isTime(unit: Unit | undefined): boolean {
  return unit !== undefined && TIMES.has(unit);
}

/** Words between a number and its unit that do not change it: "three consecutive months", "12 preceding months". */
const PASSED_OVER = new Set(
  'full whole further additional consecutive successive preceding previous following next last subsequent first calendar primeros primeras ultimos ultimas siguientes anteriores sucesivos'.split(
    ' ',
  ),
);
const WORKING_BEFORE = new Set('working business banking trading target'.split(' '));
const WORKING_BEHIND = new Set('habil habiles laborable laborables'.split(' '));

/** A unit read behind a number, up to and without the token `next`. */
interface ReadUnit {
  readonly unit: Unit;
  readonly next: number;
}

/** Reads the unit that begins at a token. Working, business and banking days are one unit; calendar days are days. */
export function unitAt(word: (at: number) => string, start: number): ReadUnit | undefined {
  let at = start;
  for (let passed = 0; passed < 2 && PASSED_OVER.has(word(at)); passed += 1) at += 1;
  if (WORKING_BEFORE.has(word(at)) && /^days?$/.test(word(at + 1))) return { unit: 'working day', next: at + 2 };
  const pair = `${word(at)} ${word(at + 1)}`;
  if (/^(?:per cent|por ciento|por cien|por 100)$/.test(pair)) return { unit: 'percent', next: at + 2 };
  if (/^(?:percentage points?|puntos? porcentual(?:es)?)$/.test(pair))
    return { unit: 'percentage point', next: at + 2 };
  if (/^(?:basis points?|puntos? basicos?)$/.test(pair)) return { unit: 'basis point', next: at + 2 };
  const joint = /^(?:of|de)$/.test(word(at)) && currencyOf(word(at + 1)) !== undefined ? at + 1 : at;
  const currency = currencyOf(word(joint));
  if (currency !== undefined) return { unit: currency, next: joint + 1 };
  const unit = MEASURES.get(word(at));
  if (unit === undefined) return undefined;
  const behind = PASSED_OVER.has(word(at + 1)) ? at + 2 : at + 1;
  if (unit === 'day' && WORKING_BEHIND.has(word(behind))) return { unit: 'working day', next: behind + 1 };
  return { unit, next: at + 1 };
}
