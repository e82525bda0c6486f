import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceNowOptions } from '../../../src/adapters/servicenow/servicenow-options.ts';
import { createServiceNowPlatform } from '../../../src/adapters/servicenow/servicenow-platform.ts';
import type { CreateOutcome, GrcPlatform, PlatformRecord } from '../../../src/findings/filing/grc-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import type { ServiceNowPeer } from '../../peers/grc/servicenow-peer.ts';
import { opened, settingsFor } from './servicenow-ground.ts';

const KEY = 'F-0123456789abcdef-000000000001';
const OTHER = 'F-0123456789abcdef-000000000002';

let peer: ServiceNowPeer;
let platform: GrcPlatform;
afterEach(async () => {
  await platform.close();
  await peer.close();
});

async function open(more: Partial<ServiceNowOptions> = {}, now = Date.now): Promise<void> {
  const keyField = more.keyField ?? 'correlation_id';
  ({ peer, platform } = await opened(more, { keyField, now }));
}

function create(key = KEY): Promise<CreateOutcome> {
  return platform.create(filing(key));
}

async function made(key = KEY): Promise<PlatformRecord> {
  const outcome = await create(key);
  expect(outcome).toMatchObject({ kind: 'created' });
  return (outcome as { readonly record: PlatformRecord }).record;
}

const writes = () => peer.requests().filter(({ kind }) => kind === 'write').length;

describe('a condition that is left out without a word', () => {
  it('gives no record of others for ours: the key field is not there', async () => {
    await open({ keyField: 'u_no_such_key' });
    peer.addStrangers(5);
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured', message: /u_no_such_key/ });
  });

  it('keeps a finding from being filed that could not be found again', async () => {
    await open({ keyField: 'u_no_such_key' });
    peer.addStrangers(5);
    expect(await create()).toMatchObject({ kind: 'refused', why: expect.stringContaining('u_no_such_key') });
    expect(writes()).toBe(0);
  });

  it('is seen through where the instance gives nothing for it instead', async () => {
    await open({ keyField: 'u_no_such_key' });
    peer.instance.invalidQueryGivesNothing = true;
    peer.addStrangers(3);
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(writes()).toBe(0);
  });

  it('costs one record at most where there was none to see it by, and that one is named', async () => {
    await open({ keyField: 'u_no_such_key' });
    peer.instance.invalidQueryGivesNothing = true;
    const outcome = await create();
    expect(outcome).toMatchObject({
      ...{ kind: 'unknown', leave: true },
      why: expect.stringMatching(/ISS0010001.*u_no_such_key/),
    });
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await create()).toMatchObject({ kind: 'refused' });
    expect(peer.records()).toHaveLength(1);
    // A process that knows nothing of it sees the record that lacks the field.
    const anew = createServiceNowPlatform(settingsFor(peer.url, { keyField: 'u_no_such_key' }));
    await expect(anew.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await anew.create(filing(KEY))).toMatchObject({ kind: 'refused' });
    expect(peer.records()).toHaveLength(1);
  });

  it.each([true, false])(
    'does not keep ours from being found behind hundreds of others (counted: %s)',
    async (counts) => {
      await open();
      peer.instance.counts = counts;
      await made();
      for (let at = 0; at < 350; at += 1) peer.addStranger({ correlation_id: `INC-${at}` });
      peer.ignoreFilters();
      expect(await platform.lookUp(KEY)).toMatchObject({ key: KEY });
      expect(await platform.lookUp(OTHER)).toBeUndefined();
    },
  );

  it('has an end', async () => {
    await open();
    for (let at = 0; at < 5_100; at += 1) peer.addStranger({ correlation_id: `INC-${at}` });
    peer.ignoreFilters();
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
  });
});

