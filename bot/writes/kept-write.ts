import { z } from 'zod';
import type { ChatStore, KeptName } from '../../src/conversations/chat-store.ts';
import type { JsonObject } from '../../src/core/canonical-json.ts';
import type { Where } from '../activity.ts';

const at = z.string();

/** What became of a write; `running` while it is done. */
const State = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('running'), at }),
  z.object({ kind: z.literal('done'), by: z.string(), at, lines: z.array(z.string()) }),
  z.object({ kind: z.literal('declined'), by: z.string(), at }),
  z.object({ kind: z.literal('expired') }),
  z.object({ kind: z.literal('failed'), at, why: z.string() }),
  z.object({ kind: z.literal('in_doubt'), at }),
]);

const Write = z.object({
  tool: z.string(),
  /** What the tool is called with, and the confirmation that it gave; both gone once the write has ended. */
  call: z.object({ input: z.record(z.string(), z.unknown()), confirmation: z.string() }).optional(),
  /** The conversation of the audit in which it was drafted. */
  conversation: z.string(),
  summary: z.object({ title: z.string(), lines: z.array(z.string()) }),
  language: z.enum(['en', 'es']),
  expires: z.string(),
  owner: z.object({
    /** Whoever signed in. */
    caller: z.string(),
    /** The same by the channel: the object id, and the id that its cards know them by. */
    person: z.string(),
    account: z.string(),
    name: z.string(),
  }),
  /** The channel's id of the message that shows it; empty until it was sent. */
  message: z.string(),
  state: State,
});

export type Write = z.output<typeof Write>;
export type KeptState = Write['state'];

/** A write as it is kept, with the revision that a change must name. */
export interface KeptWrite {
  readonly write: Write;
  readonly revision: number;
}

/** Of the chat or the channel as a whole: whatever thread a press comes from, the write is the same. */
function nameOf({ tenant, conversation }: Pick<Where, 'tenant' | 'conversation'>, id: string): KeptName {
  return { tenant, conversation, name: `write/${id}` };
}

export function readWrite(chats: ChatStore, where: Where, id: string): KeptWrite | undefined {
  const kept = chats.read(nameOf(where, id));
  return kept === undefined ? undefined : { write: Write.parse(kept.value), revision: kept.revision };
}

/**
 * Keeps a write as it is now.
 *
 * @param from the revision that it was made from; 0 for a new one
 * @returns `undefined` where somebody else was faster, and nothing was done
 */
export function keepWrite(
  chats: ChatStore,
  where: Where,
  { id, write, from, now }: { readonly id: string; readonly write: Write; readonly from: number; readonly now: number },
): KeptWrite | undefined {
  const value = JSON.parse(JSON.stringify(write)) as JsonObject;
  const revision = chats.write(nameOf(where, id), value, from, new Date(now).toISOString());
  return revision === undefined ? undefined : { write, revision };
}
