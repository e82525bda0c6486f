import type { CallContext } from '../core/call-context.ts';
import type { Json } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import type { Question } from './answer.ts';
import type { AssistantTools } from './assistant-tools.ts';
import type { ToolOffer, ToolRequest } from './chat-model.ts';
import { wordsSought } from './extractive/finish-answer.ts';
import { failedResult, type ShownResult, shownResult } from './tool-results.ts';
import type { TurnData } from './turn-data.ts';
import { unwatched, type Watch } from './watch.ts';

/** The calls of one turn. */
export interface TurnCalls {
  /** Makes them side by side; each has exactly one result, in the order asked. */
  run(requests: readonly ToolRequest[]): Promise<readonly { readonly call: string; readonly result: ShownResult }[]>;
  /** What was looked for, once something was. */
  readonly searched: { readonly acts: readonly string[] | undefined; readonly terms: readonly string[] };
  /** True once a call gave something. */
  readonly read: boolean;
}

/** More at once, or in all, is no looking up but a fault or a trick. */
const MOST_AT_ONCE = 8;
const MOST_IN_ALL = 24;

/**
 * @param question its day, acts and language hold for every call, whatever the model asks for
 */
export function createTurnCalls(
  {
    tools,
    offered,
    data,
  }: { readonly tools: AssistantTools; readonly offered: readonly ToolOffer[]; readonly data: TurnData },
  question: Question,
  context: CallContext,
  watch: Watch = unwatched,
): TurnCalls {
  const terms = new Set<string>();
  const acts = new Set<string>();
  let [made, read, everywhere] = [0, false, false];

  const run = async ({ name, arguments: written }: ToolRequest, at: number): Promise<ShownResult> => {
    if (at >= MOST_AT_ONCE || made >= MOST_IN_ALL) return failedResult(tooMany());
    made += 1;
    const raw = bounded(
      parsed(written),
      offered.find((offer) => offer.name === name),
      question,
    );
    watch({ kind: 'step', tool: name });
    try {
      const result = await tools.call(name, raw, context);
      read = true;
      remember(raw);
      return shownResult(data, result);
    } catch (error) {
      if (context.signal?.aborted || !(error instanceof AppError)) throw error;
      return failedResult(error);
    }
  };

  const remember = (raw: unknown): void => {
    const { query, acts: only } = (raw ?? {}) as { readonly query?: unknown; readonly acts?: unknown };
    if (typeof query !== 'string') return;
    for (const term of wordsSought(query)) terms.add(term);
    if (Array.isArray(only)) for (const act of only) acts.add(String(act));
    else everywhere = true;
  };

  return {
    run: async (requests) => {
      const results = await Promise.all(requests.map(run));
      return requests.map(({ id }, at) => ({ call: id, result: results[at] as ShownResult }));
    },
    get searched() {
      return { acts: everywhere || acts.size === 0 ? undefined : [...acts], terms: [...terms] };
    },
    get read() {
      return read;
    },
  };
}

/** What is no JSON goes on as it is: the seam refuses it, and that is recorded. */
function parsed(written: string): unknown {
  try {
    return JSON.parse(written === '' ? '{}' : written) as unknown;
  } catch {
    return written;
  }
}

/** The day, the acts and the language that the person set hold, as far as a tool knows them. */
function bounded(raw: unknown, offer: ToolOffer | undefined, { asOf, acts, language }: Question): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || offer === undefined) return raw;
  const known = (offer.parameters['properties'] ?? {}) as Readonly<Record<string, Json>>;
  const set = Object.entries({ asOf, acts, language }).filter(
    ([name, value]) => value !== undefined && Object.hasOwn(known, name),
  );
  return { ...raw, ...Object.fromEntries(set) };
}

function tooMany(): AppError {
  return new AppError(
    'rate_limited',
    `At most ${MOST_AT_ONCE} calls at once and ${MOST_IN_ALL} for one question are made; this one was not. Answer with what has been read.`,
  );
}
