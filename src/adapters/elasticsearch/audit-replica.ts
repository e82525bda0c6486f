import type { Client, estypes } from '@elastic/elasticsearch';
import { z } from 'zod';
import { type AuditRow, rowHash } from '../../audit/audit-row.ts';
import {
  type AuditReplica,
  checkChain,
  checkCopied,
  checkRange,
  otherHistory,
  type ReplicaHead,
} from '../../audit/replica.ts';
import { type Sleep, systemSleep } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { createClient, type ElasticsearchSettings } from './client.ts';
import { asked, type Fault, isMissing, ofFault } from './vendor-errors.ts';

export interface AuditReplicaOptions extends ElasticsearchSettings {
  /** In front of the index's name, as of those of the search engine. */
  readonly prefix: string;
  readonly sleep?: Sleep;
}

const PREFIX = /^[a-z0-9][a-z0-9_-]{0,60}$/;
const MOST_ROWS = 500;
const MOST_BYTES = 4_194_304;
const TRIES = 7;
const FIRST_PAUSE = 100;
const OVERLOADED = 429;
const MISSING = 404;
const HELD_ALREADY = 409;

/**
 * A replica of the audit in Elasticsearch 8 or later, in the index `<prefix>-audit`: one document a row, which is created
 * and never replaced. Once the index is there, the privileges `create_doc`, `read`, `view_index_metadata` and
 * `maintenance` on it are enough, which cannot change or delete a document. Give this program no others: then who takes
 * over its host can change the file, and not the copy.
 *
 * @throws AppError `misconfigured` for settings that cannot be used
 */
export function createElasticsearchAuditReplica(options: AuditReplicaOptions): AuditReplica {
  if (!PREFIX.test(options.prefix))
    throw new AppError(
      'misconfigured',
      'ELASTICSEARCH_PREFIX must be lower-case letters, digits, "-" and "_", beginning with a letter or digit.',
    );
  return new ElasticsearchAuditReplica(options);
}

class ElasticsearchAuditReplica implements AuditReplica {
  readonly #client: Client;
  readonly #index: string;
  readonly #sleep: Sleep;
  #made: Promise<void> | undefined;

  constructor(options: AuditReplicaOptions) {
    this.#client = createClient(options);
    this.#index = `${options.prefix}-audit`;
    this.#sleep = options.sleep ?? systemSleep;
  }

  async add(chain: string, rows: readonly AuditRow[]): Promise<void> {
    checkCopied(chain, rows);
    if (rows.length === 0) return;
    this.#made ??= makeIndex(this.#client, this.#index);
    try {
      await this.#made;
      for (const batch of batches(chain, rows)) await this.#send(batch);
    } catch (error) {
      // Looked at anew next time: the index may have been removed, and must not come back without its mapping.
      this.#made = undefined;
      throw error;
    }
  }

  async head(chain: string): Promise<ReplicaHead | undefined> {
    checkChain(chain);
    const { count, last } = await this.#counted(chain);
    const position = count === last ? last : await this.#beforeFirstGap(chain, last);
    if (position === 0) return undefined;
    const hash = (await this.hashes(chain, position, position)).get(position);
    return { position, hash: hash ?? '' };
  }

