import { createHash } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import { z } from 'zod';
import { type Sleep, systemSleep } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Language } from '../../regulations/act.ts';
import type { Embedder } from '../../regulations/embedder.ts';
import type {
  IndexedVersion,
  IndexFilter,
  IndexHealth,
  Passage,
  RegulationIndex,
  SearchOutcome,
} from '../../regulations/regulation-index.ts';
import { inOrder } from '../../regulations/search/admission.ts';
import { type Analyser, createAnalyser } from '../../regulations/search/analysis.ts';
import { type Attempt, createEmbeddingFaults } from '../../regulations/search/embedding-faults.ts';
import { embedPassages } from '../../regulations/search/vectors.ts';
import { type Change, makeChanges } from './bulk.ts';
import { createClient, type ElasticsearchSettings } from './client.ts';
import { CommittedSearch } from './committed-search.ts';
import {
  COMMITTED_ID,
  type Committed,
  passageChange,
  readCommitted,
  StoredVersion,
  versionChange,
  versionId,
} from './documents.ts';
import { type Generation, Generations } from './generations.ts';
import { MOST_DIMENSIONS, makingOf } from './layout.ts';
import { readAll } from './reading.ts';
import { asked } from './vendor-errors.ts';

export interface ElasticsearchOptions extends ElasticsearchSettings {
  /** In front of every index, alias and template; several libraries may share one server under different ones. */
  readonly prefix: string;
  readonly embedder?: Embedder;
  readonly sleep?: Sleep;
}

const PREFIX = /^[a-z0-9][a-z0-9_-]{0,60}$/;

/**
 * The search engine of a bank: Elasticsearch 8 or later, no plugin, no paid feature. Passages are documents that never
 * change; what a search may see is one document, written at a commit. So a commit, a change of a version's validity and
 * the taking of a new index's place are each one step, and whatever a crash leaves half done is invisible.
 *
 * @throws AppError `misconfigured` for settings that cannot be used
 */
export function createElasticsearchIndex(options: ElasticsearchOptions): RegulationIndex {
  if (!PREFIX.test(options.prefix))
    throw new AppError(
      'misconfigured',
      'ELASTICSEARCH_PREFIX must be lower-case letters, digits, "-" and "_", beginning with a letter or digit.',
    );
  if ((options.embedder?.dimensions ?? 0) > MOST_DIMENSIONS)
    throw new AppError(
      'misconfigured',
      `Elasticsearch takes vectors of at most ${MOST_DIMENSIONS} numbers; the embedder gives ${options.embedder?.dimensions ?? 0}. Set fewer dimensions.`,
    );
  return new ElasticsearchIndex(options);
}

class ElasticsearchIndex implements RegulationIndex {
  readonly #client: Client;
  readonly #generations: Generations;
  readonly #embedder: Embedder | undefined;
  readonly #faults = createEmbeddingFaults();
  readonly #sleep: Sleep;
  readonly #search: CommittedSearch;
  readonly #analysers: Record<Language, Analyser> = { en: createAnalyser('en'), es: createAnalyser('es') };
  readonly #dropped = new Set<string>();
  /** Versions that are stored but for their vectors, as far as was last looked. */
  #withoutVectors: ReadonlySet<string> = new Set();
  #described: readonly IndexedVersion[] = [];
  #target: Generation | undefined;

