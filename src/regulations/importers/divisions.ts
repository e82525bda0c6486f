const RANKS: readonly RegExp[] = [
  /^(?:part|parte|libro)\b/i,
  /^(?:title|t[ií]tulo)\b/i,
  /^(?:chapter|cap[ií]tulo)\b/i,
  /^(?:section|secci[oó]n)\b/i,
  /^(?:sub-?section|subsecci[oó]n)\b/i,
];

/** The rank of a chapter among them. */
export const CHAPTER = 2;

/** Which kind of division a line begins, outermost 0; -1 for any other line. */
export function divisionRank(line: string): number {
  return RANKS.findIndex((pattern) => pattern.test(line));
}

/**
 * The divisions around the next article: a new chapter ends the sections of the last one; a line without a rank is the
 * title of the line before it, joined as `CHAPTER II — ICT risk management`.
 */
export function nextDivisions(current: readonly string[], lines: readonly string[]): readonly string[] {
  let next = [...current];
  let fresh = false;
  for (const line of lines) {
    const rank = divisionRank(line);
    if (rank >= 0) {
      next = next.filter((held) => divisionRank(held) < rank);
      next.push(line);
      fresh = true;
    } else if (fresh) {
      const last = next.pop();
      next.push(last === undefined ? line : `${last} — ${line}`);
    }
  }
  return next;
}
