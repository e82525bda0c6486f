import { z } from 'zod';
import type { Answer } from '../../core/bounded-request.ts';
import { platformSaid } from '../../findings/filing/http-attempts.ts';

/** `IsSuccessful` is a truth value, or its name as text. */
const Truth = z.union([z.boolean(), z.string().transform((text) => text.trim().toLowerCase() === 'true')]);

const Message = z.object({
  ResourcedMessage: z.string().nullish().catch(undefined),
  MessageKey: z.string().nullish().catch(undefined),
  Message: z.string().nullish().catch(undefined),
});

/** The envelope of each answer of the REST API; refusals leave parts of it out. */
const Envelope = z
  .object({
    IsSuccessful: Truth.nullish().catch(undefined),
    RequestedObject: z.unknown().optional(),
    ValidationMessages: z.array(Message).nullish().catch(undefined),
  })
  .refine((envelope) => Object.values(envelope).some((part) => part !== undefined));

/** What an answer of the REST API says, whatever its status. */
export type ArcherReply =
  | { readonly kind: 'done'; readonly object: unknown }
  /** `said`: why, in Archer's own words; '' where it gives none. */
  | { readonly kind: 'refused'; readonly said: string }
  /** No answer of Archer's: a page of a proxy, or of a sign-in. */
  | { readonly kind: 'no_reply' };

/** @param secrets taken out of what Archer says */
export function archerReply({ json }: Pick<Answer, 'json'>, secrets: readonly string[]): ArcherReply {
  const parsed = Envelope.safeParse(json);
  if (!parsed.success) return { kind: 'no_reply' };
  const { IsSuccessful: successful, RequestedObject: object = null, ValidationMessages: messages } = parsed.data;
  if (successful === true) return { kind: 'done', object };
  // Some refusals have messages alone, and some answers that give something leave the rest out.
  if (successful === false || (messages ?? []).length > 0)
    return { kind: 'refused', said: saidBy(messages ?? [], secrets) };
  return object === null ? { kind: 'no_reply' } : { kind: 'done', object };
}

/** A key is all there is where the server has no text for a message: "ValidationMessageTemplates:LoginNotValid". */
function saidBy(messages: readonly z.infer<typeof Message>[], secrets: readonly string[]): string {
  const texts = messages.map(
    ({ ResourcedMessage: text, Message: plain, MessageKey: key }) => text || plain || key?.replace(/^.*:/, '') || '',
  );
  return platformSaid(texts.filter((text) => text !== '').join(' '), secrets);
}

/** The objects of an answer that is a list of envelopes, those that could not be given left out; undefined for no list. */
export function archerList({ json }: Pick<Answer, 'json'>): readonly unknown[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const replies = json.map((each: unknown) => archerReply({ json: each }, []));
  if (replies.some(({ kind }) => kind === 'no_reply')) return undefined;
  return replies.flatMap((reply) => (reply.kind === 'done' && reply.object !== null ? [reply.object] : []));
}
