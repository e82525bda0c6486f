import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { verifyFile } from '../../audit/tampered.ts';
import { findingId } from '../invented-finding.ts';
import { type filingDesk, openingFilings, SETTLE } from './filing-desk.ts';
import type { Creating } from './filing-platform.ts';

const open = openingFilings();
const HOUR = 3_600_000;
/** So that hours pass in few looks. */
const PACE = { lookEvery: 600_000 };

const OUTCOMES: readonly Creating[] = [
  'created',
  'later',
  'refused',
  'unknown made',
  'unknown unmade',
  'broke off made',
  'broke off unmade',
  'threw made',
  'threw unmade',
];

/** How the process ends that takes the finding first. */
const ENDS = ['goes on', 'killed before it left', 'killed before it was marked', 'stopped', 'killed twice'] as const;

type Desk = ReturnType<typeof filingDesk>;

/** A process that is killed: nothing of it is marked, and its time stands still from then on. */
async function killed(desk: Desk, owner: string, ran: boolean): Promise<void> {
  const dead = open({ file: desk.path, owner, peer: desk.peer });
  if (!ran) {
    dead.outbox.take(owner, desk.clock.now(), 1);
    return;
  }
  const settle = (): never => {
    throw new AppError('conflict', 'Killed.');
  };
  void dead.senderWith({ outbox: { ...dead.outbox, settle }, lives: (each) => each === owner }).run();
  await dead.time.settle();
}

async function ended(desk: Desk, end: (typeof ENDS)[number]): Promise<void> {
  if (end === 'killed before it left') await killed(desk, 'gone-1', false);
  if (end === 'killed before it was marked') await killed(desk, 'gone-1', true);
  if (end === 'killed twice') {
    await killed(desk, 'gone-1', true);
    await killed(desk, 'gone-2', true);
  }
  if (end === 'stopped') {
    const sender = desk.senderWith({ pace: PACE });
    void sender.run();
    await desk.time.settle();
    const stopped = sender.stop(100);
    await desk.time.pass(100);
    await stopped;
  }
}

describe.each(ENDS)('where the first process is one that: %s', (end) => {
  it.each(OUTCOMES)('a finding is filed once, or told why not: %s', async (outcome) => {
    const desk = open({ owner: 'last' });
    desk.file(1);
    desk.peer.creating.push(outcome);
    await ended(desk, end);
    void desk.senderWith({ pace: PACE, lives: (each) => each === 'last' }).run();
    await desk.time.pass(2 * HOUR);

    const finding = desk.kept(1);
    const isRefused = outcome === 'refused' && end !== 'killed before it was marked' && end !== 'killed twice';
    expect(desk.peer.records.map(({ key }) => key)).toEqual(isRefused ? [] : ['key-1']);
    expect(finding?.stage).toBe(isRefused ? 'undelivered' : 'filed');
    expect(finding?.filing?.record?.id).toBe(isRefused ? undefined : 'id-1');
    // Nothing is made but by the first call, or after a look that found nothing.
    for (const [at, { call }] of desk.peer.calls.entries())
      if (call === 'create' && at > 0) expect(desk.peer.calls[at - 1]?.call).toBe('lookUp');
    const [first, second] = desk.peer.calls;
    if (second !== undefined && outcome !== 'later' && first?.call === 'create')
      expect(second.at - first.at).toBeGreaterThanOrEqual(SETTLE);
    desk.audit.closeOrphans((each) => each === 'last');
    expect(desk.audit.store.pending()).toEqual([]);
    expect(verifyFile(desk.path).problems.filter(({ kind }) => kind !== 'checkpoint_missing')).toEqual([]);
    expect(desk.told().map(({ what, finding: id }) => [what, id])).toEqual([
      [isRefused ? 'undelivered' : 'filed', findingId(1)],
    ]);
  });
});
