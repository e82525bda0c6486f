import type { ChatModel } from '../../src/assistant/chat-model.ts';
import type { Watched } from '../../src/assistant/watch.ts';
import { readTrail } from '../../src/audit/trail.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { callContext } from '../asking.ts';
import { actOf, type ToolDesk, toolDesk } from '../tools/invented-law.ts';
import { paragraph, text } from './blocks.ts';
import { passagesSeen, type Script, scriptedModel, search } from './scripted-model.ts';

/** A desk over an invented act, asked through a scripted model. */

export const LANTERNS = actOf(
  '32031R0077',
  'Regulation on lanterns',
  [
    ['1', 'Lamps', paragraph('1', text('Keepers shall trim every lamp within three days of the first frost.'))],
    [
      '2',
      'Oil',
      paragraph('1', text('Keepers shall store oil in sealed jars, unless the harbour master agrees otherwise.')),
    ],
  ],
  { shortName: 'Lantern Act' },
);
export const LAMP = 'Keepers shall trim every lamp within three days of the first frost.';
export const OIL = 'Keepers shall store oil in sealed jars, unless the harbour master agrees otherwise.';
export const QUESTION = 'When must keepers trim every lamp?';

const desks: ToolDesk[] = [];
export async function deskWith(model: ChatModel, texts: readonly ImportedText[] = [LANTERNS]): Promise<ToolDesk> {
  const opened = await toolDesk(texts, { model });
  desks.push(opened);
  return opened;
}
/** After the tests of a file. */
export async function closeDesks(): Promise<void> {
  for (const each of desks) await each.close();
}

export async function ask(model: ChatModel, question = QUESTION, more: Parameters<typeof callContext>[0] = {}) {
  const { desk, tools } = await deskWith(model);
  const watched: Watched[] = [];
  const { output } = await tools.ask_compliance.call({ question }, callContext(more), (seen) => watched.push(seen));
  return { ...output, watched, rows: readTrail(desk.audit.store, {}, 1_000), desk };
}

/** Searches, then says what is drafted from the first passage seen with these words. */
export function answering(write: (handle: (words: string) => string) => string, more: Partial<Script> = {}) {
  return scriptedModel((request, reply) => {
    if (reply === 0) return { calls: [search('keepers trim lamp frost'), search('store oil sealed jars')] };
    const seen = passagesSeen(request);
    const handle = (words: string) => seen.find(({ text }) => text.includes(words))?.passage ?? 'none';
    return { text: write(handle), ...more };
  });
}
