import type { IncomingActivity } from '../activity.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A question that was pressed on a card, as the message that somebody would have written: with the bot mentioned, so that
 * it is heard in a channel or a group as well, and its signs as Teams writes them.
 */
export function questionActivity(activity: IncomingActivity, question: string): IncomingActivity {
  const { name: _name, value: _value, entities = [], ...message } = activity;
  const { id, name = 'desk' } = activity.recipient;
  const mention = `<at>${encoded(name)}</at>`;
  return {
    ...message,
    type: 'message',
    text: `${mention} ${encoded(question)}`,
    entities: [
      ...entities.filter(({ type }) => type !== 'mention'),
      { type: 'mention', text: mention, mentioned: { id, name } },
    ],
  };
}

function encoded(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}
