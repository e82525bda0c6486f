import { mentionsBot, spokenText } from '../chat/spoken-text.ts';
import type { Turn } from '../turn.ts';
import { say } from '../wording.ts';
import type { Passes } from './passes.ts';
import type { PassFor, SignIn } from './sign-in.ts';
import { isOpenCommand } from './sign-in-words.ts';

/** Where nobody signs in there is nothing to begin: whoever has no pass is nobody that the channel vouches for. */
export function createNoSignIn(passes: Pick<Passes, 'of'>): SignIn {
  const passFor: PassFor = async ({ person, where, correlation, signal, language }: Turn) => {
    const pass = person && (await passes.of(where.tenant, person, correlation, signal));
    return pass ?? { status: 403, body: { error: { code: 'not_permitted', message: say('noPerson', language) } } };
  };
  return {
    begin: async (turn) => {
      await turn.say({ text: say('noPerson', turn.language) });
    },
    hears: async (turn) => {
      if (turn.where.kind !== 'personal' && !mentionsBot(turn.activity)) return false;
      if (!isOpenCommand(spokenText(turn.activity))) return false;
      await turn.say({ text: say('noSignIn', turn.language) });
      return true;
    },
    signOut: async () => undefined,
    signInForCard: passFor,
    signInForExtension: passFor,
    invokes: {},
  };
}
