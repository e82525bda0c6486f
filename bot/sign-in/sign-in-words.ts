import { asMarkdown } from '../../src/core/markdown.ts';
import { saidWord } from '../chat/said-word.ts';
import { mentionsBot, spokenText } from '../chat/spoken-text.ts';
import { failureText } from '../failures.ts';
import type { Reply, Turn } from '../turn.ts';
import { say } from '../wording.ts';
import { askerOf } from './pending-sign-ins.ts';
import type { SignInParts } from './sign-in-parts.ts';
import { isSignedOut, markSignedOut, unmarkSignedOut } from './signed-out.ts';
import { sayOfSignIn } from './wording.ts';

type Parts = Pick<SignInParts, 'passes' | 'chats' | 'clock' | 'pending'>;

/** Something that is done at a word whether or not the person is signed in. */
interface OpenCommand {
  /** What people write, in both languages, folded. */
  readonly words: readonly string[];
  /** @param begin begins to sign the person in */
  run(turn: Turn, parts: Parts, begin: (turn: Turn) => Promise<void>): Promise<void>;
}

/** What they signed in with is forgotten, and they are not signed in again before they ask for it. */
export const signOut: OpenCommand = {
  words: ['sign out', 'log out', 'logout', 'signout', 'cerrar sesion', 'salir'],
  run: async (turn, { passes, chats, clock, pending }) => {
    const { person, where } = turn;
    const asker = askerOf(turn);
    if (person === undefined || asker === undefined) return noPerson(turn);
    passes.drop(where.tenant, person);
    pending.drop(asker);
    markSignedOut(where.tenant, person, { chats, clock });
    await turn.say(signedOutReply(turn));
  },
};

const signInAgain: OpenCommand = {
  words: ['sign in', 'log in', 'login', 'signin', 'iniciar sesion', 'entrar'],
  run: async (turn, parts, begin) => {
    const { person, where, language, correlation, signal } = turn;
    if (person === undefined) return noPerson(turn);
    unmarkSignedOut(where.tenant, person, parts);
    const pass = await parts.passes.of(where.tenant, person, correlation, signal);
    if (pass === undefined) return begin(turn);
    const roles = pass.roles.length === 0 ? sayOfSignIn('noRoles', language) : pass.roles.join(', ');
    await turn.say({
      text: sayOfSignIn('signedInAs', language, asMarkdown(pass.caller.name ?? person.name ?? '?'), asMarkdown(roles)),
    });
  },
};

const OPEN_COMMANDS: readonly OpenCommand[] = [signOut, signInAgain];

/** Whether a text is nothing but a command of these. */
export function isOpenCommand(text: string): boolean {
  return openCommandOf(text) !== undefined;
}

function openCommandOf(text: string): OpenCommand | undefined {
  const said = saidWord(text);
  return OPEN_COMMANDS.find(({ words }) => words.includes(said));
}

/** Runs the command that a message is, if it is nothing but that and the bot is spoken to; else false. */
export async function hearOpenCommand(
  turn: Turn,
  parts: Parts,
  begin: (turn: Turn) => Promise<void>,
): Promise<boolean> {
  const { activity, where, person } = turn;
  // Another process may hold what they signed in with, and has not heard that they signed out.
  if (person !== undefined && isSignedOut(where.tenant, person, parts)) parts.passes.drop(where.tenant, person);
  if (where.kind !== 'personal' && !mentionsBot(activity)) return false;
  const command = openCommandOf(spokenText(activity));
  if (command === undefined) return false;
  try {
    await command.run(turn, parts, begin);
  } catch (error) {
    await turn.say({ text: failureText(error, turn.language, turn.correlation) });
  }
  return true;
}

/** That they are signed out, and the way back. */
export function signedOutReply({ language, where, activity }: Turn): Reply {
  const value = language === 'es' ? 'iniciar sesión' : 'sign in';
  const actions = [{ type: 'imBack', title: sayOfSignIn('signIn', language), value }];
  return {
    text: sayOfSignIn('signedOut', language),
    ...(where.kind === 'personal' ? { suggestedActions: { to: [activity.from.id], actions } } : {}),
  };
}

async function noPerson(turn: Turn): Promise<void> {
  await turn.say({ text: say('noPerson', turn.language) });
}
