import { z } from 'zod';
import type { GrcPeer } from '../../contracts/grc-platform-ground.ts';
import type { FaultRate, RequestKind } from './fault-plan.ts';
import { type PeerAnswer, type PeerRequest, startPeerServer } from './peer-server.ts';

export interface GenericPeerOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly failing?: FaultRate;
  /** An id that is known changes its finding (by default); else it makes a second one. */
  readonly upserts?: boolean;
}

/** A workflow as the peer took it. */
export type TakenWorkflow = z.infer<typeof Workflow>;

export interface GenericPeer extends GrcPeer {
  readonly url: string;
  workflows(): readonly TakenWorkflow[];
  /** The next bulk is answered with this, and nothing of it is taken. */
  answerBulk(body: unknown, status?: number): void;
}

/** What the peer wants in `x-api-key`. */
export const GENERIC_KEY = 'lantern-key-0815-4711';

const Finding = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
  title: z.string().min(1),
  description: z.string().min(1),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  regulatory_reference: z.string().min(1),
  remediation_plan: z.string().min(1),
  due_date: z.iso.date(),
  status: z.enum(['open', 'in_progress', 'validating', 'closed', 'risk_accepted', 'parked']),
  // This receiver takes one field more than the wire's own.
  owner: z.string().optional(),
});
const Bulk = z.strictObject({
  source: z.string().min(1),
  findings: z.array(z.unknown()).min(1).max(100),
  sync_timestamp: z.iso.datetime(),
});
const Workflow = z.strictObject({
  source: z.string().min(1),
  id: z.string(),
  finding_id: z.string(),
  name: z.string().min(1),
  steps: z
    .array(
      z.strictObject({
        name: z.enum(['Review Gaps', 'Create Action Plan', 'Implement Controls', 'Validate Implementation']),
        type: z.enum(['approval', 'task']),
        days: z.int().min(1),
        depends_on: z.array(z.string()),
        assignee: z.string(),
        due_date: z.iso.date(),
      }),
    )
    .length(4),
  sync_timestamp: z.iso.datetime(),
});

interface Kept {
  readonly finding: z.infer<typeof Finding>;
  readonly number: string;
  readonly stranger: boolean;
  hidden: boolean;
  state: string;
}

const FINDINGS = '/api/v1/findings';

/**
 * A strict receiver of findings on this machine: the two given requests, and the counterpart that the adapter assumes. It
 * takes nothing that is not of the form, and says for each finding what became of it.
 */
export async function startGenericPeer(options: GenericPeerOptions = {}): Promise<GenericPeer> {
  const { port, seed, failing } = options;
  const state = new PeerState(options.upserts ?? true);
  const server = await startPeerServer({
    answer: (request) => state.answer(request),
    kindOf: ({ method }): RequestKind => (method === 'GET' ? 'read' : 'write'),
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(failing === undefined ? {} : { failing }),
  });
  return {
    url: server.url,
    records: () =>
      state.kept
        .filter(({ stranger }) => !stranger)
        .map(({ finding, state: word }) => ({
          id: finding.id,
          key: finding.id,
          state: word,
          fields: Object.fromEntries(Object.entries(finding).map(([name, value]) => [name, String(value)])),
        })),
    fault: (fault, times, at) => server.faults.plan(fault, times, at),
    changeState: (id, word) => {
      state.known(id).state = word;
    },
    hide: (id) => {
      state.known(id).hidden = true;
    },
    addStrangers: (count, mentioning = 'another one') => {
      for (let at = 0; at < count; at += 1) state.addStranger(mentioning);
    },
    ignoreFilters: () => {
      state.ignoresFilters = true;
    },
    endSessions: () => undefined,
    workflows: () => [...state.workflows.values()],
    answerBulk: (body, status = 200) => {
      state.instead = { status, body };
    },
    requests: () => server.requests(),
    close: () => server.close(),
  };
}

class PeerState {
  readonly kept: Kept[] = [];
  readonly workflows = new Map<string, TakenWorkflow>();
  readonly #upserts: boolean;
  ignoresFilters = false;
  instead: PeerAnswer | undefined;

  constructor(upserts: boolean) {
    this.#upserts = upserts;
  }

