import type { Norm } from '../norms/norm.ts';
import type { Borne } from './bearing.ts';
import { type Cluster, clusterOf, normFor } from './clusters.ts';
import { compareCues } from './cues/compare-cues.ts';
import type { Comparison, Finding, OwnExceptions } from './finding.ts';
import { compareForce } from './force.ts';
import { chance, type Support, supportOdds } from './gap-model.ts';
import { compareLimits } from './limits.ts';
import { ownExceptionsOf } from './novelty.ts';
import { compareParties } from './parties.ts';
import type { WorkedObligation } from './policy-work.ts';
import type { Reading } from './readings.ts';
import { compareSense } from './sense.ts';
import { compareTimes } from './times.ts';

/** Beyond this chance that nothing covers it, comparing in detail tells nothing. */
const HOPELESS = 0.6;
/** What says less of an obligation is on something else: nobody is shown it. */
const LEAST_SHOWN = 0.1;
/** Statements from which a cluster is begun: the nearest need not be the one that says most with its neighbours. */
const SEEDS = 3;

/** What statements and obligations are compared by. */
export type Means = Pick<Comparison, 'reader' | 'hearing' | 'cues'>;

/** What one policy says on one obligation. */
export function workOut(
  borne: Borne,
  readings: readonly Reading[],
  { reader, hearing, cues }: Means,
): WorkedObligation {
  const { aim, best: bearing, next } = borne;
  const evidence = bearing
    .filter(({ recall }) => recall >= LEAST_SHOWN)
    .map(({ reading, recall }) => ({ statement: reading.statement.id, score: Math.round(recall * 1_000) / 1_000 }));
  const found = bearing.slice(0, SEEDS).map((each) => {
    const cluster = clusterOf(borne, each, readings);
    const support: Support = { recall: cluster.recall, alone: each.recall, act: cluster.act, next };
    return { cluster, support, odds: supportOdds(support) };
  });
  const { cluster, support, odds } = found.reduce((least, each) => (each.odds < least.odds ? each : least));
  if (chance(odds) > HOPELESS) return { evidence, support, findings: [] };
  return { evidence, support, findings: compare(comparisonOf(aim, cluster, { reader, hearing, cues })) };
}

function comparisonOf(aim: Borne['aim'], cluster: Cluster, means: Means): Comparison {
  const { reader } = means;
  const norms = new Map<Reading, Norm | undefined>();
  const normOf = (reading: Reading): Norm | undefined => {
    if (!norms.has(reading)) norms.set(reading, normFor(aim, reading, reader));
    return norms.get(reading);
  };
  let own: OwnExceptions | undefined;
  const ownExceptions = (): OwnExceptions => {
    own ??= ownExceptionsOf(aim, reader);
    return own;
  };
  return { ...means, aim, cluster, normOf, ownExceptions };
}

function compare(comparison: Comparison): readonly Finding[] {
  return [
    ...compareForce(comparison),
    ...compareSense(comparison),
    ...compareTimes(comparison),
    ...compareParties(comparison),
    ...compareLimits(comparison),
    ...compareCues(comparison),
  ];
}
