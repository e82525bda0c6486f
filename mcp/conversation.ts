import { sha256 } from '../src/core/digests.ts';
import type { NewId } from '../src/core/ids.ts';
import type { Exchange } from './exchange.ts';

/** What a request says of the conversation that it belongs to: labels of the client's own, none of them verified. */
export interface ConversationLabels {
  readonly meta?: Readonly<Record<string, unknown>> | undefined;
  /** The header of W3C Trace Context. */
  readonly traceparent?: string | undefined;
  /** What the client calls itself. */
  readonly client?: string | undefined;
  /** The session or connection that it came by. */
  readonly connection?: string | undefined;
}

export interface Conversations {
  /** The conversation that something is recorded in. */
  of(exchange: Pick<Exchange, 'tenant' | 'user'>, labels: ConversationLabels): string;
}

/** How long somebody who sends no label may be silent and still be in the same conversation, in milliseconds. */
const PAUSE = 1_800_000;
/** People whose last conversation is remembered; the one heard from longest ago is forgotten first. */
const MOST = 10_000;
const LONGEST_LABEL = 500;
/** Version, trace id, parent id and flags: the trace is what the requests of one conversation share. */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/**
 * The protocol knows no conversations. By what hosts send, in this order: VS Code's id, OpenAI's session, the trace, and
 * where there is none, a handle drawn here: the connection's, or one that lasts as long as the same client of the same
 * person keeps asking. Whatever a client sends is a label under the verified person, never a key: the same label of two
 * people names two conversations.
 *
 * @param now milliseconds of any origin
 */
export function createConversations({
  newId,
  now,
}: {
  readonly newId: NewId;
  readonly now: () => number;
}): Conversations {
  const handles = new Map<string, { readonly handle: string; last: number }>();

  const drawn = (key: string): string => {
    const known = handles.get(key);
    handles.delete(key);
    const handle = known !== undefined && now() - known.last <= PAUSE ? known.handle : newId();
    handles.set(key, { handle, last: now() });
    const [oldest] = handles.keys();
    if (handles.size > MOST && oldest !== undefined) handles.delete(oldest);
    return handle;
  };

  return {
    of: ({ tenant, user }, labels) => {
      const person = [tenant, user.id];
      const { connection, client = '' } = labels;
      const named = label(labels);
      const key = named ?? ['handle', connection ?? drawn(JSON.stringify([...person, client.slice(0, LONGEST_LABEL)]))];
      return `mcp-${sha256(JSON.stringify([...person, ...key])).slice(0, 32)}`;
    },
  };
}

function label({ meta = {}, traceparent }: ConversationLabels): readonly [kind: string, label: string] | undefined {
  const own = (name: string): string | undefined => {
    const value = Object.hasOwn(meta, name) ? meta[name] : undefined;
    return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_LABEL) : undefined;
  };
  const vscode = own('vscode.conversationId');
  if (vscode !== undefined) return ['vscode', vscode];
  const openai = own('openai/session');
  if (openai !== undefined) return ['openai', openai];
  const [, trace = NO_TRACE] = TRACEPARENT.exec(own('traceparent') ?? traceparent ?? '') ?? [];
  return trace === NO_TRACE ? undefined : ['trace', trace];
}
