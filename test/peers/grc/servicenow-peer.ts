import type { GrcPeer, KeptRecord } from '../../contracts/grc-platform-ground.ts';
import { seeded } from '../../seeded.ts';
import type { FaultRate } from './fault-plan.ts';
import { type PeerAnswer, type PeerRequest, startPeerServer } from './peer-server.ts';
import { queried } from './servicenow-query.ts';
import { fieldOfTable, keptValue, lineOf, metadataRows, TABLES } from './servicenow-schema.ts';
import { type ServiceNowCredentials, ServiceNowSignIn } from './servicenow-sign-in.ts';

export interface ServiceNowPeerOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly failing?: FaultRate;
  readonly credentials?: ServiceNowCredentials;
  /** Seconds that a token lives; as an instance is shipped, by default. */
  readonly tokenLife?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The field whose value is told as a record's key. */
  readonly keyField?: string;
  /** Answered as `Retry-After` where it is asked too often; seconds. */
  readonly retryAfter?: number;
}

/** How the instance is set up. May be changed while it runs. */
export interface ServiceNowInstance {
  /** Answers everything with the page of an instance that sleeps. */
  hibernates: boolean;
  /** `glide.invalid_query.returns_no_rows`. */
  invalidQueryGivesNothing: boolean;
  /** Whether the program's user may read `sys_db_object`, `sys_dictionary`, `sys_choice`: rows, nothing, or a refusal. */
  metadata: 'readable' | 'empty' | 'refused';
  /** Whether lists tell `X-Total-Count`. */
  counts: boolean;
  /** Whether errors have a detail, or null. */
  details: boolean;
  /** A field that the database keeps unique. */
  unique: string | undefined;
  /** Fields that access rules keep back: left out, or given empty. */
  readonly unreadable: Map<string, 'absent' | 'empty'>;
  /** Fields that access rules leave as they were, whatever is written. */
  readonly unwritable: Set<string>;
  /** True: whoever makes a record may not see it. */
  hidesNew: boolean;
}

export interface ServiceNowPeer extends GrcPeer {
  readonly url: string;
  readonly instance: ServiceNowInstance;
  readonly signIn: ServiceNowSignIn;
  /** A record of somebody else's, with what stands in it. */
  addStranger(fields: Readonly<Record<string, string>>, hidden?: boolean): string;
}

export const SERVICENOW_CREDENTIALS: ServiceNowCredentials = {
  user: 'desk.integration',
  password: 'pass word of the tests é:1',
  clientId: 'client-of-the-tests',
  clientSecret: 'client-secret-of-the-tests',
};

interface Kept {
  readonly table: string;
  readonly row: Record<string, string>;
  readonly stranger: boolean;
  hidden: boolean;
}

const METADATA: ReadonlySet<string> = new Set(['sys_db_object', 'sys_dictionary', 'sys_choice']);

/** A ServiceNow of this machine: the Table API and OAuth, as strict and as silent as they are documented to be. */
export async function startServiceNowPeer(options: ServiceNowPeerOptions = {}): Promise<ServiceNowPeer> {
  const { now = Date.now, keyField = 'correlation_id', seed = 1 } = options;
  const signIn = new ServiceNowSignIn(options.credentials ?? SERVICENOW_CREDENTIALS, now, options.tokenLife ?? 1799);
  const table = new PeerTable(seeded(seed + 1), now);
  const server = await startPeerServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.failing === undefined ? {} : { failing: options.failing }),
    ...(options.retryAfter === undefined ? {} : { retryAfter: options.retryAfter }),
    seed,
    errorBody: (status, says) => table.error(status, says, 'as it was told to').body,
    kindOf: ({ method, path }) => {
      if (path === '/oauth_token.do') return 'sign_in';
      if (METADATA.has(path.split('/')[4] ?? '')) return 'metadata';
      return method === 'GET' ? 'read' : 'write';
    },
    answer: (request) => {
      if (table.instance.hibernates) return { status: 200, body: ASLEEP };
      if (request.path === '/oauth_token.do') return signIn.give(request);
      if (!signIn.lets(request))
        return table.error(401, 'User Not Authenticated', 'Required to provide Auth information');
      return table.answer(request);
    },
  });
  return {
    url: server.url,
    instance: table.instance,
    signIn,
    records: () => table.records(keyField),
    fault: (...planned) => server.faults.plan(...planned),
    changeState: (id, word) => table.write(id, { state: word }),
    hide: (id) => table.hide(id),
    addStrangers: (count, mentioning) => {
      for (let at = 0; at < count; at += 1)
        table.add({
          [keyField]: at % 2 === 0 ? '' : `INC-${at}`,
          short_description: `Stranger ${at}`,
          description: mentioning === undefined ? '' : `See ${mentioning}.`,
          correlation_display: mentioning ?? '',
        });
    },
    addStranger: (fields, hidden) => table.add(fields, hidden),
    ignoreFilters: () => {
      table.ignored = keyField;
    },
    endSessions: () => signIn.end(),
    requests: () => server.requests(),
    close: () => server.close(),
  };
}

