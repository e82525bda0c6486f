import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallContext } from '../../../src/core/call-context.ts';
import type { Finding, FindingConflict, RemediationState } from '../../../src/findings/finding.ts';
import { type ResolveParts, resolveConflict } from '../../../src/findings/syncing/resolve-conflict.ts';
import { syncFindings } from '../../../src/findings/syncing/sync-findings.ts';
import { callContext } from '../../asking.ts';
import { START } from '../../audit/sample-audit.ts';
import { policyVersion } from '../../contracts/policy-store-contract.ts';
import { filedFinding, policyEvidence } from '../invented-finding.ts';
import { createScriptedPlatform, type ScriptedPlatform } from '../scripted-platform.ts';
import { openSyncDesk, type SyncDesk } from './sync-desk.ts';

let desk: SyncDesk;
let grc: ScriptedPlatform;
let finding: Finding;
beforeEach(() => {
  desk = openSyncDesk();
  desk.clock.time = START + 3_600_000;
  grc = createScriptedPlatform();
  desk.platforms.set('t-1', grc);
  finding = filedFinding(1);
  desk.store.add(finding);
  grc.has(finding);
});
afterEach(() => {
  expect(desk.chainProblems()).toEqual([]);
  desk.close();
});

const parts = (): ResolveParts => ({
  store: desk.store,
  audit: desk.audit,
  pushStatus: ({ id, status, revision }) => {
    // As it is kept, in the same transaction.
    expect(desk.store.own.find('t-1', id)).toMatchObject({ status, revision });
    desk.pushed.push(`${id} ${status}`);
  },
});
const asking = (more: Partial<CallContext['user']> = {}): CallContext => {
  const context = callContext();
  return { ...context, user: { ...context.user, groups: 'all', ...more } };
};
const resolve = (field: FindingConflict['field'], side: 'ours' | 'theirs', context = asking()) =>
  resolveConflict(parts(), finding.id, field, side, context);
const sync = () => syncFindings(desk.parts);
const kept = () => desk.kept(finding);
/** Both moved: ours to `closed`. */
const bothMoved = async (theirs: string) => {
  desk.store.save({ ...kept(), status: 'closed', revision: kept().revision + 1 });
  grc.change('rec-1', { state: theirs });
  await sync();
};

it('follows theirs: the state is the platform’s, nothing is sent, and a row tells who decided', async () => {
  await bothMoved('Review');
  const decided = resolve('status', 'theirs');
  expect(decided).toEqual(kept());
  expect(decided).toMatchObject({ status: 'validating', agreed: 'validating', conflicts: [] });
  expect(desk.pushed).toEqual([]);
  expect(desk.rows().at(-1)).toEqual({
    ...{ finding: finding.id, hash: finding.hash, what: 'resolved', field: 'status', side: 'theirs' },
    ...{ from: 'closed', to: 'validating' },
  });
  expect(desk.audit.store.rows({ types: ['finding'] }, 9).at(-1)?.actor).toMatch(/^p-/);
  expect(await sync()).toMatchObject({ changed: 0, conflicts: 0 });
  grc.change('rec-1', { state: 'Closed' });
  expect(await sync()).toMatchObject({ changed: 1, conflicts: 0 });
});

it('sends ours: the conflict stands, decided, until the platform says the same', async () => {
  await bothMoved('Review');
  expect(resolve('status', 'ours')).toMatchObject({ status: 'closed', conflicts: [{ decided: 'ours' }] });
  expect(desk.pushed).toEqual([`${finding.id} closed`]);
  expect(desk.rows().at(-1)).toMatchObject({ what: 'resolved', side: 'ours', from: 'validating', to: 'closed' });
  expect(await sync()).toMatchObject({ changed: 0, conflicts: 0 });
  expect(kept().conflicts).toMatchObject([{ decided: 'ours' }]);
  await grc.setStatus('rec-1', 'closed');
  await sync();
  expect(kept()).toMatchObject({ status: 'closed', agreed: 'closed', conflicts: [] });
  expect(desk.rows().at(-1)).toMatchObject({ what: 'agreed', field: 'status' });
});

it('asks again where the platform moves on after it was decided', async () => {
  await bothMoved('Review');
  resolve('status', 'ours');
  grc.change('rec-1', { state: 'Accepted' });
  expect(await sync()).toMatchObject({ conflicts: 1 });
  expect(kept().conflicts).toMatchObject([{ ours: 'closed', theirs: 'risk_accepted' }]);
  expect(kept().conflicts[0]).not.toHaveProperty('decided');
});

