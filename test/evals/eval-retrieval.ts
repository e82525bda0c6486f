import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Passage, RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { ENGINES, type EngineName, openEmbedder, openEngine } from './engines.ts';

/** The forms of the ObliQA benchmark (Regulatory Information Retrieval and Answer Generation, COLING 2025). */
const Passages = z.array(z.object({ DocumentID: z.number(), PassageID: z.string(), Passage: z.string() }));
const Questions = z.array(
  z.object({ Question: z.string(), Passages: z.array(z.object({ DocumentID: z.number(), PassageID: z.string() })) }),
);

export interface RetrievalReport {
  readonly questions: number;
  /** Share of a question's gold passages among its first ten hits, averaged over questions. */
  readonly recallAt10: number;
  /** Average precision at ten, divided by the smaller of ten and the number of gold passages, averaged over questions. */
  readonly mapAt10: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** What the measured profile gives on the development questions; less is a fault. */
const FLOOR = { recallAt10: 0.795, mapAt10: 0.665 };
/** The same with a small model beside the words. */
const FLOOR_WITH_VECTORS = { recallAt10: 0.81, mapAt10: 0.685 };

/** Indexes the passages, a version for each document, empty passages kept in their place. */
export async function indexPassages(index: RegulationIndex, passages: z.infer<typeof Passages>): Promise<void> {
  const documents = new Map<number, Passage[]>();
  for (const { DocumentID, PassageID, Passage: text } of passages) {
    const list = documents.get(DocumentID) ?? [];
    list.push({ place: PassageID, text });
    documents.set(DocumentID, list);
  }
  for (const [document, list] of documents) {
    await index.put(
      {
        key: `document-${document}`,
        act: String(document),
        kind: 'other',
        authority: 'OTHER',
        language: 'en',
        from: '2020-01-01',
      },
      list,
    );
  }
  await index.commit();
}

export async function evaluateRetrieval(
  index: RegulationIndex,
  questions: z.infer<typeof Questions>,
): Promise<RetrievalReport> {
  for (const { Question } of questions.slice(0, 50)) await index.search(Question, {}, 10);
  let recall = 0;
  let precision = 0;
  const times: number[] = [];
  for (const { Question, Passages: gold } of questions) {
    const wanted = new Set(gold.map(({ DocumentID, PassageID }) => `${DocumentID}|${PassageID}`));
    const started = performance.now();
    const { hits } = await index.search(Question, {}, 10);
    times.push(performance.now() - started);
    let found = 0;
    let sum = 0;
    for (const [rank, { act, place }] of hits.entries()) {
      if (!wanted.has(`${act}|${place}`)) continue;
      found += 1;
      sum += found / (rank + 1);
    }
    recall += found / wanted.size;
    precision += sum / Math.min(wanted.size, 10);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(3));
  const count = Math.max(questions.length, 1);
  return {
    questions: questions.length,
    recallAt10: recall / count,
    mapAt10: precision / count,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}

export function readObliqa(passages: string, questions: string) {
  return {
    passages: Passages.parse(JSON.parse(readFileSync(passages, 'utf8'))),
    questions: Questions.parse(JSON.parse(readFileSync(questions, 'utf8'))),
  };
}

const OPTIONS = {
  passages: { type: 'string' },
  questions: { type: 'string' },
  engine: { type: 'string', default: 'memory' },
  embedder: { type: 'string' },
  json: { type: 'boolean' },
  floor: { type: 'boolean' },
} as const;

/** Why the command cannot run as it was given. */
function wrongUsage(values: { passages?: string; questions?: string; engine: string }): string | undefined {
  for (const name of ['passages', 'questions'] as const) {
    const file = values[name];
    if (file !== undefined && existsSync(file)) continue;
    return `--${name} must name a file in the form of ObliQA${file === undefined ? '' : `; there is no ${file}`}.`;
  }
  return ENGINES.some((engine) => engine === values.engine) ? undefined : `--engine is one of ${ENGINES.join(', ')}.`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const wrong = wrongUsage(values);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    process.exitCode = 2;
    return;
  }
  const { passages, questions } = readObliqa(values.passages ?? '', values.questions ?? '');
  const embedder = values.embedder === undefined ? undefined : await openEmbedder(values.embedder);
  const engine = await openEngine(values.engine as EngineName, embedder);
  let report: RetrievalReport;
  try {
    await indexPassages(engine.index, passages);
    embedder?.save();
    report = await evaluateRetrieval(engine.index, questions);
    embedder?.save();
  } finally {
    await engine.stop();
  }
  const how = `${values.engine}${values.embedder === undefined ? '' : `, ${basename(values.embedder)}`}`;
  if (values.json)
    process.stdout.write(`${JSON.stringify({ engine: values.engine, embedder: embedder?.id ?? null, ...report })}\n`);
  else {
    process.stdout.write(
      `${how}: ${report.questions} questions: recall@10 ${report.recallAt10.toFixed(4)}, MAP@10 ${report.mapAt10.toFixed(4)}, p50 ${report.p50Ms} ms, p95 ${report.p95Ms} ms\n`,
    );
  }
  const floor = embedder === undefined ? FLOOR : FLOOR_WITH_VECTORS;
  if (values.floor && (report.recallAt10 < floor.recallAt10 || report.mapAt10 < floor.mapAt10)) {
    process.stderr.write(`Below the floor: recall@10 ${floor.recallAt10}, MAP@10 ${floor.mapAt10}.\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) await main();
