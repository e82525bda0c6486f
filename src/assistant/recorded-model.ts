import { type Audit, recordedAs } from '../audit/audit.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import type { Spender, Spending } from './budgets/spending.ts';
import type { ChatEvent, ChatModel, ChatRequest, Served, TokenUse } from './chat-model.ts';
import { requestTokens, tokensOf } from './transcript.ts';

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
      const deployments = model.destinations.map(({ deployment }) => deployment);
      const reservation = spending.reserve(spender, expected, deployments);
      if (reservation === undefined) throw new SpendingLimitReached();
      const departures = model.destinations.map((destination) => ({ ...destination }));
      return { reservation, intent: audit.intend({ body: { ...what, departures } }, recordedAs(spender.context)) };
    });
  return {
    reply: async function* (request, signal) {
      const { intent, reservation } = begin(request);
      let end: End | undefined;
      let characters = 0;
      let served: Served | undefined;
      let outcome = 'stopped';
      let failure: unknown;
      try {
        for await (const event of model.reply(request, signal)) {
          if (event.kind === 'begin') served = event.served;
          else if (event.kind === 'text') characters += event.text.length;
          else [end, outcome] = [event, 'ok'];
          yield event;
        }
      } catch (error) {
        if (!signal?.aborted) [outcome, failure] = ['failed', error];
        throw new ModelFailure(error);
      } finally {
        // What failed before anybody replied took nothing; what began to reply had read all that was sent.
        const by = served ?? (outcome === 'failed' ? undefined : firstOf(model));
        const taken = end ?? (by && { served: by, use: usedSoFar(request, characters) });
        const { why, personal } = failureTold(failure);
        audit.within(() => {
          audit.settle(intent, {
            type: 'outcome',
            body: { ...what, outcome, ...why, ...(taken === undefined ? {} : toldOf(taken)) },
            personal,
          });
          spending.settle(reservation, taken);
        });
      }
    },
  };
}

/** What a reply took that never came to its end: what was sent, and what of it came. */
function usedSoFar(request: ChatRequest, characters: number): TokenUse {
  return { input: requestTokens(request), cached: 0, output: tokensOf(characters), estimated: true };
}

/** Where a reply is taken to come from that ended before it said. */
export function firstOf({ destinations: [first] }: ChatModel): Served | undefined {
  return first && { ...first, model: first.deployment, spilledOver: false };
}

/** Why there was no reply, for whoever runs the desk: the person is told no more than the kind of it. */
function failureTold(failure: unknown): { readonly why: JsonObject; readonly personal: { readonly message?: string } } {
  if (failure === undefined) return { why: {}, personal: {} };
  if (!(failure instanceof AppError)) return { why: { code: 'internal' }, personal: {} };
  return { why: { code: failure.code }, personal: { message: failure.message } };
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
