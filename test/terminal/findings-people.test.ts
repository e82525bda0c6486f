import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapRunSchema } from '../../src/gaps/report/gap-json-schema.ts';
import { FindingContract, FindingsDraftContract, FindingsSyncContract } from './finding-contract.ts';
import { drafted, type FindingsGround, failure, findingIn, findingsGround, PLAN } from './findings-ground.ts';
import { temporaryTerminal } from './run.ts';

describe('compliance findings, two pairs of eyes', () => {
  let ground: FindingsGround;
  beforeAll(async () => {
    ground = await findingsGround('servicenow', { eyes: 2 });
  });
  afterAll(() => ground.close());

  it('need another person, who reads it whole before it is filed', async () => {
    const { finding } = await drafted(ground);
    const { id } = finding;
    const bob = ground.as({ COMPLIANCE_USER: 'bob' });
    expect(failure(await bob.run('findings', 'confirm', id, '--yes', '--json')).code).toBe('not_found');
    const waiting = await ground.json('findings', 'confirm', id, '--yes');
    expect(findingIn(waiting).stage).toBe('awaiting_approval');
    const own = await ground.json('findings', 'file', id, '--yes');
    expect([own.code, failure(own)]).toMatchObject([
      1,
      { code: 'not_permitted', message: expect.stringContaining('is your own') },
    ]);
    const unsaid = await bob.run('findings', 'file', id, '--json');
    expect([unsaid.code, failure(unsaid).message]).toEqual([1, expect.stringContaining('not confirmed')]);
    expect(unsaid.err).toContain('Approved, it goes to servicenow');
    expect(ground.peer.records()).toEqual([]);
    const done = await bob.run('findings', 'file', id, '--yes', '--json');
    expect([done.code, findingIn(done)]).toMatchObject([
      0,
      { stage: 'filed', eyes: 2, filed: { record: expect.stringMatching(/^ISS\d+$/), url: expect.any(String) } },
    ]);
    expect(findingIn(done).approved?.by).toContain('bob');
    expect(ground.peer.records()).toHaveLength(1);
  });

  it('are refused with a reason, and not filed', async () => {
    const { finding } = await drafted(ground);
    await ground.json('findings', 'confirm', finding.id, '--yes');
    const before = ground.peer.records().length;
    const bob = ground.as({ COMPLIANCE_USER: 'bob' });
    const said = await bob.run(
      'findings',
      'refuse',
      finding.id,
      '--reason',
      'It is in last year’s plan.',
      '--yes',
      '--json',
    );
    expect(findingIn(said)).toMatchObject({ stage: 'refused', refused: { reason: 'It is in last year’s plan.' } });
    expect(failure(await bob.run('findings', 'file', finding.id, '--yes', '--json')).message).toContain('was refused');
    expect(ground.peer.records()).toHaveLength(before);
    expect((await ground.run('findings', 'show', finding.id)).out).toContain('Why: It is in last year’s plan.');
  });

  it('have their steps tracked here, and the platform hears of what follows from them', async () => {
    const { finding } = await drafted(ground);
    const { id } = finding;
    await ground.json('findings', 'confirm', id, '--yes');
    const bob = ground.as({ COMPLIANCE_USER: 'bob' });
    const done = findingIn(await bob.run('findings', 'file', id, '--yes', '--json'));
    expect(done.steps?.map(({ state }) => state)).toEqual(['open', 'waiting', 'waiting', 'waiting']);
    const record = () => ground.peer.records().find(({ key }) => key === `brc-${id}`);
    const before = record()?.state;
    const reviewed = await bob.run('findings', 'step', id, 'review_gaps', '--done', '--note', 'Seen.', '--json');
    expect(findingIn(reviewed)).toMatchObject({ status: 'in_progress' });
    expect(findingIn(reviewed).steps?.[1]).toMatchObject({ state: 'open' });
    expect(record()?.state).not.toBe(before);
    const assigned = findingIn(await ground.json('findings', 'step', id, 'create_action_plan', '--assign', 'CISO'));
    expect(assigned.steps?.[1]).toMatchObject({ assignee: 'CISO' });
    const again = findingIn(
      await bob.run('findings', 'step', id, 'review_gaps', '--reopen', '--reason', 'One was left out.', '--json'),
    );
    expect(again).toMatchObject({ status: 'open' });
    expect(record()?.state).toBe(before);
    const early = await ground.json('findings', 'step', id, 'implement_controls', '--done');
    expect(failure(early)).toMatchObject({ code: 'conflict', message: expect.stringContaining('waits for') });
    const unknown = await ground.json('findings', 'step', id, 'drink_tea', '--done');
    expect(failure(unknown)).toMatchObject({ code: 'not_found', suggestions: expect.arrayContaining(['review_gaps']) });
    expect((await ground.run('findings', 'show', id)).out).toContain(
      'waiting Create action plan (create_action_plan), CISO',
    );
  });

  it('whose state went two ways are shown with both, until somebody decides', async () => {
    const { id } = (await drafted(ground)).finding;
    await ground.json('findings', 'confirm', id, '--yes');
    const bob = ground.as({ COMPLIANCE_USER: 'bob' });
    await bob.run('findings', 'file', id, '--yes', '--json');
    ground.peer.fault('status:503', 1, 'write');
    const stepped = findingIn(await bob.run('findings', 'step', id, 'review_gaps', '--done', '--json'));
    expect(stepped.status).toBe('in_progress');
    ground.peer.changeState(ground.peer.records().find(({ key }) => key === `brc-${id}`)?.id ?? '', '3');
    const synced = FindingsSyncContract.parse((await ground.json('findings', 'sync')).json);
    const differing = { finding: id, field: 'status', ours: 'in_progress', theirs: 'closed' };
    expect(synced.differences).toContainEqual(differing);
    const shown = FindingContract.parse((await ground.json('findings', 'show', id)).json);
    expect(shown.next).toBe(`compliance findings resolve ${id} status --ours (or --theirs)`);
    const told = (await ground.run('findings', 'sync')).out.replace(/\s+/g, ' ');
    expect(told).toContain('Neither was overwritten');
    const taken = findingIn(await ground.json('findings', 'resolve', id, 'status', '--theirs'));
    expect(taken).toMatchObject({ status: 'closed', conflicts: [] });
  });
});

