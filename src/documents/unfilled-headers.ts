/**
 * Headers of the columns that no row of a table fills, such as that of a signature: they stand with none of the rows, and
 * are said by themselves.
 *
 * @param rows the cells of each row, in the order of the columns
 */
export function unfilledHeaders(headers: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return headers.filter((header, at) => header.trim() !== '' && rows.every((cells) => (cells[at] ?? '').trim() === ''));
}
