import { isDeepStrictEqual } from 'node:util';
import type { GrcPeer } from '../../contracts/grc-platform-ground.ts';
import {
  CONTENT,
  definitionOf,
  LEVEL,
  PEER_FIELDS,
  PEER_LISTS,
  type PeerField,
  seenValue,
} from './archer-application.ts';
import { contentIn, missing, NOT_HERE, refusal, success, takenFields, withTruthAsText } from './archer-wire.ts';
import type { FaultRate, RequestKind } from './fault-plan.ts';
import { type PeerAnswer, type PeerRequest, startPeerServer } from './peer-server.ts';

export interface ArcherPeerOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly failing?: FaultRate;
  /** `IsSuccessful` as "True" and "False", as some releases have it. */
  readonly truthAsText?: boolean;
}

export interface ArcherPeer extends GrcPeer {
  /** Of the installation. */
  readonly url: string;
  /** Fields of a record that Archer takes without a word, and does not keep. */
  dropField(name: string): void;
  /** The answer to the next request with this in its method and path: "PUT /RSAarcher/…". Nothing is done. */
  answerOnce(part: string, answer: PeerAnswer): void;
}

export const ARCHER_SIGN_IN = {
  instance: 'Lanterns',
  user: 'svc-lantern',
  userDomain: '',
  password: 'wick+and/oil=4711 «ñ»',
};

interface Kept {
  readonly id: number;
  readonly stranger: boolean;
  hidden: boolean;
  readonly contents: Map<number, unknown>;
}

const ROOT = '/RSAarcher';
const API = `${ROOT}/platformapi/core`;

/**
 * A strict Archer on this machine: the paths of its REST and Content APIs that its reference describes, its envelope, its
 * refusals with 200 and with messages alone, its 401 for a session that ended, and its 400 for an update that changes nothing.
 */
export async function startArcherPeer(options: ArcherPeerOptions = {}): Promise<ArcherPeer> {
  const state = new PeerState(options.truthAsText === true);
  const { port, seed, failing } = options;
  const server = await startPeerServer({
    answer: (request) => state.answer(request),
    kindOf,
    errorBody: (status, says) => refusal(says, `Fault${status}`),
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(failing === undefined ? {} : { failing }),
  });
  const named = (name: string) => PEER_FIELDS.find((field) => field.name === name) as PeerField;
  const record = (id: string) => state.records.get(Number(id)) as Kept;
  return {
    url: `${server.url}${ROOT}`,
    records: () =>
      [...state.records.values()]
        .filter(({ stranger }) => !stranger)
        .map(({ id, contents }) => {
          const fields = PEER_FIELDS.map((field) => [field.name, seenValue(field, contents.get(field.id))] as const);
          const texts: Record<string, string> = Object.fromEntries(fields.filter(([, text]) => text !== ''));
          return { id: String(id), key: texts['Finding Key'] ?? '', state: texts['Status'] ?? '', fields: texts };
        }),
    fault: (fault, times, at) => server.faults.plan(fault, times, at),
    changeState: (id, word) => {
      const [value] = [...(PEER_LISTS.get(42) ?? [])].find(([, name]) => name === word) ?? [];
      record(id).contents.set(named('Status').id, { ValuesListIds: [value], OtherText: null });
    },
    hide: (id) => {
      record(id).hidden = true;
    },
    addStrangers: (count, mentioning) => {
      for (let at = 0; at < count; at += 1) {
        const { contents } = state.add(true);
        contents.set(named('Finding Title').id, `Somebody else's ${at}`);
        contents.set(named('Finding Key').id, at % 2 === 0 ? null : `S-${at}`);
        if (mentioning !== undefined) contents.set(named('Notes').id, mentioning);
      }
    },
    ignoreFilters: () => {
      state.filters = false;
    },
    endSessions: () => state.sessions.clear(),
    requests: () => server.requests(),
    dropField: (name) => state.dropped.add(named(name).id),
    answerOnce: (part, answer) => state.instead.push({ part, answer }),
    close: () => server.close(),
  };
}

