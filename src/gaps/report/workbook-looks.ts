import type { Cell, Look } from './workbook.ts';

/** Of headers of columns. */
export const HEAD: Look = { bold: true, wrap: true, fill: '#1f3a5f', color: '#ffffff' };
/** Of lines of totals. */
export const TOTAL: Look = { bold: true, wrap: true, fill: '#eef1f5' };

export function headCells(words: readonly string[]): readonly Cell[] {
  return words.map((value) => ({ value, look: HEAD }));
}
