import { parentPort, workerData } from 'node:worker_threads';
import { createScorer } from '../../gaps/coverage/scorer.ts';
import type { PolicyVersion } from '../../gaps/policies/policy.ts';
import type { ScoredPolicy, ScoringJob } from './scoring-job.ts';

/** The thread in which the policies of one analysis are scored: `createScoringRooms` starts it and ends it. */
const { obligations } = workerData as ScoringJob;
const scorer = createScorer(obligations);
parentPort?.on('message', (policy: PolicyVersion) => {
  const scored: ScoredPolicy = { work: scorer.work(policy) };
  parentPort?.postMessage(scored);
});
