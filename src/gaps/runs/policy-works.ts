import type { CallContext } from '../../core/call-context.ts';
import type { PolicyWork } from '../coverage/policy-work.ts';
import { SCORER_VERSION } from '../coverage/scorer.ts';
import { EXTRACTOR_VERSION } from '../obligations/obligations-of.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import type { ActScorer } from './act-readings.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapStore } from './gap-store.ts';
import type { OpenScoringRoom, ScoringRoom } from './scoring-room.ts';
import type { StillHeld } from './still-held.ts';

export interface PolicyWorksOptions {
  readonly store: Pick<GapStore, 'worked' | 'keepWork'>;
  readonly ledger: Pick<GapLedger, 'within'>;
  /** Where it is absent all is scored here. */
  readonly openRoom?: OpenScoringRoom;
}

/** Statements times obligations that are scored here: a few tenths of a second, less than a room takes to open. */
const MOST_HERE = 100_000;

/** What is worked out holds for these obligations and this scoring of them. */
const WORK_VERSION = SCORER_VERSION * 1_000 + EXTRACTOR_VERSION;

/**
 * What each policy says on each obligation of an act; read from what was kept where neither text has changed. Between two
 * policies others have their turn, and whoever has gone ends it.
 *
 * @param holds nothing is kept of a policy that was taken away meanwhile
 */
export async function policyWorks(
  { store, ledger, openRoom }: PolicyWorksOptions,
  { law, obligations, scorer }: ActScorer,
  policies: ReadonlyMap<string, PolicyVersion>,
  holds: StillHeld,
  { tenant, signal }: Pick<CallContext, 'tenant' | 'signal'>,
): Promise<readonly PolicyWork[]> {
  const works: PolicyWork[] = [];
  let room: ScoringRoom | undefined;
  try {
    for (const policy of policies.values()) {
      await pause(signal);
      const key = { tenant, law, policy: policy.policy, version: policy.key, scorer: WORK_VERSION };
      const kept = store.worked(key);
      if (kept !== undefined) {
        // Written by ourselves from the very type.
        works.push(JSON.parse(kept) as PolicyWork);
        continue;
      }
      const long = policy.statements.length * obligations.length > MOST_HERE;
      if (long) room ??= openRoom?.(obligations);
      const work = long && room !== undefined ? await room.work(policy, signal) : scorer.work(policy);
      works.push(work);
      ledger.within(() => {
        if (holds(policy)) store.keepWork(key, JSON.stringify(work));
      });
    }
  } finally {
    await room?.close();
  }
  return works;
}

/** Others have their turn. @throws the signal's reason where nobody waits any more */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
