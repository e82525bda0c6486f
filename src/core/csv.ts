/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), full-width forms among it, with blanks
 * in front as well.
 */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Where a spreadsheet divides lines at semicolons, as Spanish settings have it, quotation marks inside a line protect
 * nothing: what stands behind a semicolon or a tab begins a cell there.
 */
const LATER_FORMULA = /([;\t]["\s]{0,20})(?=[=+\-@＝＋－＠])/g;

/** A cell of words by RFC 4180: never a formula, quoted where it must be. */
export function csvWords(words: string): string {
  const guarded = (FORMULA.test(words) ? `'${words}` : words).replace(LATER_FORMULA, "$1'");
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Lines of cells that are ready to be written (`csvWords`, or numbers) as a file by RFC 4180. */
export function csvFile(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}
