import type { GrcPeer } from '../../contracts/grc-platform-ground.ts';
import type { FaultRate, RequestKind } from './fault-plan.ts';
import { type PeerAnswer, type PeerRequest, startPeerServer } from './peer-server.ts';
import {
  conditionIn,
  describedType,
  lookupRows,
  PEER_FIELDS,
  seenValue,
  TYPE,
  takenValue,
} from './sai360-component.ts';

export interface Sai360PeerOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly failing?: FaultRate;
  /** How an ended token is told: by HTTP (the default), by the envelope of a 200, or by a page of a sign-in. */
  readonly tellsEnd?: 'http' | 'envelope' | 'page';
  /** The field of the state: plain text, or a Relation (the default). */
  readonly stateField?: 'Stage' | 'Status';
  /** What `OrganizationHost` tells; the peer itself by default. */
  readonly organizationHost?: string;
}

export interface Sai360Peer extends GrcPeer {
  readonly url: string;
  /** The answer to the next request with this in its method and path. Nothing is done. */
  answerOnce(part: string, answer: PeerAnswer): void;
}

export const SAI360_SIGN_IN = { organization: 'lanternhouse', integrationKey: 'MPI053WICK+OIL/4711=LANTERN' };

/** As the peer gives them out, the number of the sign-in in them. */
export const SAI360_TOKEN = '/wEFKnWICK+';

interface Kept {
  readonly id: number;
  readonly stranger: boolean;
  hidden: boolean;
  readonly fields: Map<string, unknown>;
}

const API = '/API/2.0';
const PAGE: PeerAnswer = { status: 200, body: '<html><body>Your session has expired. Please log in.</body></html>' };

/**
 * A strict SAI360 on this machine: Security, Meta and Data of the Compliance 360 API 2.0 in JSON, key and token in the query,
 * conditions by its grammar, and XML for whoever does not ask for JSON.
 */
export async function startSai360Peer(options: Sai360PeerOptions = {}): Promise<Sai360Peer> {
  const state = new PeerState(options);
  const { port, seed, failing, stateField = 'Status' } = options;
  const server = await startPeerServer({
    answer: (request) => state.answer(request),
    kindOf,
    errorBody: (status, says) => envelope(status, says),
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(failing === undefined ? {} : { failing }),
  });
  state.host = options.organizationHost ?? server.url;
  const record = (id: string) => state.records.get(Number(id)) as Kept;
  return {
    url: server.url,
    records: () =>
      [...state.records.values()]
        .filter(({ stranger }) => !stranger)
        .map(({ id, fields }) => {
          const texts = Object.fromEntries([...fields].map(([token, kept]) => [token, seenValue(kept)]));
          return { id: String(id), key: texts['ExternalKey'] ?? '', state: texts[stateField] ?? '', fields: texts };
        }),
    fault: (fault, times, at) => server.faults.plan(fault, times, at),
    changeState: (id, word) => record(id).fields.set(stateField, stateField === 'Status' ? { id: word } : word),
    hide: (id) => {
      record(id).hidden = true;
    },
    addStrangers: (count, mentioning) => {
      for (let at = 0; at < count; at += 1) {
        const { fields } = state.add(true);
        fields.set('Name', `Somebody else's ${at}`);
        if (at % 2 === 1) fields.set('ExternalKey', `S-${at}`);
        if (mentioning !== undefined) fields.set('Notes', mentioning);
      }
    },
    ignoreFilters: () => {
      state.filters = false;
    },
    endSessions: () => state.tokens.clear(),
    requests: () => server.requests(),
    answerOnce: (part, answer) => state.instead.push({ part, answer }),
    close: () => server.close(),
  };
}

function kindOf({ method, path }: PeerRequest): RequestKind {
  if (/\/Security\/(?:OrganizationHost|Authenticate)$/.test(path)) return 'sign_in';
  if (!path.startsWith(`${API}/Data/`)) return 'metadata';
  return method === 'GET' ? 'read' : 'write';
}

class PeerState {
  readonly records = new Map<number, Kept>();
  readonly tokens = new Set<string>();
  readonly instead: { readonly part: string; readonly answer: PeerAnswer }[] = [];
  filters = true;
  host = '';
  readonly #tellsEnd: 'http' | 'envelope' | 'page';
  #next = 1101;
  #given = 0;

  constructor({ tellsEnd = 'http' }: Sai360PeerOptions) {
    this.#tellsEnd = tellsEnd;
  }

  add(stranger: boolean): Kept {
    const id = this.#next++;
    const kept: Kept = { id, stranger, hidden: false, fields: new Map([['Reference', `FND-${id}`]]) };
    this.records.set(id, kept);
    return kept;
  }

