import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import { aimsOf } from './aims.ts';
import type { Assessment } from './assessment.ts';
import { bearings } from './bearing.ts';
import { cueOdds } from './cues/cues.ts';
import { createHearing } from './hearing.ts';
import { mergeWorks } from './merge-works.ts';
import type { PolicyWork, WorkedObligation } from './policy-work.ts';
import { readingsOf } from './readings.ts';
import { createTermReader } from './terms.ts';
import { createLikeness } from './words/likeness.ts';
import { workOut } from './work-out.ts';

/** Raised whenever the same texts would be judged differently: stored work of another version is done anew. */
export const SCORER_VERSION = 3;

/**
 * Compares policies with obligations, without a model. Words count by how rare they are among the obligations, and by
 * nothing else: what is worked out for one policy is the same whatever else is looked at.
 *
 * An obligation and a statement in different languages meet in the concepts of `concept-table.ts`, and in what Spanish words
 * are in English (`words/spanish-words.json`): less surely than in one language, so that a policy in another language than
 * the law's is seldom found to cover it. Read `missing` there as "not found", and compare in the policy's language where the
 * act is held in it.
 */
export interface Scorer {
  /**
   * What of a policy bears on which obligation: plain data, to be stored until a text changes.
   *
   * @param only leaves all others out
   */
  work(policy: PolicyVersion, only?: ReadonlySet<Obligation>): PolicyWork;
  /** How an obligation stands, by what was worked out for each policy; by none of them it is missing. */
  assess(obligation: Obligation, works: readonly PolicyWork[]): Assessment;
}

export function createScorer(obligations: readonly Obligation[]): Scorer {
  const reader = createTermReader();
  const likeness = createLikeness();
  const aims = aimsOf(obligations, reader);
  return {
    work(policy, only) {
      const readings = readingsOf(policy, reader);
      const found: Record<string, WorkedObligation> = {};
      const statements: Record<string, { quote: string; hash: string }> = {};
      const hearing = createHearing(readings, likeness);
      for (const borne of bearings(aims.aims, readings, hearing, only)) {
        if (borne.best.length === 0) continue;
        found[borne.aim.obligation.id] = workOut(borne, readings, { reader, hearing, cues: cueOdds });
        for (const { reading } of borne.best) {
          const { id, text, hash } = reading.statement;
          statements[id] ??= { quote: text, hash };
        }
      }
      return { policy: policy.policy, version: policy.key, statements, found };
    },
    assess: (obligation, works) => mergeWorks(obligation, works),
  };
}
