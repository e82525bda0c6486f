import type { Language } from '../../regulations/act.ts';

/** Digits beyond which a number is not read: nothing in law is as long, and it would not be exact. */
const MOST_DIGITS = 21;

/**
 * A number in figures as a pattern: groups of three parted by blanks ("5 000 000"), or digits with points, commas and
 * apostrophes between them.
 */
export const NUMERAL = "\\d{1,3}(?:[ \\u00a0\\u2009\\u202f]\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,'’]\\d+)*";

/**
 * Reads a number in figures. A point or comma with groups of three behind it parts thousands where it stands more than
 * once, or where the language writes thousands so (comma in English, point in Spanish); else it parts the decimals.
 *
 * @param shift powers of ten to multiply by: `1.1` with 6 is exactly 1 100 000
 * @returns NaN for what is no number ("1.2.3", an overlong one): it equals nothing
 */
export function numeralValue(raw: string, language: Language, shift = 0): number {
  const grouped = /\d[ \u00a0\u2009\u202f'’]\d/.test(raw);
  const compact = raw.replace(/[ \u00a0\u2009\u202f'’]/g, '');
  if (compact.length > MOST_DIGITS + 8) return Number.NaN;
  const decimal = decimalOf(compact, language, grouped);
  if (decimal === undefined || decimal.replace('.', '').length > MOST_DIGITS) return Number.NaN;
  return Number(`${decimal}e${shift}`);
}

/** The number with a decimal point and nothing else; `undefined` where its marks make no number. */
function decimalOf(compact: string, language: Language, grouped: boolean): string | undefined {
  const marks = [...compact.replace(/\d/g, '')];
  const last = marks.at(-1);
  if (last === undefined) return compact;
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) {
    const whole = compact.slice(0, compact.lastIndexOf(last));
    if (marks.filter((mark) => mark === last).length > 1 || !inThrees(whole, other)) return undefined;
    return `${whole.replaceAll(other, '')}.${compact.slice(compact.lastIndexOf(last) + 1)}`;
  }
  if (marks.length > 1) return inThrees(compact, last) ? compact.replaceAll(last, '') : undefined;
  const partsThousands = last === (language === 'en' ? ',' : '.');
  if (!grouped && partsThousands && inThrees(compact, last)) return compact.replace(last, '');
  return compact.replace(last, '.');
}

function inThrees(digits: string, mark: string): boolean {
  const [first = '', ...rest] = digits.split(mark);
  return first.length <= 3 && /^[1-9]/.test(first) && rest.every((group) => group.length === 3);
}
