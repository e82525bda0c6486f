import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapRunSchema } from '../../src/gaps/report/gap-json-schema.ts';
import { FailureContract } from './contract.ts';
import {
  GapsDecideContract,
  GapsDiffContract,
  GapsListContract,
  PoliciesAddContract,
  PoliciesListContract,
  PoliciesRemoveContract,
  PolicyShowContract,
} from './gap-contract.ts';
import { type Ran, temporaryTerminal } from './run.ts';

/** A policy on incidents, against the digest of DORA that every fresh library has. */
const incidents = (hours: string): string => `---
owner: Chief Risk Officer
version: "2.1"
effective: 2025-03-01
---
# Incident procedure

## 1. Reports

The Bank classifies ICT-related incidents and records all of them.

Once a year the Bank reviews the framework for ICT risk.

The client is told of a major incident within ${hours}.
`;

const terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana' });
const shelf = mkdtempSync(join(tmpdir(), 'compliance-policies-'));
const file = (name: string, text: string): string => {
  const path = join(shelf, name);
  writeFileSync(path, text);
  return path;
};
const failure = ({ json }: Ran) => FailureContract.parse(json).error;
const json = (...words: string[]) => terminal.run(...words, '--json');
const runGaps = async (...words: string[]) => gapRunSchema.parse((await json('gaps', 'run', ...words)).json);

beforeAll(async () => {
  const added = await json('policies', 'add', file('incidents.md', incidents('two days')));
  expect(added.code).toBe(0);
  expect(PoliciesAddContract.parse(added.json)).toMatchObject({
    policies: [{ policy: 'incidents', version: 1, change: 'added', title: 'Incident procedure' }],
    skipped: [],
  });
});
afterAll(() => {
  terminal.remove();
  rmSync(shelf, { recursive: true, force: true });
});

describe('compliance policies', () => {
  it('lists and shows what was imported, with what the document says of itself', async () => {
    const { policies } = PoliciesListContract.parse((await json('policies', 'list')).json);
    expect(policies).toMatchObject([
      { policy: 'incidents', owner: 'Chief Risk Officer', stated: '2.1', effective: '2025-03-01', kind: 'markdown' },
    ]);
    const shown = PolicyShowContract.parse((await json('policies', 'show', 'incidents')).json);
    expect(shown.statements.map(({ text }) => text)).toContain(
      'The client is told of a major incident within two days.',
    );
    const told = await terminal.run('policies', 'show', 'incidents');
    expect(told.out).toContain('Once a year the Bank reviews the framework for ICT risk.');
    expect((await terminal.run('policies', 'list')).out).toContain('Chief Risk Officer');
  });

  it('imports the same again without a change, and another state as the next version', async () => {
    const again = PoliciesAddContract.parse((await json('policies', 'add', join(shelf, 'incidents.md'))).json);
    expect(again.policies).toMatchObject([{ version: 1, change: 'unchanged' }]);
    const before = PolicyShowContract.parse((await json('policies', 'show', 'incidents')).json);
    const next = file('incidents.md', `${incidents('two days')}\nThe Bank writes a lessons-learned note.\n`);
    const added = PoliciesAddContract.parse((await json('policies', 'add', next)).json);
    expect(added.policies).toMatchObject([{ version: 2, change: 'updated' }]);
    const after = PolicyShowContract.parse((await json('policies', 'show', 'incidents')).json);
    expect(after.statements.slice(0, before.statements.length)).toEqual(before.statements);
    const versions = PoliciesListContract.parse((await json('policies', 'list', '--versions', 'incidents')).json);
    expect(versions.policies.map(({ version }) => version)).toEqual([2, 1]);
    const first = PolicyShowContract.parse((await json('policies', 'show', 'incidents', '--version', '1')).json);
    expect(first.statements).toEqual(before.statements);
  });

  it('reads a folder, tells what it skipped, and ends with 1 where there was something', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'compliance-folder-'));
    writeFileSync(join(folder, 'access.txt'), 'Access rights are reviewed every six months.');
    writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7 nothing');
    const ran = await json('policies', 'add', folder, '--owner', 'Head of IT');
    expect(ran.code).toBe(1);
    const { policies, skipped } = PoliciesAddContract.parse(ran.json);
    expect(policies.map(({ policy }) => policy)).toEqual(['access']);
    expect(skipped).toMatchObject([{ name: 'broken.pdf', why: expect.stringContaining('damaged') }]);
    const removed = PoliciesRemoveContract.parse((await json('policies', 'remove', 'access')).json);
    expect(removed.removed).toMatchObject([{ policy: 'access', owner: 'Head of IT' }]);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [['policies', 'add', '/nowhere/at/all.md'], 'invalid_input'],
    [['policies', 'show', 'unheard-of'], 'not_found'],
    [['policies', 'show', 'incidents', '--version', 'two'], 'invalid_input'],
    [['policies', 'remove', 'unheard-of'], 'not_found'],
    [['policies', 'list', '--versions', 'unheard-of'], undefined],
  ] as const)('%j: %s', async (words, code) => {
    const ran = await json(...words);
    if (code === undefined) expect(PoliciesListContract.parse(ran.json).policies).toEqual([]);
    else expect(failure(ran).code).toBe(code);
  });
});

