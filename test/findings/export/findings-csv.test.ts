import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFindings } from '../../../src/findings/export/export-findings.ts';
import { FINDING_COLUMNS } from '../../../src/findings/export/findings-csv.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { HOSTILE } from '../../gaps/hostile-run.ts';
import { readCsv } from '../../read-csv.ts';
import { findingSaying, sampleFindings } from './sample-findings.ts';

function linesOf(findings: readonly Finding[]): Record<string, string>[] {
  const csv = exportFindings(findings, { kind: 'csv', organisation: 'Lantern Bank', now: 0 });
  expect([csv.startsWith('\ufeff'), csv.endsWith('\r\n')]).toEqual([true, true]);
  const [header = [], ...rows] = readCsv(csv.slice(1));
  expect(header).toEqual(FINDING_COLUMNS);
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

describe('findings as CSV', () => {
  it('have a line each, in their order', () => {
    const lines = linesOf(sampleFindings());
    expect(lines.map(({ id, stage, status, step, step_due }) => [id, stage, status, step, step_due])).toEqual([
      ['F-0000000000000001', 'draft', '', '', ''],
      ['F-0000000000000002', 'filed', 'open', '', ''],
      ['F-0000000000000003', 'filed', 'in_progress', 'create_action_plan', '2031-04-15'],
      ['F-0000000000000004', 'filed', 'closed', '', ''],
      ['F-0000000000000005', 'filed', 'risk_accepted', '', ''],
      ['F-0000000000000006', 'filed', 'validating', '', ''],
    ]);
    expect(lines[5]?.['conflicts']).toBe('severity: high / low');
  });

  it('tell all that is in them', () => {
    const [finding] = sampleFindings().slice(1);
    const [line] = linesOf(finding === undefined ? [] : [finding]);
    expect(line).toMatchObject({
      title: 'No register of lanterns',
      severity: 'high',
      severity_reason: 'Nothing is kept at all.',
      due: '2031-06-30',
      owner: 'Harbour master',
      references: 'Article 3(1) LANTERN; Artículo 2.1 Ley de los Faroles',
      reference_ids: '32031R0007#art_3/par_1; BOE-A-2031-4#art_2/par_1',
      reference_dates: '2031-01-01; 2031-01-02',
      reference_standings: 'as adopted on 2031-01-01; as adopted on 2031-01-02',
      platform: 'servicenow',
      record: 'ISS0002',
      record_url: 'https://grc.invented.example/nav_to.do?uri=issue.do?sys_id=rec-2',
      platform_state: 'New',
      drafted_at: '2031-04-05T06:07:08.000Z',
      approved_at: '2031-04-05T06:09:08.000Z',
      eyes: '2',
      filed_at: '2031-04-05T06:11:08.000Z',
      gap_run: 'G-1',
      obligation: '32031R0007#art_3/par_1~1',
      receipt: 'R-1',
      hash: finding?.hash,
    });
    expect(line?.['evidence']?.split('\n')).toEqual([
      'Rules of the lanterns (lanterns s1): "The lanterns are looked at when there is time."',
      'Rules of the wicks (wicks s1): "The wicks are looked at when there is time."',
      'The shed was empty.',
    ]);
  });

  it('are a header where there are none', () => {
    expect(linesOf([])).toEqual([]);
  });

  it('name nobody who drafted, approved or did something', () => {
    const text = JSON.stringify(linesOf(sampleFindings()));
    for (const name of ['Ana', 'Luis', 'u-1', 'u-2', 'u-3', 'Seen.']) expect(text).not.toContain(name);
  });

  it.each(HOSTILE)('show %j as words', (words) => {
    const [line] = linesOf([findingSaying(words)]);
    expect(line?.['title']?.replaceAll("'", '')).toBe(words.replaceAll("'", ''));
    for (const cell of Object.values(line ?? {})) expect(cell).not.toMatch(/^\s*[=+\-@]/);
  });

  it('have no cell that is a formula, and no line too many, whatever they say', () => {
    const words = fc.oneof(
      fc.string({
        unit: fc.constantFrom('=', '+', '-', '@', ';', '\t', '"', "'", '\r', '\n', ',', ' ', 'a', '＝'),
        maxLength: 20,
      }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(words, (said) => {
        const lines = linesOf([findingSaying(said), findingSaying(said)]);
        expect(lines).toHaveLength(2);
        for (const cell of Object.values(lines[0] ?? {})) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});
