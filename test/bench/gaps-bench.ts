import { createScorer } from '../../src/gaps/coverage/scorer.ts';
import { syntheticObligations, syntheticPolicy } from '../gaps/coverage/synthetic-texts.ts';
import type { BenchRow } from './bench-row.ts';
import { p50 } from './bench-row.ts';

const RUNS = 3;
const MB = 1_048_576;

/** One policy against an act, from its words to how each obligation stands; then far more of both, for the memory. */
export function gapsBench(): readonly BenchRow[] {
  const [obligations, policy] = [syntheticObligations(1_000, 1), syntheticPolicy(300, 2)];
  const times: number[] = [];
  let covered = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const scorer = createScorer(obligations);
    const works = [scorer.work(policy)];
    covered = obligations.filter((each) => scorer.assess(each, works).state === 'covered').length;
    times.push(performance.now() - started);
  }
  const [many, long] = [syntheticObligations(5_000, 3), syntheticPolicy(20_000, 4)];
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const work = createScorer(many).work(long);
  const time = performance.now() - started;
  const grown = Math.max(0, process.memoryUsage.rss() - before) / MB;
  return [
    {
      name: 'gaps: 300 statements x 1,000 obligations',
      value: p50(times),
      unit: 'ms',
      note: `ceiling 3,000; ${covered} covered`,
    },
    { name: 'gaps: 20,000 statements x 5,000 obligations', value: time, unit: 'ms' },
    {
      name: 'gaps: memory that this grew by',
      value: grown,
      unit: 'MB',
      note: `what is stored of it ${(JSON.stringify(work).length / MB).toFixed(1)} MB`,
    },
  ];
}
