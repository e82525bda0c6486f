import { foldText } from '../../src/core/text.ts';
import type { Admission } from '../admission.ts';
import { chooseLanguage } from '../chat/topic.ts';
import type { DoorParts } from '../door-parts.ts';
import type { Turn } from '../turn.ts';
import { say } from '../wording.ts';

/** Something that is done at a word, in the stead of an answer. */
export interface Command {
  /** What people write, in both languages. */
  readonly words: readonly string[];
  /** True where it begins a new topic. */
  readonly begins?: true;
  run(turn: Turn, who: Admission, parts: DoorParts): Promise<void>;
}

const newTopic: Command = {
  words: ['new topic', 'start over', 'nuevo tema', 'empezar de nuevo'],
  begins: true,
  run: async (turn) => {
    await turn.say({ text: say('newTopic', turn.language) });
  },
};

const inEnglish: Command = {
  words: ['english', 'language english', 'speak english', 'ingles', 'idioma ingles'],
  run: async ({ where, person, say: tell }, _who, parts) => {
    chooseLanguage(where.tenant, person?.id ?? '', 'en', parts);
    await tell({ text: say('spokenIn', 'en') });
  },
};

const inSpanish: Command = {
  words: ['spanish', 'language spanish', 'speak spanish', 'espanol', 'idioma espanol', 'castellano'],
  run: async ({ where, person, say: tell }, _who, parts) => {
    chooseLanguage(where.tenant, person?.id ?? '', 'es', parts);
    await tell({ text: say('spokenIn', 'es') });
  },
};

export const COMMANDS: readonly Command[] = [newTopic, inEnglish, inSpanish];

/** The command that a message is, if it is nothing but that. */
export function commandOf(text: string): Command | undefined {
  const said = foldText(text)
    .replace(/^[/!]/, '')
    .replace(/[.!?¡¿]+/g, '')
    .trim();
  return COMMANDS.find(({ words }) => words.includes(said));
}
