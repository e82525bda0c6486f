import type { CallContext } from '../src/core/call-context.ts';
import type { Topic } from './chat/topic.ts';
import { topicOf } from './chat/topic.ts';
import type { DoorParts } from './door-parts.ts';
import type { Pass } from './sign-in/passes.ts';
import type { Turn } from './turn.ts';

/** Somebody who is let in, and what their turn is recorded as. */
export interface Admission {
  readonly pass: Pass;
  readonly topic: Topic;
  readonly context: CallContext;
}

/**
 * Whoever a turn is from, where they are signed in; `undefined` where they have to sign in first, or where the channel
 * vouches for nobody.
 *
 * @param begin begins a new topic
 * @throws AppError as `Passes.of`
 */
export async function admitted(
  turn: Turn,
  parts: Pick<DoorParts, 'passes' | 'chats' | 'clock' | 'newId'>,
  begin = false,
): Promise<Admission | undefined> {
  const { person, where, correlation, signal } = turn;
  if (person === undefined) return undefined;
  const pass = await parts.passes.of(where.tenant, person, correlation, signal);
  if (pass === undefined) return undefined;
  const topic = topicOf(where, parts, begin);
  return { pass, topic, context: contextOf(turn, pass, topic.conversation) };
}

/** @param conversation of the audit */
export function contextOf(
  { correlation, signal, where }: Turn,
  { tenant, caller }: Pass,
  conversation: string,
): CallContext {
  return {
    tenant,
    user: caller,
    conversation,
    channel: 'teams',
    address: where.conversation,
    correlation,
    signal,
  };
}
