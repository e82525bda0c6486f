import { foldText } from '../../core/text.ts';
import { editDistance } from './near-names.ts';

const FORMAL =
  /^[\s,]*(?:of|de|del|in|en)\s+(?:the\s+|la\s+|el\s+)?((?:[A-Z][\w-]*\s+){1,5}(?:Act|Regulation|Directive|Code|Law|Treaty|Convention|Rulebook|Handbook)\b|(?:Ley|Reglamento|Directiva|C[oó]digo|Decreto)\s+(?:de|del|sobre)\s+[\p{L} ]{3,40}|C[oó]digo\s+(?:Penal|Civil|Mercantil))/u;
const ACRONYM = /^[\s,]*(?:(?:of|de|del|in|en)\s+(?:the\s+|la\s+|el\s+)?)?([A-Za-z][A-Za-z0-9]{2,9})(?![\p{L}\p{N}])/u;
const BEFORE = /(?<![\p{L}\p{N}])([A-Za-z][A-Za-z0-9]{2,9})[\s,]*$/u;

/** "this Regulation", "that Act" name no act by themselves. */
const ITSELF = /^(?:This|That|Such|Any|Each|Same|Said)\b/;

/**
 * The name of an act that nobody knows, written beside a place: "Article 5 of the Companies Act", "Article 5 DROA". A
 * word counts as a name where it reads as one: joined by "of", in capitals, or a misspelling of a known name. Without
 * this, the place would be looked for in an act that was not asked about.
 *
 * @param after the text behind the place; @param before the text in front of it; @param shortNames known names
 */
export function unknownActBeside(before: string, after: string, shortNames: readonly string[]): string | undefined {
  const formal = FORMAL.exec(after)?.[1];
  if (formal !== undefined && !ITSELF.test(formal)) return formal.trim();
  const behind = ACRONYM.exec(after);
  const word = behind?.[1];
  if (word !== undefined && behind !== null && readsAsName(word, /\b(?:of|de|del)\s/.test(behind[0]), shortNames))
    return word;
  const front = BEFORE.exec(before)?.[1];
  return front !== undefined && isMisspelt(front, shortNames) ? front : undefined;
}

function readsAsName(word: string, joined: boolean, shortNames: readonly string[]): boolean {
  if (isMisspelt(word, shortNames)) return true;
  return joined && /^[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*$/.test(word);
}

/** One slip away from a known name, and in capitals or of four letters and more. */
function isMisspelt(word: string, shortNames: readonly string[]): boolean {
  const capitals = word === word.toUpperCase();
  if (word.length < 4 && !capitals) return false;
  const folded = foldText(word);
  return shortNames.some(
    (name) => Math.abs(name.length - word.length) <= 1 && editDistance(folded, foldText(name)) === 1,
  );
}