  async hashes(chain: string, from: number, to: number): Promise<ReadonlyMap<number, string>> {
    checkRange(chain, from, to);
    const found = new Map<number, string>();
    for (let start = from; start <= to; start += MOST_ROWS) {
      const length = Math.min(MOST_ROWS, to - start + 1);
      const positions = Array.from({ length }, (_, at) => start + at);
      for (const [position, hash] of await this.#held(chain, positions)) found.set(position, hash);
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** Adds documents; those that an overloaded server refuses are tried again with growing pauses. */
  async #send(batch: readonly Copy[]): Promise<void> {
    let left = batch;
    for (let attempt = 1; ; attempt += 1) {
      const failures = await failuresOf(this.#client, this.#index, left);
      const overload = failures.filter(({ fault }) => fault.status === OVERLOADED);
      const broken =
        failures.find(({ fault }) => fault.status !== OVERLOADED && fault.status !== HELD_ALREADY) ??
        (attempt >= TRIES ? overload[0] : undefined);
      await this.#compareHeld(failures.filter(({ fault }) => fault.status === HELD_ALREADY));
      if (broken) throw faultOfCopy(broken.fault, `copying ${failures.length} of ${batch.length} rows`);
      if (overload.length === 0) return;
      left = overload.map(({ copy }) => copy);
      await this.#sleep(FIRST_PAUSE * 2 ** (attempt - 1));
    }
  }

  /** A row that is held already, from an earlier try or by another process, must be the very same. */
  async #compareHeld(held: readonly Failure[]): Promise<void> {
    const [first] = held;
    if (first === undefined) return;
    const rows = held.map(({ copy }) => copy.row).sort((a, b) => a.position - b.position);
    const positions = rows.map(({ position }) => position);
    const hashes = new Map(await this.#held(first.copy.chain, positions));
    for (const { position, hash } of rows) {
      if (!hashes.has(position))
        throw new AppError('upstream_unavailable', "The audit's replica changes while it is written to. Try again.", {
          detail: `row ${position} was refused as being there, and is not there`,
        });
      if (hashes.get(position) !== hash) throw otherHistory(position);
    }
  }

  /**
   * Read by id and not searched for: a document is there for a get as soon as it was written, even by another process
   * whose request is not answered yet.
   */
  async #held(chain: string, positions: readonly number[]): Promise<readonly (readonly [number, string])[]> {
    const ids = positions.map((position) => idOf(chain, position));
    const answer = asked('reading copied rows', this.#client.mget({ index: this.#index, ids, realtime: true }));
    const { docs } = Documents.parse(
      await answer.catch(emptyWhereMissing({ docs: ids.map(() => ({ found: false })) })),
    );
    return positions.flatMap((position, at): readonly (readonly [number, string])[] => {
      const document = docs[at];
      const { error } = document ?? { error: { type: 'no_answer', reason: 'a row was not told of' } };
      if (error?.type === 'index_not_found_exception') return [];
      // A document that could not be read is not one that is not there.
      if (error !== undefined)
        throw ofFault({ status: 503, type: error.type, reason: error.reason ?? '' }, 'reading copied rows');
      return document?.found === true ? [[position, hashHeld(chain, position, document._source)]] : [];
    });
  }

  /** How many rows up to a position are held, and the last of them. `add` has made them visible to searches. */
  async #counted(chain: string, upTo?: number): Promise<{ readonly count: number; readonly last: number }> {
    const range = upTo === undefined ? [] : [{ range: { position: { lte: upTo } } }];
    const request = this.#client.search({
      index: this.#index,
      size: 1,
      query: { bool: { filter: [{ term: { chain } }, ...range] } },
      sort: [{ position: 'desc' }],
      _source: ['position'],
      track_total_hits: true,
      // A part of the index that does not answer is not one that holds nothing.
      allow_partial_search_results: false,
    });
    const nothing = { hits: { total: { value: 0 }, hits: [] } };
    const answer = await asked('looking for the last copied row', request).catch(emptyWhereMissing(nothing));
    const { hits } = Counted.parse(answer);
    return { count: hits.total.value, last: hits.hits[0]?._source.position ?? 0 };
  }

  /** The last position up to which as many rows are held as there are positions. */
  async #beforeFirstGap(chain: string, last: number): Promise<number> {
    let [whole, torn] = [0, last];
    while (torn - whole > 1) {
      const middle = Math.floor((whole + torn) / 2);
      const { count } = await this.#counted(chain, middle);
      if (count === middle) whole = middle;
      else torn = middle;
    }
    return whole;
  }
}

/** A row on its way. */
interface Copy {
  readonly chain: string;
  readonly row: AuditRow;
}

interface Failure {
  readonly copy: Copy;
  readonly fault: Fault;
}

/**
 * A document's id. The position is not padded: nothing sorts by ids, and a width would be a limit. The last hyphen parts
 * the two, so that no other chain and position make the same id.
 */
function idOf(chain: string, position: number): string {
  return `${chain}-${position}`;
}

/** The row's own columns, and whatever else an object may carry left behind: no text of people leaves. */
function documentOf({ chain, row }: Copy): Readonly<Record<string, unknown>> {
  const columns = Object.keys(ROW_COLUMNS) as (keyof AuditRow)[];
  return { chain, ...Object.fromEntries(columns.map((column) => [column, row[column]])) };
}

