const NAMED = /^[*_]{0,3}\p{Lu}[^:.;!?|]{1,50}[*_]{0,3}:[*_]{0,3}\s{1,9}\S/u;
const LONGEST = 200;

/** True for a line that is a name and its value: "Version: 3.1". */
export function isNamedLine(line: string): boolean {
  return line.length <= LONGEST && NAMED.test(line);
}

/** True for lines of which each is a name and its value: they stand one below the other, and are no paragraph. */
export function areNamedLines(lines: readonly string[]): boolean {
  return lines.length > 1 && lines.every(isNamedLine);
}
