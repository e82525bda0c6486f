import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/adapters/spreadsheets/write-workbook.ts';
import { gapWorkbook } from '../../../src/gaps/report/gap-workbook.ts';
import { STATE_COLOURS } from '../../../src/gaps/report/state-colours.ts';
import { readXlsx } from '../../adapters/spreadsheets/read-xlsx.ts';
import { HOSTILE, hostileRun } from '../hostile-run.ts';
import { sampleRun } from '../sample-run.ts';

const opened = async (run = sampleRun(), language: 'en' | 'es' = 'en') => {
  const { sheets, files } = readXlsx(await writeWorkbook(gapWorkbook(run, language)));
  const named = (name: string) => {
    const sheet = sheets.find((each) => each.name === name);
    if (sheet === undefined) throw new Error(`no sheet ${name} among ${sheets.map((each) => each.name).join()}`);
    return sheet;
  };
  return { sheets, files, named };
};

describe('a run as a workbook', () => {
  it('has its sheets, in both languages', async () => {
    const names = async (language: 'en' | 'es') => (await opened(sampleRun(), language)).sheets.map(({ name }) => name);
    expect(await names('en')).toEqual(['Summary', 'Gaps', 'Obligations', 'Matrix', 'Conflicts', 'About']);
    expect(await names('es')).toEqual(['Resumen', 'Carencias', 'Obligaciones', 'Matriz', 'Conflictos', 'Acerca de']);
  });

  it('has the gaps alone on theirs, the likeliest first, and all obligations on the other', async () => {
    const { named } = await opened();
    const run = sampleRun();
    const states = named('Gaps')
      .rows.slice(1)
      .map((row) => row.find(({ at }) => at.startsWith('G'))?.value);
    expect(states).toHaveLength(25);
    expect(new Set(states)).toEqual(new Set(['Contradicted', 'Missing', 'Partly covered']));
    expect(named('Obligations').rows).toHaveLength(61);
    expect(named('Obligations').rows[1]?.[0]?.value).toBe(run.results[0]?.obligation.label);
    expect(named('Gaps').xml).toContain('<autoFilter ref="A1:R26"/>');
  });

  it('fills states by their colour, with confidence as a share and days as days', async () => {
    const { named } = await opened();
    const row = named('Obligations').rows.find(([first]) => first?.value === 'Article 16(1) LEDGERS') ?? [];
    const cell = (column: string) => row.find(({ at }) => at.startsWith(column));
    expect(cell('G')).toMatchObject({ value: 'Contradicted', fill: STATE_COLOURS.contradicted.fill, wrap: true });
    expect(cell('M')).toMatchObject({ kind: 'number', format: '0%' });
    expect(cell('P')).toMatchObject({ kind: 'number', format: 'yyyy-mm-dd' });
    expect(cell('H')?.value).toContain('the policy "within 24 hours"');
  });

  it('has the matrix with the letter, the number and the fill of the worst state', async () => {
    const { named } = await opened();
    const matrix = named('Matrix');
    const row = matrix.rows.find((cells) => cells[1]?.value === 'Article 16 LEDGERS') ?? [];
    expect(row.find(({ at }) => at.startsWith('G'))).toMatchObject({
      value: 'X 1/3',
      fill: STATE_COLOURS.contradicted.fill,
    });
    expect(matrix.rows[0]?.map(({ value }) => value)).toContain('Incident Response Procedure');
    expect(matrix.rows.filter((cells) => String(cells[0]?.value).startsWith('Total'))).toHaveLength(2);
  });

  it('sums up by chapter and act', async () => {
    const { named } = await opened();
    const rows = named('Summary').rows.map((cells) => cells.map(({ value }) => value));
    expect(rows.at(-1)).toEqual(['Total', '', 32, 7, 8, 10, 3, 60, 32 / 57]);
    expect(rows.find(([act]) => act === 'Total LEDGERS')?.slice(2, 8)).toEqual([21, 6, 6, 6, 3, 42]);
  });

  it('has conflicts, and what was searched with its notes', async () => {
    const { named } = await opened();
    expect(named('Conflicts').rows).toHaveLength(5);
    const about = named('About')
      .rows.flat()
      .map(({ value }) => value);
    expect(about).toContain('32039R0417@2039-06-30@en');
    expect(about).toContain('credit institution, large enterprise');
    expect(about.some((value) => String(value).includes('not the official text'))).toBe(true);
    const { named: without } = await opened(sampleRun({ conflicts: [], notes: [], results: [] }));
    expect(without('Conflicts').rows[1]?.[0]?.value).toBe('None was found.');
  });

  it.each(HOSTILE)('shows %j as words on every sheet', async (words) => {
    const { sheets, files } = await opened(hostileRun(words));
    expect(Object.values(files).join('')).not.toMatch(/<f[\s>]/);
    const shown = words.replace(/[\u0000\u0007\ud800\uffff]/g, '');
    for (const { name, cells } of sheets)
      expect([name, [...cells.values()].some(({ value }) => String(value).includes(shown))]).toEqual([name, true]);
  });
});
