import { overlap } from './clusters.ts';
import type { Comparison } from './finding.ts';
import { foundIn } from './markers.ts';
import type { Reading } from './readings.ts';

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
  const end = rest.search(
    /[;:.](?:\s|$)|, (?=(?:the|and|but|shall|must|should|will|el|la|los|las|y|pero|deber\p{L}{1,5}|podr\p{L}{1,3})\s)/u,
  );
  return rest.slice(0, end < 0 ? undefined : end).trim();
}

/** Where the parts of a statement end that speak each for itself, and where its clauses do. */
export const PARTS = /[;:.!?](?=\s|$)|\s[—–-]\s/gu;
export const CLAUSES = /[,;:.!?](?=\s|$)|\s[—–-]\s/gu;
/** Where a part says so much of what its statement says, what stands in it is said of the obligation. */
const HALF = 0.5;

/** The words around a place, from one end to the next. */
export function partAround(words: string, at: number, ends: RegExp): string {
  const places = foundIn(words, ends).map(({ start }) => start);
  const from = places.filter((place) => place < at).at(-1);
  const to = places.find((place) => place >= at);
  return words.slice(from === undefined ? 0 : from + 1, to);
}

/**
 * How surely what stands at a place of a statement is said of the obligation, from 0 to 1: by how much of it the part
 * around says, of what the whole statement says.
 */
export function carriage({ aim, reader }: Comparison, { words, language }: Reading, at: number, ends: RegExp): number {
  const whole = overlap(aim, words, language, reader);
  if (whole === 0) return 0;
  return Math.min(1, overlap(aim, partAround(words, at, ends), language, reader) / (HALF * whole));
}
