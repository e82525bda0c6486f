import { createHash } from 'node:crypto';
import type { estypes } from '@elastic/elasticsearch';
import { LANGUAGES, type Language } from '../../regulations/act.ts';
import type { Embedder } from '../../regulations/embedder.ts';
import { ANALYSER_VERSION } from '../../regulations/search/analysis.ts';
import { PROFILE } from '../../regulations/search/profile.ts';
import { vectorsName } from '../../regulations/search/vectors.ts';

/** Raised whenever documents of another form are written. */
const LAYOUT_VERSION = 1;

/** What decides whether the documents of an index can be read and compared by this program as it is set up. */
export interface Making {
  readonly layout: number;
  readonly analyser: number;
  readonly embedder: string | null;
  readonly dimensions: number | null;
}

export function makingOf(embedder: Embedder | undefined): Making {
  return {
    layout: LAYOUT_VERSION,
    analyser: ANALYSER_VERSION,
    embedder: embedder === undefined ? null : vectorsName(embedder),
    dimensions: embedder?.dimensions ?? null,
  };
}

/** Ten hexadecimal digits that are another's for every other making. */
export function fingerprintOf(making: Making): string {
  return createHash('sha256').update(JSON.stringify(making)).digest('hex').slice(0, 10);
}

/** The fields of one language; each has its statistics for itself. */
export function fieldsOf(language: Language): { stems: string; pairs: string; grams: string } {
  return { stems: `stems_${language}`, pairs: `pairs_${language}`, grams: `grams_${language}` };
}

/** The longest vectors that Elasticsearch indexes. */
export const MOST_DIMENSIONS = 4_096;

/** Settings: one shard, so that there is one set of statistics, and a replica wherever there is a second node. */
export function indexSettings(): estypes.IndicesIndexSettings {
  const { terms, grams } = PROFILE;
  return {
    number_of_shards: 1,
    auto_expand_replicas: '0-1',
    // Nothing is to be seen before a commit, which refreshes by itself.
    refresh_interval: '-1',
    similarity: {
      terms: { type: 'BM25', k1: terms.k1, b: terms.b },
      grams: { type: 'BM25', k1: grams.k1, b: grams.b },
    },
  };
}

/**
 * Mappings: terms come analysed and are split at white space only. Pairs and 4-grams follow from the stems, so they are
 * indexed and not kept; the readable text is kept and not indexed.
 */
export function indexMappings(making: Making): estypes.MappingTypeMapping {
  const terms: estypes.MappingProperty = {
    type: 'text',
    analyzer: 'whitespace',
    index_options: 'freqs',
    similarity: 'terms',
  };
  const grams: estypes.MappingProperty = { ...terms, similarity: 'grams' };
  const kept: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false };
  const fields = LANGUAGES.flatMap((language): readonly (readonly [string, estypes.MappingProperty])[] => {
    const names = fieldsOf(language);
    return [
      [names.stems, terms],
      [names.pairs, terms],
      [names.grams, grams],
    ];
  });
  return {
    dynamic: 'strict',
    _meta: { ...making },
    _source: { excludes: LANGUAGES.flatMap((language) => [fieldsOf(language).pairs, fieldsOf(language).grams]) },
    properties: {
      record: { type: 'keyword' },
      version: { type: 'keyword' },
      tenant: { type: 'keyword' },
      position: { type: 'integer' },
      place: kept,
      text: { type: 'text', index: false },
      ...Object.fromEntries(fields),
      ...(making.dimensions === null
        ? {}
        : { vector: { type: 'dense_vector', dims: making.dimensions, index: true, similarity: 'dot_product' } }),
      held: { type: 'object', enabled: false },
    },
  };
}