describe('compliance gaps', () => {
  it('prints what the issue of it promises, key by key, each place one of the act', async () => {
    const ran = await json('gaps', 'run', '--act', '32022R2554', '--profile', 'credit institution');
    expect(ran.code).toBe(0);
    const { counts, obligations, scope } = gapRunSchema.parse(ran.json);
    expect(scope).toMatchObject({ acts: ['32022R2554'], profile: { kinds: ['credit_institution'] } });
    expect(Object.values(counts).reduce((sum, each) => sum + each, 0)).toBe(obligations.length);
    expect(obligations.length).toBeGreaterThan(40);
    for (const { provision, id } of obligations) {
      expect(provision).toMatch(/^32022R2554#art_\d+[a-z0-9_/]*$/);
      expect(id.startsWith(provision)).toBe(true);
    }
    expect(obligations.find(({ provision }) => provision === '32022R2554#art_6/par_5')).toMatchObject({
      deadline: { iso: 'R/P1Y' },
    });
  });

  it('tells people the same, the worst first, and writes every kind of report once', async () => {
    const paths = { csv: 'g.csv', matrix: 'm.csv', xlsx: 'g.xlsx', html: 'g.html' };
    const words = Object.entries(paths).flatMap(([kind, name]) => [`--${kind}`, join(shelf, name)]);
    const told = await terminal.run('gaps', 'run', '--act', 'DORA', '--articles', '17-19', ...words);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/\d+ obligations: \d+ covered/);
    expect(told.out).toContain('digest, not the official text');
    for (const name of Object.values(paths)) {
      expect(told.out).toContain(`Written: ${join(shelf, name)}`);
      expect(statSync(join(shelf, name)).mode & 0o077).toBe(0);
    }
    expect(readFileSync(join(shelf, 'g.html'), 'utf8')).toContain('<svg');
    expect(readFileSync(join(shelf, 'g.csv'), 'utf8')).toContain('32022R2554#art_19');
    expect(readFileSync(join(shelf, 'g.xlsx')).subarray(0, 2).toString()).toBe('PK');
    const again = await json('gaps', 'run', '--act', 'DORA', '--csv', join(shelf, 'g.csv'));
    expect(failure(again)).toMatchObject({ code: 'conflict', message: expect.stringContaining('--csv F') });
  });

  it('looks where its reports are to be written before it begins, and writes through no link', async () => {
    const { runs } = GapsListContract.parse((await json('gaps', 'list')).json);
    const [link, target] = [join(shelf, 'link.csv'), join(shelf, 'target.csv')];
    symlinkSync(target, link);
    const inNoFolder = join(shelf, 'no-such-folder', 'g.csv');
    const twice = join(shelf, 'twice.csv');
    for (const [message, ...words] of [
      [/link\.csv exists already\. Name another file: --csv F$/, '--csv', link],
      [/g{300}\.csv cannot be written\. Name another file: --csv F$/, '--csv', join(shelf, `${'g'.repeat(300)}.csv`)],
      [/g\.csv cannot be written\. Name another file: --csv F$/, '--csv', inNoFolder],
      [
        /twice\.csv is named twice\. Name another file: --html F$/,
        '--csv',
        twice,
        '--html',
        join(shelf, '.', 'twice.csv'),
      ],
    ] as const) {
      const refused = await json('gaps', 'run', '--act', 'DORA', ...words);
      expect(failure(refused)).toMatchObject({ code: 'conflict', message: expect.stringMatching(message) });
    }
    expect(existsSync(target) || existsSync(twice)).toBe(false);
    expect(GapsListContract.parse((await json('gaps', 'list')).json).runs).toEqual(runs);
  });

  it('compares with the last of the same, keeps what a person decided, and lists all', async () => {
    const words = ['--act', 'DORA', '--articles', '6'];
    const first = await runGaps(...words);
    const open = first.obligations.find(({ state }) => state === 'missing');
    if (open === undefined) throw new Error('nothing is missing');
    const unsaid = await json('gaps', 'decide', open.id, '--verdict', 'rejected', '--reason', 'Done by the group.');
    expect(failure(unsaid)).toMatchObject({ code: 'conflict', message: expect.stringContaining('not confirmed') });
    const done = await json(
      'gaps',
      'decide',
      open.id,
      '--verdict',
      'rejected',
      '--reason',
      'Done by the group.',
      '--yes',
    );
    expect(done.err).toContain('Your reason: Done by the group.');
    expect(GapsDecideContract.parse(done.json)).toMatchObject({ obligation: open.id, verdict: 'rejected' });
    const second = await runGaps(...words);
    expect(second.obligations.find(({ id }) => id === open.id)).toMatchObject({
      state: 'covered',
      confidence: 1,
      decision: { verdict: 'rejected', reason: 'Done by the group.' },
    });
    const diff = GapsDiffContract.parse((await json('gaps', 'diff', '--act', 'DORA')).json);
    expect(diff).toMatchObject({ before: { id: first.run.id }, after: { id: second.run.id }, closed: [open.id] });
    expect((await terminal.run('gaps', 'diff')).out).toContain('1 closed');
    const { runs } = GapsListContract.parse((await json('gaps', 'list')).json);
    expect(runs.slice(0, 2).map(({ run }) => run)).toEqual([second.run.id, first.run.id]);
    const kept = gapRunSchema.parse((await json('gaps', 'run', '--run', first.run.id)).json);
    expect(kept).toEqual(first);
  });

  it.each([
    [['gaps', 'run'], 'invalid_input'],
    [['gaps', 'run', '--act', 'DORA', '--articles', '999'], 'not_found'],
    [['gaps', 'run', '--act', '32099R9999'], 'not_found'],
    [['gaps', 'run', '--act', 'DORA', '--profile', 'lighthouse'], 'invalid_input'],
    [['gaps', 'run', '--act', 'DORA', '--policy', 'unheard-of'], 'not_found'],
    [['gaps', 'run', '--act', 'DORA', '--as-of', 'yesterday'], 'invalid_input'],
    [['gaps', 'run', '--run', 'unheard-of'], 'not_found'],
    [['gaps', 'diff', '--from', 'unheard-of'], 'not_found'],
    [['gaps', 'decide', '32022R2554#art_1', '--verdict', 'rejected', '--reason', 'because'], 'not_found'],
    [['gaps', 'decide', '32022R2554#art_1', '--verdict', 'maybe', '--reason', 'because'], 'invalid_input'],
    [['gaps', 'decide', '32022R2554#art_1', '--verdict', 'rejected', '--reason', ' '], 'invalid_input'],
    [['gaps', 'run', '--run', 'some', '--act', 'DORA'], 'invalid_input'],
    [['gaps', 'run', '--act', 'DORA', '--chapter', 'II'], 'not_found'],
    [['policies', 'show', 'nothing'], 'not_found'],
  ] as const)('%j is refused: %s', async (words, code) => {
    const ran = await json(...words);
    expect(failure(ran).code).toBe(code);
    expect(ran.code).toBe(code === 'invalid_input' ? 2 : 1);
  });

  it('says how to begin where there is nothing yet', async () => {
    const fresh = temporaryTerminal();
    expect(failure(await fresh.run('gaps', 'run', '--act', 'DORA', '--json')).message).toContain('policies add');
    expect((await fresh.run('policies', 'list')).out).toContain('policies add');
    expect((await fresh.run('gaps', 'list')).out).toContain('gaps run');
    expect(existsSync(fresh.folder)).toBe(true);
    fresh.remove();
  });
});
