import { describe, expect, it } from 'vitest';
import { createScoringRooms } from '../../../src/adapters/scoring/scoring-rooms.ts';
import { createScorer } from '../../../src/gaps/coverage/scorer.ts';
import { syntheticObligations, syntheticPolicy } from '../../gaps/coverage/synthetic-texts.ts';

const obligations = syntheticObligations(40, 1);

/** How long nobody else had their turn, at most, in milliseconds. */
async function longestHold(work: Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work.catch(() => undefined);
  clearInterval(timer);
  return Math.max(longest, performance.now() - last);
}

describe('a room in which policies are scored', () => {
  it('gives what scoring here gives, policy after policy, whoever else asks', async () => {
    const open = createScoringRooms();
    const [one, other] = [open(obligations), open(obligations.slice(0, 10))];
    const policies = [syntheticPolicy(12, 2), syntheticPolicy(20, 3)] as const;
    const [first, second, third] = await Promise.all([
      one.work(policies[0]),
      other.work(policies[1]),
      one.work(policies[1]),
    ]);
    expect(first).toEqual(createScorer(obligations).work(policies[0]));
    expect(second).toEqual(createScorer(obligations.slice(0, 10)).work(policies[1]));
    expect(third).toEqual(createScorer(obligations).work(policies[1]));
    await Promise.all([one.close(), other.close()]);
  }, 60_000);

  it('holds up nobody, and ends with the signal, also for who waits behind it', async () => {
    const open = createScoringRooms();
    const many = syntheticObligations(600, 4);
    const [busy, behind] = [open(many), open(obligations)];
    const [stopped, left] = [new AbortController(), new AbortController()];
    const long = busy.work(syntheticPolicy(20_000, 5), stopped.signal);
    const waiting = behind.work(syntheticPolicy(5, 6), left.signal);
    setTimeout(() => left.abort(new Error('gone')), 50);
    await expect(waiting).rejects.toThrow('gone');
    const next = behind.work(syntheticPolicy(5, 6));
    setTimeout(() => stopped.abort(new Error('enough')), 1_500);
    expect(await longestHold(long)).toBeLessThan(1_000);
    await expect(long).rejects.toThrow('enough');
    expect((await next).policy).toBe(syntheticPolicy(5, 6).policy);
    await Promise.all([busy.close(), behind.close()]);
  }, 60_000);

  it('tells what to do about a policy that takes too much', async () => {
    const room = createScoringRooms({ memory: 8 })(syntheticObligations(600, 7));
    await expect(room.work(syntheticPolicy(20_000, 8))).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/Add it in parts/),
    });
    await room.close();
  }, 60_000);
});
