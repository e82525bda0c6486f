import type { Norm } from '../norms/norm.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import { type Aim, aimsOf } from './aims.ts';
import type { Assessment } from './assessment.ts';
import { type Bearing, bearings } from './bearing.ts';
import { type Cluster, clusterOf, normFor } from './clusters.ts';
import type { Comparison, Finding } from './finding.ts';
import { compareForce } from './force.ts';
import { chance, NO_SUPPORT, type Support, supportOdds } from './gap-model.ts';
import { compareLimits } from './limits.ts';
import { mergeWorks } from './merge-works.ts';
import { compareParties } from './parties.ts';
import type { PolicyWork, WorkedObligation } from './policy-work.ts';
import { type Reading, readingsOf } from './readings.ts';
import { compareSense } from './sense.ts';
import { createTermReader, type TermReader } from './terms.ts';
import { compareTimes } from './times.ts';

/** Raised whenever the same texts would be judged differently: stored work of another version is done anew. */
export const SCORER_VERSION = 2;

/**
 * Compares policies with obligations, without a model. Words count by how rare they are among the obligations, and by
 * nothing else: what is worked out for one policy is the same whatever else is looked at.
 *
 * An obligation and a statement in different languages meet in the concepts of `concept-table.ts` alone. What has no
 * concept counts against it, so that a policy in another language than the law's is seldom found to cover it: read
 * `missing` there as "not found", and compare in the policy's language where the act is held in it.
 */
export interface Scorer {
  /** What of a policy bears on which obligation: plain data, to be stored until a text changes. */
  work(policy: PolicyVersion): PolicyWork;
  /** How an obligation stands, by what was worked out for each policy; by none of them it is missing. */
  assess(obligation: Obligation, works: readonly PolicyWork[]): Assessment;
}

/** Beyond this chance that nothing covers it, comparing in detail tells nothing. */
const HOPELESS = 0.97;
/** Statements from which a cluster is begun: the nearest need not be the one that says most with its neighbours. */
const SEEDS = 3;

export function createScorer(obligations: readonly Obligation[]): Scorer {
  const reader = createTermReader();
  const aims = aimsOf(obligations, reader);
  return {
    work(policy) {
      const readings = readingsOf(policy, reader);
      const found: Record<string, WorkedObligation> = {};
      const statements: Record<string, { quote: string; hash: string }> = {};
      for (const [at, bearing] of bearings(aims, readings).entries()) {
        const aim = aims.aims[at];
        if (aim === undefined || bearing.length === 0) continue;
        const worked = workOut(aim, bearing, readings, reader);
        found[aim.obligation.id] = worked;
        for (const { reading } of bearing) {
          const { id, text, hash } = reading.statement;
          statements[id] ??= { quote: text, hash };
        }
      }
      return { policy: policy.policy, version: policy.key, statements, found };
    },
    assess: (obligation, works) => mergeWorks(obligation, works),
  };
}

function workOut(
  aim: Aim,
  bearing: readonly Bearing[],
  readings: readonly Reading[],
  reader: TermReader,
): WorkedObligation {
  const evidence = bearing.map(({ reading, recall }) => ({
    statement: reading.statement.id,
    score: Math.round(recall * 1_000) / 1_000,
  }));
  let best: { readonly cluster: Cluster; readonly support: Support; readonly odds: number } | undefined;
  for (const each of bearing.slice(0, SEEDS)) {
    const cluster = clusterOf(aim, each, bearing, readings);
    const { nearness, rank, recall: alone } = each;
    const support: Support = { recall: cluster.recall, alone, act: cluster.act, nearness, rank };
    const odds = supportOdds(support);
    if (best === undefined || odds < best.odds) best = { cluster, support, odds };
  }
  if (best === undefined) return { evidence, support: NO_SUPPORT, findings: [] };
  const { cluster, support, odds } = best;
  if (chance(odds) > HOPELESS) return { evidence, support, findings: [] };
  const norms = new Map<Reading, Norm | undefined>();
  const normOf = (reading: Reading): Norm | undefined => {
    if (!norms.has(reading)) norms.set(reading, normFor(aim, reading, reader));
    return norms.get(reading);
  };
  return { evidence, support, findings: compare({ aim, cluster, reader, normOf }) };
}

function compare(comparison: Comparison): readonly Finding[] {
  return [
    ...compareForce(comparison),
    ...compareSense(comparison),
    ...compareTimes(comparison),
    ...compareParties(comparison),
    ...compareLimits(comparison),
  ];
}