/** Parts of what is to be sent, none larger than a server takes. */
function* batches(chain: string, rows: readonly AuditRow[]): Generator<readonly Copy[]> {
  let batch: Copy[] = [];
  let bytes = 0;
  for (const row of rows) {
    const copy = { chain, row };
    const size = Buffer.byteLength(JSON.stringify(documentOf(copy)));
    if (batch.length >= MOST_ROWS || (bytes + size > MOST_BYTES && batch.length > 0)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(copy);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

const Told = z.object({ type: z.string(), reason: z.string().nullish() }).optional();
const Item = z.object({ create: z.object({ status: z.number(), error: Told }) });
const BulkAnswer = z.object({ items: z.array(Item) });

/**
 * Which documents were not created, each by its own outcome: the request as a whole succeeds although items fail, and
 * the client does not say so (elasticsearch-js#620).
 */
async function failuresOf(client: Client, index: string, batch: readonly Copy[]): Promise<readonly Failure[]> {
  const operations = batch.flatMap(
    (copy): readonly (estypes.BulkOperationContainer | Readonly<Record<string, unknown>>)[] => [
      { create: { _id: idOf(copy.chain, copy.row.position) } },
      documentOf(copy),
    ],
  );
  // Refreshed with the request, so that `head`, which searches, sees what is acknowledged, rows that an earlier request
  // left unseen among them. `wait_for` would make every row wait for up to a second.
  const request = asked('copying rows', client.bulk({ index, operations: [...operations], refresh: true }));
  const { items } = BulkAnswer.parse(await request.catch((error: unknown) => refusedWhole(error, batch)));
  return batch.flatMap((copy, at): readonly Failure[] => {
    const item = items[at]?.create;
    if (item === undefined) return [{ copy, fault: NO_ANSWER }];
    const { status, error } = item;
    if (error === undefined && status >= 200 && status < 300) return [];
    return [{ copy, fault: { status, type: error?.type ?? 'unknown', reason: error?.reason ?? '' } }];
  });
}

const NO_ANSWER: Fault = { status: 500, type: 'no_answer', reason: 'the server did not say what became of a row' };

/** A request that is refused as a whole for overload has refused each of its rows. */
function refusedWhole(error: unknown, batch: readonly Copy[]): z.infer<typeof BulkAnswer> {
  if (!(error instanceof AppError && error.code === 'rate_limited')) throw error;
  const create = { status: OVERLOADED, error: { type: 'es_rejected_execution_exception', reason: 'overloaded' } };
  return { items: batch.map(() => ({ create })) };
}

/** As of any other request, but for an index that somebody removed: what is said of that speaks of the search index. */
function faultOfCopy(fault: Fault, doing: string): AppError {
  if (fault.status !== MISSING) return ofFault(fault, doing);
  return new AppError(
    'upstream_unavailable',
    "The audit's replica was removed from the search server (Elasticsearch) while rows were copied. It is made anew, and copied from the first row on, at the next try. Find out who removed it.",
    { detail: `${doing}: ${fault.status} ${fault.type}: ${fault.reason}` },
  );
}

const Document = z.object({ found: z.boolean().default(false), _source: z.unknown().optional(), error: Told });
const Documents = z.object({ docs: z.array(Document) });
const Last = z.object({ _source: z.object({ position: z.number() }) });
const Counted = z.object({ hits: z.object({ total: z.object({ value: z.number() }), hits: z.array(Last) }) });

/** An index that is not there holds nothing; reading does not make it. */
function emptyWhereMissing<T>(empty: T): (error: unknown) => T {
  return (error) => {
    if (isMissing(error)) return empty;
    throw error;
  };
}

const Held = z.looseObject({ chain: z.string(), position: z.number(), previous: z.string(), hash: z.string() });

/** The hash of a row as it is held, computed anew over all its columns: a document that was altered in place has none. */
function hashHeld(chain: string, position: number, source: unknown): string {
  const { data } = Held.safeParse(source);
  if (data?.chain !== chain || data.position !== position) return '';
  return rowHash(data.previous, data as unknown as AuditRow) === data.hash ? data.hash : '';
}

// Too long to be indexed is no reason to be refused: the row is held all the same.
const NAME: estypes.MappingProperty = { type: 'keyword', ignore_above: 8_191 };
const KEPT: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false };

const ROW_COLUMNS: Record<keyof AuditRow, estypes.MappingProperty> = {
  position: { type: 'long' },
  conversation: NAME,
  sequence: { type: 'long' },
  // A time that is none is the verifier's to tell; the row is held all the same.
  at: { type: 'date', format: 'strict_date_optional_time', ignore_malformed: true },
  tenant: NAME,
  actor: NAME,
  channel: NAME,
  correlation: NAME,
  type: NAME,
  // Searched by the words in it, as by the name of a tool or an act.
  body: { type: 'text', index_options: 'docs', norms: false },
  texts: KEPT,
  previous: NAME,
  hash: NAME,
};

/** Raised whenever documents of another form are written. */
const MAKING = { record: 'audit', layout: 1 } as const;

const LAYOUT = {
  settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
  mappings: { dynamic: 'strict', _meta: { ...MAKING }, properties: { chain: NAME, ...ROW_COLUMNS } },
} satisfies { settings: estypes.IndicesIndexSettings; mappings: estypes.MappingTypeMapping };

/** Makes the index where there is none, and makes sure that it is ours. */
async function makeIndex(client: Client, index: string): Promise<void> {
  if (await isOurs(client, index)) return;
  await asked(
    'writing the index template',
    client.indices.putIndexTemplate({
      name: index,
      index_patterns: [index],
      priority: 500,
      // An index that somebody removes must not come back by a late write, without its mapping.
      allow_auto_create: false,
      template: LAYOUT,
    }),
  );
  try {
    await asked('making an index', client.indices.create({ index, ...LAYOUT }));
  } catch (error) {
    // Another process makes the same one at this moment.
    if (!(await isOurs(client, index))) throw error;
  }
}

/**
 * @returns false where there is no index of that name
 * @throws AppError `misconfigured` for one that this program did not make, or of which somebody loosened the mapping
 */
async function isOurs(client: Client, index: string): Promise<boolean> {
  const nothing: estypes.IndicesGetMappingResponse = {};
  const found = await asked('reading the mapping', client.indices.getMapping({ index })).catch(
    emptyWhereMissing(nothing),
  );
  if (Object.keys(found).length === 0) return false;
  const mappings = found[index]?.mappings;
  const made = mappings?._meta;
  if (mappings?.dynamic === 'strict' && made?.['record'] === MAKING.record && made['layout'] === MAKING.layout)
    return true;
  throw new AppError(
    'misconfigured',
    `The search server (Elasticsearch) has an index ${index} that this program did not make, or that was changed. Remove it, or set another ELASTICSEARCH_PREFIX.`,
  );
}
