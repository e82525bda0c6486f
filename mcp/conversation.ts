import { sha256 } from '../src/core/digests.ts';
import type { NewId } from '../src/core/ids.ts';
import type { Exchange } from './exchange.ts';

/** What a request says of the conversation that it belongs to: labels of the client's own, none of them verified. */
export interface ConversationLabels {
  readonly meta?: Readonly<Record<string, unknown>> | undefined;
  /** The header of W3C Trace Context. */
  readonly traceparent?: string | undefined;
  /** The session or connection that it came by. */
  readonly connection?: string | undefined;
}

export interface Conversations {
  /** The conversation that something is recorded in. */
  of(exchange: Pick<Exchange, 'tenant' | 'user'>, labels: ConversationLabels): string;
}

const LONGEST_LABEL = 500;
/** Version, trace id, parent id and flags: the trace is what the requests of one conversation share. */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/**
 * The protocol knows no conversations. By what hosts send, in this order: VS Code's id, OpenAI's session, the trace, and
 * where there is none, a handle drawn here: the connection's, or one for this request alone. Two chats of a host that
 * names none are never taken for one: what was said in the one would be read into the other. Whatever a client sends is a
 * label under the verified person, never a key: the same label of two people names two conversations.
 */
export function createConversations({ newId }: { readonly newId: NewId }): Conversations {
  return {
    of: ({ tenant, user }, labels) => {
      const key = label(labels) ?? ['handle', labels.connection ?? newId()];
      return `mcp-${sha256(JSON.stringify([tenant, user.id, ...key])).slice(0, 32)}`;
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
