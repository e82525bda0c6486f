import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteOutboxStore } from '../../src/adapters/sqlite/outbox-store.ts';
import { openDesk } from '../../src/compose.ts';
import type { OutboxEntry } from '../../src/delivery/outbox-store.ts';
import { seeded } from '../seeded.ts';
import { childOf } from './child.ts';
import { type Shown, startCountingPeer } from './counting-peer.ts';
import { deliveryAuditProblems } from './delivery-audit.ts';

export const CONVERSATIONS = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6'] as const;
/** Where a child notes what it was told is put in. */
export const NOTED = 'noted.txt';
/** Messages that one process has on their way at most: so many can a kill leave in doubt. */
const AT_ONCE = 6;

export interface KilledDeliveries {
  readonly kills: number;
  readonly messages: number;
  /** Shown more often than once, each time but the first saying so. */
  readonly doubled: number;
  readonly inDoubt: number;
  readonly problems: readonly string[];
}

/**
 * Kills processes that put messages in and send them to a peer with SIGKILL at random moments, every third time two at
 * once, on one outbox; then lets what is left be sent, and compares what the peer showed with what was put in: nothing
 * lost; nothing shown a second time unless a kill or the peer left it in doubt, and then it said so; nothing that must
 * not be seen twice shown twice.
 */
export async function killDeliveries(
  wanted: number,
  seed: number,
  report: (line: string) => void = () => {},
): Promise<KilledDeliveries> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-delivery-faults-'));
  const random = seeded(seed);
  const peer = await startCountingPeer(seed);
  const problems: string[] = [];
  let kills = 0;
  try {
    // So that two that start at once find the file made.
    await (await openDesk({ dataFolder: folder }, { starter: false })).close();
    for (let round = 0; kills < wanted; round += 1) {
      const count = round % 3 === 2 && kills + 2 <= wanted ? 2 : 1;
      const children = Array.from({ length: count }, (_, at) =>
        childOf('delivery-child.ts', folder, peer.url, seed + 10 * round + at),
      );
      await Promise.all(children.map(({ ready }) => ready));
      for (const each of children) setTimeout(() => each.kill(), random() * 500);
      for (const { signal, errors } of await Promise.all(children.map(({ end }) => end)))
        if (signal !== 'SIGKILL') problems.push(`round ${round + 1}: a child ended by itself: ${errors}`);
      kills += count;
      report(`delivery kill ${kills}/${wanted}: ${peer.shown.length} shown`);
    }
    const { code, errors } = await childOf('delivery-child.ts', folder, peer.url, seed, 'drain').end;
    if (code !== 0) problems.push(`what was left could not be sent: ${errors}`);
    const entries = entriesOf(folder);
    const most = kills * AT_ONCE + peer.brokeOff;
    const found = compared(folder, entries, peer.shown, most);
    problems.push(...found.problems, ...(await deliveryAuditProblems(folder, entries)));
    return { kills, messages: entries.length, ...found.counts, problems };
  } finally {
    await peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function entriesOf(folder: string): readonly OutboxEntry[] {
  const database = openDatabase(join(folder, 'library.sqlite'));
  const entries = createSqliteOutboxStore(database).list({}, 1_000_000);
  database.close();
  return entries;
}

function compared(folder: string, entries: readonly OutboxEntry[], shown: readonly Shown[], most: number) {
  const times = new Map<string, Shown[]>();
  for (const each of shown) times.set(each.key, [...(times.get(each.key) ?? []), each]);
  const held = new Set(entries.map(({ message }) => message.key));
  const noted = existsSync(join(folder, NOTED)) ? readFileSync(join(folder, NOTED), 'utf8').split('\n') : [];
  const problems: string[] = [];
  const doubted = entries.filter(({ state }) => state === 'in_doubt').length;
  let doubled = 0;
  for (const key of noted) if (key !== '' && !held.has(key)) problems.push(`${key} was put in and is gone`);
  for (const key of times.keys()) if (!held.has(key)) problems.push(`${key} was shown and never put in`);
  for (const { message, state, maybeSeen } of entries) {
    const { key, inDoubt } = message;
    const own = times.get(key) ?? [];
    const isEnd = inDoubt === 'again' ? state === 'delivered' : state === 'delivered' || state === 'in_doubt';
    if (!isEnd) problems.push(`${key} came to ${state}`);
    if (state === 'delivered' && own.length === 0) problems.push(`${key} was lost: marked as delivered, never shown`);
    if (own.length < 2) continue;
    doubled += own.length - 1;
    if (inDoubt === 'leave') problems.push(`${key} was shown ${own.length} times, and must not be seen twice`);
    if (!maybeSeen || own.slice(1).some((each) => !each.maybeSeen)) problems.push(`${key} was doubled unsaid`);
  }
  if (doubled + doubted > most) problems.push(`${doubled} doubled and ${doubted} in doubt are more than ${most}`);
  // One process a conversation at a time, in the order in which they were put in: what is shown first is in that order.
  for (const conversation of CONVERSATIONS) {
    const queued = [...entries].reverse().filter(({ message }) => message.conversation === conversation);
    const firsts = [...new Set(shown.filter((each) => each.conversation === conversation).map(({ key }) => key))];
    const expected = queued.map(({ message }) => message.key).filter((key) => times.has(key));
    if (firsts.join() !== expected.join()) problems.push(`${conversation} was shown in another order`);
  }
  return { problems, counts: { doubled, inDoubt: doubted } };
}