  answer(request: PeerRequest): PeerAnswer {
    const { method, path, query, headers } = request;
    const at = this.instead.findIndex(({ part }) => `${method} ${path}`.includes(part));
    const [planned] = at < 0 ? [] : this.instead.splice(at, 1);
    if (planned !== undefined) return planned.answer;
    if (headers.accept !== 'application/json')
      return { status: 200, body: '<Objects />', headers: { 'content-type': 'application/xml' } };
    if (method === 'POST' && headers['content-type'] !== 'application/json')
      return told(415, 'Unsupported media type.');
    if (path === `${API}/Security/OrganizationHost`) return this.#hostOf(query);
    if (path === `${API}/Security/Authenticate`) return this.#authenticate(query);
    if (!this.tokens.has(query.get('token') ?? '')) return this.#ended();
    if (path === `${API}/Security/Logout`) {
      this.tokens.delete(query.get('token') ?? '');
      return told(200, 'OK');
    }
    if (method === 'GET') return this.#found(path, query);
    const [, number] = new RegExp(`^${API}/Data/${TYPE}(?:/(\\d+))?$`).exec(path) ?? ['', 'none'];
    return number === 'none' ? told(404, 'Not found.') : this.#write(request, number);
  }

  #hostOf(query: URLSearchParams): PeerAnswer {
    if (query.get('organization') !== SAI360_SIGN_IN.organization) return told(401, 'Invalid organization.');
    return { status: 200, body: { ...envelope(200, 'OK'), host: this.host } };
  }

  #authenticate(query: URLSearchParams): PeerAnswer {
    const { organization, integrationKey } = SAI360_SIGN_IN;
    if (query.get('organization') !== organization || query.get('integrationkey') !== integrationKey)
      return told(401, 'Invalid organization or integration key.');
    if (query.get('culture') !== 'en-us') return told(400, 'Invalid culture code.');
    this.#given += 1;
    const token = `${SAI360_TOKEN}${this.#given}==`;
    this.tokens.add(token);
    return { status: 200, body: { ...envelope(200, 'OK'), token } };
  }

  #ended(): PeerAnswer {
    if (this.#tellsEnd === 'page') return PAGE;
    return {
      status: this.#tellsEnd === 'http' ? 401 : 200,
      body: envelope(401, 'The token is invalid or has expired.'),
    };
  }

  #found(path: string, query: URLSearchParams): PeerAnswer {
    if (path === `${API}/Meta/${TYPE}`)
      return { status: 200, body: { ...envelope(200, 'OK'), data: [describedType()] } };
    if (path === `${API}/Data/${TYPE}`) return this.#rows(query);
    const rows = path.startsWith(`${API}/Data/`)
      ? lookupRows(path.slice(`${API}/Data/`.length), query.get('where'))
      : undefined;
    return rows === undefined
      ? told(404, 'Component cannot be found.')
      : { status: 200, body: { ...envelope(200, 'OK'), data: rows } };
  }

  /** Rows in the order of their ids; what is hidden is taken out of its page, which is short then. */
  #rows(query: URLSearchParams): PeerAnswer {
    const terms = conditionIn(query.get('where') ?? '');
    const select = (query.get('select') ?? '').split(',');
    const unknown = select.find((token) => !PEER_FIELDS.some((field) => field.token === token));
    if (terms === undefined || unknown !== undefined) return told(400, `Field ${unknown ?? ''} cannot be found.`);
    const held = ({ id, fields }: Kept, token: string) =>
      token === 'InstanceId' ? `${TYPE}:${id}` : seenValue(fields.get(token));
    // The database compares without regard to case.
    const meets = (kept: Kept) =>
      !this.filters || terms.some(({ field, value }) => held(kept, field).toLowerCase() === value.toLowerCase());
    const [skip, take] = [Number(query.get('skip') ?? 0), Number(query.get('take') ?? 50)];
    const data = [...this.records.values()]
      .filter(meets)
      .slice(skip, skip + take)
      .filter(({ hidden }) => !hidden)
      .map(({ id, fields }) => ({
        id: `${TYPE}:${id}`,
        ...Object.fromEntries(select.map((token) => [token, fields.get(token) ?? null])),
      }));
    return { status: 200, body: { ...envelope(200, 'OK'), data } };
  }

  #write({ json }: PeerRequest, number: string | undefined): PeerAnswer {
    if (typeof json !== 'object' || json === null) return told(400, 'The request is invalid.');
    const taken = new Map<string, unknown>();
    for (const [token, value] of Object.entries(json)) {
      const field = PEER_FIELDS.find((each) => each.token === token);
      const outcome = field === undefined ? { why: `Field ${token} cannot be found.` } : takenValue(field, value);
      if ('why' in outcome) return told(400, outcome.why);
      taken.set(token, outcome.kept);
    }
    const found = number === undefined ? undefined : this.records.get(Number(number));
    if (number !== undefined && (found === undefined || found.hidden)) return told(404, 'Entity cannot be found.');
    if (number === undefined && !taken.get('Name')) return told(400, 'Field Name is required.');
    const kept = found ?? this.add(false);
    for (const [token, value] of taken) kept.fields.set(token, value);
    return { status: 200, body: { ...envelope(200, 'OK'), id: `${TYPE}:${kept.id}` } };
  }
}

function envelope(code: number, message: string): { readonly status: unknown } {
  return { status: { code: String(code), message } };
}

function told(code: number, message: string): PeerAnswer {
  return { status: code, body: envelope(code, message) };
}
