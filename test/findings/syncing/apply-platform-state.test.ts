import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Finding, REMEDIATION_STATES, type RemediationState } from '../../../src/findings/finding.ts';
import { applyPlatformState } from '../../../src/findings/syncing/apply-platform-state.ts';
import type { ReadRecord } from '../../../src/findings/syncing/platform-differences.ts';
import { START } from '../../audit/sample-audit.ts';
import { type FindingOverrides, filedFinding } from '../invented-finding.ts';
import { openSyncDesk, type SyncDesk } from './sync-desk.ts';

let desk: SyncDesk;
beforeEach(() => {
  desk = openSyncDesk();
  desk.clock.time = START + 3_600_000;
});
afterEach(() => {
  expect(desk.chainProblems()).toEqual([]);
  desk.close();
});

const record = (status?: RemediationState, more: Partial<ReadRecord> = {}): ReadRecord => ({
  id: 'rec-1',
  state: status === undefined ? 'Parked' : `their ${status}`,
  ...(status === undefined ? {} : { status }),
  says: {},
  ...more,
});
const minute = (n: number) => new Date(START + n * 60_000).toISOString();
const filed = (more: FindingOverrides = {}): Finding => {
  const finding = filedFinding(1, more);
  desk.store.add(finding);
  return finding;
};
const apply = (finding: Finding, read: ReadRecord | undefined, at = minute(1), via: 'pull' | 'webhook' = 'pull') =>
  applyPlatformState(desk.parts, finding, read, via, at);
/** Somebody changes ours meanwhile. */
const ours = (finding: Finding, status: RemediationState) => {
  const kept = desk.kept(finding);
  desk.store.save({ ...kept, status, revision: kept.revision + 1 });
};
const said = (finding: Finding) =>
  desk.kept(finding).conflicts.map(({ field, ours: own, theirs }) => [field, own, theirs]);

it('follows the platform where only the platform’s state changed, with a row', () => {
  const finding = filed();
  expect(apply(finding, record('in_progress'), minute(1), 'webhook')).toMatchObject({ moved: true, ignored: false });
  expect(desk.kept(finding)).toEqual({
    ...finding,
    status: 'in_progress',
    agreed: 'in_progress',
    filing: { ...finding.filing, synced: minute(1), platformState: 'their in_progress' },
    revision: 2,
  });
  expect(desk.rows()).toEqual([
    { finding: finding.id, hash: finding.hash, what: 'status', from: 'open', to: 'in_progress', via: 'webhook' },
  ]);
  const [row] = desk.audit.store.rows({ types: ['finding'] }, 1);
  expect(row).toMatchObject({ tenant: 't-1', actor: 'system', channel: 'system', correlation: finding.id });
});

it('writes no row where nothing changed, and keeps when it was read', () => {
  const finding = filed();
  apply(finding, record('open'), minute(1));
  apply(finding, record('open'), minute(2));
  expect(desk.kept(finding)).toMatchObject({
    status: 'open',
    filing: { synced: minute(2) },
    conflicts: [],
    revision: 3,
  });
  expect(desk.rows()).toEqual([]);
});

it('counts a finding without a state as open', () => {
  const { status: _status, ...stateless } = filedFinding(1);
  desk.store.add(stateless);
  expect(apply(stateless, record('open'))).toMatchObject({ moved: false });
  expect(desk.kept(stateless)).toMatchObject({ status: 'open', agreed: 'open' });
});

it('shows where both moved, once, and overwrites neither; a person’s state stays whatever the platform goes on to say', () => {
  const finding = filed();
  apply(finding, record('in_progress'), minute(1));
  ours(finding, 'closed');
  expect(apply(finding, record('validating'), minute(2))).toMatchObject({ moved: false });
  expect(desk.kept(finding)).toMatchObject({
    status: 'closed',
    agreed: 'in_progress',
    conflicts: [{ field: 'status', ours: 'closed', theirs: 'validating', at: minute(2) }],
  });
  apply(finding, record('validating'), minute(3));
  expect(desk.kept(finding).conflicts[0]?.at).toBe(minute(2));
  apply(finding, record('risk_accepted'), minute(4));
  expect(said(finding)).toEqual([['status', 'closed', 'risk_accepted']]);
  expect(desk.rows().map(({ what, from, to }) => [what, from, to])).toEqual([
    ['status', 'open', 'in_progress'],
    ['conflict', 'closed', 'validating'],
    ['conflict', 'closed', 'risk_accepted'],
  ]);
  apply(finding, record('closed'), minute(5));
  expect(desk.kept(finding)).toMatchObject({ status: 'closed', agreed: 'closed', conflicts: [] });
  expect(desk.rows().at(-1)).toMatchObject({ what: 'agreed', field: 'status', via: 'pull' });
});

