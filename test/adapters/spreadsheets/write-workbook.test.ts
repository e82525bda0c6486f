import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/adapters/spreadsheets/write-workbook.ts';
import type { Cell, Sheet } from '../../../src/gaps/report/workbook.ts';
import { readXlsx } from './read-xlsx.ts';

const sheet = (rows: readonly (readonly Cell[])[], changes: Partial<Sheet> = {}): Sheet => ({
  name: 'One',
  widths: [20, 30],
  frozen: { rows: 1, columns: 1 },
  rows,
  ...changes,
});
const written = async (...sheets: Sheet[]) => readXlsx(await writeWorkbook({ sheets }));
const firstCell = async (value: string) => (await written(sheet([[{ value }]]))).sheets[0]?.cells.get('A1');

describe('a workbook as a file', () => {
  it('has words, numbers and days as what they are, and nothing where nothing is', async () => {
    const row: Cell[] = [
      { value: 'words' },
      { value: 12 },
      { value: 0.25, look: { format: 'percent' } },
      { value: new Date('2041-11-05T12:00:00Z'), look: { format: 'minute' } },
      { value: null },
      { value: '' },
      { value: Number.NaN },
    ];
    const { sheets } = await written(sheet([row]));
    expect(sheets[0]?.cells.get('A1')).toMatchObject({ value: 'words', kind: 'words' });
    expect(sheets[0]?.cells.get('B1')).toMatchObject({ value: 12, kind: 'number' });
    expect(sheets[0]?.cells.get('C1')).toMatchObject({ value: 0.25, format: '0%' });
    // Days are counted from the end of 1899: 5 November 2041 is the 51810th.
    expect(sheets[0]?.cells.get('D1')).toMatchObject({ value: 51810.5, format: 'yyyy-mm-dd hh:mm' });
    expect(sheets[0]?.cells.get('E1')?.value ?? '').toBe('');
    expect(sheets[0]?.cells.get('F1')?.value ?? '').toBe('');
    expect(sheets[0]?.cells.get('G1')).toMatchObject({ value: 'NaN', kind: 'words' });
  });

  it('has fills, broken lines, widths, a frozen header and filters', async () => {
    const { sheets } = await written(
      sheet(
        [[{ value: 'a', look: { fill: '#8a1538', color: '#ffffff', wrap: true } }, { value: 'b' }], [{ value: 'c' }]],
        {
          filter: true,
          frozen: { rows: 1, columns: 1 },
        },
      ),
    );
    expect(sheets[0]?.cells.get('A1')).toMatchObject({ fill: '#8a1538', wrap: true });
    expect(sheets[0]?.cells.get('B1')?.wrap).toBe(false);
    expect(sheets[0]?.xml).toContain('<col min="2" max="2" width="30" customWidth="1"/>');
    expect(sheets[0]?.xml).toMatch(/<pane [^>]*ySplit="1"[^>]*xSplit="1"[^>]*state="frozen"/);
    expect(sheets[0]?.xml).toContain('</sheetData><autoFilter ref="A1:B2"/>');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@A1',
    '=HYPERLINK("https://evil.invalid/","x")',
    '{=1}',
    '<f>1+1</f>',
    '</t></si><si><t>',
  ])('has %j as words, never as a formula', async (words) => {
    const { files, sheets } = await written(sheet([[{ value: words }]]));
    expect(sheets[0]?.cells.get('A1')).toMatchObject({ value: words, kind: 'words' });
    expect(Object.values(files).join('')).not.toMatch(/<f[\s>]/);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])(
    'has the word %j, which every object knows',
    async (words) => {
      const { sheets } = await written(sheet([[{ value: words }, { value: 'other' }]]));
      expect(String(sheets[0]?.cells.get('A1')?.value).trim()).toBe(words);
      expect(sheets[0]?.cells.get('B1')?.value).toBe('other');
    },
  );

  it('has words that look like an escaped sign as they are', async () => {
    expect((await firstCell('_x000D_ and _x0041_x0042_'))?.value).toBe('_x000D_ and _x0041_x0042_');
  });

  it('leaves out what no cell can hold', async () => {
    expect((await firstCell('nul\u0000 bell\u0007 esc\u001b half \ud800 last \uffff ñ 😀'))?.value).toBe(
      'nul bell esc half  last  ñ 😀',
    );
    expect((await firstCell('one\r\ntwo\rthree'))?.value).toBe('one\ntwo\nthree');
    expect((await firstCell('\u0000'))?.value ?? '').toBe('');
  });

  it('cuts what is longer than a cell, with a sign that it is, and no sign of two halves through', async () => {
    expect((await firstCell('x'.repeat(32_767)))?.value).toBe('x'.repeat(32_767));
    const cut = String((await firstCell('x'.repeat(40_000)))?.value);
    expect(cut).toHaveLength(32_767);
    expect(cut.endsWith('x […]')).toBe(true);
    const signs = String((await firstCell('😀'.repeat(20_000)))?.value);
    expect(signs.isWellFormed()).toBe(true);
    expect(signs.length).toBeLessThanOrEqual(32_767);
    const lines = String((await firstCell('a\n'.repeat(1_000)))?.value);
    expect(lines.split('\n').length).toBeLessThanOrEqual(254);
    expect(lines.replace(/\s/g, '')).toBe('a'.repeat(1_000));
  });

  it('names each sheet as Excel takes it, and each once', async () => {
    const names = [
      'Gaps: [all] of */\\? it',
      'a'.repeat(40),
      'A'.repeat(40),
      '',
      "'",
      'History',
      'gaps',
      'GAPS',
      '<b>&"',
    ];
    const { sheets } = await written(...names.map((name) => sheet([[{ value: 1 }]], { name })));
    const taken = sheets.map(({ name }) => name);
    expect(taken[0]).toBe('Gaps all of it');
    expect(new Set(taken.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of taken) {
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[[\]:*?/\\]|^'|'$|^history$/i);
    }
  });

  it('refuses more columns than a sheet has', async () => {
    const wide = Array.from({ length: 16_385 }, (): Cell => ({ value: 1 }));
    await expect(writeWorkbook({ sheets: [sheet([wide])] })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('can be without any row', async () => {
    const { sheets } = await written(sheet([], { filter: true }));
    expect(sheets[0]?.rows).toEqual([]);
    expect(sheets[0]?.xml).not.toContain('autoFilter');
  });
});
