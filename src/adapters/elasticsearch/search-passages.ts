import type { Client } from '@elastic/elasticsearch';
import { z } from 'zod';
import type { Language } from '../../regulations/act.ts';
import type { IndexHit, SearchOutcome } from '../../regulations/regulation-index.ts';
import { holding, queryTerms, type WeighedTerm } from '../../regulations/search/outcome.ts';
import { MISSPELT, PROFILE } from '../../regulations/search/profile.ts';
import {
  type Candidate,
  contenders,
  createPassageScorer,
  fuseContenders,
  type PassageScorer,
  scaleCandidates,
} from '../../regulations/search/score-passages.ts';
import type { AnalysedQuery } from '../../regulations/search/text-features.ts';
import { scaleNearness } from '../../regulations/search/vectors.ts';
import { rarityOf } from '../../regulations/search/views.ts';
import { type CommittedVersion, passageId } from './documents.ts';
import { fieldsOf } from './layout.ts';
import { type Query, type ReadHit, readBest } from './reading.ts';
import { type FrequencyCounts, keysOf, type QueryStatistics } from './statistics.ts';
import { asked } from './vendor-errors.ts';

/** One search in one language. */
export interface LanguageSearch {
  readonly query: AnalysedQuery;
  readonly language: Language;
  /** The versions that the filter admits, in the order of the documents. */
  readonly admitted: readonly CommittedVersion[];
  /** Whether the filter leaves out nothing of the latest versions that the asker may see. */
  readonly unfiltered: boolean;
  readonly tenant: string | undefined;
  readonly limit: number;
  /** The query's vector, where the vector arm takes part. */
  readonly point?: Float32Array;
}

/** Where searches read. */
export interface Reading {
  readonly client: Client;
  readonly index: string;
  readonly counts: FrequencyCounts;
}

/** Query clauses that the server takes at once, with room to spare. */
const MOST_CLAUSES = 500;
/** Passages that the approximate search for neighbours in vector space looks at, for each that is wanted. */
const LOOKED_AT = 3;

/**
 * Ranks in two steps: the server finds candidates for each arm, by its own BM25 and by vectors, under the filter; our
 * profile scores these exactly, with statistics of the asker's own texts. So both engines rank alike, and what others
 * keep changes nothing.
 */
export async function searchPassages(reading: Reading, search: LanguageSearch): Promise<Omit<SearchOutcome, 'notes'>> {
  const { query, language, limit, tenant } = search;
  if (query.terms.length === 0 || search.admitted.length === 0) return { hits: [], terms: [] };
  const wanted = Math.max(PROFILE.candidates, limit * 2);
  const [statistics, byTerms, near] = await Promise.all([
    reading.counts.of(query, language, tenant),
    bestByTerms(reading, search, wanted),
    nearest(reading, search),
  ]);
  const weights = await weigh(reading, search, statistics);
  const misspelt = unknownShare(query, statistics) > MISSPELT;
  const byGrams = misspelt
    ? await readBest(reading.client, reading.index, { query: gramQuery(search), fields: sourceOf(search) }, wanted)
    : [];
  const vectors = new Map(near.map(({ id, scaled }) => [id, scaled]));
  const passages = passagesOf([...byTerms, ...byGrams, ...near], search);
  const scorer = createPassageScorer(query, statistics);
  const candidates = passages.map(
    (passage): Candidate => ({
      id: passage.id,
      terms: scorer.terms(passage.stems),
      grams: scorer.grams(passage.stems),
      vectors: vectors.get(passage.id) ?? 0,
      neighbours: passage.neighbours,
    }),
  );
  const scaled = scaleCandidates(candidates);
  const chosen = contenders(scaled, limit);
  const known = new Set(candidates.map(({ id }) => id));
  const beside = chosen.flatMap(({ neighbours }) => neighbours).filter((id) => !known.has(id));
  const lent = await lentBy(reading, beside, search, scorer);
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const hits = fuseContenders(chosen, scaled, lent)
    .flatMap(({ id, score, arms }) => {
      const passage = byId.get(id);
      return passage ? [{ passage, score, arms }] : [];
    })
    .sort((a, b) => b.score - a.score || a.passage.order - b.passage.order || a.passage.position - b.passage.position)
    .slice(0, limit)
    .map(({ passage, score, arms }) => hitOf(passage, { score, arms }, weights));
  return { hits, terms: queryTerms(weights) };
}

