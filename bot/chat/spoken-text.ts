import type { IncomingActivity } from '../activity.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  amp: '&',
};

interface Mention {
  readonly text: string;
  readonly id: string;
  readonly name: string;
}

/** True where the message is to the bot: in a channel or a group it hears what mentions it. */
export function mentionsBot(activity: IncomingActivity): boolean {
  return mentionsOf(activity).some(({ id }) => id === activity.recipient.id);
}

/**
 * What somebody wrote, without the bot's own mention; of other people's mentions their names are left. Teams writes
 * spaces after mentions as `&nbsp;`, and `<`, `>` and `&` as entities.
 */
export function spokenText(activity: IncomingActivity): string {
  const mentions = mentionsOf(activity);
  const own = mentions.filter(({ id }) => id === activity.recipient.id);
  let text = activity.text ?? '';
  for (const { text: mention } of own) if (mention !== '') text = text.replaceAll(mention, ' ');
  // By a function: a name is somebody's own choice, and `$&` or `` $` `` in it would repeat the text in the text.
  for (const { text: mention, name } of mentions) if (mention !== '') text = text.replaceAll(mention, () => name);
  return (
    text
      // A card that was put into a message by an extension stands in it as a mark of the program's.
      .replace(/<span\b[^>]{0,500}InputExtension[^>]{0,500}>[^<]{0,200}(?:<\/span>)?/gi, ' ')
      .replace(/<at[^>]{0,200}>([^<]{0,500})<\/at>/gi, '$1')
      .replace(/&(nbsp|lt|gt|quot|apos|#39|amp);/gi, (_whole, name: string) => ENTITIES[name.toLowerCase()] ?? '')
      .replace(/\u00a0/g, ' ')
      .replace(/[ \t]+/g, ' ')
      .trim()
  );
}

function mentionsOf({ entities = [] }: IncomingActivity): readonly Mention[] {
  return entities.flatMap((entity) => {
    const { type, text, mentioned } = entity as {
      type: string;
      text?: unknown;
      mentioned?: { id?: unknown; name?: unknown };
    };
    if (type !== 'mention' || typeof mentioned?.id !== 'string') return [];
    const name = typeof mentioned.name === 'string' ? mentioned.name : '';
    return [{ id: mentioned.id, name, text: typeof text === 'string' ? text : '' }];
  });
}