it('asks nobody while ours is on its way to a platform that did not move', () => {
  const finding = filed();
  ours(finding, 'in_progress');
  apply(finding, record('open'), minute(1));
  apply(finding, record('open'), minute(2));
  const onItsWay = { field: 'status', ours: 'in_progress', theirs: 'open', at: minute(1), decided: 'ours' };
  expect(desk.kept(finding)).toMatchObject({ status: 'in_progress', conflicts: [onItsWay] });
  expect(desk.rows()).toEqual([]);
  apply(finding, record('in_progress'), minute(3));
  expect(desk.kept(finding)).toMatchObject({ status: 'in_progress', agreed: 'in_progress', conflicts: [] });
  expect(desk.rows().map(({ what }) => what)).toEqual(['agreed']);
});

it('asks a person once the platform moves elsewhere while ours is on its way', () => {
  const finding = filed();
  ours(finding, 'in_progress');
  apply(finding, record('open'), minute(1));
  apply(finding, record('closed'), minute(2));
  expect(desk.kept(finding).conflicts).toEqual([
    { field: 'status', ours: 'in_progress', theirs: 'closed', at: minute(2) },
  ]);
  expect(desk.rows().map(({ what }) => what)).toEqual(['conflict']);
});

it('ignores what is older than what was read last; a clock that is fast shuts nothing out', () => {
  const finding = filed();
  apply(finding, record('closed'), minute(10));
  const before = desk.kept(finding);
  expect(apply(finding, record('in_progress'), minute(9), 'webhook')).toMatchObject({ ignored: true, moved: false });
  expect(apply(finding, undefined, minute(9))).toMatchObject({ ignored: true });
  expect(desk.kept(finding)).toEqual(before);
  // The same moment counts, in whatever form it is written.
  expect(apply(finding, record('validating'), '2031-04-05T06:17:08Z', 'webhook')).toMatchObject({ moved: true });
  apply(finding, record('open'), '2099-01-01T00:00:00.000Z', 'webhook');
  const { synced = '' } = desk.kept(finding).filing ?? {};
  expect(Date.parse(synced)).toBeLessThanOrEqual(desk.clock.time);
  expect(apply(finding, record('closed'), new Date(desk.clock.now()).toISOString())).toMatchObject({ moved: true });
  expect(apply(finding, record('open'), 'tomorrow, perhaps', 'webhook')).toMatchObject({ moved: true });
  expect(desk.kept(finding).filing?.synced).toMatch(/^2031-/);
});

it('does nothing for another record, another tenant, what is not known, and what was not filed', () => {
  const finding = filed();
  expect(apply(finding, record('closed', { id: 'rec-2' }))).toMatchObject({ ignored: true });
  expect(apply({ ...finding, tenant: 't-2' }, record('closed'))).toBeUndefined();
  expect(apply({ ...finding, id: 'F-9' }, record('closed'))).toBeUndefined();
  expect(desk.kept(finding)).toEqual(finding);
  const { record: _record, ...unrecorded } = finding.filing ?? filedFinding(1).filing!;
  const onItsWay = filedFinding(2, { stage: 'filing', filing: { ...unrecorded, key: 'key-2' } });
  desk.store.add(onItsWay);
  expect(apply(onItsWay, record('closed'))).toMatchObject({ ignored: true });
  expect(desk.kept(onItsWay)).toEqual(onItsWay);
  const undelivered = filedFinding(3, { stage: 'undelivered' });
  desk.store.add(undelivered);
  expect(apply(undelivered, record('closed', { id: 'rec-3' }))).toMatchObject({ ignored: true });
  expect(desk.kept(undelivered)).toEqual(undelivered);
  expect(desk.rows()).toEqual([]);
});

it('keeps a state that means nothing here, cleaned, and moves nothing by it; a row tells it once', () => {
  const finding = filed();
  const odd = record(undefined, { state: `  Parked\u202e\u0000 ${'x'.repeat(500)}` });
  const applied = apply(finding, odd, minute(1));
  expect(applied).toMatchObject({ moved: false, unmapped: expect.stringMatching(/^Parked x+ \[…\]$/) });
  apply(finding, odd, minute(2));
  expect(desk.kept(finding)).toMatchObject({ status: 'open', conflicts: [], filing: { synced: minute(2) } });
  expect(desk.rows()).toEqual([{ finding: finding.id, hash: finding.hash, what: 'unmapped_state', via: 'pull' }]);
  // What stood open before goes on to.
  ours(finding, 'closed');
  apply(finding, record('validating'), minute(3));
  apply(finding, odd, minute(4));
  expect(said(finding)).toEqual([['status', 'closed', 'validating']]);
});

