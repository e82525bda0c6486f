import type { Language } from '../../regulations/act.ts';
import { type AmountToken, isJoined } from './amount-tokens.ts';
import { numberInWords } from './number-words.ts';

/** A part or a multiple in words, read up to and without the token `next`. */
interface ReadPart {
  readonly value: number;
  readonly next: number;
  /** True for "twice", "el doble". */
  readonly times?: true;
}

const ENGLISH_PARTS = 'half third quarter fifth sixth seventh eighth ninth tenth'.split(' ');
const SPANISH_PARTS = 'medio tercio cuarto quinto sexto septimo octavo noveno decimo'.split(' ');
const SPANISH_SHARES = 'media tercera cuarta quinta sexta septima octava novena decima'.split(' ');
const SIGNS: ReadonlyMap<string, number> = new Map([
  ['½', 1 / 2],
  ['¼', 1 / 4],
  ['¾', 3 / 4],
  ['⅓', 1 / 3],
  ['⅔', 2 / 3],
]);

/** The value of a sign such as `½`. */
export function signValue(sign: string): number | undefined {
  return SIGNS.get(sign);
}

/** Reads a fraction or a multiple that begins at a token: "two thirds", "half of", "la mitad", "tres cuartas partes", "twice". */
export function partAt(tokens: readonly AmountToken[], at: number, language: Language): ReadPart | undefined {
  return multipleAt(tokens, at, language) ?? (language === 'en' ? englishPart(tokens, at) : spanishPart(tokens, at));
}

function multipleAt(tokens: readonly AmountToken[], at: number, language: Language): ReadPart | undefined {
  const word = tokens[at]?.folded ?? '';
  const next = tokens[at + 1]?.folded ?? '';
  const times = (value: number, count: number): ReadPart => ({ value, next: at + count, times: true });
  if (language === 'en') {
    if (word === 'twice') return times(2, 1);
    if (word === 'thrice') return times(3, 1);
    if (word === 'double' && /^(?:the|of|that|its|their)$/.test(next)) return times(2, 1);
    if (word === 'triple' && /^(?:the|of|that|its|their)$/.test(next)) return times(3, 1);
    return undefined;
  }
  if (word !== 'el') return undefined;
  if (/^(?:doble|duplo)$/.test(next)) return times(2, 2);
  return /^(?:triple|triplo)$/.test(next) ? times(3, 2) : undefined;
}

/** Where a part stands alone it is a part of something: "a third of", not "a third party". */
function endsThere(token: AmountToken | undefined): boolean {
  return token === undefined || !isJoined(token) || /^(?:of|de|del)$/.test(token.folded);
}

function englishPart(tokens: readonly AmountToken[], at: number): ReadPart | undefined {
  const word = tokens[at]?.folded ?? '';
  const following = tokens[at + 1];
  if (word === 'half') {
    const counted = /^(?:first|second|other|latter|and)$/.test(tokens[at - 1]?.folded ?? '');
    const whole = isJoined(following) && /^(?:of|the|a|an|its|their|that|all)$/.test(following?.folded ?? '');
    return !counted && whole && following?.gap !== '-' ? { value: 1 / 2, next: at + 1 } : undefined;
  }
  const count = /^an?$/.test(word) ? { value: 1, next: at + 1 } : numberInWords(tokens, at, 'en');
  const part = count && tokens[count.next];
  if (count === undefined || part === undefined || !isJoined(part) || count.value > 20) return undefined;
  const denominator = ENGLISH_PARTS.indexOf(part.folded.replace(/halves/, 'half').replace(/s$/, '')) + 2;
  if (denominator < 2) return undefined;
  const needsOf = count.value === 1 || denominator === 4;
  if (needsOf && !endsThere(tokens[count.next + 1])) return undefined;
  return { value: count.value / denominator, next: count.next + 1 };
}

function spanishPart(tokens: readonly AmountToken[], at: number): ReadPart | undefined {
  const word = tokens[at]?.folded ?? '';
  if (word === 'mitad') return { value: 1 / 2, next: at + 1 };
  if (/^medi[oa]$/.test(word) && tokens[at - 1]?.folded !== 'y')
    return /^(?:ano|mes|dia|hora|semana|millon)$/.test(tokens[at + 1]?.folded ?? '')
      ? { value: 1 / 2, next: at + 1 }
      : undefined;
  const count = word === 'la' ? { value: 1, next: at + 1 } : numberInWords(tokens, at, 'es');
  const part = count && tokens[count.next];
  if (count === undefined || part === undefined || !isJoined(part) || count.value > 20) return undefined;
  const share = SPANISH_SHARES.indexOf(part.folded.replace(/s$/, '')) + 2;
  if (share >= 3 && /^partes?$/.test(tokens[count.next + 1]?.folded ?? ''))
    return { value: count.value / share, next: count.next + 2 };
  const denominator = word === 'la' ? 1 : SPANISH_PARTS.indexOf(part.folded.replace(/s$/, '')) + 2;
  if (denominator < 3 || !endsThere(tokens[count.next + 1])) return undefined;
  return { value: count.value / denominator, next: count.next + 1 };
}
