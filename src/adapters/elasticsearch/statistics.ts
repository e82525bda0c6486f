import type { Client } from '@elastic/elasticsearch';
import { z } from 'zod';
import type { Language } from '../../regulations/act.ts';
import { mayBeSeen } from '../../regulations/search/admission.ts';
import type { Statistics } from '../../regulations/search/score-passages.ts';
import type { AnalysedQuery } from '../../regulations/search/text-features.ts';
import type { CommittedVersion } from './documents.ts';
import { fieldsOf } from './layout.ts';
import { asked } from './vendor-errors.ts';

/** What an asker's texts in one language say of a query. */
export interface QueryStatistics extends Statistics {
  /** Whether any version that the asker may see, an old one too, holds a stem. */
  readonly sees: (stem: string) => boolean;
}

/** Frequencies kept between searches; 4-grams are few, so most are known soon. */
const MOST_KEPT = 400_000;
const MOST_ASKERS = 200;
const FEATURES_AT_ONCE = 2_000;

interface Frequency {
  readonly latest: number;
  /** Known for stems alone. */
  readonly all: number;
}

/**
 * How common features are, counted in the texts that one asker may see and in no others: the server's own statistics
 * count everybody's. Counts are exact and kept until the next commit.
 */
export class FrequencyCounts {
  readonly #client: Client;
  readonly #index: string;
  readonly #versions: readonly CommittedVersion[];
  readonly #kept = new Map<string, Map<string, Frequency>>();

  constructor(client: Client, index: string, versions: readonly CommittedVersion[]) {
    this.#client = client;
    this.#index = index;
    this.#versions = versions;
  }

  async of(query: AnalysedQuery, language: Language, tenant: string | undefined): Promise<QueryStatistics> {
    const visible = this.#versions.filter(({ version }) => version.language === language && mayBeSeen(version, tenant));
    const known = this.#keptFor(JSON.stringify([language, tenant ?? null]));
    await this.#count(query, language, visible, known);
    const latest = visible.filter(({ version }) => version.until === undefined);
    const shared = visible.filter(({ version }) => version.tenant === undefined);
    // Lengths are measured against public law, or the asker's own texts where no public one is held.
    const measured = sums(shared.length > 0 ? shared : visible);
    return {
      population: Math.max(sums(latest).passages, 1),
      averageLength: measured.length / Math.max(measured.passages, 1),
      averageGramLength: measured.gramLength / Math.max(measured.passages, 1),
      stems: (stem) => known.get(`s ${stem}`)?.latest ?? 0,
      pairs: (pair) => known.get(`p ${pair}`)?.latest ?? 0,
      grams: (gram) => known.get(`g ${gram}`)?.latest ?? 0,
      sees: (stem) => (known.get(`s ${stem}`)?.all ?? 0) > 0,
    };
  }

  #keptFor(asker: string): Map<string, Frequency> {
    const known = this.#kept.get(asker);
    // Put away and not emptied: a running search may still read it.
    const kept = known === undefined || known.size > MOST_KEPT ? new Map<string, Frequency>() : known;
    if (known === undefined && this.#kept.size >= MOST_ASKERS) this.#kept.clear();
    this.#kept.set(asker, kept);
    return kept;
  }

  async #count(
    { stems, pairs, grams }: AnalysedQuery,
    language: Language,
    visible: readonly CommittedVersion[],
    known: Map<string, Frequency>,
  ): Promise<void> {
    const fields = fieldsOf(language);
    const features = [
      ...stems.map((value) => ({ name: `s ${value}`, field: fields.stems, value })),
      ...pairs.map((value) => ({ name: `p ${value}`, field: fields.pairs, value })),
      ...grams.map((value) => ({ name: `g ${value}`, field: fields.grams, value })),
    ].filter(({ name }) => !known.has(name));
    for (let start = 0; start < features.length; start += FEATURES_AT_ONCE)
      await this.#countSome(features.slice(start, start + FEATURES_AT_ONCE), visible, known);
  }

  async #countSome(
    features: readonly { readonly name: string; readonly field: string; readonly value: string }[],
    visible: readonly CommittedVersion[],
    known: Map<string, Frequency>,
  ): Promise<void> {
    const filters = features.map(({ field, value }) => ({ term: { [field]: value } }));
    const words = features.filter(({ name }) => name.startsWith('s '));
    const seen = words.map(({ field, value }) => ({ term: { [field]: value } }));
    const latest = visible.filter(({ version }) => version.until === undefined);
    const answer = await asked(
      'counting terms',
      this.#client.search({
        index: this.#index,
        size: 0,
        allow_partial_search_results: false,
        query: { bool: { filter: [{ term: { record: 'passage' } }, { terms: { version: keysOf(visible) } }] } },
        aggs: {
          latest: {
            filter: { terms: { version: keysOf(latest) } },
            aggs: { features: { filters: { filters } } },
          },
          ...(seen.length === 0 ? {} : { seen: { filters: { filters: seen } } }),
        },
      }),
    );
    const { latest: counted, seen: all } = Counted.parse(answer.aggregations);
    const allByName = new Map(words.map(({ name }, at) => [name, all?.buckets[at]?.doc_count ?? 0]));
    for (const [at, { name }] of features.entries()) {
      known.set(name, { latest: counted.features.buckets[at]?.doc_count ?? 0, all: allByName.get(name) ?? 0 });
    }
  }
}

const Buckets = z.object({ buckets: z.array(z.object({ doc_count: z.number() })) });
const Counted = z.object({ latest: z.object({ features: Buckets }), seen: Buckets.optional() });

export function keysOf(versions: readonly CommittedVersion[]): string[] {
  return versions.map(({ version }) => version.key);
}

function sums(versions: readonly CommittedVersion[]): { passages: number; length: number; gramLength: number } {
  return versions.reduce(
    (sum, { held }) => ({
      passages: sum.passages + held.passages,
      length: sum.length + held.length,
      gramLength: sum.gramLength + held.gramLength,
    }),
    { passages: 0, length: 0, gramLength: 0 },
  );
}
