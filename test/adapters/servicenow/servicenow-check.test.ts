import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceNowOptions } from '../../../src/adapters/servicenow/servicenow-options.ts';
import type { PlatformCheck } from '../../../src/findings/filing/grc-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import type { ServiceNowPeer } from '../../peers/grc/servicenow-peer.ts';
import { opened, settingsFor } from './servicenow-ground.ts';

let peer: ServiceNowPeer;
afterEach(() => peer.close());

type Fields = ServiceNowOptions['fields'];

/** What is said of each thing, with the instance changed before it is asked. */
async function checked(
  more: Partial<ServiceNowOptions> = {},
  change: (peer: ServiceNowPeer) => void = () => undefined,
): Promise<ReadonlyMap<string, PlatformCheck>> {
  const over = await opened(more);
  peer = over.peer;
  change(peer);
  const checks = await over.platform.check();
  expect(new Set(checks.map(({ what }) => what)).size).toBe(checks.length);
  return new Map(checks.map((check) => [check.what, check]));
}

function withField(name: string, mapping: Fields[string]): Partial<ServiceNowOptions> {
  return { fields: { ...settingsFor('').fields, [name]: mapping } };
}

const statesOf = (checks: ReadonlyMap<string, PlatformCheck>) => [...checks.values()].map(({ state }) => state);

describe('the check of ServiceNow', () => {
  it('knows fields of the tables that the table extends, and the choices that the nearest of them has', async () => {
    const checks = await checked();
    expect(new Set(statesOf(checks))).toEqual(new Set(['ok']));
    expect(checks.get('field correlation_id')).toMatchObject({ says: expect.stringContaining('string') });
    // A choice of tasks, which issues do not have: theirs stand in its stead.
    const states = { ...settingsFor('').states, '7': 'closed' } as const;
    await peer.close();
    expect((await checked({ states })).get('state 7')).toMatchObject({ state: 'wrong', says: /1, 2, 5, 0, 3, 4/ });
  });

  it('names a table that is not there', async () => {
    const checks = await checked({ table: 'sn_grc_isue' });
    expect([...checks.keys()]).toEqual(['sign-in', 'table sn_grc_isue']);
    expect(checks.get('table sn_grc_isue')).toMatchObject({ state: 'wrong', says: /Invalid table/ });
    expect(checks.get('sign-in')).toMatchObject({ state: 'ok' });
  });

  it('says that the user may not read the table', async () => {
    const checks = await checked({}, (over) => over.fault('status:403', 1, 'read'));
    expect(checks.get('table sn_grc_issue')).toMatchObject({ state: 'wrong' });
  });

  it.each([
    ['a reference', 'assigned_to', 'owner', 'wrong', /sys_ids/],
    ['a number', 'issue_rating', 'severity', 'wrong', /numbers/],
    ['a value that is no choice', 'classification', { always: '99' }, 'wrong', /"99".*20/],
    [
      'a translation that is no choice',
      'priority',
      { source: 'severity', values: { high: 'High' } },
      'wrong',
      /"High"/,
    ],
    ['a text that may be cut off', 'short_description', 'everything', 'unknown', /160/],
    ['a length that is more than it holds', 'u_reference', { source: 'reference', longest: 2000 }, 'wrong', /1000/],
    ['a length that it holds', 'u_reference', { source: 'everything', longest: 1000 }, 'ok', /string/],
    ['references by their ids', 'assigned_to', { always: 'b'.repeat(32) }, 'ok', /reference/],
  ] as const)('looks at what goes into a field: %s', async (_, name, mapping, state, says) => {
    expect((await checked(withField(name, mapping))).get(`field ${name}`)).toMatchObject({ state, says });
  });

  it('refuses a field for the key that would cut it off, or holds no text', async () => {
    expect((await checked({ keyField: 'u_short_key' })).get('field u_short_key')).toMatchObject({ state: 'wrong' });
    await peer.close();
    expect((await checked({ keyField: 'assigned_to' })).get('field assigned_to')).toMatchObject({ state: 'wrong' });
    await peer.close();
    expect((await checked({ keyField: 'u_finding_key' })).get('field u_finding_key')).toMatchObject({ state: 'ok' });
  });

  it('says which state of ours no word stands for', async () => {
    const checks = await checked({ states: { '1': 'open', '3': 'closed' } });
    expect(checks.get('state for validating')).toMatchObject({ state: 'wrong' });
    expect(checks.has('state for closed')).toBe(false);
  });

  describe.each(['empty', 'refused'] as const)('with a dictionary that may not be read (%s)', (metadata) => {
    it('finds fields in the records there are', async () => {
      const checks = await checked(withField('u_lantern', 'hash'), (over) => {
        over.instance.metadata = metadata;
        over.addStrangers(2);
      });
      expect(checks.get('field u_owner')).toMatchObject({ state: 'ok' });
      expect(checks.get('field u_lantern')).toMatchObject({ state: 'wrong' });
      expect(checks.get('state 1')).toMatchObject({ state: 'unknown' });
    });

    it('says that it does not know where there is no record either', async () => {
      const checks = await checked(withField('u_lantern', 'hash'), (over) => {
        over.instance.metadata = metadata;
      });
      for (const name of ['u_owner', 'u_lantern', 'correlation_id'])
        expect(checks.get(`field ${name}`)).toMatchObject({ state: 'unknown' });
      expect(statesOf(checks)).not.toContain('wrong');
    });
  });

  it('agrees with what becomes of a finding: what is all right comes through whole', async () => {
    const over = await opened();
    peer = over.peer;
    expect(statesOf(new Map((await over.platform.check()).map((each) => [each.what, each])))).not.toContain('wrong');
    expect(await over.platform.create(filing('K-1'))).toMatchObject({ kind: 'created', record: { status: 'open' } });
    const [kept] = peer.records();
    for (const name of Object.keys(settingsFor('').fields)) expect(kept?.fields[name]).not.toBe('');
  });
});
