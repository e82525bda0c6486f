import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { GenericGrcSettings } from '../../../src/adapters/generic-grc/generic-grc-settings.ts';
import { REMEDIATION_STEPS, type RemediationStep } from '../../../src/findings/remediation/workflow.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { genericSettings } from '../../peers/grc/peer-settings.ts';
import { type GenericGround, openGeneric } from './generic-grc-ground.ts';

const KEY = 'F-0123456789abcdef-000000000001';

const STEPS: readonly RemediationStep[] = REMEDIATION_STEPS.map(({ step, type, days }, at) => ({
  step,
  type,
  days,
  after: REMEDIATION_STEPS.slice(Math.max(0, at - 1), at).map((before) => before.step),
  state: at === 0 ? 'open' : 'waiting',
  assignee: 'Head of Lanterns',
  due: '2031-06-30',
}));

describe('a receiver of findings over plain REST', () => {
  let ground: GenericGround | undefined;
  afterEach(async () => {
    await ground?.platform.close();
    await ground?.peer.close();
    ground = undefined;
  });
  const opened = async (...given: Parameters<typeof openGeneric>) => {
    ground = await openGeneric(...given);
    return ground;
  };
  const bulks = (peer: GenericGround['peer']) => peer.requests().filter(({ path }) => path.endsWith('/bulk'));

  describe('a finding', () => {
    it('is sent in the given form, a bulk of one', async () => {
      const { platform, peer } = await opened('plain', { fields: {} });
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'created',
        record: { id: KEY, number: 'GRC-1' },
      });
      const [{ json } = expect.fail()] = bulks(peer);
      const { content } = filing(KEY).finding;
      expect(json).toEqual({
        source: 'banking-rag-compliance',
        findings: [
          {
            id: KEY,
            title: content.title,
            description: content.description,
            severity: 'high',
            regulatory_reference: expect.stringContaining('Article 6(5) LANTERN (32031R0001#art_6/par_5'),
            remediation_plan: 'Keep a register.',
            due_date: '2031-06-30',
            status: 'open',
          },
        ],
        sync_timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      });
    });

    it('that was taken is filed also where the receiver cannot be asked', async () => {
      for (const answer of [{}, { read: true }]) {
        const over = await opened('plain', { lookUp: false, read: false, ...answer });
        if ('read' in answer) over.peer.fault('status:500', 1, 'read');
        expect(await over.platform.create(filing(KEY))).toMatchObject({
          kind: 'created',
          record: { id: KEY, key: KEY, number: 'GRC-1', state: 'open', status: 'open', says: {} },
        });
        await over.peer.close();
      }
      ground = undefined;
    });

    const ours = { id: KEY, result: 'created' };
    const others = { id: 'F-2', result: 'created' };
    it.each([
      ['nothing of ours', { results: [others] }],
      ['no list', { ok: true }],
      ['an empty list', { results: [] }],
      ['a list that is none', { results: { 0: ours } }],
      ['a count', { created: 1 }],
      ['an entry that does not say what became of it', { results: [{ id: KEY }] }],
      ['two entries that say different things', { results: [ours, { id: KEY, result: 'failed', error: 'full' }] }],
      ['a word of success beside an error', { results: [{ ...ours, error: 'full' }] }],
    ])('is in doubt where the answer has %s', async (_, body) => {
      const { platform, peer } = await opened();
      peer.answerBulk(body);
      expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
      expect(await platform.lookUp(KEY)).toBeUndefined();
    });

    it('is never filed by an answer of another form, whatever it is', async () => {
      const { platform, peer } = await opened();
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (whole, entry) => {
          for (const body of [whole, { results: [entry] }, { results: [{ id: KEY, result: entry }] }]) {
            peer.answerBulk(body);
            expect(['unknown', 'refused']).toContain((await platform.create(filing(KEY))).kind);
          }
        }),
        { numRuns: 25 },
      );
    });

    it.each([
      [{ id: KEY, result: 'failed', error: { message: 'the register is full' } }, 'the register is full'],
      [{ id: KEY, error: 'the register is full' }, 'the register is full'],
      [{ id: KEY, result: 'rejected' }, 'rejected'],
      [{ id: KEY, result: 'failed', error: {} }, 'failed'],
    ])('that was not taken is refused, whatever became of others: %j', async (entry, why) => {
      const { platform, peer } = await opened();
      peer.answerBulk({ results: [others, entry] }, 207);
      expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) });
    });

    it('that the receiver finds at fault is refused with its words', async () => {
      const { platform, peer } = await opened('plain', { fields: { due_date: { always: 'soon' } } });
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('due_date'),
      });
      expect(peer.records()).toEqual([]);
    });

    it('is told without what the receiver repeats of the credential', async () => {
      const { platform, peer, secrets } = await opened();
      peer.answerBulk({ results: [{ id: KEY, error: `the key ${secrets[0]} may not` }] });
      const outcome = await platform.create(filing(KEY));
      expect(outcome).toMatchObject({ kind: 'refused', why: expect.stringContaining('may not') });
      expect(JSON.stringify(outcome)).not.toContain(secrets[0]);
    });
  });

  describe('after an attempt without an answer', () => {
    it('the same id is sent again where that makes no second', async () => {
      const { platform, peer } = await opened('plain', { lookUp: false, read: false });
      peer.fault('drop_after', 1, 'write');
      expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
      expect(await platform.lookUp(KEY)).toBeUndefined();
      expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'created' });
      expect(peer.records().map(({ key }) => key)).toEqual([KEY]);
      expect(peer.requests().filter(({ kind }) => kind === 'read')).toEqual([]);
    });

    it('nothing is known where it would, and that is said', async () => {
      const { platform, peer } = await opened(
        'plain',
        { lookUp: false, read: false, upserts: false },
        { upserts: false },
      );
      peer.fault('drop_after', 1, 'write');
      expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
      await expect(platform.lookUp(KEY)).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining(KEY),
      });
    });
  });

  describe('what the settings do not say to be there', () => {
    it('is not asked for', async () => {
      const { platform, peer } = await opened('plain', {
        lookUp: false,
        read: false,
        setStatus: false,
        workflows: false,
      });
      expect(platform.tracksWorkflow).toBe(false);
      expect(platform.startWorkflow).toBeUndefined();
      await expect(platform.read([KEY])).rejects.toMatchObject({
        message: expect.stringContaining('by webhook alone'),
      });
      await expect(platform.setStatus(KEY, 'closed')).rejects.toMatchObject({
        message: expect.stringContaining('takes no states'),
      });
      const checks = await platform.check();
      expect(checks.every(({ state }) => state === 'unknown')).toBe(true);
      expect(peer.requests()).toEqual([]);
    });

    it('is nothing but the given wire, by default', () => {
      const { url, credential } = genericSettings('https://grc.example');
      expect(GenericGrcSettings.parse({ url, credential })).toMatchObject({
        upserts: false,
        lookUp: false,
        read: false,
        setStatus: false,
        workflows: false,
      });
    });

    it('is read through the look-up where that alone is there', async () => {
      const { platform, peer } = await opened('plain', { read: false });
      await platform.create(filing(KEY));
      expect([...(await platform.read([KEY, 'F-none'])).keys()]).toEqual([KEY]);
      expect(peer.requests().every(({ path }) => !path.endsWith(KEY))).toBe(true);
    });
  });

  it('that is asked for nothing but keys of ours', async () => {
    const { platform, peer } = await opened();
    expect((await platform.read(['..', 'a/b', '', 'x'.repeat(61)])).size).toBe(0);
    await expect(platform.setStatus('../workflows', 'closed')).rejects.toMatchObject({ code: 'misconfigured' });
    expect(peer.requests()).toEqual([]);
  });

  describe('the steps of a workflow', () => {
    it('are sent in the given order, and twice do no harm', async () => {
      const { platform, peer } = await opened();
      expect(platform.tracksWorkflow).toBe(true);
      await platform.create(filing(KEY));
      for (let times = 0; times < 2; times += 1) await platform.startWorkflow?.(filing(KEY), STEPS);
      expect(peer.workflows()).toHaveLength(1);
      expect(peer.workflows()[0]).toMatchObject({ id: KEY, finding_id: KEY });
      expect(
        peer.workflows()[0]?.steps.map(({ name, type, days, depends_on }) => [name, type, days, depends_on]),
      ).toEqual([
        ['Review Gaps', 'approval', 3, []],
        ['Create Action Plan', 'task', 7, ['Review Gaps']],
        ['Implement Controls', 'task', 30, ['Create Action Plan']],
        ['Validate Implementation', 'approval', 5, ['Implement Controls']],
      ]);
    });

    it.each(['drop_after', 'status:500', 'html_200'] as const)(
      'are not said to run where that is not known: %s',
      async (fault) => {
        const { platform, peer } = await opened();
        await platform.create(filing(KEY));
        peer.fault(fault, 1, 'write');
        await expect(platform.startWorkflow?.(filing(KEY), STEPS)).rejects.toMatchObject({
          code: 'upstream_unavailable',
        });
        await platform.startWorkflow?.(filing(KEY), STEPS);
        expect(peer.workflows()).toHaveLength(1);
      },
    );

    it('of a finding that is not there are refused in words that help', async () => {
      const { platform } = await opened();
      await expect(platform.startWorkflow?.(filing(KEY), STEPS)).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining('no such finding'),
      });
    });
  });

  it('has settings that leave the id to the key', () => {
    const { fields: _, ...rest } = genericSettings('https://grc.example');
    expect(GenericGrcSettings.safeParse({ ...rest, fields: { id: 'title' } }).success).toBe(false);
    expect(GenericGrcSettings.safeParse({ ...rest, states: { done: 'closed' } }).success).toBe(false);
    expect(GenericGrcSettings.safeParse({ ...rest, webhooks: true }).success).toBe(false);
    expect(GenericGrcSettings.safeParse({ ...rest, answers: { results: 'a..b' } }).success).toBe(false);
  });
});
