import type { Passage, RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { createEmbeddedIndex } from '../../src/regulations/search/embedded-index.ts';
import { corpus, HAVE_CORPORA } from '../corpora.ts';
import { indexPassages, readObliqa } from '../evals/eval-retrieval.ts';
import { memoryImage, memorySegments } from '../regulations/memory-index.ts';
import type { BenchRow } from './bench-row.ts';
import { elasticsearchRows } from './elasticsearch-bench.ts';
import { syntheticPassages, syntheticQuestions } from './synthetic.ts';

const VERSION_SIZE = 500;

/** Rows on the embedded engine: building, opening, searching, memory, on real and on synthetic passages. */
export async function searchBench(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  if (HAVE_CORPORA) {
    const { passages, questions } = readObliqa(corpus('obliqa', 'passages.json'), corpus('obliqa', 'dev.json'));
    const build = (index: RegulationIndex): Promise<void> => indexPassages(index, passages);
    const asked = questions.map(({ Question }) => Question);
    rows.push(...(await measure('13.7k real passages', passages.length, build, asked)));
    rows.push(...(await elasticsearchRows('13.7k real passages', passages.length, build, asked)));
  }
  for (const size of [10_000, 100_000]) {
    const build = (index: RegulationIndex): Promise<void> => putAll(index, syntheticPassages(size, 7));
    const name = `${size / 1_000}k synthetic passages`;
    rows.push(...(await measure(name, size, build, syntheticQuestions(400, 11))));
    if (size === 100_000) rows.push(...(await elasticsearchRows(name, size, build, syntheticQuestions(500, 11))));
  }
  return rows;
}

async function putAll(index: RegulationIndex, passages: readonly Passage[]): Promise<void> {
  for (let start = 0; start < passages.length; start += VERSION_SIZE) {
    const act = `act-${String(start).padStart(6, '0')}`;
    await index.put(
      { key: act, act, kind: 'other', authority: 'OTHER', language: 'en', from: '2020-01-01' },
      passages.slice(start, start + VERSION_SIZE),
    );
  }
  await index.commit();
}

async function measure(
  name: string,
  size: number,
  build: (index: RegulationIndex) => Promise<void>,
  questions: readonly string[],
): Promise<readonly BenchRow[]> {
  const segments = memorySegments();
  const image = memoryImage();
  const index = createEmbeddedIndex({ segments, image });
  const started = performance.now();
  await build(index);
  const built = performance.now() - started;
  for (const question of questions.slice(0, 50)) await index.search(question, {}, 10);
  const times: number[] = [];
  for (const question of questions) {
    const asked = performance.now();
    await index.search(question, {}, 10);
    times.push(performance.now() - asked);
  }
  times.sort((a, b) => a - b);
  const bytes = image.bytes?.length ?? 0;
  await index.close();
  return [
    { name: `${name}: analyse and index`, value: (size / built) * 1_000, unit: 'passages/s' },
    { name: `${name}: search p50`, value: times[Math.floor(times.length * 0.5)] ?? 0, unit: 'ms' },
    { name: `${name}: search p95`, value: times[Math.floor(times.length * 0.95)] ?? 0, unit: 'ms' },
    { name: `${name}: image, resident as it is`, value: bytes / size, unit: 'bytes/passage' },
  ];
}
