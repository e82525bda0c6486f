import type { Language } from '../../src/regulations/act.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { helpCard } from '../cards/help-card.ts';
import { subscriptionCard } from '../cards/subscription-card.ts';
import { saidWord } from '../chat/said-word.ts';
import { chooseLanguage } from '../chat/topic.ts';
import { say } from '../wording.ts';
import type { Command } from './command.ts';

/** What the desk can and cannot do for whoever asks, by their role. */
const help: Command = {
  words: ['help', 'what can you do', 'ayuda', 'que puedes hacer'],
  run: async ({ language, where, say: tell }, { pass }, { passes }) => {
    const { caller, roles } = pass;
    await tell(
      cardMessage(
        helpCard({
          language,
          roles,
          permissions: caller.permissions,
          where: where.kind,
          signsIn: passes.signIn,
          ...(caller.name === undefined ? {} : { name: caller.name }),
        }),
      ),
    );
  },
};

const laws: Command = {
  words: ['laws', 'law', 'regulations', 'acts', 'normas', 'leyes', 'que normas tienes'],
  run: async ({ language, say: tell }, { context }, { cards }) => {
    await tell(cardMessage(await cards.laws({ skip: 0 }, language, context)));
  },
};

const usage: Command = {
  words: ['usage', 'costs', 'consumo', 'uso', 'costes'],
  run: async ({ language, say: tell }, { context }, { cards }) => {
    await tell(cardMessage(await cards.usage({}, language, context)));
  },
};

/** What this conversation is told of, unasked, and the form to change it. */
const alerts: Command = {
  words: ['alerts', 'alert', 'follow', 'avisos', 'alertas', 'seguir'],
  run: async ({ language, where, say: tell }, { context }, { subscriptions }) => {
    const followed = subscriptions.of(where.conversation, context);
    await tell(cardMessage(subscriptionCard({ language, ...(followed === undefined ? {} : { followed }) })));
  },
};

/** Alone it names no act: `gapsAsked` hears what does. */
const gaps: Command = {
  words: ['gaps', 'gap analysis', 'carencias', 'brechas', 'analisis de carencias', 'analisis de brechas'],
  run: async ({ language, say: tell }) => {
    await tell({ text: say('gapsWhat', language) });
  },
};

const findings: Command = {
  words: ['findings', 'my findings', 'list findings', 'hallazgos', 'mis hallazgos', 'lista de hallazgos'],
  run: (turn, who, parts) => parts.findings.show({ of: 'findings' }, turn, who),
};

/** What waits for this person's word. */
const approvals: Command = {
  words: ['approvals', 'approval', 'aprobaciones', 'aprobacion', 'pendientes de aprobacion'],
  run: (turn, who, parts) => parts.findings.show({ of: 'approvals' }, turn, who),
};

const newTopic: Command = {
  words: ['new topic', 'start over', 'nuevo tema', 'empezar de nuevo'],
  begins: true,
  run: async (turn) => {
    await turn.say({ text: say('newTopic', turn.language) });
  },
};

function speak(language: Language, words: readonly string[]): Command {
  return {
    words,
    run: async ({ where, person, say: tell }, _who, parts) => {
      if (person !== undefined) chooseLanguage(where.tenant, person.id, language, parts);
      await tell({ text: say('spokenIn', language) });
    },
  };
}

/** Tells what may be chosen; choosing is a word of its own. */
const language: Command = {
  words: ['language', 'idioma'],
  run: async (turn) => {
    await turn.say({ text: say('chooseLanguage', turn.language) });
  },
};

const COMMANDS: readonly Command[] = [
  help,
  laws,
  usage,
  alerts,
  gaps,
  findings,
  approvals,
  newTopic,
  language,
  speak('en', ['english', 'language english', 'speak english', 'ingles', 'idioma ingles']),
  speak('es', ['spanish', 'language spanish', 'speak spanish', 'espanol', 'idioma espanol', 'castellano']),
];

/** The command that a message is, if it is nothing but that. */
export function commandOf(text: string): Command | undefined {
  const said = saidWord(text);
  return COMMANDS.find(({ words }) => words.includes(said));
}