describe('compliance findings, from a gap', () => {
  const terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana' });
  afterAll(() => terminal.remove());

  it('take over what the analysis found, and say what is there already; without a platform they stay here', async () => {
    const policy = join(terminal.folder, 'incidents.md');
    writeFileSync(policy, '# Incidents\n\nThe Bank classifies ICT-related incidents and records all of them.\n');
    const run = (...words: string[]) => terminal.run(...words, '--json');
    expect((await run('policies', 'add', policy)).code).toBe(0);
    const { obligations } = gapRunSchema.parse((await run('gaps', 'run', '--act', 'DORA', '--articles', '6')).json);
    const gap = obligations.find(({ state }) => state === 'missing')?.id ?? '';
    const draft = async () => {
      const words = ['findings', 'draft', '--gap', gap, '--plan', PLAN, '--owner', 'CRO'];
      return FindingsDraftContract.parse((await run(...words)).json);
    };
    const first = await draft();
    expect(first.finding).toMatchObject({ gap: { obligation: gap }, stage: 'draft' });
    expect((await draft()).alreadyThere).toEqual([first.finding.id]);
    expect(findingIn(await run('findings', 'confirm', first.finding.id, '--yes')).stage).toBe('approved');
    for (const words of [['file', first.finding.id], ['sync'], ['check']]) {
      const ran = await run('findings', ...words);
      expect([ran.code, failure(ran)]).toMatchObject([
        2,
        { code: 'misconfigured', message: expect.stringContaining('COMPLIANCE_GRC') },
      ]);
    }
    expect(findingIn(await run('findings', 'show', first.finding.id)).stage).toBe('approved');
  });
});
