import { failureText } from '../failures.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { TokenExchange } from './invoke-values.ts';
import type { Pass } from './passes.ts';
import { type Asker, askerOf, type Exchange } from './pending-sign-ins.ts';
import { needsPerson, refused, type SignInParts, tokenReason, tokenStatus } from './sign-in-parts.ts';
import { isSignedOut } from './signed-out.ts';
import { sayOfSignIn } from './wording.ts';

/** An exchange that came, and that was given to the very person who sends it. */
export interface CheckedExchange {
  readonly asker: Asker;
  readonly given: TokenExchange;
  readonly exchange: Exchange;
}

/**
 * @param value as Teams sends it
 * @throws AppError `invalid_input` for another form or an exchange that is not open; `not_permitted` where it was given
 *   to somebody else. Recorded
 */
export function checkExchange(value: unknown, turn: Turn, parts: SignInParts): CheckedExchange {
  const parsed = TokenExchange.safeParse(value);
  if (!parsed.success) throw refused('invalid_input', 'the exchange has another form', parts, turn);
  const asker = askerOf(turn);
  if (asker === undefined) throw refused('not_permitted', 'the channel vouches for nobody', parts, turn);
  const exchange = parts.pending.find(asker.tenant, parsed.data.id);
  if (exchange === undefined) throw refused('invalid_input', 'the exchange is not open', parts, turn);
  // In a group chat every member's program sees the card.
  if (exchange.person !== asker.person || exchange.conversation !== asker.conversation)
    throw refused('not_permitted', 'the exchange was given to somebody else', parts, turn);
  return { asker, given: parsed.data, exchange };
}

/** Takes the token of an exchange that was checked; keeps what the authority wants where it wants the person. */
export async function takeToken(
  { asker, given }: Pick<CheckedExchange, 'asker' | 'given'>,
  turn: Turn,
  { passes, pending }: Pick<SignInParts, 'passes' | 'pending'>,
): Promise<Pass> {
  try {
    return await passes.take(given.token, asker.tenant, { id: asker.person }, turn.correlation, turn.signal);
  } catch (error) {
    const claims = needsPerson(error) ? error.challenge?.claims : undefined;
    if (claims !== undefined) pending.demand(asker.tenant, given.id, claims);
    throw error;
  }
}

/**
 * `signin/tokenExchange`: Teams gives the token that it got for somebody. Answered 200, what waited is answered behind it;
 * 412 has Teams show the button of the card. Every program of a person sends one, at once or later: the first does it.
 */
export async function onTokenExchange(turn: Turn, parts: SignInParts): Promise<InvokeReply> {
  let checked: CheckedExchange;
  try {
    checked = checkExchange(turn.activity.value, turn, parts);
  } catch (error) {
    return replyTo(turn.activity.value, tokenStatus(error), tokenReason(error));
  }
  const { asker, given, exchange } = checked;
  if (exchange.done) return replyTo(given, 200);
  try {
    // Asked before they signed out: a late program must not undo that.
    if (!signedOutSince(checked, parts)) await takeToken(checked, turn, parts);
    if (signedOutSince(checked, parts)) return replyTo(given, 200);
  } catch (error) {
    if (needsPerson(error)) return replyTo(given, 412, error.message);
    tellOnce(error, checked, turn, parts);
    return replyTo(given, tokenStatus(error), tokenReason(error));
  }
  const waited = parts.pending.finish(asker, given.id);
  for (const activity of waited ?? []) parts.resume(turn, activity, given.id);
  if (waited?.length === 0 && exchange.afterDialog)
    parts.behind(turn, async (later) => {
      await later.say({ text: sayOfSignIn('signedInNow', later.language) });
    });
  return replyTo(given, 200);
}

/** True where they signed out, before the token came or while it was proved: then it is let go of, with what waited. */
function signedOutSince({ asker, given }: CheckedExchange, { passes, pending, chats }: SignInParts): boolean {
  const person = { id: asker.person };
  if (!isSignedOut(asker.tenant, person, { chats })) return false;
  passes.drop(asker.tenant, person);
  pending.finish(asker, given.id);
  return true;
}

/** Whoever waits for an answer learns that there is none, once; who may not use the desk at all has nothing waiting. */
function tellOnce(error: unknown, { asker }: CheckedExchange, turn: Turn, { pending, behind }: SignInParts): void {
  if (pending.mayTell(asker))
    behind(turn, async (later) => {
      await later.say({ text: failureText(error, later.language, later.correlation) });
    });
  if (tokenStatus(error) === 403) pending.drop(asker);
  else pending.withoutCard(asker);
}

/** Bot Framework, "TokenExchangeInvokeResponse". Nothing of another form is repeated. */
function replyTo(value: unknown, status: number, failureDetail?: string): InvokeReply {
  const parsed = TokenExchange.safeParse(value);
  const { id, connectionName = '' } = parsed.success ? parsed.data : { id: '' };
  return {
    status,
    body: { id, connectionName, ...(failureDetail === undefined ? {} : { failureDetail }) },
  };
}