function kindOf({ method, path }: PeerRequest): RequestKind {
  if (path === `${API}/security/login`) return 'sign_in';
  if (path.startsWith(`${API}/content`)) return method === 'GET' ? 'read' : 'write';
  return path.startsWith(`${ROOT}/contentapi/`) ? 'read' : 'metadata';
}

class PeerState {
  readonly records = new Map<number, Kept>();
  readonly sessions = new Set<string>();
  readonly dropped = new Set<number>();
  readonly instead: { readonly part: string; readonly answer: PeerAnswer }[] = [];
  filters = true;
  readonly #truthAsText: boolean;
  #next = 190_001;
  #opened = 0;

  constructor(truthAsText: boolean) {
    this.#truthAsText = truthAsText;
  }

  add(stranger: boolean): Kept {
    const id = this.#next++;
    const kept: Kept = { id, stranger, hidden: false, contents: new Map([[307, id - 190_000]]) };
    this.records.set(id, kept);
    return kept;
  }

  answer(request: PeerRequest): PeerAnswer {
    const at = this.instead.findIndex(({ part }) => `${request.method} ${request.path}`.includes(part));
    const [planned] = at < 0 ? [] : this.instead.splice(at, 1);
    if (planned !== undefined) return planned.answer;
    const answer = this.#answered(request);
    return this.#truthAsText ? { ...answer, body: withTruthAsText(answer.body) } : answer;
  }

