import type { Client } from '@elastic/elasticsearch';
import { AppError } from '../../core/errors.ts';
import { LANGUAGES, type Language } from '../../regulations/act.ts';
import type { Embedder } from '../../regulations/embedder.ts';
import type { IndexFilter, IndexHealth, SearchOutcome } from '../../regulations/regulation-index.ts';
import { admits, mayBeSeen } from '../../regulations/search/admission.ts';
import type { Analyser } from '../../regulations/search/analysis.ts';
import { type Attempt, type EmbeddingFaults, vectorNotes } from '../../regulations/search/embedding-faults.ts';
import { languagesAsked, mergeOutcomes, queryOf } from '../../regulations/search/outcome.ts';
import { analyseQuery } from '../../regulations/search/text-features.ts';
import { embedQuery } from '../../regulations/search/vectors.ts';
import { type Committed, type CommittedVersion, readCommitted } from './documents.ts';
import type { Generations } from './generations.ts';
import { makingOf } from './layout.ts';
import { searchPassages } from './search-passages.ts';
import { FrequencyCounts } from './statistics.ts';
import { asked, isMissing } from './vendor-errors.ts';

interface SearchDeps {
  readonly client: Client;
  readonly generations: Generations;
  readonly analysers: Readonly<Record<Language, Analyser>>;
  readonly faults: EmbeddingFaults;
  readonly embedder?: Embedder;
}

/** One committed state: all that a search may see. */
interface Seen {
  readonly index: string;
  readonly versions: readonly CommittedVersion[];
  readonly counts: FrequencyCounts;
  /** Whether its vectors are those of the embedder that is set up. */
  readonly comparable: boolean;
}

const NOT_BUILT = 'The search index is not built yet. "compliance library check" builds it, and says how far it is.';
const OTHER_VERSION =
  'The search index was built by another version of this program and cannot be read by this one. Build it anew: compliance library reindex';

/** Searches what was committed last, by this process or, before its own first commit, by whichever. */
export class CommittedSearch {
  readonly #deps: SearchDeps;
  #seen: Seen | undefined;

  constructor(deps: SearchDeps) {
    this.#deps = deps;
  }

  /** What is searched from now on. */
  see(index: string, versions: readonly CommittedVersion[], comparable = true): Seen {
    this.#seen = { index, versions, counts: new FrequencyCounts(this.#deps.client, index, versions), comparable };
    return this.#seen;
  }

  async search(text: string, filter: IndexFilter, limit: number): Promise<SearchOutcome> {
    const seen = this.#seen ?? (await this.#load());
    try {
      return await this.#searchIn(seen, text, filter, limit);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // Another process has put a new index in this one's place a moment ago.
      return this.#searchIn(await this.#load(), text, filter, limit);
    }
  }

  async health(): Promise<IndexHealth> {
    try {
      const serving = await this.#deps.generations.serving();
      if (serving === undefined)
        return {
          status: 'unhealthy',
          problems: ['The search index is not built yet; run "compliance library check".'],
        };
      const unreadable = await this.#whyUnreadable(serving);
      if (unreadable !== undefined) return { status: 'unhealthy', problems: [unreadable] };
      const { status } = await asked(
        'asking for the health',
        this.#deps.client.cluster.health({ index: serving, timeout: '5s' }),
      );
      if (status.toLowerCase() === 'red')
        return { status: 'unhealthy', problems: ['The search index has lost parts of its data (status red).'] };
      const fault = this.#deps.faults.last;
      return fault === undefined
        ? { status: 'healthy', problems: [] }
        : { status: 'degraded', problems: [`Searches go by words alone: ${fault}`] };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { status: 'unhealthy', problems: [error.message] };
    }
  }

  async #load(): Promise<Seen> {
    const { client, generations, embedder } = this.#deps;
    const index = await generations.serving();
    const committed = index === undefined ? undefined : await readCommitted(client, index);
    const unreadable = index === undefined ? NOT_BUILT : await this.#whyUnreadable(index, committed);
    if (index === undefined || committed === undefined || unreadable !== undefined)
      throw new AppError('conflict', unreadable ?? NOT_BUILT);
    const made = await generations.makingOf(index);
    return this.see(index, committed.versions, made?.embedder === makingOf(embedder).embedder);
  }

  /** Why an index cannot be searched, in words; `undefined` where it can. */
  async #whyUnreadable(index: string, known?: Committed): Promise<string | undefined> {
    const { client, generations, embedder } = this.#deps;
    const committed = known ?? (await readCommitted(client, index));
    if (committed === undefined) return NOT_BUILT;
    const [made, own] = [await generations.makingOf(index), makingOf(embedder)];
    return made?.layout === own.layout && made.analyser === own.analyser ? undefined : OTHER_VERSION;
  }

  async #searchIn(seen: Seen, text: string, filter: IndexFilter, limit: number): Promise<SearchOutcome> {
    const query = queryOf(text);
    const admitted = seen.versions.filter(({ version }) => admits(version, filter));
    const open = LANGUAGES.filter((language) => admitted.some(({ version }) => version.language === language));
    const outcomes = languagesAsked(query, open).map((language) =>
      this.#searchLanguage(seen, language, analyseQuery(query, this.#deps.analysers[language]), {
        text: query,
        admitted: admitted.filter(({ version }) => version.language === language),
        tenant: filter.tenant,
        limit,
      }),
    );
    return mergeOutcomes(await Promise.all(outcomes), limit);
  }

  async #searchLanguage(
    seen: Seen,
    language: Language,
    query: ReturnType<typeof analyseQuery>,
    asked: { text: string; admitted: readonly CommittedVersion[]; tenant: string | undefined; limit: number },
  ): Promise<SearchOutcome> {
    const { client } = this.#deps;
    const { admitted, tenant, limit } = asked;
    const spoken = this.#deps.embedder?.languages.includes(language) === true && query.terms.length > 0;
    const located = spoken && seen.comparable ? await this.#locate(asked.text) : undefined;
    const point = located && 'value' in located ? located.value : undefined;
    const latest = seen.versions.filter(
      ({ version }) => version.language === language && version.until === undefined && mayBeSeen(version, tenant),
    );
    const outcome = await searchPassages(
      { client, index: seen.index, counts: seen.counts },
      {
        query,
        language,
        admitted,
        unfiltered: latest.length === admitted.length && latest.every((each, at) => each === admitted[at]),
        tenant,
        limit,
        ...(point === undefined ? {} : { point }),
      },
    );
    const without = seen.comparable ? admitted.filter(({ held }) => !held.embedded).length : admitted.length;
    const failure = located && 'failure' in located ? located.failure : undefined;
    return { ...outcome, notes: spoken ? vectorNotes({ failure, without, versions: admitted.length }) : [] };
  }

  async #locate(text: string): Promise<Attempt<Float32Array> | undefined> {
    const { embedder, faults } = this.#deps;
    if (embedder === undefined) return undefined;
    faults.forget();
    return faults.attempt(() => embedQuery(embedder, text));
  }
}