it.each(['title', 'severity', 'due', 'owner'] as const)(
  'takes note of another %s, changes nothing that was approved, and shows it again once it changes',
  async (field) => {
    const [one, other] = {
      title: ['Lanterns', 'Lamps'],
      severity: ['low', 'medium'],
      due: ['2032-01-01', '2032-01-02'],
      owner: ['Ana', ''],
    }[field];
    grc.change('rec-1', { says: { [field]: one } });
    await sync();
    expect(() => resolve(field, 'ours')).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('ISS0001') }),
    );
    const { conflicts: _conflicts, noted: _noted, filing: _filing, revision: _revision, ...before } = kept();
    expect(resolve(field, 'theirs')).toMatchObject({ ...before, conflicts: [], noted: { [field]: one } });
    const row = desk.rows().at(-1);
    expect(row).toEqual({ finding: finding.id, hash: finding.hash, what: 'resolved', field, side: 'theirs' });
    expect(await sync()).toMatchObject({ conflicts: 0 });
    grc.change('rec-1', { says: { [field]: other } });
    expect(await sync()).toMatchObject({ conflicts: 1 });
    expect(kept()).not.toHaveProperty('noted');
    // Once it changed, what was noted before is new again.
    grc.change('rec-1', { says: { [field]: one } });
    expect(await sync()).toMatchObject({ conflicts: 1 });
    resolve(field, 'theirs');
    grc.change('rec-1', { says: { [field]: finding.content[field] } });
    await sync();
    expect(kept()).toMatchObject({ conflicts: [] });
    expect(kept()).not.toHaveProperty('noted');
    expect(desk.pushed).toEqual([]);
  },
);

it('takes note of a record that is gone, files nothing again, and tells that it came back', async () => {
  grc.hide('rec-1');
  await sync();
  expect(() => resolve('record', 'ours')).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  resolve('record', 'theirs');
  expect(await sync()).toMatchObject({ conflicts: 0 });
  expect(kept()).toMatchObject({ stage: 'filed', status: 'open', conflicts: [], noted: { record: 'absent' } });
  grc.hide('rec-1', false);
  await sync();
  expect(kept()).not.toHaveProperty('noted');
  grc.hide('rec-1');
  expect(await sync()).toMatchObject({ conflicts: 1 });
});

it('leaves other differences as they are', async () => {
  grc.change('rec-1', { says: { title: 'Lanterns', owner: 'Ana' } });
  await bothMoved('Review');
  resolve('owner', 'theirs');
  resolve('status', 'theirs');
  expect(kept().conflicts.map(({ field }) => field)).toEqual(['title']);
  await sync();
  expect(kept().conflicts.map(({ field }) => field)).toEqual(['title']);
});

it('is for whoever may file and may see the finding, and for a difference that there is', async () => {
  await bothMoved('Review');
  const before = kept();
  const analyst = asking({ permissions: new Set(['findings:draft', 'findings:approve'] as const) });
  expect(() => resolve('status', 'theirs', analyst)).toThrow(expect.objectContaining({ code: 'not_permitted' }));
  expect(() => resolve('status', 'theirs', { ...asking(), tenant: 't-2', conversation: 'c-2' })).toThrow(
    expect.objectContaining({ code: 'not_found' }),
  );
  desk.policies.add(policyVersion({ policy: 'keels', groups: ['g-1'] }));
  const quoting = filedFinding(2, { content: { evidence: [policyEvidence('keels')] }, conflicts: before.conflicts });
  desk.store.add(quoting);
  const of = (...groups: readonly string[]) =>
    resolveConflict(parts(), quoting.id, 'status', 'theirs', asking({ groups: new Set(groups) }));
  expect(() => of('g-2')).toThrow(expect.objectContaining({ code: 'not_found' }));
  expect(desk.kept(quoting)).toEqual(quoting);
  expect(of('g-1').conflicts).toEqual([]);
  expect(() => resolve('title', 'theirs')).toThrow(expect.objectContaining({ code: 'not_found' }));
  expect(() => resolveConflict(parts(), 'F-9', 'status', 'ours', asking())).toThrow(
    expect.objectContaining({ code: 'not_found' }),
  );
  expect(kept()).toEqual(before);
  expect(desk.pushed).toEqual([]);
});

it('does all of it or nothing', async () => {
  await bothMoved('Review');
  const before = kept();
  const rows = desk.rows().length;
  const failing: ResolveParts = {
    ...parts(),
    pushStatus: () => {
      throw new Error('no room');
    },
  };
  expect(() => resolveConflict(failing, finding.id, 'status', 'ours', asking())).toThrow('no room');
  expect(kept()).toEqual(before);
  expect(desk.rows()).toHaveLength(rows);
});

it('takes a state that is none of ours from no file', async () => {
  const conflict: FindingConflict = {
    field: 'status',
    ours: 'open',
    theirs: 'Parked' as RemediationState,
    at: finding.expires,
  };
  desk.store.save({ ...kept(), conflicts: [conflict], revision: 2 });
  expect(() => resolve('status', 'theirs')).toThrow(expect.objectContaining({ code: 'internal' }));
});
