/** The cells of a row: cut at bars that are not escaped; bars at the ends are its frame. */
export function tableCells(line: string): readonly string[] {
  const framed = line.trim().replace(/^\|/, '');
  const cells = framed.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
  if (cells.length > 1 && cells.at(-1) === '' && /\|\s*$/.test(line)) cells.pop();
  return cells;
}

/** True for the line under a table's headers: hyphens, with as many cells as the headers have. */
export function isDelimiterRow(line: string, columns: number): boolean {
  const bare = line.trim();
  if (!bare.includes('-') || !/^[|\s:-]+$/.test(bare)) return false;
  const cells = tableCells(bare);
  return cells.length === columns && cells.every((cell) => /^:?-+:?$/.test(cell));
}
