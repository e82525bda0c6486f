import type { GrcPeer } from '../../contracts/grc-platform-ground.ts';
import { entered } from './entered-text.ts';
import type { FaultRate, RequestKind } from './fault-plan.ts';
import { type PeerAnswer, type PeerRequest, startPeerServer } from './peer-server.ts';
import { createTokens } from './peer-tokens.ts';

export interface MetricStreamPeerOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly failing?: FaultRate;
  /** What it answers to a new record: the whole record (by default), its id alone, or no body. */
  readonly answersNew?: 'record' | 'id' | 'nothing';
}

export interface MetricStreamPeer extends GrcPeer {
  readonly url: string;
}

/** How the program signs in at the peer. */
export const METRICSTREAM_CLIENT = { clientId: 'lantern-desk', clientSecret: 'wick+and/oil=0815', scope: 'issues' };

/** The fields that an issue has here; the house's own names. */
const FIELDS = new Set([
  'externalReference',
  'name',
  'details.summary',
  'details.rating',
  'details.regulation',
  'details.plan',
  'details.responsible',
  'targetDate',
]);
const STATES = ['New', 'Working', 'In Review', 'Done', 'Accepted', 'On Hold'];
const RATINGS = ['1', '2', '3', '4'];
const ISSUES = '/rest/v1/issues';

interface Kept {
  readonly id: string;
  readonly number: string;
  readonly stranger: boolean;
  hidden: boolean;
  state: string;
  readonly fields: Record<string, string>;
}

/**
 * An invented MetricStream on this machine. There is no public wire format, so this is one that an installation could have:
 * nested fields, ids that are numbers, a list behind a name, filters, and pages. It refuses fields that it does not have.
 */
export async function startMetricStreamPeer(options: MetricStreamPeerOptions = {}): Promise<MetricStreamPeer> {
  const { port, seed, failing } = options;
  const state = new PeerState(options.answersNew ?? 'record');
  const server = await startPeerServer({
    answer: (request) => state.answer(request),
    kindOf,
    errorBody: (_status, says) => ({ errors: [{ code: 'ISSUE-4711', message: says }] }),
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(failing === undefined ? {} : { failing }),
  });
  return {
    url: server.url,
    records: () =>
      [...state.kept.values()]
        .filter(({ stranger }) => !stranger)
        .map(({ id, state: word, fields }) => ({
          id,
          key: fields['externalReference'] ?? '',
          state: word,
          fields,
        })),
    fault: (fault, times, at) => server.faults.plan(fault, times, at),
    changeState: (id, word) => {
      state.known(id).state = word;
    },
    hide: (id) => {
      state.known(id).hidden = true;
    },
    addStrangers: (count, mentioning = 'another one') => {
      for (let at = 0; at < count; at += 1)
        state.add({ externalReference: `S-${state.kept.size}`, name: mentioning, 'details.summary': mentioning }, true);
    },
    ignoreFilters: () => {
      state.ignoresFilters = true;
    },
    endSessions: () => state.tokens.end(),
    requests: () => server.requests(),
    close: () => server.close(),
  };
}

function kindOf({ method, path }: PeerRequest): RequestKind {
  if (path === '/oauth/token') return 'sign_in';
  return method === 'GET' ? 'read' : 'write';
}

class PeerState {
  readonly kept = new Map<string, Kept>();
  readonly tokens = createTokens(METRICSTREAM_CLIENT);
  readonly #answersNew: 'record' | 'id' | 'nothing';
  ignoresFilters = false;

  constructor(answersNew: 'record' | 'id' | 'nothing') {
    this.#answersNew = answersNew;
  }

  known(id: string): Kept {
    const kept = this.kept.get(id);
    if (kept === undefined) throw new Error(`there is no record ${id}`);
    return kept;
  }

  add(fields: Record<string, string>, stranger: boolean): Kept {
    const at = this.kept.size + 1;
    const made = { id: String(70_000 + at), number: `ISS-${at}`, stranger, hidden: false, state: 'New', fields };
    this.kept.set(made.id, made);
    return made;
  }

