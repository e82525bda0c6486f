import type { Norm } from '../norms/norm.ts';
import type { Borne } from './bearing.ts';
import { type Cluster, clusterOf, normFor } from './clusters.ts';
import type { Comparison, Finding } from './finding.ts';
import { compareForce } from './force.ts';
import { chance, type Support, supportOdds } from './gap-model.ts';
import type { Hearing } from './hearing.ts';
import { compareLimits } from './limits.ts';
import { type OwnExceptions, ownExceptionsOf } from './novelty.ts';
import { compareParties } from './parties.ts';
import type { WorkedObligation } from './policy-work.ts';
import type { Reading } from './readings.ts';
import { compareSense } from './sense.ts';
import type { TermReader } from './terms.ts';
import { compareTimes } from './times.ts';

/** Beyond this chance that nothing covers it, comparing in detail tells nothing. */
const HOPELESS = 0.99;
/** Statements from which a cluster is begun: the nearest need not be the one that says most with its neighbours. */
const SEEDS = 3;

/** What one policy says on one obligation. */
export function workOut(
  { aim, best: bearing, next }: Borne,
  readings: readonly Reading[],
  reader: TermReader,
  hearing: Hearing,
): WorkedObligation {
  const evidence = bearing.map(({ reading, recall }) => ({
    statement: reading.statement.id,
    score: Math.round(recall * 1_000) / 1_000,
  }));
  const found = bearing.slice(0, SEEDS).map((each) => {
    const cluster = clusterOf(aim, each, readings);
    const support: Support = { recall: cluster.recall, alone: each.recall, act: cluster.act, next };
    return { cluster, support, odds: supportOdds(support) };
  });
  const { cluster, support, odds } = found.reduce((least, each) => (each.odds < least.odds ? each : least));
  if (chance(odds) > HOPELESS) return { evidence, support, findings: [] };
  return { evidence, support, findings: compare(comparisonOf(aim, cluster, reader, hearing)) };
}

function comparisonOf(aim: Borne['aim'], cluster: Cluster, reader: TermReader, hearing: Hearing): Comparison {
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
  return { aim, cluster, reader, hearing, normOf, ownExceptions };
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
