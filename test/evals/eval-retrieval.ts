import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Passage, RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { memoryIndex } from '../regulations/memory-index.ts';

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
export const FLOOR = { recallAt10: 0.795, mapAt10: 0.665 };

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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      passages: { type: 'string' },
      questions: { type: 'string' },
      json: { type: 'boolean' },
      floor: { type: 'boolean' },
    },
  });
  for (const name of ['passages', 'questions'] as const) {
    if (values[name] !== undefined && existsSync(values[name])) continue;
    process.stderr.write(
      `--${name} must name a file in the form of ObliQA${values[name] === undefined ? '' : `; there is no ${values[name]}`}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const { passages, questions } = readObliqa(values.passages ?? '', values.questions ?? '');
  const index = memoryIndex();
  await indexPassages(index, passages);
  const report = await evaluateRetrieval(index, questions);
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    process.stdout.write(
      `${report.questions} questions: recall@10 ${report.recallAt10.toFixed(4)}, MAP@10 ${report.mapAt10.toFixed(4)}, p50 ${report.p50Ms} ms, p95 ${report.p95Ms} ms\n`,
    );
  }
  const short = report.recallAt10 < FLOOR.recallAt10 || report.mapAt10 < FLOOR.mapAt10;
  if (values.floor && short) {
    process.stderr.write(`Below the floor: recall@10 ${FLOOR.recallAt10}, MAP@10 ${FLOOR.mapAt10}.\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) await main();