  answer(request: PeerRequest): PeerAnswer {
    const { method, path } = request;
    if (path === '/oauth/token') return this.tokens.give(request);
    if (!this.tokens.takes(request)) return refused(401, 'token unknown or ended');
    if (path === ISSUES && method === 'GET') return this.#list(request);
    if (path === ISSUES && method === 'POST') return this.#create(request);
    const id = path.startsWith(`${ISSUES}/`) ? path.slice(ISSUES.length + 1) : undefined;
    const kept = id === undefined ? undefined : this.kept.get(id);
    if (kept === undefined || kept.hidden) return refused(404, 'no such issue');
    if (method === 'GET') return { status: 200, body: { data: shown(kept) } };
    return method === 'PATCH' ? change(kept, request) : refused(405, 'no such method');
  }

  /** `filter=externalReference eq '…'`, `offset` and `limit`. The limit counts before what may not be seen is left out. */
  #list({ query }: PeerRequest): PeerAnswer {
    const filter = /^externalReference eq '([^']*)'$/.exec(query.get('filter') ?? '')?.[1];
    if (query.has('filter') && filter === undefined) return refused(400, 'the filter cannot be read');
    const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 50)];
    if (!Number.isInteger(offset) || !Number.isInteger(limit) || limit < 1) return refused(400, 'no such page');
    const all = [...this.kept.values()];
    const met =
      filter === undefined || this.ignoresFilters
        ? all
        : all.filter(({ fields }) => fields['externalReference'] === filter);
    const page = met.slice(offset, offset + limit).filter(({ hidden }) => !hidden);
    return { status: 200, body: { data: { items: page.map(shown) } } };
  }

  #create({ json }: PeerRequest): PeerAnswer {
    const fields = entered(json, 'issue');
    if (fields === undefined) return refused(422, 'expected { "issue": … } of texts');
    const unknown = Object.keys(fields).find((name) => !FIELDS.has(name));
    if (unknown !== undefined) return refused(422, `unknown field ${unknown}`);
    if ((fields['name'] ?? '') === '') return refused(422, 'name is required');
    if (!RATINGS.includes(fields['details.rating'] ?? '')) return refused(422, 'rating is 1 to 4');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(fields['targetDate'] ?? '')) return refused(422, 'targetDate is a day');
    const made = this.add(fields, false);
    if (this.#answersNew === 'nothing') return { status: 201 };
    const body = this.#answersNew === 'id' ? { objectId: Number(made.id) } : shown(made);
    return { status: 201, body: { data: body } };
  }
}

function change(kept: Kept, { json }: PeerRequest): PeerAnswer {
  const fields = entered(json, 'issue');
  const { status: word, ...others } = fields ?? {};
  if (word === undefined || Object.keys(others).length > 0) return refused(422, 'the status alone can be changed');
  if (!STATES.includes(word)) return refused(422, 'no such status');
  kept.state = word;
  return { status: 200, body: { data: shown(kept) } };
}

/** As the house shows an issue: ids are numbers, days have their midnight. */
function shown({ id, number, state, fields }: Kept): unknown {
  const at = (name: string) => fields[name] ?? null;
  return {
    objectId: Number(id),
    displayId: number,
    status: state,
    externalReference: at('externalReference'),
    name: at('name'),
    details: {
      summary: at('details.summary'),
      rating: at('details.rating'),
      regulation: at('details.regulation'),
      plan: at('details.plan'),
      responsible: at('details.responsible'),
    },
    targetDate: fields['targetDate'] === undefined ? null : `${fields['targetDate']}T00:00:00Z`,
    links: { self: 'https://elsewhere.example/issues/1' },
  };
}

function refused(status: number, message: string): PeerAnswer {
  return { status, body: { errors: [{ code: `ISSUE-${status}`, message }] } };
}
