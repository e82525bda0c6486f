import { z } from 'zod';
import { change } from '../../src/conversations/chat-store.ts';
import { sha256 } from '../../src/core/digests.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { Where } from '../activity.ts';
import type { DoorParts } from '../door-parts.ts';

/** What is kept of a chat. */
const Chat = z.object({
  /** Names what is talked about since the last new beginning. */
  topic: z.string(),
  /** When something was last said, ISO 8601, UTC. */
  last: z.string(),
});

/** A conversation of the audit: what belongs together, until there is a new beginning. */
export interface Topic {
  /** The conversation that rows are recorded in. */
  readonly conversation: string;
  /** The one before, where this one has just begun. */
  readonly before?: string;
}

/** After so long a silence nobody means what was said before. */
const SILENCE = 8 * 3_600_000;

type TopicParts = Pick<DoorParts, 'chats' | 'clock' | 'newId'>;

/** What a message belongs to. A chat that was silent for long begins anew, as one does that is told to. */
export function topicOf(where: Where, parts: TopicParts, begin = false): Topic {
  const at = new Date(parts.clock.now()).toISOString();
  let topic = '';
  let before: string | undefined;
  change(parts.chats, nameOf(where), at, (value) => {
    const known = Chat.safeParse(value);
    const silent = known.success && Date.parse(at) - Date.parse(known.data.last) > SILENCE;
    before = known.success && (begin || silent) ? known.data.topic : undefined;
    topic = known.success && before === undefined ? known.data.topic : parts.newId();
    return { topic, last: at };
  });
  return {
    conversation: recordedConversation(where, topic),
    ...(before === undefined ? {} : { before: recordedConversation(where, before) }),
  };
}

/** Under the conversation, so that it goes with it; each thread has its own. */
function nameOf({ tenant, conversation, thread }: Where) {
  return { tenant, conversation, name: `chat/${thread}` };
}

/** The channel's own ids stay out of the audit: they can name people. */
function recordedConversation({ tenant, thread }: Where, topic: string): string {
  return `teams-${sha256(JSON.stringify([tenant, thread, topic])).slice(0, 32)}`;
}

const Chosen = z.object({ language: z.enum(['en', 'es']) });

/** The language that somebody chose, wherever they write. */
export function chosenLanguage(
  tenant: string,
  person: string,
  { chats }: Pick<DoorParts, 'chats'>,
): Language | undefined {
  const kept = chats.read({ tenant, conversation: `person/${person}`, name: 'language' });
  const parsed = Chosen.safeParse(kept?.value);
  return parsed.success ? parsed.data.language : undefined;
}

export function chooseLanguage(
  tenant: string,
  person: string,
  language: Language,
  { chats, clock }: Pick<DoorParts, 'chats' | 'clock'>,
): void {
  const at = new Date(clock.now()).toISOString();
  change(chats, { tenant, conversation: `person/${person}`, name: 'language' }, at, () => ({ language }));
}