const ASLEEP =
  '<html><head><title>Instance Hibernating page</title></head><body>This instance is hibernating</body></html>';

class PeerTable {
  readonly instance: ServiceNowInstance = {
    hibernates: false,
    invalidQueryGivesNothing: false,
    metadata: 'readable',
    counts: true,
    details: true,
    unique: undefined,
    unreadable: new Map(),
    unwritable: new Set(),
    hidesNew: false,
  };
  ignored: string | undefined;
  readonly #kept = new Map<string, Kept>();
  readonly #random: () => number;
  readonly #now: () => number;

  constructor(random: () => number, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  records(keyField: string): readonly KeptRecord[] {
    return [...this.#kept.values()].flatMap(({ row, stranger }) =>
      stranger
        ? []
        : [{ id: row['sys_id'] ?? '', key: row[keyField] ?? '', state: row['state'] ?? '', fields: { ...row } }],
    );
  }

  add(fields: Readonly<Record<string, string>>, hidden = false): string {
    return this.#insert('sn_grc_issue', fields, true, hidden).row['sys_id'] ?? '';
  }

  hide(id: string): void {
    const kept = this.#kept.get(id);
    if (kept !== undefined) kept.hidden = true;
  }

  /** What people do on the platform. */
  write(id: string, fields: Readonly<Record<string, string>>): void {
    Object.assign(this.#kept.get(id)?.row ?? {}, fields);
  }

  error(status: number, message: string, detail: string): PeerAnswer {
    return { status, body: { error: { message, detail: this.instance.details ? detail : null }, status: 'failure' } };
  }

  answer(request: PeerRequest): PeerAnswer {
    const [, api, now, resource, table = '', id, ...rest] = request.path.split('/');
    if (api !== 'api' || now !== 'now' || resource !== 'table' || rest.length > 0)
      return this.error(400, 'Requested URI does not represent any resource', request.path);
    if (!/json|\*\/\*/.test(request.headers.accept ?? '*/*')) return this.error(406, 'Not acceptable', 'Accept');
    if (METADATA.has(table)) return this.#metadata(table, request);
    if (!Object.hasOwn(TABLES, table))
      return this.error(400, `Invalid table ${table}`, `Table ${table} does not exist`);
    if (request.method === 'GET') return id === undefined ? this.#list(table, request) : this.#one(id, request);
    if (!request.headers['content-type']?.startsWith('application/json'))
      return this.error(415, 'Unsupported media type', 'The body is no JSON');
    if (typeof request.json !== 'object' || request.json === null)
      return this.error(400, 'Exception while reading request', 'The body is no JSON');
    if (request.method === 'POST' && id === undefined) return this.#create(table, request);
    if (request.method === 'PATCH' && id !== undefined) return this.#update(id, request);
    return this.error(405, 'Method not allowed', request.method);
  }

  #metadata(table: string, { method, query }: PeerRequest): PeerAnswer {
    const { metadata } = this.instance;
    if (method !== 'GET' || metadata === 'refused')
      return this.error(
        403,
        'Insufficient rights to query records',
        'Field(s) present in the query do not have permission',
      );
    const fields = (query.get('sysparm_fields') ?? '').split(',');
    const rules = { knows: () => true, ignores: () => false, invalidGivesNothing: false };
    const rows = metadata === 'empty' ? [] : queried(metadataRows(table), query.get('sysparm_query') ?? '', rules);
    const result = rows.map((row) =>
      Object.fromEntries(fields.flatMap((name) => (name in row ? [[name, row[name]]] : []))),
    );
    return { status: 200, body: { result } };
  }

  #list(table: string, request: PeerRequest): PeerAnswer {
    const { query } = request;
    const own = [...this.#kept.values()].filter((kept) => lineOf(kept.table).includes(table));
    const rows = queried(
      own.map(({ row }) => row),
      query.get('sysparm_query') ?? '',
      {
        knows: (field) => fieldOfTable(table, field) !== undefined,
        ignores: (field) => field === this.ignored,
        invalidGivesNothing: this.instance.invalidQueryGivesNothing,
      },
    );
    const offset = Number(query.get('sysparm_offset') ?? 0);
    // Access rules come after the limit.
    const page = rows.slice(offset, offset + Number(query.get('sysparm_limit') ?? 10_000));
    const seen = page.filter((row) => this.#kept.get(row['sys_id'] ?? '')?.hidden === false);
    const headers: Record<string, string> = this.instance.counts ? { 'x-total-count': String(rows.length) } : {};
    return { status: 200, headers, body: { result: seen.map((row) => this.#shown(table, row, request)) } };
  }

  #one(id: string, request: PeerRequest): PeerAnswer {
    const kept = this.#kept.get(id);
    if (kept === undefined || kept.hidden) return this.#notFound();
    return { status: 200, body: { result: this.#shown(kept.table, kept.row, request) } };
  }

  #create(table: string, request: PeerRequest): PeerAnswer {
    // Of several records in one body the first alone is worked on.
    const given = Array.isArray(request.json) ? request.json[0] : request.json;
    const { unique, hidesNew } = this.instance;
    const value = unique === undefined ? '' : String((given as Record<string, unknown>)[unique] ?? '');
    if (value !== '' && [...this.#kept.values()].some(({ row }) => row[unique ?? ''] === value))
      return this.error(403, 'Operation Failed', 'Error during insert: Unique Key violation detected by database');
    const { row } = this.#insert(table, given as Record<string, unknown>, false, hidesNew);
    return { status: 201, body: { result: hidesNew ? {} : this.#shown(table, row, request) } };
  }

  #update(id: string, request: PeerRequest): PeerAnswer {
    const kept = this.#kept.get(id);
    if (kept === undefined || kept.hidden) return this.#notFound();
    this.#fill(kept.table, kept.row, request.json as Record<string, unknown>);
    return { status: 200, body: { result: this.#shown(kept.table, kept.row, request) } };
  }

  #notFound(): PeerAnswer {
    return this.error(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");
  }

  #insert(table: string, fields: Readonly<Record<string, unknown>>, stranger: boolean, hidden: boolean): Kept {
    const id = Array.from({ length: 32 }, () => Math.floor(this.#random() * 16).toString(16)).join('');
    const row: Record<string, string> = {};
    for (const each of lineOf(table)) for (const name of Object.keys(TABLES[each]?.fields ?? {})) row[name] = '';
    const created = new Date(this.#now()).toISOString().slice(0, 19).replace('T', ' ');
    Object.assign(row, { sys_id: id, sys_created_on: created, state: '1', priority: '4' });
    row['number'] = `ISS${String(10_001 + this.#kept.size).padStart(7, '0')}`;
    this.#fill(table, row, fields);
    const kept = { table, row, stranger, hidden };
    this.#kept.set(id, kept);
    return kept;
  }

  /** Fields that the table does not have, and those that the user may not write, are left out without a word. */
  #fill(table: string, row: Record<string, string>, fields: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(fields)) {
      const field = fieldOfTable(table, name);
      if (field === undefined || name.startsWith('sys_') || this.instance.unwritable.has(name)) continue;
      row[name] = keptValue(field, value);
    }
  }

  #shown(table: string, row: Readonly<Record<string, string>>, { query }: PeerRequest): Record<string, unknown> {
    const asked = query.get('sysparm_fields');
    const names = asked === null ? Object.keys(row) : asked.split(',');
    const links = query.get('sysparm_exclude_reference_link') !== 'true';
    const shown: Record<string, unknown> = {};
    for (const name of names) {
      const field = fieldOfTable(table, name);
      const kept = this.instance.unreadable.get(name);
      if (field === undefined || kept === 'absent') continue;
      const value = kept === 'empty' ? '' : (row[name] ?? '');
      shown[name] =
        field.type === 'reference' && links && value !== ''
          ? { link: `https://elsewhere.example/api/now/table/sys_user/${value}`, value }
          : value;
    }
    return shown;
  }
}