/** Passages alike to the word share a score; so many of them are looked at, so that the other arms can tell them apart. */
const MOST_ALIKE = 2_000;

/** The best by the term arm, and all that are as good as the last of them. */
async function bestByTerms(
  { client, index }: Reading,
  search: LanguageSearch,
  wanted: number,
): Promise<readonly ReadHit[]> {
  const request = { query: termQuery(search), fields: sourceOf(search) };
  const best = await readBest(client, index, request, wanted);
  const [last, before] = [best.at(-1)?.score ?? 0, best.at(-2)?.score ?? 0];
  if (best.length < wanted || wanted >= MOST_ALIKE || before > last) return best;
  return (await readBest(client, index, request, MOST_ALIKE)).filter(({ score }) => score >= last);
}

/** A passage as read, with where it stands. */
interface ReadPassage {
  readonly id: string;
  readonly version: CommittedVersion['version'];
  /** Of its version among those admitted. */
  readonly order: number;
  readonly position: number;
  readonly place: string;
  readonly stems: readonly string[];
  readonly neighbours: readonly string[];
}

const Source = z.object({ version: z.string(), position: z.number(), place: z.string() });

function sourceOf({ language }: LanguageSearch): readonly string[] {
  return ['version', 'position', 'place', fieldsOf(language).stems];
}

function passagesOf(hits: readonly ReadHit[], { admitted, language }: LanguageSearch): readonly ReadPassage[] {
  const orders = new Map(admitted.map(({ version }, order) => [version.key, order]));
  const passages = new Map<string, ReadPassage>();
  for (const { id, source } of hits) {
    const { version: key, position, place } = Source.parse(source);
    const order = orders.get(key);
    const member = order === undefined ? undefined : admitted[order];
    // Every query is filtered; a passage that comes all the same is not shown.
    if (order === undefined || member === undefined) continue;
    const { version, held } = member;
    const neighbours = [position - 1, position + 1].filter((at) => at >= 0 && at < held.passages);
    passages.set(id, {
      id,
      version,
      order,
      position,
      place,
      stems: stemsIn(source, language),
      neighbours: neighbours.map((at) => passageId(key, at)),
    });
  }
  return [...passages.values()];
}

function stemsIn(source: unknown, language: Language): readonly string[] {
  const text = z.record(z.string(), z.unknown()).parse(source)[fieldsOf(language).stems];
  return typeof text === 'string' && text !== '' ? text.split(' ') : [];
}

/** In every arm the same: passages of the versions admitted, and of nobody else's. */
function filterOf({ admitted, tenant }: LanguageSearch): Query[] {
  const publicOnly: Query = { bool: { must_not: [{ exists: { field: 'tenant' } }] } };
  const owned: Query[] = tenant === undefined ? [] : [{ term: { tenant } }];
  return [
    { term: { record: 'passage' } },
    { terms: { version: keysOf(admitted) } },
    { bool: { should: [publicOnly, ...owned], minimum_should_match: 1 } },
  ];
}

function termQuery(search: LanguageSearch): Query {
  const { stems, pairs } = fieldsOf(search.language);
  const words = search.query.stems.slice(0, MOST_CLAUSES).join(' ');
  const joined = search.query.pairs.slice(0, MOST_CLAUSES).join(' ');
  return {
    bool: {
      filter: filterOf(search),
      should: [
        { match: { [stems]: { query: words } } },
        ...(joined === '' ? [] : [{ match: { [pairs]: { query: joined, boost: PROFILE.terms.pairWeight } } }]),
      ],
      minimum_should_match: 1,
    },
  };
}

function gramQuery(search: LanguageSearch): Query {
  const characters = search.query.grams.slice(0, MOST_CLAUSES).join(' ');
  return {
    bool: { filter: filterOf(search), must: [{ match: { [fieldsOf(search.language).grams]: { query: characters } } }] },
  };
}