  #answered(request: PeerRequest): PeerAnswer {
    const { method, path, headers } = request;
    if (![`${API}/`, `${ROOT}/contentapi/`].some((part) => path.startsWith(part))) return NOT_HERE;
    if (method !== 'GET' && headers['content-type'] !== 'application/json')
      return { status: 415, body: { Message: "The request entity's media type is not supported." } };
    if (method === 'POST' && path === `${API}/security/login`) return this.#signIn(request);
    const token = /^Archer session-id="?([\w-]+)"?$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!this.sessions.has(token))
      return { status: 401, body: { Message: 'Authorization has been denied for this request.' } };
    if (method === 'POST' && path === `${API}/security/logout`) {
      this.sessions.delete(String((request.json as { Value?: unknown })?.Value));
      return { status: 200, body: success(null) };
    }
    if (method === 'GET') return this.#given(request);
    if (path === `${API}/content` && method === 'POST') return this.#make(request);
    if (path === `${API}/content` && method === 'PUT') return this.#change(request);
    return NOT_HERE;
  }

  #signIn({ json }: PeerRequest): PeerAnswer {
    const { instance, user, userDomain, password } = ARCHER_SIGN_IN;
    const wanted = { InstanceName: instance, Username: user, UserDomain: userDomain, Password: password };
    if (!isDeepStrictEqual(json, wanted))
      return { status: 200, body: refusal(null, 'ValidationMessageTemplates:LoginNotValid') };
    this.#opened += 1;
    const token = `SESSION${this.#opened.toString(16).padStart(25, '0').toUpperCase()}`;
    this.sessions.add(token);
    return { status: 200, body: success({ SessionToken: token, InstanceName: instance, UserId: 7 }) };
  }

  #given({ path, query }: PeerRequest): PeerAnswer {
    const [, id] = new RegExp(`^${API}/content/(\\d+)$`).exec(path) ?? [];
    if (id !== undefined) return this.#record(Number(id));
    const [, level] = new RegExp(`^${API}/system/fielddefinition/level/(\\d+)$`).exec(path) ?? [];
    if (level !== undefined)
      return {
        status: 200,
        body: Number(level) === LEVEL ? PEER_FIELDS.map((field) => success(definitionOf(field))) : [],
      };
    const [, list] = new RegExp(`^${API}/system/valueslistvalue/flat/valueslist/(\\d+)$`).exec(path) ?? [];
    const values = PEER_LISTS.get(Number(list));
    if (values !== undefined)
      return {
        status: 200,
        body: [...values].map(([Id, Name]) => success({ Id, Name, ParentId: null, IsSelectable: true })),
      };
    return path === `${ROOT}/contentapi/${CONTENT}` ? this.#rows(query) : NOT_HERE;
  }

  #record(id: number): PeerAnswer {
    const kept = this.records.get(id);
    // A refusal with messages alone, as it is seen in the field.
    if (kept === undefined || kept.hidden)
      return { status: 200, body: { ValidationMessages: [{ ResourcedMessage: 'No resource found.' }] } };
    const fields = PEER_FIELDS.flatMap(({ id: FieldId, type }) => {
      const Value = kept.contents.get(FieldId);
      return Value === undefined ? [] : [[String(FieldId), { Type: type, Value, FieldId }] as const];
    });
    const object = { Id: id, LevelId: LEVEL, SequentialId: id - 190_000, FieldContents: Object.fromEntries(fields) };
    return { status: 200, body: success(object) };
  }

  #make({ json }: PeerRequest): PeerAnswer {
    const content = contentIn(json);
    if (content === undefined || content.Id !== undefined)
      return { status: 400, body: refusal('The request is invalid.', 'InvalidRequest') };
    const taken = takenFields(content.FieldContents);
    const messages = [...taken.messages, ...missing(taken.fields)];
    if (messages.length > 0)
      return { status: 200, body: { ValidationMessages: messages.map((ResourcedMessage) => ({ ResourcedMessage })) } };
    const kept = this.add(false);
    for (const [id, value] of taken.fields) if (!this.dropped.has(id)) kept.contents.set(id, value);
    return { status: 200, body: success({ Id: kept.id }) };
  }

  #change({ json }: PeerRequest): PeerAnswer {
    const content = contentIn(json);
    const kept = this.records.get(content?.Id ?? 0);
    if (content === undefined || kept === undefined || kept.hidden)
      return { status: 200, body: refusal('No resource found.', 'NoResourceFound') };
    const taken = takenFields(content.FieldContents);
    if (taken.messages.length > 0) return { status: 400, body: refusal(taken.messages.join(' '), 'Invalid') };
    if ([...taken.fields].every(([id, value]) => isDeepStrictEqual(kept.contents.get(id), value)))
      return { status: 400, body: refusal(null, 'ValidationMessageTemplates:NoChangesToSave') };
    for (const [id, value] of taken.fields) kept.contents.set(id, value);
    return { status: 200, body: success({ Id: kept.id }) };
  }

  /** Rows in the order of their ids; what is hidden is taken out of its page, which is short then. */
  #rows(query: URLSearchParams): PeerAnswer {
    const filter = query.get('$filter');
    const [, alias, literal] = /^(\w+) eq '((?:[^']|'')*)'$/.exec(filter ?? '') ?? [];
    const field = PEER_FIELDS.find((each) => each.alias === alias);
    if (filter !== null && (field === undefined || literal === undefined))
      return {
        status: 400,
        body: { error: { code: '', message: `Could not find a property named '${alias ?? ''}'.` } },
      };
    const wanted = literal?.replaceAll("''", "'").toLowerCase();
    // The database compares without regard to case.
    const meets = ({ contents }: Kept) =>
      !this.filters || field === undefined || String(contents.get(field.id) ?? '').toLowerCase() === wanted;
    const [skip, top] = [Number(query.get('$skip') ?? 0), Math.min(Number(query.get('$top') ?? 1000), 1000)];
    const rows = [...this.records.values()].filter(meets).slice(skip, skip + top);
    const value = rows
      .filter(({ hidden }) => !hidden)
      .map(({ id, contents }) => ({
        [`${CONTENT}_Id`]: id,
        ...Object.fromEntries(PEER_FIELDS.map((each) => [each.alias, contents.get(each.id) ?? null])),
      }));
    return { status: 200, body: { '@odata.context': `contentapi/$metadata#${CONTENT}`, value } };
  }
}
