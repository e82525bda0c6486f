import type { CoverageState } from '../coverage/assessment.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import type { GapDecision, GapResult } from './gap-run.ts';

/**
 * Whether a decision still stands: the obligation has the same words, and so has each statement that it was decided on.
 * Where the same scorer says something else by now, a text that matters changed as well, even if it was not quoted then.
 * A decision on statements of a policy that was not looked at, or that the person may not see, is `elsewhere`: it says
 * nothing here.
 */
export function standingOf(
  decision: GapDecision,
  obligation: Pick<Obligation, 'hash'>,
  scored: CoverageState,
  policies: ReadonlyMap<string, PolicyVersion>,
  scorer: number,
): 'stands' | 'lapsed' | 'elsewhere' {
  if (decision.evidence.some(({ policy }) => !policies.has(policy))) return 'elsewhere';
  const unchanged = decision.evidence.every(({ policy, statement, hash }) =>
    policies.get(policy)?.statements.some((each) => each.id === statement && each.hash === hash),
  );
  const same = decision.obligationHash === obligation.hash && unchanged;
  return same && (decision.scorer !== scorer || decision.state === scored) ? 'stands' : 'lapsed';
}

/** What a result says once a person has decided on it: they have the last word. */
export function decided(result: GapResult, decision: GapDecision): GapResult {
  const { assessment } = result;
  const state =
    decision.verdict === 'accepted'
      ? assessment.state
      : decision.verdict === 'rejected'
        ? ('covered' as const)
        : ('not_applicable' as const);
  const gap = decision.verdict === 'accepted' ? 1 : 0;
  return {
    ...result,
    assessment: { ...assessment, state, gap, confidence: 1, by: 'person', reason: decision.reason },
    decision,
  };
}
