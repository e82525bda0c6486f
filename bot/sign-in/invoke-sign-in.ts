import { failureText } from '../failures.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { say } from '../wording.ts';
import { Authenticated, ExtensionToken } from './invoke-values.ts';
import { oauthCard, startLink } from './oauth-card.ts';
import type { Pass } from './passes.ts';
import { askerOf } from './pending-sign-ins.ts';
import type { PassFor } from './sign-in.ts';
import { needsPerson, refused, type SignInParts, tokenStatus } from './sign-in-parts.ts';
import { isSignedOut } from './signed-out.ts';
import { checkExchange, takeToken } from './token-exchange.ts';
import { sayOfSignIn } from './wording.ts';

/**
 * Whoever acts on a card. Not signed in, the action is answered with a sign-in request, and Teams acts again with a token;
 * Microsoft Teams, "SSO for Adaptive Cards Universal Actions". What is refused is told within an answer of 200, as that
 * protocol has it.
 */
export function createSignInForCard(parts: SignInParts): PassFor {
  return async (turn) => {
    const asker = askerOf(turn);
    if (turn.person === undefined || asker === undefined) return cardError(403, say('noPerson', turn.language));
    if (isSignedOut(asker.tenant, turn.person, parts)) return cardError(403, sayOfSignIn('signedOut', turn.language));
    const { authentication, state } = broughtBy(turn);
    try {
      if (authentication !== undefined) {
        return await takeToken(checkExchange(authentication, turn, parts), turn, parts);
      }
      const pass = await passOf(turn, parts);
      if (pass !== undefined) return pass;
    } catch (error) {
      if (needsPerson(error)) return consentInCard(turn);
      return cardError(tokenStatus(error), failureText(error, turn.language, turn.correlation));
    }
    if (state !== undefined) parts.pending.comeBack(asker, state);
    const exchange = parts.pending.issue(asker);
    return {
      status: 200,
      body: {
        statusCode: 401,
        type: 'application/vnd.microsoft.activity.loginRequest',
        value: oauthCard(parts.pages, asker.tenant, exchange, turn.language),
      },
    };
  };
}

function consentInCard({ language }: Turn): InvokeReply {
  return {
    status: 200,
    body: {
      statusCode: 412,
      type: 'application/vnd.microsoft.error.preconditionFailed',
      value: { code: '412', message: sayOfSignIn('consentNeeded', language) },
    },
  };
}

function cardError(statusCode: number, message: string): InvokeReply {
  return {
    status: 200,
    body: { statusCode, type: 'application/vnd.microsoft.error', value: { code: String(statusCode), message } },
  };
}

/** What Teams signs in for unseen: search and links alone; Microsoft Teams, "SSO for message extensions", its note. */
const SILENT = new Set(['composeExtension/query', 'composeExtension/queryLink']);

/**
 * Whoever uses the message extension. Not signed in, a search is answered with a request that Teams fulfils unseen, and
 * comes again with a token; an action on a message has no such way, and is told of the chat.
 */
export function createSignInForExtension(parts: SignInParts): PassFor {
  return async (turn) => {
    const asker = askerOf(turn);
    if (turn.person === undefined || asker === undefined) return plainReply(turn, say('noPerson', turn.language));
    if (isSignedOut(asker.tenant, turn.person, parts)) return plainReply(turn, sayOfSignIn('signedOut', turn.language));
    const { authentication, state } = broughtBy(turn);
    try {
      const pass = authentication === undefined ? await passOf(turn, parts) : await take(authentication, turn, parts);
      if (pass !== undefined) return pass;
    } catch (error) {
      if (!needsPerson(error)) return plainReply(turn, failureText(error, turn.language, turn.correlation));
      const exchange = parts.pending.issue(asker);
      const claims = error.challenge?.claims;
      if (claims !== undefined) parts.pending.demand(asker.tenant, exchange, claims);
      return signInReply('auth', exchange, turn, parts);
    }
    if (!SILENT.has(turn.activity.name ?? '')) return plainReply(turn, sayOfSignIn('signInFirst', turn.language));
    if (state !== undefined) parts.pending.comeBack(asker, state);
    return signInReply('silentAuth', parts.pending.issue(asker), turn, parts);
  };
}

async function take(authentication: unknown, turn: Turn, parts: SignInParts): Promise<Pass> {
  const parsed = ExtensionToken.safeParse(authentication);
  const { person, where, correlation, signal } = turn;
  if (!parsed.success || person === undefined)
    throw refused('invalid_input', 'the token has another form', parts, turn);
  return parts.passes.take(parsed.data.token, where.tenant, person, correlation, signal);
}

function signInReply(
  type: 'auth' | 'silentAuth',
  exchange: string,
  { where, language }: Turn,
  { pages }: SignInParts,
): InvokeReply {
  const title = sayOfSignIn('signIn', language);
  const value = startLink(pages, where.tenant, exchange);
  return {
    status: 200,
    body: { composeExtension: { type, suggestedActions: { actions: [{ type: 'openUrl', title, value }] } } },
  };
}

/** Words in the place where the result would be: actions have theirs in a dialog. */
function plainReply({ activity }: Turn, text: string): InvokeReply {
  const inDialog = ['composeExtension/fetchTask', 'composeExtension/submitAction'].includes(activity.name ?? '');
  return {
    status: 200,
    body: inDialog ? { task: { type: 'message', value: text } } : { composeExtension: { type: 'message', text } },
  };
}

async function passOf(
  { person, where, correlation, signal }: Turn,
  { passes }: SignInParts,
): Promise<Pass | undefined> {
  return person && passes.of(where.tenant, person, correlation, signal);
}

function broughtBy({ activity }: Turn): { readonly authentication?: unknown; readonly state?: string | undefined } {
  const parsed = Authenticated.safeParse(activity.value);
  return parsed.success ? parsed.data : {};
}
