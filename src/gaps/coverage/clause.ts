import { foundIn } from './finding.ts';

/** Words that begin a clause within a sentence: what stands in it is not what the sentence demands. */
const SUBORDINATE =
  /(?<![\p{L}])(?:that|which|who|whose|where|if|when|whenever|unless|until|whether|because|so that|as long as|than|even|what|how|que|cual|cuyo|quien|donde|si|cuando|mientras|porque|aunque|hasta)(?![\p{L}])/giu;

/** True where a word of a statement stands in a clause of its own: "the bodies to which the customer can turn". */
export function isAside(words: string, start: number): boolean {
  const before = words.slice(0, start);
  const from = Math.max(before.lastIndexOf(','), before.lastIndexOf(';'), before.lastIndexOf(':')) + 1;
  return foundIn(before.slice(from), SUBORDINATE).length > 0;
}

/** Where the first part of a statement ends: what stands behind a semicolon or a dash speaks of other cases. */
export function endOfFirst(words: string): number {
  const at = words.search(/[;:]\s|\s[—–-]\s/);
  return at < 0 ? words.length : at;
}

/** From a marker to the end of its clause, as printed. */
export function clauseFrom(words: string, start: number): string {
  const rest = words.slice(start);
  const end = rest.search(/[;:.](?:\s|$)|, (?=(?:the|and|but|el|la|los|las|y|pero)\s)/);
  return rest.slice(0, end < 0 ? undefined : end).trim();
}
