import { describe, expect, it } from 'vitest';
import { coverageMatrixCsv, gapCsv } from '../../../src/gaps/report/gap-csv.ts';
import { readCsv } from '../../read-csv.ts';
import { HOSTILE, hostileRun } from '../hostile-run.ts';
import { sampleRun } from '../sample-run.ts';

/** Lines by the names of their columns. */
function linesOf(csv: string): Record<string, string>[] {
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(csv.endsWith('\r\n')).toBe(true);
  const [header = [], ...rows] = readCsv(csv.slice(1));
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

describe('a run as CSV', () => {
  it('has a line an obligation, with what the law says, how it stands and the evidence', () => {
    const lines = linesOf(gapCsv(sampleRun()));
    expect(lines).toHaveLength(60);
    expect(lines.find(({ id }) => id === '32039R0417#art_16/par_1')).toMatchObject({
      label: 'Article 16(1) LEDGERS',
      chapter: 'CHAPTER IV — Disruptions',
      actor: 'Ledger keepers',
      modality: 'must',
      deadline: 'within four hours of its classification',
      deadline_iso: 'PT4H',
      state: 'contradicted',
      lacks: 'deadline recipient',
      policy_1: 'incident-response',
      quote_1: 'The bank shall report a major disruption to the Head of Operations within 24 hours.',
      policy_2: 'business-continuity',
      policy_3: '',
      decision: 'accepted',
      decided_by: '0b6a7f7e-2f0e-4d0c-8f6e-1d2a3b4c5d6e',
      reason: 'The procedure predates the act; a new version goes to the board in December.',
    });
  });

  it('has at most three pieces of evidence, the best', () => {
    const [first] = sampleRun().results;
    if (first === undefined) throw new Error('the sample has results');
    const evidence = [1, 2, 3, 4, 5].map((at) => ({
      policy: `p-${at}`,
      statement: `s${at}`,
      quote: `q${at}`,
      hash: '',
      score: 1 / at,
    }));
    const [line] = linesOf(
      gapCsv(sampleRun({ results: [{ ...first, assessment: { ...first.assessment, evidence } }] })),
    );
    expect([line?.['policy_1'], line?.['policy_2'], line?.['policy_3']]).toEqual(['p-1', 'p-2', 'p-3']);
    expect(JSON.stringify(line)).not.toContain('p-4');
  });

  it.each(HOSTILE)('shows %j as words', (words) => {
    for (const csv of [gapCsv(hostileRun(words)), coverageMatrixCsv(hostileRun(words))]) {
      const cells = readCsv(csv.slice(1)).flat();
      expect(cells.some((cell) => cell.replaceAll("'", '') === words.replaceAll("'", ''))).toBe(true);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }
  });
});

describe('the matrix as CSV', () => {
  it('has a line an article and one for each act', () => {
    const lines = linesOf(coverageMatrixCsv(sampleRun()));
    expect(lines.map(({ line }) => line).filter((line) => line === 'act')).toHaveLength(2);
    expect(lines).toHaveLength(22);
    expect(lines.find(({ article, act }) => article === 'Article 16' && act === '32039R0417')).toMatchObject({
      obligations: '3',
      contradicted: '1',
      partial: '1',
      nowhere: '0',
      'incident-response': 'contradicted 1/3',
      'staff-training': '',
    });
    expect(lines.find(({ line }) => line === 'act')).toMatchObject({
      act_name: 'LEDGERS',
      obligations: '42',
      missing: '6',
    });
  });
});
