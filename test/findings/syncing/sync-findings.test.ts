import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { applyPlatformState } from '../../../src/findings/syncing/apply-platform-state.ts';
import { syncFindings } from '../../../src/findings/syncing/sync-findings.ts';
import { START } from '../../audit/sample-audit.ts';
import { filedFinding, inventedFinding } from '../invented-finding.ts';
import { createScriptedPlatform, type ScriptedPlatform } from '../scripted-platform.ts';
import { openSyncDesk, type SyncDesk } from './sync-desk.ts';

let desk: SyncDesk;
let grc: ScriptedPlatform;
beforeEach(() => {
  desk = openSyncDesk();
  desk.clock.time = START + 3_600_000;
  grc = createScriptedPlatform();
  desk.platforms.set('t-1', grc);
});
afterEach(() => {
  expect(desk.chainProblems()).toEqual([]);
  desk.close();
});

const filed = (n: number, more: Parameters<typeof filedFinding>[1] = {}, on: ScriptedPlatform | undefined = grc) => {
  const finding = filedFinding(n, more);
  desk.store.add(finding);
  on?.has(finding);
  return finding;
};
const sync = (options?: Parameters<typeof syncFindings>[1]) => syncFindings(desk.parts, options);
const away = () => new AppError('upstream_unavailable', 'The platform does not answer; try again later.');

it('reads the records of all that was filed, fifty at once, and follows them', async () => {
  for (let n = 1; n <= 120; n += 1) filed(n);
  desk.store.add(inventedFinding({ id: 'F-draft' }));
  grc.change('rec-7', { state: 'Analyse' });
  grc.change('rec-119', { state: 'Closed' });
  expect(await sync()).toEqual({ looked: 120, changed: 2, conflicts: 0, problems: [] });
  expect(grc.calls.map((call) => call.split(',').length)).toEqual([50, 50, 20]);
  expect(desk.kept(filedFinding(7)).status).toBe('in_progress');
  expect(desk.kept(filedFinding(119)).status).toBe('closed');
  expect(desk.rows().map(({ what, finding, via }) => [what, finding, via])).toEqual([
    ['status', filedFinding(7).id, 'pull'],
    ['status', filedFinding(119).id, 'pull'],
  ]);
  expect(await sync()).toEqual({ looked: 120, changed: 0, conflicts: 0, problems: [] });
});

it('counts what somebody has to decide on, and not what is on its way', async () => {
  const both = filed(1);
  const onItsWay = filed(2);
  filed(3);
  for (const finding of [both, onItsWay]) desk.store.save({ ...finding, status: 'closed', revision: 2 });
  grc.change('rec-1', { state: 'Review' });
  grc.change('rec-3', { says: { title: 'Lanterns', owner: 'Somebody' } });
  for (let again = 0; again < 2; again += 1)
    expect(await sync()).toEqual({ looked: 3, changed: 0, conflicts: 2, problems: [] });
  expect(desk.kept(onItsWay).conflicts).toMatchObject([{ field: 'status', decided: 'ours' }]);
});

it('goes on with others where a platform fails, is missing, or breaks', async () => {
  const other = createScriptedPlatform({ name: 'archer', host: 'other.invented.example' });
  const broken = createScriptedPlatform();
  desk.platforms.set('t-2', other);
  desk.platforms.set('t-4', broken);
  for (let n = 1; n <= 60; n += 1) filed(n);
  for (let n = 61; n <= 63; n += 1) {
    const { filing } = filedFinding(n, { platform: 'archer' });
    filed(n, { tenant: 't-2', filing: { ...filing!, host: 'other.invented.example' } }, other);
  }
  filed(64, { tenant: 't-3' }, undefined);
  // The desk believes in a record that the platform never had.
  filed(65, { tenant: 't-4' }, undefined);
  other.change('rec-62', { state: 'Closed' });
  grc.fail('read', away());
  expect(await sync()).toEqual({
    looked: 3,
    changed: 1,
    conflicts: 0,
    problems: [
      { tenant: 't-1', why: 'The platform does not answer; try again later.' },
      {
        tenant: 't-3',
        why: 'No GRC platform is set up for this tenant any more: its filed findings are not looked at.',
      },
      { tenant: 't-4', why: 'Reading its records broke off unexpectedly.' },
    ],
  });
  // Not asked again at once, with what else there is to ask.
  expect(grc.calls).toHaveLength(1);
  expect(desk.kept(filedFinding(62, { tenant: 't-2' })).status).toBe('closed');
  expect(desk.kept(filedFinding(1))).toEqual(filedFinding(1));
  expect(await sync({ tenant: 't-1' })).toMatchObject({ looked: 60, problems: [] });
  expect(other.calls).toHaveLength(1);
});