describe('access rules, which come after the limit', () => {
  it.each([true, false])('leave short pages, which are not the end (counted: %s)', async (counts) => {
    await open();
    peer.instance.counts = counts;
    for (let at = 0; at < 330; at += 1) peer.addStranger({ correlation_id: `INC-${at}` }, at % 3 !== 0);
    await made();
    peer.ignoreFilters();
    expect(await platform.lookUp(KEY)).toMatchObject({ key: KEY });
  });

  it('leave pages of nothing, which are not the end as long as more is counted', async () => {
    await open();
    const ids = Array.from({ length: 320 }, () => peer.addStranger({ correlation_id: 'INC-1' }));
    const before = (id: string) => ids.filter((each) => each < id).length;
    let [record, at] = [await made('K-0'), 0];
    // In the third page at least, as ids would have it.
    while (before(record.id) < 220) {
      at += 1;
      record = await made(`K-${at}`);
    }
    for (const id of ids) if (id < record.id) peer.hide(id);
    for (const { id } of peer.records()) if (id !== record.id) peer.hide(id);
    peer.ignoreFilters();
    expect(await platform.lookUp(record.key)).toMatchObject({ id: record.id });
  });

  it('hide a record with our key: that is not said to be none', async () => {
    await open();
    const { id } = await made();
    peer.hide(id);
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'not_permitted' });
  });

  it('answer 404 as if there were nothing', async () => {
    await open();
    const { id } = await made();
    peer.hide(id);
    await expect(platform.setStatus(id, 'closed')).rejects.toMatchObject({ code: 'not_permitted' });
    expect((await platform.read([id])).size).toBe(0);
  });

  it('hide a new record from whoever made it: it is in doubt, and never made again', async () => {
    await open();
    peer.instance.hidesNew = true;
    expect(await create()).toMatchObject({ kind: 'unknown', why: expect.stringContaining('sn_grc_issue') });
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'not_permitted' });
  });

  it.each(['absent', 'empty'] as const)(
    'keep back the field of the key (%s): nothing is taken for ours',
    async (how) => {
      await open();
      await made();
      peer.instance.unreadable.set('correlation_id', how);
      await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
      expect((await platform.read(peer.records().map(({ id }) => id))).size).toBe(0);
    },
  );

  it('keep the state as it was although the answer is a good one', async () => {
    await open();
    const { id } = await made();
    peer.instance.unwritable.add('state');
    await expect(platform.setStatus(id, 'closed')).rejects.toMatchObject({ code: 'not_permitted', message: /state/ });
    peer.instance.unwritable.delete('state');
    await platform.setStatus(id, 'closed');
  });
});