  known(id: string): Kept {
    const kept = this.kept.find(({ finding }) => finding.id === id);
    if (kept === undefined) throw new Error(`there is no finding ${id}`);
    return kept;
  }

  addStranger(mentioning: string): void {
    const id = `S-${this.kept.length}`;
    const finding = {
      id,
      title: mentioning,
      description: mentioning,
      severity: 'low' as const,
      regulatory_reference: mentioning,
      remediation_plan: mentioning,
      due_date: '2031-01-01',
      status: 'open' as const,
    };
    this.kept.push({ finding, number: `GRC-${this.kept.length + 1}`, stranger: true, hidden: false, state: 'open' });
  }

  answer(request: PeerRequest): PeerAnswer {
    const { method, path, headers } = request;
    if (headers['x-api-key'] !== GENERIC_KEY) return { status: 401, body: { error: 'no such key' } };
    if (method === 'POST' && path === `${FINDINGS}/bulk`) return this.#bulk(request);
    if (method === 'POST' && path === '/api/v1/workflows') return this.#workflow(request);
    if (method === 'GET' && path === FINDINGS) return this.#list(request);
    const id = path.startsWith(`${FINDINGS}/`) ? path.slice(FINDINGS.length + 1) : '';
    const kept = this.kept.find((each) => each.finding.id === id && !each.hidden);
    if (kept === undefined) return { status: 404, body: { error: 'no such finding' } };
    if (method === 'GET') return { status: 200, body: shown(kept) };
    return method === 'PATCH' ? patch(kept, request) : { status: 405, body: { error: 'no such method' } };
  }

  #bulk({ json }: PeerRequest): PeerAnswer {
    const { instead } = this;
    this.instead = undefined;
    if (instead !== undefined) return instead;
    const bulk = Bulk.safeParse(json);
    if (!bulk.success) return { status: 400, body: { error: z.prettifyError(bulk.error) } };
    return { status: 207, body: { results: bulk.data.findings.map((each) => this.#take(each)) } };
  }

  #take(json: unknown): unknown {
    const parsed = Finding.safeParse(json);
    if (!parsed.success) {
      const id = (json as { readonly id?: unknown } | null)?.id;
      return { id, result: 'failed', error: { code: 'form', message: z.prettifyError(parsed.error) } };
    }
    const finding = parsed.data;
    const at = this.#upserts ? this.kept.findIndex((each) => each.finding.id === finding.id) : -1;
    const before = this.kept[at];
    const number = before?.number ?? `GRC-${this.kept.length + 1}`;
    const taken = { finding, number, stranger: false, hidden: before?.hidden ?? false, state: finding.status };
    if (before === undefined) this.kept.push(taken);
    else this.kept[at] = taken;
    return { id: finding.id, result: before === undefined ? 'created' : 'updated', number };
  }

  #list({ query }: PeerRequest): PeerAnswer {
    const id = query.get('id');
    const met = this.ignoresFilters || id === null ? this.kept : this.kept.filter(({ finding }) => finding.id === id);
    return { status: 200, body: { findings: met.filter(({ hidden }) => !hidden).map(shown) } };
  }

  #workflow({ json }: PeerRequest): PeerAnswer {
    const parsed = Workflow.safeParse(json);
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    const { id, finding_id: of } = parsed.data;
    if (!this.kept.some(({ finding }) => finding.id === of)) return { status: 422, body: { error: 'no such finding' } };
    const known = this.workflows.has(id);
    if (!known) this.workflows.set(id, parsed.data);
    return known ? { status: 409, body: { error: 'it is there' } } : { status: 201, body: { id, steps: 4 } };
  }
}

const Change = z.strictObject({ status: Finding.shape.status });

function patch(kept: Kept, { json }: PeerRequest): PeerAnswer {
  const change = Change.safeParse(json);
  if (!change.success) return { status: 400, body: { error: z.prettifyError(change.error) } };
  kept.state = change.data.status;
  return { status: 200, body: shown(kept) };
}

function shown({ finding, number, state }: Kept): unknown {
  return { ...finding, number, status: state, url: 'https://elsewhere.example/findings/1' };
}
