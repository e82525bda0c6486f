import type { CallContext } from '../core/call-context.ts';
import type { Json } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import { foldText } from '../core/text.ts';
import type { LawView } from '../regulations/law-view.ts';
import { namedActs } from '../regulations/named-acts.ts';
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
  /** Makes none of them, and records that they were asked for. */
  refuse(requests: readonly ToolRequest[]): void;
  /**
   * What was looked for, once something was: of the model's words those that stand in the question or in the law that it
   * read, in the order of the alphabet. It is shown to whoever asks, and all else that a model searches for may be
   * something that it was talked into telling.
   */
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
    view,
  }: {
    readonly tools: AssistantTools;
    readonly offered: readonly ToolOffer[];
    readonly data: TurnData;
    readonly view: LawView;
  },
  question: Question,
  context: CallContext,
  watch: Watch = unwatched,
): TurnCalls {
  const terms = new Set<string>();
  const acts = new Set<string>();
  let [made, read, everywhere] = [0, false, false];

  const run = async ({ name, arguments: written }: ToolRequest): Promise<ShownResult> => {
    const offer = offered.find((each) => each.name === name);
    const raw = bounded(parsed(written), offer, question);
    // A name that the model made up is told to nobody.
    if (offer !== undefined) watch({ kind: 'step', tool: name });
    try {
      const result = await tools.call(name, raw, context);
      // A tool that knows no acts reads what it is asked for: the person's choice holds for it as well.
      if (result.passages.some(({ act }) => question.acts?.includes(act) === false))
        return failedResult(outside(question.acts ?? []));
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
    if (Array.isArray(only)) for (const act of namedActs(view, only.map(String))) acts.add(act);
    else everywhere = true;
  };

  const refuse = (requests: readonly ToolRequest[]): void => {
    if (requests.length > 0) tools.refuse(requests, context);
  };
  const tellable = (): readonly string[] => {
    const texts = [question.text, ...data.passages.map(({ passage }) => passage.text)];
    const known = new Set(texts.flatMap(wordsSought).map(foldText));
    return [...terms].filter((term) => known.has(foldText(term))).sort();
  };

  return {
    run: async (requests) => {
      const most = Math.min(MOST_AT_ONCE, MOST_IN_ALL - made);
      made += Math.min(most, requests.length);
      refuse(requests.slice(most));
      const results = await Promise.all(requests.slice(0, most).map(run));
      return requests.map(({ id }, at) => ({ call: id, result: results[at] ?? failedResult(tooMany()) }));
    },
    refuse,
    get searched() {
      return { acts: everywhere || acts.size === 0 ? undefined : [...acts], terms: tellable() };
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

function outside(acts: readonly string[]): AppError {
  return new AppError('not_permitted', `Only these acts are read for this question: ${acts.join(', ')}.`);
}

function tooMany(): AppError {
  return new AppError(
    'rate_limited',
    `At most ${MOST_AT_ONCE} calls at once and ${MOST_IN_ALL} for one question are made; this one was not. Answer with what has been read.`,
  );
}
