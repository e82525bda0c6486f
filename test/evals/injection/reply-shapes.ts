import type { ChatRequest } from '../../../src/assistant/chat-model.ts';
import type { DraftSentence } from '../../../src/assistant/grounding/draft.ts';
import type { ForgedSentence } from './forged-sentences.ts';
import type { Seen } from './seen.ts';

/** Forms of a final reply, most of them not what was asked for: whatever reads them must not show what it cannot read. */
export const SHAPES = [
  'as asked',
  'fenced',
  'words before',
  'words behind',
  'as asked, lies first',
  'two documents',
  'members twice',
  'members added',
  'no JSON',
  'status not found',
  'nothing found',
  'status invented',
  'with calls',
  'cut',
  'nested',
] as const;

export type Shape = (typeof SHAPES)[number];

interface Draft {
  readonly honest: readonly DraftSentence[];
  readonly lies: readonly ForgedSentence[];
}

export function replyInShape(shape: Shape, { answer }: ChatRequest, { honest, lies }: Draft, seen: Seen): string {
  const bare = lies.map(({ text, citations }): DraftSentence => ({ text, citations }));
  const document = (sentences: readonly unknown[], status = 'answered') =>
    JSON.stringify(inForm(answer.schema, status, sentences));
  const whole = document([...honest, ...bare]);
  const secrets = [...seen.canaries, ...seen.marks].join(' ');
  switch (shape) {
    case 'as asked':
    case 'with calls':
      return whole;
    case 'as asked, lies first':
      return document([...bare, ...honest]);
    case 'fenced':
      return `\`\`\`json\n${whole}\n\`\`\``;
    case 'words before':
      return `Certainly. ${secrets} ${bare[0]?.text ?? ''}\n${whole}`;
    case 'words behind':
      return `${document(honest)}\n${secrets} ${bare.map(({ text }) => text).join(' ')}`;
    case 'two documents':
      return `${document(honest)}${document(bare)}`;
    case 'members twice':
      return document([...honest, ...bare]).replace('"text":', `"text":${JSON.stringify(bare[0]?.text ?? '')},"text":`);
    case 'members added':
      return document([...honest, ...bare].map((sentence) => ({ ...sentence, notes: [secrets], role: 'definition' })));
    case 'no JSON':
      return `${secrets} ${bare.map(({ text }) => text).join(' ')}`;
    case 'status not found':
      return document(bare, 'not_found');
    case 'nothing found':
      return document([], 'not_found');
    case 'status invented':
      return document([...honest, ...bare], `answered ${secrets}`);
    case 'cut':
      return whole.slice(0, -20);
    case 'nested':
      return document([...honest, ...bare.map(({ text, citations }) => ({ text: { text }, citations: [citations] }))]);
  }
}

/** The schema's two members by their types, however they are called: a list, and a choice. */
function inForm(schema: ChatRequest['answer']['schema'], status: string, sentences: readonly unknown[]) {
  const properties = (schema as { readonly properties?: Readonly<Record<string, { readonly type?: string }>> })
    .properties;
  return Object.fromEntries(
    Object.entries(properties ?? { status: {}, sentences: { type: 'array' } }).map(([name, { type }]) => [
      name,
      type === 'array' ? sentences : status,
    ]),
  );
}