async function nearest(
  { client, index }: Reading,
  search: LanguageSearch,
): Promise<readonly (ReadHit & { readonly scaled: number })[]> {
  const { point } = search;
  if (point === undefined) return [];
  const wanted = PROFILE.vectors.candidates;
  const knn = {
    field: 'vector',
    query_vector: Array.from(point),
    k: wanted,
    num_candidates: wanted * LOOKED_AT,
    filter: filterOf(search),
  };
  const hits = await readBest(client, index, { query: { knn }, fields: sourceOf(search) }, wanted);
  // The server's score for unit vectors is (1 + cosine) / 2.
  return scaleNearness(hits.map((hit) => ({ ...hit, nearness: 2 * hit.score - 1 })));
}

/** The term arm of passages that stand beside a contender and were not found themselves. */
async function lentBy(
  { client, index }: Reading,
  ids: readonly string[],
  { language }: LanguageSearch,
  scorer: PassageScorer,
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { stems } = fieldsOf(language);
  const answer = await asked(
    'reading neighbours',
    client.mget({ index, ids: [...new Set(ids)], _source_includes: [stems] }),
  );
  const documents = Documents.parse(answer).docs.filter(({ found }) => found);
  return new Map(documents.map(({ _id, _source }) => [_id, scorer.terms(stemsIn(_source, language))]));
}

const Documents = z.object({
  docs: z.array(z.object({ _id: z.string(), found: z.boolean().default(false), _source: z.unknown().optional() })),
});

interface WeighedStem extends WeighedTerm {
  readonly seen: boolean;
}

/** Each stem of the query once; which of them the filter's passages hold is counted where the filter leaves any out. */
async function weigh(
  { client, index }: Reading,
  search: LanguageSearch,
  statistics: QueryStatistics,
): Promise<readonly WeighedStem[]> {
  const terms = [...new Map(search.query.terms.map((term) => [term.stem, term])).values()];
  const { stems } = fieldsOf(search.language);
  let isKnown = (stem: string): boolean => statistics.stems(stem) > 0;
  if (!search.unfiltered) {
    const answer = await asked(
      'counting terms',
      client.search({
        index,
        size: 0,
        allow_partial_search_results: false,
        query: { bool: { filter: filterOf(search) } },
        aggs: { known: { filters: { filters: terms.map(({ stem }) => ({ term: { [stems]: stem } })) } } },
      }),
    );
    const { buckets } = Known.parse(answer.aggregations).known;
    const held = new Set(terms.filter((_, at) => (buckets[at]?.doc_count ?? 0) > 0).map(({ stem }) => stem));
    isKnown = (stem) => held.has(stem);
  }
  return terms.map((term) => ({
    term,
    rarity: rarityOf(statistics, statistics.stems(term.stem)),
    known: isKnown(term.stem),
    seen: statistics.sees(term.stem),
  }));
}

const Known = z.object({ known: z.object({ buckets: z.array(z.object({ doc_count: z.number() })) }) });

function unknownShare({ terms }: AnalysedQuery, statistics: QueryStatistics): number {
  const rarities = terms.map(({ stem }) => ({ stem, rarity: rarityOf(statistics, statistics.stems(stem)) }));
  const total = rarities.reduce((sum, { rarity }) => sum + rarity, 0);
  return rarities.reduce((sum, { stem, rarity }) => sum + (statistics.sees(stem) ? 0 : rarity), 0) / (total || 1);
}

function hitOf(
  { version, place, stems }: ReadPassage,
  rank: Pick<IndexHit, 'score' | 'arms'>,
  weights: readonly WeighedStem[],
): IndexHit {
  const held = new Set(stems);
  const seen = new Set<WeighedTerm>(weights.filter(({ seen: isSeen }) => isSeen));
  const { matched, coverage } = holding(weights, (weight) => seen.has(weight) && held.has(weight.term.stem));
  return { versionKey: version.key, act: version.act, place, ...rank, matched, coverage };
}
