import type { Language } from '../../src/regulations/act.ts';
import { sayOfSignIn } from './wording.ts';

/** Where people consent, and what to. */
export interface SignInPages {
  /** The public address of the desk: an origin. */
  readonly url: string;
  /** The authority that signs people in: an origin. */
  readonly authority: string;
  /** The registration that people sign in to. */
  readonly clientId: string;
  /** What tokens are for, as the app's manifest names it in `webApplicationInfo`. */
  readonly resource: string;
  /** What is asked for in the dialog: the scopes that the desk's own requests in the person's name need. */
  readonly scopes: readonly string[];
}

export const START = '/teams/sign-in/start';
export const END = '/teams/sign-in/end';

/** Teams hands it back and looks nothing up by it; the bot has no OAuth connection. */
const CONNECTION = 'compliance-desk';
const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** The page that a dialog begins on. */
export function startLink({ url }: Pick<SignInPages, 'url'>, tenant: string, exchange: string): string {
  return `${url}${START}?${new URLSearchParams({ tenant, state: exchange })}`;
}

/**
 * What Teams signs people in by; Bot Framework, "OAuthCard". Teams exchanges by itself where it can, and shows the button
 * only where it cannot.
 */
export function oauthCard(pages: SignInPages, tenant: string, exchange: string, language: Language) {
  return {
    text: sayOfSignIn('signInText', language),
    connectionName: CONNECTION,
    tokenExchangeResource: { id: exchange, uri: pages.resource },
    buttons: [{ type: 'signin', title: sayOfSignIn('signIn', language), value: startLink(pages, tenant, exchange) }],
  };
}

export function oauthAttachment(...asked: Parameters<typeof oauthCard>) {
  return { contentType: OAUTH_CARD, content: oauthCard(...asked) };
}
