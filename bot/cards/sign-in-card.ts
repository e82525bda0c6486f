import type { Language } from '../../src/regulations/act.ts';
import { button, openPage, signInButton } from './card-buttons.ts';
import { cut } from './law-lines.ts';
import { headline, line, QUIET } from './parts.ts';
import { type ShownCard, shownCard } from './shown-card.ts';
import { say } from './wording.ts';

/** How a person comes to be known. */
export type SigningIn =
  /** @param address of the page on which they sign in, https */
  | { readonly kind: 'here'; readonly address: string }
  /** Where several people read along, nobody signs in: the address of their own chat with the desk, https. */
  | { readonly kind: 'in_own_chat'; readonly address: string };

/**
 * Asks somebody to sign in, and says what for and what is read of them.
 *
 * @throws AppError `misconfigured` where the page for signing in is none of the encrypted web
 */
export function signInCard(how: SigningIn, { language }: { readonly language: Language }): ShownCard {
  const isHere = how.kind === 'here';
  const title = say(isHere ? 'signInTitle' : 'ownChatTitle', language);
  return shownCard(() => ({
    title,
    parts: [
      headline(title),
      line(say(isHere ? 'signInWhy' : 'ownChatWhy', language)),
      line([{ text: say(isHere ? 'signInReads' : 'ownChatReads', language), look: QUIET }]),
    ],
    actions: isHere
      ? [signInButton(say('signIn', language), how.address)]
      : openPage(say('openChat', language), how.address),
    below: isHere ? [] : [how.address],
  }));
}

/** Tells that somebody is signed in, or is not any more. */
export function signedInCard(
  state:
    | { readonly kind: 'signed_in'; readonly name?: string; readonly roles: readonly string[] }
    | { readonly kind: 'signed_out' },
  { language }: { readonly language: Language },
): ShownCard {
  const isIn = state.kind === 'signed_in';
  const title = !isIn
    ? say('signedOut', language)
    : state.name === undefined
      ? say('signedIn', language)
      : say('signedInAs', language, state.name);
  return shownCard((room) => ({
    title,
    parts: [
      headline(cut(title, Math.max(40, room.short(200)))),
      line(
        isIn
          ? state.roles.length === 0
            ? say('noRoles', language)
            : say('yourRoles', language, cut(state.roles.slice(0, 10).join(', '), room.short(500)))
          : say('signedOutWhy', language),
      ),
    ],
    actions: isIn ? [button(say('signOut', language), { verb: 'sign_out' })] : [],
  }));
}
