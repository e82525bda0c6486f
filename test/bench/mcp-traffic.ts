import { modern } from '../mcp/mcp-desk.ts';
import { bearer, CALLERS, type Caller, legacyMessage } from './mcp-callers.ts';
import { type DeskProcess, QUERIES } from './mcp-process.ts';

/** Calls as a bank's assistants make them over weeks, in a few minutes. */
export interface Traffic {
  /** Goes on until so many calls of tools were made in all. */
  until(calls: number): Promise<void>;
  stop(): Promise<void>;
}

const WORKERS = 50;
/** Of the act that the desk holds. */
export const ARTICLES = 40;

interface Worker {
  readonly url: URL;
  readonly token: string;
  readonly modern: Caller;
  readonly alone: Caller;
  /** Has a session; a new one in each round. */
  session: Caller;
  steps: number;
}

const WAIT = { name: 'wait_a_moment', arguments: {} };
const PROGRESS = { progressToken: 1 };

/**
 * Ten calls of one worker: 30 % of revision 2026-07-28 and 20 % of earlier ones without a session, 30 % in a session, and
 * 20 % from which the client goes away in the middle. One in ten begins a session, and none is ever ended by a DELETE.
 */
const STEPS: readonly ((worker: Worker) => Promise<unknown>)[] = [
  (worker) => good(worker.modern, 'search_regulations', { query: queryFor(worker), limit: 3 }),
  ({ modern }) => good(modern, 'list_regulations'),
  (worker) => good(worker.modern, 'get_provision', { provision: placeFor(worker) }),
  (worker) => good(worker.alone, 'get_provision', { provision: placeFor(worker) }),
  ({ alone }) => good(alone, 'do_nothing'),
  async (worker) => {
    await goneInMidStream(worker, modern('subscriptions/listen', { notifications: { resourcesListChanged: true } }));
    await goneInMidStream(worker, modern('tools/call', WAIT, { meta: PROGRESS }));
  },
  (worker) => {
    const { session } = worker.session;
    const { message, headers } = legacyMessage(`gone ${worker.steps}`, { ...WAIT, _meta: PROGRESS });
    // By turns in the session and without one.
    const within = session === undefined || worker.steps % 20 < 10 ? {} : { 'mcp-session-id': session };
    return goneInMidStream(worker, { message, headers: { ...headers, ...within } });
  },
  async (worker) => {
    // Every other host goes on listening to the session that it has forgotten.
    if (worker.steps % 20 < 10) await worker.session.leave();
    worker.session = await sessionOf(worker, worker.steps);
    await good(worker.session, 'list_regulations');
  },
  ({ session }) => good(session, 'do_nothing'),
  (worker) => good(worker.session, 'search_regulations', { query: queryFor(worker), limit: 3 }),
];

export async function startTraffic({ url, tokens }: Pick<DeskProcess, 'url' | 'tokens'>): Promise<Traffic> {
  const workers = await Promise.all(
    Array.from({ length: WORKERS }, async (_, number): Promise<Worker> => {
      const token = tokens[number % tokens.length] ?? '';
      return {
        url,
        token,
        modern: await CALLERS['client 2.x, 2026-07-28'](url, token),
        alone: await CALLERS['no client library, 2025-06-18, no session'](url, token),
        session: await sessionOf({ url, token }, number),
        steps: 0,
      };
    }),
  );
  let made = 0;
  return {
    until: async (calls) => {
      const work = async (worker: Worker): Promise<void> => {
        while (made < calls) {
          made += 1;
          await STEPS[worker.steps % STEPS.length]?.(worker);
          worker.steps += 1;
        }
      };
      await Promise.all(workers.map(work));
    },
    stop: async () => {
      await Promise.all(workers.flatMap(({ modern, session }) => [modern.leave(), session.leave()]));
    },
  };
}

function sessionOf({ url, token }: Pick<Worker, 'url' | 'token'>, number: number): Promise<Caller> {
  const which = number % 3 === 0 ? 'client 2.x, 2025-11-25, with a session' : 'client 1.x, 2025-11-25, with a session';
  return CALLERS[which](url, token);
}

async function good(caller: Caller, tool: string, given: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const { isError, text } = await caller.call(tool, given);
  if (isError) throw new Error(`${tool}: ${text}`);
}

/** Goes away once the first of the reply is there. */
async function goneInMidStream({ url, token }: Worker, { message, headers }: ReturnType<typeof modern>): Promise<void> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
      ...bearer(token),
    },
    body: JSON.stringify(message),
    signal: leaving.signal,
  });
  const first = await response.body?.getReader().read();
  leaving.abort();
  const text = new TextDecoder().decode(first?.value);
  if (!response.ok || !text.startsWith('event: message')) throw new Error(`${response.status}: ${text}`);
}

function queryFor({ steps }: Worker): string {
  return QUERIES[steps % QUERIES.length] ?? QUERIES[0];
}

function placeFor({ steps }: Worker): string {
  return `32099R0001#art_${(steps % ARTICLES) + 1}`;
}
