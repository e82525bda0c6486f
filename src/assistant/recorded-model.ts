import { type Audit, recordedAs } from '../audit/audit.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import type { Spender, Spending } from './budgets/spending.ts';
import type { ChatEvent, ChatModel, ChatRequest, TokenUse } from './chat-model.ts';
import { estimateTokens, requestTokens } from './transcript.ts';

type End = Extract<ChatEvent, { readonly kind: 'end' }>;

/** Why there is no reply: what went wrong on the model's side, and not with recording or reckoning it. */
export class ModelFailure extends Error {
  constructor(cause: unknown) {
    super('The model gave no reply.', { cause });
    this.name = 'ModelFailure';
  }
}

/** A hard limit leaves no room for the call; nothing was sent. */
export class SpendingLimitReached extends Error {
  constructor() {
    super('The budget leaves no room for the call.');
    this.name = 'SpendingLimitReached';
  }
}

export interface RecordedModel {
  /**
   * One reply. That it is asked for is recorded before anything leaves, with its share of the budget held back; what came
   * of it after, in one transaction with what it cost.
   *
   * @throws ModelFailure, SpendingLimitReached
   */
  reply(request: ChatRequest, signal: AbortSignal | undefined): AsyncGenerator<ChatEvent, void, undefined>;
}

/**
 * @param told what every row of its calls tells: which prompts, for instance
 */
export function recordedModel(
  model: ChatModel,
  { audit, spending }: { readonly audit: Pick<Audit, 'within' | 'intend' | 'settle'>; readonly spending: Spending },
  spender: Spender,
  told: JsonObject,
): RecordedModel {
  const what = { what: 'model', tool: spender.tool, ...told };
  const begin = (request: ChatRequest) =>
    audit.within(() => {
      const expected = { input: requestTokens(request), output: request.longest };
      const reservation = spending.reserve(spender, expected, model.destinations[0]?.deployment ?? '');
      if (reservation === undefined) throw new SpendingLimitReached();
      const departures = model.destinations.map((destination) => ({ ...destination }));
      return { reservation, intent: audit.intend({ body: { ...what, departures } }, recordedAs(spender.context)) };
    });
  return {
    reply: async function* (request, signal) {
      const { intent, reservation } = begin(request);
      let end: End | undefined;
      let characters = 0;
      let outcome = 'stopped';
      try {
        for await (const event of model.reply(request, signal)) {
          if (event.kind === 'end') end = event;
          else characters += event.text.length;
          if (end !== undefined) outcome = 'ok';
          yield event;
        }
      } catch (error) {
        outcome = signal?.aborted ? 'stopped' : 'failed';
        throw new ModelFailure(error);
      } finally {
        const taken = end ?? cutShort(model, request, outcome, characters);
        audit.within(() => {
          audit.settle(intent, {
            type: 'outcome',
            body: { ...what, outcome, ...(taken === undefined ? {} : toldOf(taken)) },
          });
          spending.settle(reservation, taken);
        });
      }
    },
  };
}

/** What a reply cost that never came to its end: what was sent, and what of it came; nothing where it failed at once. */
function cutShort(
  { destinations: [first] }: ChatModel,
  request: ChatRequest,
  outcome: string,
  characters: number,
): Pick<End, 'use' | 'served'> | undefined {
  if (first === undefined || (outcome === 'failed' && characters === 0)) return undefined;
  const use: TokenUse = {
    input: requestTokens(request),
    cached: 0,
    output: estimateTokens('x'.repeat(characters)),
    estimated: true,
  };
  return { use, served: { ...first, model: first.deployment, spilledOver: false } };
}

function toldOf({ use, served, ...end }: Pick<End, 'use' | 'served'> & Partial<End>): JsonObject {
  const { why, findings = [] } = end;
  return {
    ...(why === undefined ? {} : { why }),
    use: { ...use },
    served: { ...served },
    ...(findings.length === 0 ? {} : { filter: findings.map((finding) => ({ ...finding })) }),
  };
}
