import type { Exchanged } from './wire-record.ts';

/** Characters of a whole message that Teams takes: "Limits and specifications for Microsoft Teams". */
const LARGEST = 80_000;

/** What holds for all that the product sends, whatever it answers. */
const RULES: Readonly<Record<string, (exchanged: Exchanged) => boolean>> = {
  refused: ({ status }) => status === undefined || status >= 400,
  'too large': ({ activity }) => JSON.stringify(activity).length > LARGEST,
  // In the middle of a stream it takes the place of its next piece; elsewhere it outlives the answer.
  'bare typing': ({ activity }) => activity.type === 'typing' && streamInfo(activity) === undefined,
  'streamed outside a chat': ({ activity }) =>
    streamInfo(activity) !== undefined && activity.conversation?.['conversationType'] !== 'personal',
  'card without a text': ({ activity }) =>
    (activity.attachments ?? []).some(
      ({ content }) => isRecord(content) && content['type'] === 'AdaptiveCard' && !isText(content['fallbackText']),
    ),
};

/** The rules that were broken, each with the message that broke it first. */
export function brokenRules(exchanges: readonly Exchanged[], excepted: readonly string[]): readonly string[] {
  const sent = exchanges.filter(({ way }) => way === 'out');
  return Object.entries(RULES).flatMap(([name, breaks]) => {
    const first = excepted.includes(name) ? undefined : sent.find(breaks);
    return first === undefined ? [] : [`${name}: ${JSON.stringify(first).slice(0, 500)}`];
  });
}

function streamInfo({ entities = [] }: Exchanged['activity']): unknown {
  return entities.find(({ type }) => type === 'streaminfo');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