describe('an instance that sleeps', () => {
  it('answers 200 with a page: nothing is said to be there, or not to be, or to be made', async () => {
    await open();
    peer.instance.hibernates = true;
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(await create()).toMatchObject({ kind: 'later' });
    await expect(platform.check()).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('falls asleep while the token stands', async () => {
    await open();
    const { id } = await made();
    peer.instance.hibernates = true;
    expect(await create(OTHER)).toMatchObject({ kind: 'later', why: expect.stringContaining('hibernates') });
    await expect(platform.setStatus(id, 'closed')).rejects.toMatchObject({ code: 'upstream_unavailable' });
    await expect(platform.read([id])).rejects.toMatchObject({ code: 'upstream_unavailable' });
    peer.instance.hibernates = false;
    expect(await platform.lookUp(OTHER)).toBeUndefined();
  });
});

describe('errors', () => {
  it('have a detail of null now and then', async () => {
    await open({ table: 'sn_no_such_table' });
    peer.instance.details = false;
    const outcome = await create();
    expect(outcome).toMatchObject({ kind: 'refused', why: expect.stringContaining('Invalid table') });
    expect(outcome).toHaveProperty('why', expect.not.stringContaining('null'));
  });

  it('come in the middle of a good answer where a query took too long', async () => {
    await open();
    await made();
    const cancelled = {
      result: [{ sys_id: 'a'.repeat(32), correlation_id: 'INC-1' }],
      error: { message: 'Transaction cancelled: maximum execution time exceeded', detail: null },
      status: 'failure',
    };
    const answering: typeof fetch = async (url, init) =>
      String(url).includes('oauth') ? fetch(url, init) : Response.json(cancelled);
    const over = createServiceNowPlatform(settingsFor(peer.url, { fetch: answering }));
    await expect(over.lookUp(KEY)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(await over.create(filing(KEY))).toMatchObject({ kind: 'later' });
  });
});

describe('a key', () => {
  it('stands in two records where two were made with it (kibana#107871): the older is ours', async () => {
    let now = Date.now();
    await open({}, () => now);
    const first = await made();
    now += 5_000;
    for (let at = 0; at < 5; at += 1) peer.addStranger({ correlation_id: KEY, short_description: 'By hand' });
    expect(await platform.lookUp(KEY)).toMatchObject({ id: first.id });
  });

  it('is not what makes a record one: a second creation makes a second record, so it is looked up before', async () => {
    await open();
    await made();
    await made();
    expect(peer.records()).toHaveLength(2);
  });

  it('that the database keeps unique is in doubt where it is there already, and found', async () => {
    await open({ keyField: 'u_finding_key' });
    peer.instance.unique = 'u_finding_key';
    const first = await made();
    expect(await create()).toMatchObject({ kind: 'unknown' });
    expect(await platform.lookUp(KEY)).toMatchObject({ id: first.id });
    expect(peer.records()).toHaveLength(1);
  });

  it('that its field cuts off is seen with the first record, and no second one is made', async () => {
    await open({ keyField: 'u_short_key' });
    peer.addStrangers(2);
    expect(await create()).toMatchObject({ kind: 'unknown', why: expect.stringContaining('u_short_key') });
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    for (let at = 0; at < 3; at += 1) expect(await create()).toMatchObject({ kind: 'refused' });
    expect(peer.records()).toHaveLength(1);
  });

  it('is found after a time-out although the record was made (harness-core#43155)', async () => {
    await open({ timeout: 1_000 });
    peer.fault('hang_after', 1, 'write');
    expect(await create()).toMatchObject({ kind: 'unknown', why: expect.stringContaining('1000 ms') });
    expect(await platform.lookUp(KEY)).toMatchObject({ key: KEY });
    expect(peer.records()).toHaveLength(1);
  });
});

describe('what a record says', () => {
  it('is read as values, with points in time as days', async () => {
    await open();
    const { id, number, url } = await made();
    expect(peer.records()[0]?.fields).toMatchObject({ due_date: '2031-06-30 00:00:00', priority: '2' });
    expect(number).toMatch(/^ISS\d+$/);
    expect(url).toBe(`${peer.url}/nav_to.do?uri=sn_grc_issue.do%3Fsys_id%3D${id}`);
    expect((await platform.read([id])).get(id)?.says).toMatchObject({ due: '2031-06-30', severity: 'high' });
  });

  it('is left out where it cannot be told back', async () => {
    await open();
    const record = await made();
    peer.instance.unreadable.set('u_owner', 'absent');
    peer.instance.unreadable.set('priority', 'empty');
    const { says } = (await platform.read([record.id])).get(record.id) as PlatformRecord;
    expect(says).not.toHaveProperty('owner');
    expect(says).not.toHaveProperty('severity');
  });

  it('names references by their ids, and follows no link of an answer', async () => {
    const assigned = { assigned_to: { source: 'owner', values: { 'Head of Lanterns': 'b'.repeat(32) } } } as const;
    const { fields } = settingsFor('');
    const { u_owner: _free, ...others } = fields;
    await open({ fields: { ...others, ...assigned } });
    const record = await made();
    expect(record.says.owner).toBe('Head of Lanterns');
    expect(peer.requests().every(({ query }) => query.get('sysparm_exclude_reference_link') !== 'false')).toBe(true);
  });

  it('is refused before it is sent where a value has no translation', async () => {
    const { fields } = settingsFor('');
    await open({ fields: { ...fields, priority: { source: 'severity', values: { low: '4' } } } });
    expect(await create()).toMatchObject({ kind: 'refused', why: expect.stringContaining('priority') });
    expect(writes()).toBe(0);
  });
});

describe('an instance that fails one call in three', () => {
  /** As the outbox does it: looked up before it is tried again, and never made while that is not answered. */
  async function filed(key: string): Promise<number> {
    let calls = 0;
    let doubtful = false;
    for (;;) {
      calls += 1;
      if (doubtful) {
        const looked = await platform.lookUp(key).catch((error: unknown) => error);
        if (looked instanceof Error) {
          expect(looked).toMatchObject({ code: expect.stringMatching(/^(?:upstream_unavailable|rate_limited)$/) });
          continue;
        }
        if (looked !== undefined) return calls;
      }
      const outcome = await create(key);
      expect(outcome.kind).not.toBe('refused');
      if (outcome.kind === 'created') return calls;
      doubtful ||= outcome.kind === 'unknown';
    }
  }

  it.each([11, 12, 13])('gets each of many findings, once (seed %i)', async (seed) => {
    const faults = ['drop_after', 'drop_before', 'status:503', 'status_after:500', 'rate_limited', 'html_200'] as const;
    ({ peer, platform } = await opened({}, { seed, failing: { share: 1 / 3, faults } }));
    const keys = Array.from({ length: 120 }, (_, at) => `F-${seed}-${at}`);
    const waiting = [...keys];
    const writer = async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) await filed(key);
    };
    await Promise.all(Array.from({ length: 20 }, writer));
    expect(
      peer
        .records()
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...keys].sort());
    expect(peer.requests().filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(60);
  });
});