it('shows what the record says otherwise, spacing aside, and takes nothing of it over', () => {
  const finding = filed({ content: { title: 'No  register\nof\u00a0lanterns – é' } });
  const same = {
    title: 'No register of lanterns – e\u0301\u200b',
    severity: 'high',
    due: '2031-06-30',
    owner: ' Harbour master ',
  } as const;
  apply(finding, record('open', { says: same }), minute(1));
  expect(said(finding)).toEqual([]);
  const other = { title: 'Lanterns', severity: 'low', due: '2031-12-31', owner: 'Ana Ñ' } as const;
  apply(finding, record('in_progress', { says: other }), minute(2));
  const { content, hash, conflicts, status } = desk.kept(finding);
  expect({ content, hash, status }).toEqual({ content: finding.content, hash: finding.hash, status: 'in_progress' });
  expect(conflicts.map(({ field, theirs }) => [field, theirs])).toEqual(Object.entries(other));
  // An event that tells of the state alone takes nothing of it back.
  apply(finding, record('in_progress'), minute(3), 'webhook');
  expect(said(finding)).toHaveLength(4);
  apply(finding, record('in_progress', { says: { ...same, owner: '' } }), minute(4));
  expect(said(finding)).toEqual([['owner', 'Harbour master', '']]);
  const rows = desk.rows();
  expect(rows.map(({ what, field }) => [what, field])).toEqual([
    ['status', undefined],
    ...['title', 'severity', 'due', 'owner'].map((field) => ['conflict', field]),
    ['conflict', 'owner'],
    ...['title', 'severity', 'due'].map((field) => ['agreed', field]),
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/Ana|Lanterns|Harbour/);
});

it('shows a record that is gone, and that it came back', () => {
  const finding = filed();
  apply(finding, record('in_progress'), minute(1));
  apply(finding, undefined, minute(2));
  apply(finding, undefined, minute(3));
  expect(desk.kept(finding)).toMatchObject({
    status: 'in_progress',
    conflicts: [{ field: 'record', ours: 'ISS0001', theirs: 'absent', at: minute(2) }],
    filing: { synced: minute(1) },
  });
  apply(finding, record('in_progress'), minute(4));
  expect(desk.kept(finding).conflicts).toEqual([]);
  expect(desk.rows().map(({ what, field }) => [what, field])).toEqual([
    ['status', undefined],
    ['conflict', 'record'],
    ['agreed', 'record'],
  ]);
});

it('has a change with the row that tells of it, or neither', () => {
  const finding = filed();
  const broken = {
    ...desk.parts,
    audit: {
      within: desk.audit.within,
      record: () => {
        throw new Error('no row');
      },
    },
  };
  expect(() => applyPlatformState(broken, finding, record('closed'), 'pull', minute(1))).toThrow('no row');
  expect(desk.kept(finding)).toEqual(finding);
});

it('never overwrites what changed here, and never lets a difference pass unseen, in whatever order things happen', () => {
  const status = fc.constantFrom(...REMEDIATION_STATES);
  const step = fc.record({ act: fc.constantFrom('ours', 'theirs', 'pull', 'event'), status });
  let n = 1;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      n += 1;
      const finding = filedFinding(n);
      desk.store.add(finding);
      const read = (theirs: RemediationState) => record(theirs, { id: `rec-${n}` });
      const told: { readonly theirs: RemediationState; readonly at: string }[] = [];
      let theirs: RemediationState = 'open';
      const look = (state: RemediationState, at: string, via: 'pull' | 'webhook') => {
        const before = desk.kept(finding);
        apply(finding, read(state), at, via);
        const after = desk.kept(finding);
        // Ours follows only from where both agreed.
        if (after.status !== before.status)
          expect([before.status, after.status]).toEqual([before.agreed ?? 'open', state]);
      };
      for (const [at, { act, status: to }] of steps.entries()) {
        if (act === 'ours') ours(finding, to);
        if (act === 'theirs') {
          theirs = to;
          told.push({ theirs, at: minute(at) });
        }
        // Events arrive late, and in any order.
        const event = told.splice(at % Math.max(1, told.length), 1)[0];
        if (act === 'event' && event !== undefined) look(event.theirs, event.at, 'webhook');
        if (act === 'pull') look(theirs, minute(at), 'pull');
      }
      look(theirs, minute(steps.length), 'pull');
      const { status: own, conflicts } = desk.kept(finding);
      expect(conflicts.map(({ ours: so, theirs: other }) => [so, other])).toEqual(
        own === theirs ? [] : [[own, theirs]],
      );
    }),
    { seed: 3, numRuns: 40 },
  );
});
