import type { RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { openEngine } from '../evals/engines.ts';
import type { BenchRow } from './bench-row.ts';

/** The same passages and questions for Elasticsearch as for the embedded engine, so that the rows can be compared. */
export async function elasticsearchRows(
  name: string,
  passages: number,
  build: (index: RegulationIndex) => Promise<void>,
  questions: readonly string[],
): Promise<readonly BenchRow[]> {
  const engine = await openEngine('elasticsearch').catch((error: Error) => {
    process.stderr.write(`The rows on Elasticsearch are left out: ${error.message}\n`);
    return undefined;
  });
  if (engine === undefined) return [];
  const started = performance.now();
  await build(engine.index);
  const built = performance.now() - started;
  for (const question of questions.slice(0, 100)) await engine.index.search(question, {}, 10);
  const times: number[] = [];
  for (const question of questions.slice(0, 400)) {
    const asked = performance.now();
    await engine.index.search(question, {}, 10);
    times.push(performance.now() - asked);
  }
  await engine.stop();
  times.sort((a, b) => a - b);
  return [
    {
      name: `${name}, Elasticsearch: analyse and bulk`,
      value: (passages / built) * 1_000,
      unit: 'passages/s',
    },
    { name: `${name}, Elasticsearch: search p50`, value: times[Math.floor(times.length * 0.5)] ?? 0, unit: 'ms' },
    { name: `${name}, Elasticsearch: search p95`, value: times[Math.floor(times.length * 0.95)] ?? 0, unit: 'ms' },
  ];
}
