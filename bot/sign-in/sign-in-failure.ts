import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { SignInFailure } from './invoke-values.ts';
import { askerOf } from './pending-sign-ins.ts';
import { refused, type SignInParts, tokenReason } from './sign-in-parts.ts';
import { type SignInWord, sayOfSignIn } from './wording.ts';

/** What each code of the Teams client asks of the person; Teams SDK, "SSO troubleshooting", "Failure codes". */
const CODES: ReadonlyMap<string, SignInWord> = new Map([
  ['installedappnotfound', 'notInstalled'],
  ['installappfailed', 'notInstalled'],
  ['resourcematchfailed', 'settingsWrong'],
  ['oauthcardnotvalid', 'settingsWrong'],
  ['authrequestfailed', 'settingsWrong'],
  ['tokenmissing', 'tokenMissing'],
  ['invokeerror', 'failedSomehow'],
  ['userconsentrequired', 'pressSignIn'],
  ['interactionrequired', 'pressSignIn'],
]);

/**
 * `signin/failure`: Teams could not even ask for a token. Whoever waits is told what to do, once: several programs of a
 * person may say it, and so may those of others in the chat. No card follows by itself, or it would begin anew for ever.
 */
export async function onSignInFailure(turn: Turn, parts: SignInParts): Promise<InvokeReply> {
  const parsed = SignInFailure.safeParse(turn.activity.value);
  if (!parsed.success) {
    const error = refused('invalid_input', 'the failure has another form', parts, turn);
    return { status: 400, body: { error: { message: tokenReason(error) } } };
  }
  // A client's words may name people; of what it says the codes that are known are kept.
  const code = CODES.has(parsed.data.code) ? parsed.data.code : 'unknown';
  const word = CODES.get(code) ?? 'failedSomehow';
  parts.recorder.refused(
    new AppError('not_signed_in', 'Teams could not sign somebody in.', { detail: `teams: sign-in failed: ${code}` }),
    'teams',
    turn.correlation,
  );
  const asker = askerOf(turn);
  if (asker === undefined || !parts.pending.mayTell(asker)) return { status: 200 };
  // The button of the card that stands is what helps; elsewhere the next message is worth a new try.
  if (word !== 'pressSignIn') parts.pending.withoutCard(asker);
  parts.behind(turn, async (later) => {
    await later.say({ text: textFor(word, code, later.language, parts) });
  });
  return { status: 200 };
}

function textFor(word: SignInWord, code: string, language: Language, { appId = '' }: SignInParts): string {
  if (word !== 'notInstalled') return sayOfSignIn(word, language, code);
  const link = `[${sayOfSignIn('installIt', language)}](https://teams.microsoft.com/l/app/${appId})`;
  return sayOfSignIn(word, language, link);
}
