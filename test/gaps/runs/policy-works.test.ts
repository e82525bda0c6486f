import { describe, expect, it } from 'vitest';
import { createScorer } from '../../../src/gaps/coverage/scorer.ts';
import type { ActScorer } from '../../../src/gaps/runs/act-readings.ts';
import { policyWorks } from '../../../src/gaps/runs/policy-works.ts';
import type { OpenScoringRoom } from '../../../src/gaps/runs/scoring-room.ts';
import { createPlainGapStore, plainGaps } from '../../contracts/plain-gaps.ts';
import { syntheticObligations, syntheticPolicy } from '../coverage/synthetic-texts.ts';

const obligations = syntheticObligations(40, 1);
const scorer = createScorer(obligations);
const act = { law: 'law-1', obligations, scorer } satisfies ActScorer;
const short = { ...syntheticPolicy(3, 2), policy: 'short', key: 'k-short' };
const long = { ...syntheticPolicy(3, 3), policy: 'long', key: 'k-long' };
// Long by count alone: the statements are never read here.
const asLong = { ...long, statements: Array.from({ length: 3_000 }, () => long.statements[0]!) };
const policies = new Map([short, asLong].map((policy) => [policy.policy, policy]));

function desk(fault?: Error) {
  const held = plainGaps();
  const store = createPlainGapStore(() => [], held);
  const rooms: string[] = [];
  const openRoom: OpenScoringRoom = () => {
    rooms.push('opened');
    return {
      work: async ({ policy }) => {
        rooms.push(policy);
        if (fault !== undefined) throw fault;
        return scorer.work(long);
      },
      close: async () => void rooms.push('closed'),
    };
  };
  const works = (more: { readonly holds?: (policy: string) => boolean; readonly signal?: AbortSignal } = {}) =>
    policyWorks(
      { store, ledger: { within: (work) => work() }, openRoom },
      act,
      policies,
      (version) => more.holds?.(version?.policy ?? '') ?? true,
      { tenant: 't-1', ...(more.signal === undefined ? {} : { signal: more.signal }) },
    );
  return { held, rooms, works };
}

describe('what policies say on an act', () => {
  it('is worked out apart where a policy is long, and is not worked out again', async () => {
    const { rooms, works } = desk();
    const first = await works();
    expect(first).toEqual([scorer.work(short), scorer.work(long)]);
    expect(rooms).toEqual(['opened', 'long', 'closed']);
    expect(await works()).toEqual(first);
    expect(rooms).toHaveLength(3);
  });

  it('leaves nothing of a policy that was taken away while it was worked out', async () => {
    const { held, works } = desk();
    await works({ holds: (policy) => policy !== 'long' });
    expect(held.work.map(({ policy }) => policy)).toEqual(['short']);
  });

  it('ends before the next policy once nobody waits for it, and leaves no room open', async () => {
    const { rooms, works } = desk();
    await expect(works({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    expect(rooms).toEqual([]);
    const other = desk(new Error('broken'));
    await expect(other.works()).rejects.toThrow('broken');
    expect(other.rooms).toEqual(['opened', 'long', 'closed']);
    expect(other.held.work.map(({ policy }) => policy)).toEqual(['short']);
  });

  it('lets others have their turn between two policies, also where all was kept', async () => {
    const { works } = desk();
    await works();
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (turns < 100) setImmediate(count);
    };
    setImmediate(count);
    await works();
    expect(turns).toBeGreaterThanOrEqual(policies.size);
  });
});
