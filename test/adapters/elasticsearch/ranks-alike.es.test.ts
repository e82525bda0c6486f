import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { createElasticsearchIndex } from '../../../src/adapters/elasticsearch/elasticsearch-index.ts';
import type { IndexedVersion, IndexHit, RegulationIndex } from '../../../src/regulations/regulation-index.ts';
import { syntheticPassages, syntheticQuestions } from '../../bench/synthetic.ts';
import { corpus, HAVE_CORPORA } from '../../corpora.ts';
import { evaluateRetrieval, indexPassages, readObliqa } from '../../evals/eval-retrieval.ts';
import { memoryIndex } from '../../regulations/memory-index.ts';

const url = inject('elasticsearch');
const realServer = (): RegulationIndex => createElasticsearchIndex({ url, prefix: `alike-${randomUUID()}` });

const idOf = ({ act, place }: IndexHit): string => `${act}#${place}`;

/** How many of the first ten are the same, on average over the questions. */
async function sameOfTen(
  one: RegulationIndex,
  other: RegulationIndex,
  questions: readonly string[],
  filter = {},
): Promise<number> {
  let same = 0;
  for (const question of questions) {
    const [ours, theirs] = await Promise.all([one.search(question, filter, 10), other.search(question, filter, 10)]);
    const ids = new Set(ours.hits.map(idOf));
    expect(theirs.hits).toHaveLength(ours.hits.length);
    expect(theirs.terms).toEqual(ours.terms);
    same += ids.size === 0 ? 10 : (theirs.hits.filter((hit) => ids.has(idOf(hit))).length / ids.size) * 10;
  }
  return same / questions.length;
}

describe.skipIf(url === '')('both engines rank alike', () => {
  it('on passages of our own, to the score, filters and owners included', async () => {
    const [embedded, server] = [memoryIndex(), realServer()];
    const passages = syntheticPassages(1_200, 3);
    for (let at = 0; at < 12; at += 1) {
      const version: IndexedVersion = {
        key: `act${at}@1`,
        act: `act${at}`,
        kind: at % 2 === 0 ? 'regulation' : 'directive',
        authority: 'EU',
        language: 'en',
        from: '2020-01-01',
        ...(at % 5 === 4 ? { until: '2024-01-01' } : {}),
        ...(at % 4 === 3 ? { tenant: 'red' } : {}),
      };
      for (const index of [embedded, server]) await index.put(version, passages.slice(at * 100, at * 100 + 100));
    }
    for (const index of [embedded, server]) await index.commit();
    const questions = syntheticQuestions(60, 5);
    for (const filter of [{}, { tenant: 'red' }, { kinds: ['directive' as const] }, { asOf: '2023-01-01' }]) {
      expect(await sameOfTen(embedded, server, questions, filter)).toBeGreaterThanOrEqual(9.9);
      const [ours, theirs] = await Promise.all([
        embedded.search(questions[0] ?? '', filter, 5),
        server.search(questions[0] ?? '', filter, 5),
      ]);
      expect(theirs.hits.map(idOf)).toEqual(ours.hits.map(idOf));
      for (const [at, hit] of ours.hits.entries()) expect(theirs.hits[at]?.score).toBeCloseTo(hit.score, 4);
    }
    await server.close();
    // A fresh server on a busy machine; how long it takes proves nothing.
  }, 180_000);

  it('on hundreds of passages that read alike but for a word of their headings', async () => {
    const [embedded, server] = [memoryIndex(), realServer()];
    const subjects = ['seals', 'quays', 'lanterns', 'ferries', 'granaries'];
    const alike = Array.from({ length: 400 }, (_, at) => ({
      place: `art_${at + 1}`,
      text: `Care of ${subjects[at % subjects.length]} ${at}\nThe warden may exempt small guilds from paragraph 1.`,
    }));
    const version = {
      key: 'a@1',
      act: 'a',
      kind: 'other',
      authority: 'OTHER',
      language: 'en',
      from: '2020-01-01',
    } as const;
    for (const index of [embedded, server]) {
      await index.put(version, alike);
      await index.commit();
    }
    const questions = ['guild exempt warden', 'small guilds exempt from the care of lanterns', 'warden of quays'];
    expect(await sameOfTen(embedded, server, questions)).toBeGreaterThanOrEqual(9.5);
    await server.close();
  });

  it.skipIf(!HAVE_CORPORA)(
    'on 200 questions of the benchmark',
    async () => {
      const { passages, questions } = readObliqa(corpus('obliqa', 'passages.json'), corpus('obliqa', 'dev.json'));
      const [embedded, server] = [memoryIndex(), realServer()];
      for (const index of [embedded, server]) await indexPassages(index, passages);
      const some = questions.filter((_, at) => at % Math.floor(questions.length / 200) === 0).slice(0, 200);
      const same = await sameOfTen(
        embedded,
        server,
        some.map(({ Question }) => Question),
      );
      const [ours, theirs] = [await evaluateRetrieval(embedded, some), await evaluateRetrieval(server, some)];
      process.stderr.write(
        `same of ten ${same.toFixed(2)}; recall@10 ${ours.recallAt10.toFixed(4)} and ${theirs.recallAt10.toFixed(4)}; p50 ${ours.p50Ms} and ${theirs.p50Ms} ms, p95 ${ours.p95Ms} and ${theirs.p95Ms} ms\n`,
      );
      expect(same).toBeGreaterThanOrEqual(9.5);
      expect(Math.abs(ours.recallAt10 - theirs.recallAt10)).toBeLessThanOrEqual(0.005);
      await server.close();
    },
    300_000,
  );
});