it('keeps what was read before a platform failed', async () => {
  for (let n = 1; n <= 60; n += 1) filed(n);
  grc.change('rec-3', { state: 'Closed' });
  const read = grc.read;
  let asked = 0;
  desk.platforms.set('t-1', {
    ...grc,
    read: async (ids, signal) => {
      asked += 1;
      if (asked > 1) throw away();
      return read(ids, signal);
    },
  });
  expect(await sync()).toMatchObject({ looked: 50, changed: 1, problems: [{ tenant: 't-1' }] });
  expect(desk.kept(filedFinding(3)).status).toBe('closed');
});

it('takes no record of another installation, or of another finding, for ours', async () => {
  const here = filed(1);
  const { filing } = filedFinding(2);
  const before = filed(2, { filing: { ...filing!, host: 'old.invented.example' } }, undefined);
  const elsewhere = filed(3, { platform: 'archer' }, undefined);
  grc.has(filedFinding(2));
  grc.change('rec-2', { state: 'Closed' });
  grc.change('rec-1', { state: 'Closed', key: 'key-of-another' });
  expect(await sync()).toEqual({
    looked: 1,
    changed: 0,
    conflicts: 1,
    problems: [
      {
        tenant: 't-1',
        why: '1 finding is filed with servicenow at old.invented.example, which is not what is set up now: not looked at.',
      },
      {
        tenant: 't-1',
        why: '1 finding is filed with archer at grc.invented.example, which is not what is set up now: not looked at.',
      },
    ],
  });
  expect(grc.calls).toEqual(['read rec-1']);
  expect(desk.kept(here)).toMatchObject({ status: 'open', conflicts: [{ field: 'record' }] });
  expect([before, elsewhere].map((each) => desk.kept(each))).toEqual([before, elsewhere]);
});

it('asks nothing of a platform that has none of ours', async () => {
  filed(1, { platform: 'archer' }, undefined);
  expect(await sync()).toMatchObject({ looked: 0, problems: [{ tenant: 't-1' }] });
  expect(grc.calls).toEqual([]);
});

it('shows a record that is out of sight, and that it is back', async () => {
  const finding = filed(1);
  grc.hide('rec-1');
  expect(await sync()).toEqual({ looked: 1, changed: 0, conflicts: 1, problems: [] });
  expect(desk.kept(finding)).toMatchObject({ status: 'open', conflicts: [{ field: 'record', theirs: 'absent' }] });
  grc.hide('rec-1', false);
  expect(await sync()).toEqual({ looked: 1, changed: 0, conflicts: 0, problems: [] });
  expect(desk.kept(finding).conflicts).toEqual([]);
});

it('tells each state that means nothing here once for all that are in it', async () => {
  for (let n = 1; n <= 3; n += 1) filed(n);
  grc.change('rec-1', { state: 'Parked' });
  grc.change('rec-2', { state: 'Parked' });
  grc.change('rec-3', { state: 'constructor' });
  const { problems, changed } = await sync();
  expect(changed).toBe(0);
  expect(problems).toEqual([
    {
      tenant: 't-1',
      why: '2 findings are in the platform\'s state "Parked", which means nothing here. Add it to "states" in the settings.',
    },
    {
      tenant: 't-1',
      why: '1 finding is in the platform\'s state "constructor", which means nothing here. Add it to "states" in the settings.',
    },
  ]);
  expect((await sync()).problems).toEqual(problems);
  expect(desk.rows()).toHaveLength(3);
});

it('does not undo with an old answer what an event told meanwhile, or what a person did', async () => {
  const [told, worked] = [filed(1), filed(2)];
  const read = grc.read;
  desk.platforms.set('t-1', {
    ...grc,
    read: async (ids, signal) => {
      const records = await read(ids, signal);
      const at = new Date(desk.clock.now()).toISOString();
      const event = { id: 'rec-1', state: 'Closed', status: 'closed', says: {} } as const;
      applyPlatformState(desk.parts, told, event, 'webhook', at);
      desk.store.save({ ...desk.kept(worked), status: 'in_progress', revision: 2 });
      return records;
    },
  });
  expect(await sync()).toMatchObject({ changed: 0, conflicts: 0 });
  expect(desk.kept(told)).toMatchObject({ status: 'closed', conflicts: [] });
  expect(desk.kept(worked)).toMatchObject({ status: 'in_progress', conflicts: [{ decided: 'ours' }] });
});

it('stops where it is told to, with the signal’s reason', async () => {
  for (let n = 1; n <= 60; n += 1) filed(n);
  const stop = new AbortController();
  const read = grc.read;
  desk.platforms.set('t-1', {
    ...grc,
    read: async (ids, signal) => {
      stop.abort(new Error('enough'));
      return read(ids, signal);
    },
  });
  await expect(sync({ signal: stop.signal })).rejects.toThrow('enough');
  expect(desk.kept(filedFinding(1))).toEqual(filedFinding(1));
  await expect(sync({ signal: AbortSignal.abort(new Error('at once')) })).rejects.toThrow('at once');
});
