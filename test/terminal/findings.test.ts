import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTerminal } from '../../src/terminal/program.ts';
import { AuditTrailContract } from './contract.ts';
import {
  FindingContract,
  FindingsCheckContract,
  FindingsExportContract,
  FindingsListContract,
  FindingsRetryContract,
  FindingsSyncContract,
} from './finding-contract.ts';
import { drafted, type FindingsGround, failure, filed, findingIn, findingsGround, PLAN } from './findings-ground.ts';

describe('compliance findings, one pair of eyes', () => {
  let ground: FindingsGround;
  beforeAll(async () => {
    ground = await findingsGround('generic');
  });
  afterAll(() => ground.close());

  it('go from a draft to the platform, each step shown, and once', async () => {
    const draft = await drafted(ground, '--due', '2099-01-31');
    expect(draft).toMatchObject({
      finding: { stage: 'draft', severity: 'high', due: '2099-01-31', remediationPlan: PLAN, conflicts: [] },
      alreadyThere: [],
      next: `compliance findings confirm ${draft.finding.id}`,
    });
    const { id, hash } = draft.finding;
    expect(draft.finding.references).toMatchObject([{ id: '32022R2554#art_28/par_3' }]);
    const unsaid = await ground.json('findings', 'confirm', id);
    expect([unsaid.code, failure(unsaid)]).toMatchObject([
      1,
      { code: 'conflict', message: expect.stringContaining('not confirmed') },
    ]);
    expect(unsaid.err).toContain('No register of ICT contracts');
    expect(unsaid.err).toContain(hash);
    const early = await ground.json('findings', 'file', id, '--yes');
    expect(failure(early)).toMatchObject({ code: 'conflict', message: expect.stringContaining('is a draft') });
    const confirmed = await ground.json('findings', 'confirm', id, '--yes');
    expect(findingIn(confirmed)).toMatchObject({ stage: 'approved', hash, eyes: 1 });
    expect(FindingContract.parse(confirmed.json).next).toBe(`compliance findings file ${id}`);
    const done = await ground.json('findings', 'file', id);
    expect([done.code, findingIn(done)]).toMatchObject([
      0,
      { stage: 'filed', status: 'open', filed: { platform: 'generic', record: expect.stringMatching(/\S/) } },
    ]);
    expect(done.err).toMatch(/^Sending to generic \(127\.0\.0\.1:\d+\) …/);
    expect(ground.peer.records()).toMatchObject([
      { key: `brc-${id}`, fields: { title: 'No register of ICT contracts' } },
    ]);
    const again = await ground.json('findings', 'file', id);
    expect([again.code, failure(again).message]).toEqual([1, `${id} was filed already.`]);
    expect(ground.peer.records()).toHaveLength(1);
    const told = await ground.run('findings', 'show', id);
    expect(told.out).toContain(`${findingIn(done).filed?.record}`);
    expect(told.out).toMatch(/Approved, by one pair of eyes, by ana .* on \d{4}/);
    const shown = await ground.json('findings', 'show', id);
    expect(findingIn(shown)).toEqual(findingIn(done));
    const { rows } = AuditTrailContract.parse((await ground.json('audit', 'trail')).json);
    const bodies = rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    for (const what of ['drafted', 'confirmed', 'filing', 'filed'])
      expect(bodies.some((body) => body['what'] === what && body['finding'] === id)).toBe(true);
    expect(bodies).toContainEqual(expect.objectContaining({ tool: 'draft_finding', outcome: 'ok' }));
  });

  it('follow what somebody did at the platform, and show what differs until a person decides', async () => {
    const { id } = await filed(ground);
    const record = ground.peer.records().find(({ key }) => key === `brc-${id}`);
    ground.peer.changeState(record?.id ?? '', 'in_progress');
    const synced = FindingsSyncContract.parse((await ground.json('findings', 'sync')).json);
    expect(synced).toMatchObject({ changed: 1, conflicts: 0, differences: [], problems: [] });
    expect(findingIn(await ground.json('findings', 'show', id))).toMatchObject({ status: 'in_progress' });
    ground.peer.changeState(record?.id ?? '', 'parked');
    const odd = await ground.json('findings', 'sync');
    expect([odd.code, FindingsSyncContract.parse(odd.json).problems]).toEqual([
      1,
      [expect.stringContaining('"parked"')],
    ]);
    ground.peer.hide(record?.id ?? '');
    const gone = FindingsSyncContract.parse((await ground.json('findings', 'sync')).json);
    expect(gone.differences).toMatchObject([{ finding: id, field: 'record' }]);
    expect((await ground.run('findings', 'list')).out).toContain('differs from its record in 1 thing');
    const ours = await ground.json('findings', 'resolve', id, 'record', '--ours');
    expect([ours.code, failure(ours).code]).toEqual([2, 'invalid_input']);
    const noted = findingIn(await ground.json('findings', 'resolve', id, 'record', '--theirs'));
    expect(noted.conflicts).toEqual([]);
    expect((await ground.run('findings', 'sync')).out).toMatch(/records? read: 0 changed, 0 findings differ\./);
  });

  it('wait in the outbox while the platform is away, and say what will happen', async () => {
    const { finding } = await drafted(ground);
    await ground.json('findings', 'confirm', finding.id, '--yes');
    ground.peer.fault('status:503', 1, 'write');
    const waiting = await ground.json('findings', 'file', finding.id);
    expect([waiting.code, findingIn(waiting).stage]).toEqual([0, 'filing']);
    expect(FindingContract.parse(waiting.json).next).toContain('running server (compliance serve) tries again');
    const { findings } = FindingsListContract.parse((await ground.json('findings', 'list', '--stage', 'filing')).json);
    expect(findings.map(({ id }) => id)).toEqual([finding.id]);
    expect((await ground.json('delivery', 'list')).out).toContain(`finding:${finding.id}:`);
  });

  it('can be tried again where the platform would not have them', async () => {
    const { finding } = await drafted(ground);
    await ground.json('findings', 'confirm', finding.id, '--yes');
    ground.peer.fault('status:400', 1, 'write');
    const refused = await ground.json('findings', 'file', finding.id);
    expect([refused.code, findingIn(refused)]).toMatchObject([
      1,
      { stage: 'undelivered', filed: { why: expect.stringMatching(/\S/) } },
    ]);
    expect(FindingContract.parse(refused.json).next).toBe(`compliance findings retry ${finding.id}`);
    const { retried } = FindingsRetryContract.parse((await ground.json('findings', 'retry', '--undelivered')).json);
    expect(retried).toMatchObject([{ id: finding.id, stage: 'filed' }]);
    expect((await ground.run('findings', 'retry', '--undelivered')).out).toBe('Nothing is undelivered.\n');
  });

  it('are asked about on a terminal with a person in front', async () => {
    const { finding } = await drafted(ground);
    const answering = async (answer: string) => {
      const input = new PassThrough();
      let said = '';
      const screen = new PassThrough().on('data', (part: Buffer) => {
        said += part.toString('utf8');
        if (said.includes('[y/N]')) input.end(`${answer}\n`);
      });
      const code = await runTerminal(
        ['findings', 'confirm', finding.id],
        { out: () => undefined, err: () => undefined, interactive: true, input, screen },
        { COMPLIANCE_DATA: ground.folder, COMPLIANCE_USER: 'ana', COMPLIANCE_GRC: ground.settings },
      );
      return { code, said };
    };
    expect(await answering('no')).toMatchObject({ code: 1 });
    expect(findingIn(await ground.json('findings', 'show', finding.id)).stage).toBe('draft');
    expect(await answering('y')).toMatchObject({ code: 0, said: expect.stringContaining('Do you stand by it? [y/N]') });
    expect(findingIn(await ground.json('findings', 'show', finding.id)).stage).toBe('approved');
  });

  it('are held against the platform by "check"', async () => {
    const ran = await ground.json('findings', 'check');
    expect([ran.code, FindingsCheckContract.parse(ran.json)]).toMatchObject([0, { ok: true, platform: 'generic' }]);
    const { local } = JSON.parse(ground.settings) as { local: { credential: object } };
    const wrong = { local: { ...local, credential: { ...local.credential, key: 'not-the-key' } } };
    const other = await ground.as({ COMPLIANCE_GRC: JSON.stringify(wrong) }).run('findings', 'check', '--json');
    expect([other.code, FindingsCheckContract.parse(other.json).ok]).toEqual([1, false]);
    expect(other.out + other.err).not.toContain('not-the-key');
  });

  it('are written as OSCAL and CSV, and never over a file', async () => {
    const folder = join(ground.folder, 'oscal');
    mkdirSync(folder);
    const csv = join(folder, 'findings.csv');
    const words = ['findings', 'export', '--oscal', folder, '--csv', csv, '--organisation', 'Banco Brisamonte'];
    const written = FindingsExportContract.parse((await ground.json(...words)).json);
    expect(written.files.map(({ kind }) => kind)).toEqual([
      'plan-of-action-and-milestones',
      'assessment-results',
      'csv',
    ]);
    for (const { file } of written.files) expect(statSync(file).mode & 0o077).toBe(0);
    const plan = JSON.parse(readFileSync(join(folder, 'plan-of-action-and-milestones.json'), 'utf8'));
    expect(plan['plan-of-action-and-milestones'].metadata.title).toContain('Banco Brisamonte');
    expect(plan['plan-of-action-and-milestones']['poam-items']).toHaveLength(written.findings);
    // A draft is nobody's word yet.
    expect(readFileSync(csv, 'utf8')).not.toMatch(/,draft,/);
    expect(failure(await ground.json(...words))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('exists already'),
    });
    const one = join(ground.folder, 'results.json');
    await ground.json('findings', 'export', '--oscal', one, '--kind', 'assessment-results');
    expect(Object.keys(JSON.parse(readFileSync(one, 'utf8')))).toEqual(['assessment-results']);
    const none = join(ground.folder, 'none.json');
    const empty = await ground.json('findings', 'export', '--oscal', none, '--stage', 'refused');
    expect([empty.code, failure(empty).code, existsSync(none)]).toEqual([2, 'invalid_input', false]);
  });

  it('are listed page by page, and narrowed down', async () => {
    const list = async (...words: string[]) =>
      FindingsListContract.parse((await ground.json('findings', 'list', ...words)).json);
    const { total, findings } = await list();
    expect(findings).toHaveLength(total);
    const one = await list('--limit', '1');
    expect([one.total, one.findings]).toEqual([total, findings.slice(0, 1)]);
    expect((await list('--due-by', '2000-01-01')).total).toBe(0);
    expect((await list('--stage', 'filed', '--status', 'open')).findings.every(({ stage }) => stage === 'filed')).toBe(
      true,
    );
    expect((await ground.run('findings', 'list', '--limit', '1')).out).toContain(`--limit ${total}`);
    expect((await ground.run('findings', 'list', '--status', 'closed')).out).toBe('No finding fits.\n');
  });
});
