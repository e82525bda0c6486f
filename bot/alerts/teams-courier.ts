import type { ConversationReference } from 'botbuilder';
import { z } from 'zod';
import type { ChannelAddress } from '../../src/conversations/channel-address.ts';
import type { Attempt, Courier, DepartingMessage } from '../../src/delivery/courier.ts';
import type { DeskAdapter } from '../connection/desk-adapter.ts';
import { asSendError, type SendError } from '../connection/outgoing.ts';
import type { Reply } from '../turn.ts';

/**
 * Writes a message of the outbox in the channel's form; undefined for a kind that it does not know. What it is about may be
 * gone, or not to be read now: then it says how the attempt ends.
 */
export type MessageWriter = (message: DepartingMessage, address: ChannelAddress) => Reply | NotWritten | undefined;
export type NotWritten = Extract<Attempt, { readonly kind: 'later' | 'refused' }>;

/** As `refreshAddress` keeps it. */
const Reference = z.looseObject({
  channelId: z.string(),
  serviceUrl: z.string(),
  bot: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({ id: z.string() }),
});

/**
 * Brings messages to conversations of Teams, unasked: a proactive message to the address that the conversation was last
 * heard from. One attempt each; the sender decides whether there is another.
 */
export function createTeamsCourier(adapter: Pick<DeskAdapter, 'reach'>, write: MessageWriter): Courier {
  return {
    deliver: async (message, address, signal) => {
      signal.throwIfAborted();
      const reply = write(message, address);
      if (reply === undefined)
        return { kind: 'refused', why: `Teams has no form for a message of the kind ${message.kind}.` };
      if ('kind' in reply) return reply;
      const reference = Reference.safeParse(address.reference);
      if (!reference.success) return { kind: 'gone', why: 'The address of the conversation cannot be read.' };
      let id = '';
      try {
        await Promise.race([
          adapter.reach(
            reference.data as unknown as Partial<ConversationReference>,
            async (sdk) => {
              const { type = 'message', ...rest } = reply;
              id = (await sdk.sendActivity({ type, ...rest }))?.id ?? '';
            },
            { tries: 1, signal },
          ),
          aborted(signal),
        ]);
        return { kind: 'delivered', id };
      } catch (error) {
        if (signal.aborted) return { kind: 'unknown', why: 'Teams did not answer in time.' };
        return attemptOf(asSendError(error));
      }
    },
  };
}

/** Microsoft Teams, "Send proactive messages", and the connector's error codes. */
function attemptOf({ status, code, message, retryAfter, cause }: SendError): Attempt {
  const why = `Teams answered ${status} ${code}: ${message}`.slice(0, 300);
  if (status === 403 || status === 404) return { kind: 'gone', why };
  if (status === 412 || status === 429 || status === 503)
    return { kind: 'later', why, ...(retryAfter === undefined ? {} : { afterMs: retryAfter }) };
  if (status === 401) return { kind: 'later', why: 'Teams refused the bot’s own sign-in: look at its registration.' };
  if (status >= 400 && status < 500) return { kind: 'refused', why };
  // Nobody took the connection: nothing can have been shown.
  if (status === 0 && notConnected(cause)) return { kind: 'later', why: 'Teams could not be reached.' };
  return { kind: 'unknown', why: status === 0 ? 'The connection to Teams broke.' : why };
}

function notConnected(error: unknown): boolean {
  const codes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    const { code, message } = each as Error & { code?: string };
    if ((code !== undefined && codes.has(code)) || [...codes].some((known) => message.includes(known))) return true;
  }
  return false;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
