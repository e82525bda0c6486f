import type { Client } from '@elastic/elasticsearch';
import { AppError } from '../../core/errors.ts';
import { fingerprintOf, indexMappings, indexSettings, type Making } from './layout.ts';
import { asked, isMissing } from './vendor-errors.ts';

/** An index of passages: made in one way, the n-th of all. */
export interface Generation {
  readonly index: string;
  readonly number: number;
  readonly fingerprint: string;
}

/**
 * The indices under one prefix. Searches go through an alias to one of them; another may be in the making beside it and
 * takes its place in one step. What a crash left half made is found again and gone on with.
 */
export class Generations {
  readonly #client: Client;
  readonly #making: Making;
  readonly #fingerprint: string;
  readonly alias: string;

  constructor(client: Client, prefix: string, making: Making) {
    this.#client = client;
    this.#making = making;
    this.#fingerprint = fingerprintOf(making);
    this.alias = `${prefix}-passages`;
  }

  /** The one to write to: the newest of our making, made if there is none. */
  async target(): Promise<Generation> {
    const all = await this.all();
    const own = all.filter(({ fingerprint }) => fingerprint === this.#fingerprint);
    const newest = own.at(-1);
    if (newest === undefined) return this.create();
    await this.#check(newest.index);
    return newest;
  }

  /** A new one, beside those that are there. */
  async create(): Promise<Generation> {
    const all = await this.all();
    await this.#refuseNewer();
    const number = (all.at(-1)?.number ?? 0) + 1;
    const generation = this.#named(number);
    const name = `${this.alias}-${this.#fingerprint}`;
    await asked(
      'writing the index template',
      this.#client.indices.putIndexTemplate({
        name,
        index_patterns: [`${name}-*`],
        priority: 500,
        // An index that another process has removed must not come back by a late write.
        allow_auto_create: false,
        template: { settings: indexSettings(), mappings: indexMappings(this.#making) },
      }),
    );
    try {
      await asked('making an index', this.#client.indices.create({ index: generation.index }));
    } catch (error) {
      // Another process makes the same one at this moment; both write the same into it.
      if (!(await this.#exists(generation.index))) throw error;
    }
    return generation;
  }

  /** All there are, oldest first. */
  async all(): Promise<readonly Generation[]> {
    const found = await asked(
      'listing the indices',
      this.#client.indices.get({ index: `${this.alias}-*`, allow_no_indices: true, features: ['aliases'] }),
    );
    return Object.keys(found)
      .flatMap((index) => this.#parse(index) ?? [])
      .sort((a, b) => a.number - b.number);
  }

  /** The index that searches go to; `undefined` before the first commit. */
  async serving(): Promise<string | undefined> {
    try {
      const found = await this.#client.indices.getAlias({ name: this.alias });
      return Object.keys(found)[0];
    } catch (error) {
      if (isMissing(error)) return undefined;
      return asked('finding the index', Promise.reject(error));
    }
  }

  /** What an index says of its making; `undefined` where it says nothing. */
  async makingOf(index: string): Promise<Partial<Making> | undefined> {
    const found = await asked('reading the mapping', this.#client.indices.getMapping({ index }));
    return found[index]?.mappings._meta as Partial<Making> | undefined;
  }

  /** Lets searches go to a generation, in one step, and removes the older ones. */
  async serve(generation: Generation): Promise<void> {
    const serving = await this.serving();
    if (serving !== generation.index) {
      await asked(
        'swapping the alias',
        this.#client.indices.updateAliases({
          actions: [
            ...(serving === undefined ? [] : [{ remove: { index: serving, alias: this.alias } }]),
            { add: { index: generation.index, alias: this.alias } },
          ],
        }),
      );
    }
    for (const older of await this.all()) if (older.number < generation.number) await this.#remove(older);
  }

  /** Its template stays: it keeps an older program's late write from bringing the index back without its mapping. */
  async #remove({ index }: Generation): Promise<void> {
    await asked('removing an index', this.#client.indices.delete({ index, ignore_unavailable: true }));
  }

  async #exists(index: string): Promise<boolean> {
    return asked('looking for an index', this.#client.indices.exists({ index }));
  }

  /** An index of our name that says it is of another making was made by somebody else. */
  async #check(index: string): Promise<void> {
    const making = await this.makingOf(index);
    if (JSON.stringify(making ?? {}, Object.keys(this.#making)) === JSON.stringify(this.#making)) return;
    throw new AppError(
      'misconfigured',
      `The search server (Elasticsearch) has an index ${index} that this program did not make. Remove it, or set another ELASTICSEARCH_PREFIX.`,
    );
  }

  /** An older program must not take the place of a newer one's index. */
  async #refuseNewer(): Promise<void> {
    const serving = await this.serving();
    const making = serving === undefined ? undefined : await this.makingOf(serving);
    const newer = (making?.layout ?? 0) > this.#making.layout || (making?.analyser ?? 0) > this.#making.analyser;
    if (newer)
      throw new AppError(
        'misconfigured',
        `The search index ${serving ?? ''} was built by a newer version of this program. Update this one, or set another ELASTICSEARCH_PREFIX.`,
      );
  }

  #named(number: number): Generation {
    const index = `${this.alias}-${this.#fingerprint}-${String(number).padStart(6, '0')}`;
    return { index, number, fingerprint: this.#fingerprint };
  }

  #parse(index: string): Generation | undefined {
    const match = /^-([0-9a-f]{10})-(\d{6,})$/.exec(index.slice(this.alias.length));
    return match ? { index, number: Number(match[2]), fingerprint: match[1] ?? '' } : undefined;
  }
}
