import { findConflicts } from '../../src/gaps/conflicts/find-conflicts.ts';
import { syntheticPolicy } from '../gaps/coverage/synthetic-texts.ts';
import { type BenchRow, p50 } from './bench-row.ts';

const POLICIES = 10;
const STATEMENTS = 500;
const RUNS = 5;

/** Ten policies of five hundred statements each, read and held against each other. */
export function conflictsBench(): readonly BenchRow[] {
  const policies = Array.from({ length: POLICIES }, (_, at) => ({
    ...syntheticPolicy(STATEMENTS, at + 1),
    policy: `policy-${at}`,
  }));
  const times: number[] = [];
  let found = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    found = findConflicts(policies).length;
    times.push(performance.now() - started);
  }
  return [
    {
      name: 'gaps: conflicts in 5,000 statements',
      value: p50(times),
      unit: 'ms',
      note: `ceiling 1,000; ${found} found`,
    },
  ];
}