  constructor(options: ElasticsearchOptions) {
    this.#client = createClient(options);
    this.#embedder = options.embedder;
    this.#generations = new Generations(this.#client, options.prefix, makingOf(options.embedder));
    this.#sleep = options.sleep ?? systemSleep;
    this.#search = new CommittedSearch({
      client: this.#client,
      generations: this.#generations,
      analysers: this.#analysers,
      faults: this.#faults,
      ...(options.embedder === undefined ? {} : { embedder: options.embedder }),
    });
  }

  async held(): Promise<ReadonlySet<string>> {
    // Looked for anew: another process may have built a newer one meanwhile.
    this.#target = undefined;
    const { index } = await this.#targeted();
    const stored = await this.#stored(index);
    this.#withoutVectors = new Set([...stored].filter(([, { embedded }]) => !embedded).map(([key]) => key));
    return new Set([...stored.keys()].filter((key) => !this.#withoutVectors.has(key)));
  }

  async put(version: IndexedVersion, passages: readonly Passage[]): Promise<void> {
    const { index } = await this.#targeted();
    const made = await this.#vectorsOf(version, passages);
    const rows = made && 'value' in made ? made.value : undefined;
    // All but its vectors is stored already, and there are still none.
    if (made && 'failure' in made && this.#withoutVectors.has(version.key)) {
      this.#dropped.delete(version.key);
      this.#described = [...this.#described.filter(({ key }) => key !== version.key), version];
      return;
    }
    const sums = { passages: passages.length, length: 0, gramLength: 0 };
    const analyser = this.#analysers[version.language];
    const dimensions = this.#embedder?.dimensions ?? 0;
    function* changes(): Generator<Change> {
      for (const [position, passage] of passages.entries()) {
        const written = passageChange(version, passage, position, analyser, rows, dimensions);
        sums.length += written.length;
        sums.gramLength += written.gramLength;
        yield written.change;
      }
    }
    await makeChanges(this.#client, index, changes(), this.#sleep);
    const embedded = rows !== undefined || !this.#speaks(version);
    await makeChanges(this.#client, index, [versionChange(version.key, { ...sums, embedded })], this.#sleep);
    this.#dropped.delete(version.key);
    this.#described = [...this.#described.filter(({ key }) => key !== version.key), version];
  }

  async drop(key: string): Promise<void> {
    // What searches see goes only with the commit.
    this.#dropped.add(key);
    this.#described = this.#described.filter((version) => version.key !== key);
  }

  async describe(versions: readonly IndexedVersion[]): Promise<void> {
    this.#described = [...versions];
  }

  async commit(): Promise<readonly string[]> {
    this.#faults.forget();
    const target = await this.#targeted();
    const described = inOrder(this.#described);
    const stored = await this.#stored(target.index);
    const missing = described.filter(({ key }) => !stored.has(key)).map(({ key }) => key);
    if (missing.length > 0) return missing;
    const committed: Committed = {
      seal: sealOf(described, stored),
      versions: described.map((version) => ({ version, held: stored.get(version.key) as StoredVersion })),
    };
    if (await this.#isServed(target, committed.seal)) {
      this.#search.see(target.index, committed.versions);
      return [];
    }
    const damaged = await this.#damaged(target.index, described, stored);
    if (damaged.length > 0) return damaged;
    await makeChanges(
      this.#client,
      target.index,
      [{ id: COMMITTED_ID, document: { record: 'committed', held: committed } }],
      this.#sleep,
    );
    await this.#generations.serve(target);
    this.#search.see(target.index, committed.versions);
    await this.#clear(target.index, described);
    return [];
  }

  async renew(): Promise<void> {
    this.#target = await this.#generations.create();
  }

  async health(): Promise<IndexHealth> {
    return this.#search.health();
  }

  search(text: string, filter: IndexFilter, limit: number): Promise<SearchOutcome> {
    return this.#search.search(text, filter, limit);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #speaks({ language }: IndexedVersion): boolean {
    return this.#embedder?.languages.includes(language) ?? false;
  }

  async #vectorsOf(version: IndexedVersion, passages: readonly Passage[]): Promise<Attempt<Float32Array> | undefined> {
    const embedder = this.#embedder;
    if (embedder === undefined || !this.#speaks(version)) return undefined;
    return this.#faults.attempt(() => embedPassages(embedder, passages));
  }

  async #targeted(): Promise<Generation> {
    this.#target ??= await this.#generations.target();
    return this.#target;
  }

  /** The versions that are stored whole, by what was noted after the last of their passages. */
  async #stored(index: string): Promise<ReadonlyMap<string, StoredVersion>> {
    const stored = new Map<string, StoredVersion>();
    await asked('refreshing', this.#client.indices.refresh({ index }));
    for await (const page of readAll(this.#client, index, { term: { record: 'version' } }, ['version', 'held'])) {
      for (const { source } of page) {
        const { version, held } = VersionSource.parse(source);
        if (!this.#dropped.has(version)) stored.set(version, held);
      }
    }
    return stored;
  }

  async #isServed({ index }: Generation, seal: string): Promise<boolean> {
    if (this.#dropped.size > 0 || (await this.#generations.serving()) !== index) return false;
    return (await readCommitted(this.#client, index))?.seal === seal;
  }

  /** Versions of which the index holds more or fewer passages than were written; they are put again. */
  async #damaged(
    index: string,
    described: readonly IndexedVersion[],
    stored: ReadonlyMap<string, StoredVersion>,
  ): Promise<readonly string[]> {
    const counts = await this.#countByVersion(index);
    const damaged = described
      .map(({ key }) => key)
      .filter((key) => (counts.get(key) ?? 0) !== (stored.get(key)?.passages ?? 0));
    await this.#removeAll(index, damaged);
    return damaged;
  }

  async #countByVersion(index: string): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    let after: Record<string, string> | undefined;
    do {
      const answer = await asked(
        'counting passages',
        this.#client.search({
          index,
          size: 0,
          allow_partial_search_results: false,
          query: { term: { record: 'passage' } },
          aggs: {
            versions: {
              composite: {
                size: 1_000,
                sources: [{ version: { terms: { field: 'version' } } }],
                ...(after === undefined ? {} : { after }),
              },
            },
          },
        }),
      );
      const { buckets, after_key: next } = Composite.parse(answer.aggregations).versions;
      for (const { key, doc_count: count } of buckets) counts.set(key.version, count);
      after = next;
    } while (after !== undefined);
    return counts;
  }

  /** Removes what no described version owns: texts that were dropped, and what a crash left of others. */
  async #clear(index: string, described: readonly IndexedVersion[]): Promise<void> {
    const wanted = new Set(described.map(({ key }) => key));
    const counted = [...(await this.#countByVersion(index)).keys()];
    const gone = [...new Set([...counted, ...this.#dropped])].filter((key) => !wanted.has(key));
    this.#dropped.clear();
    await this.#removeAll(index, gone);
  }

  async #removeAll(index: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const client = this.#client;
    async function* removals(): AsyncGenerator<Change> {
      // The note goes first: without it what is left of the passages is nothing that is held.
      for (const key of keys) yield { id: versionId(key), remove: true };
      for await (const page of readAll(client, index, { terms: { version: [...keys] } }, false))
        for (const { id } of page) yield { id, remove: true };
    }
    await makeChanges(client, index, removals(), this.#sleep);
  }
}

const VersionSource = z.object({ version: z.string(), held: StoredVersion });
const Composite = z.object({
  versions: z.object({
    buckets: z.array(z.object({ key: z.object({ version: z.string() }), doc_count: z.number() })),
    after_key: z.record(z.string(), z.string()).optional(),
  }),
});

/** Names a set of versions with their filters and what is stored of each; any difference in them is another seal. */
function sealOf(described: readonly IndexedVersion[], stored: ReadonlyMap<string, StoredVersion>): string {
  return createHash('sha256')
    .update(JSON.stringify(described.map((version) => [version, stored.get(version.key)])))
    .digest('hex');
}
