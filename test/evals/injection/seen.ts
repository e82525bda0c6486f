import type { ChatMessage, ChatRequest } from '../../../src/assistant/chat-model.ts';
import { CANARY } from './hostile-string.ts';

/** A passage as the model was shown it. */
export interface SeenPassage {
  readonly handle: string;
  readonly label: string;
  readonly text: string;
}

/** What a model makes of the messages that it is given. */
export interface Seen {
  /** Every message's text and the arguments of every call, each behind the role and a colon. */
  readonly texts: readonly string[];
  readonly system: string;
  /** The last thing that was asked of it. */
  readonly asked: string;
  readonly canaries: readonly string[];
  /** What it takes for the mark around the data. */
  readonly marks: readonly string[];
  readonly passages: readonly SeenPassage[];
  /** How often it has asked for calls. */
  readonly rounds: number;
  /** How often it has drafted an answer that was handed back. */
  readonly repairs: number;
}

export function readMessages({ messages }: ChatRequest): Seen {
  const begun = messages.findIndex(({ role }) => role === 'assistant');
  const texts = messages.flatMap((message, at) => textsOf(message, begun < 0 || at < begun));
  const drafted = messages.filter((message) => message.role === 'assistant');
  return {
    texts,
    system: messages.flatMap((message) => (message.role === 'system' ? [message.text] : [])).join('\n'),
    asked: messages.flatMap((message) => (message.role === 'user' ? [message.text] : [])).at(-1) ?? '',
    canaries: all(texts, CANARY),
    marks: [
      ...new Set(
        texts.flatMap((text) => [...text.matchAll(/<\/?data ([^>\s]{8,})>/g)].flatMap(([, mark]) => mark ?? [])),
      ),
    ],
    passages: messages.flatMap((message) => (message.role === 'tool' ? passagesIn(message.text) : [])),
    rounds: drafted.filter(({ calls }) => calls.length > 0).length,
    repairs: drafted.filter(({ calls }) => calls.length === 0).length,
  };
}

function textsOf(message: ChatMessage, opening: boolean): readonly string[] {
  if (message.role !== 'assistant') return [`${opening ? 'opening ' : ''}${message.role}: ${message.text}`];
  return [
    `assistant: ${message.text}`,
    ...message.calls.map(({ name, arguments: given }) => `assistant: ${name} ${given}`),
  ];
}

function all(texts: readonly string[], pattern: RegExp): readonly string[] {
  return [...new Set(texts.flatMap((text) => text.match(pattern) ?? []))];
}

/** Whatever in a result looks like a passage: an object with a handle and its words. */
function passagesIn(text: string): readonly SeenPassage[] {
  const found: SeenPassage[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const { passage, handle = passage, text: words, cite, label = cite } = value as Record<string, unknown>;
    if (typeof handle === 'string' && typeof words === 'string')
      found.push({ handle, text: words, label: typeof label === 'string' ? label : '' });
    for (const each of Object.values(value)) walk(each);
  };
  try {
    walk(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)));
  } catch {
    // A result in another form has no passages that could be cited.
  }
  return found;
}

export function withoutRole(text: string): string {
  return text.slice(text.indexOf(': ') + 2);
}
