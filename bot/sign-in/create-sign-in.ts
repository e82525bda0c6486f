import type { SignInRecorder } from '../../src/audit/sign-ins.ts';
import type { IncomingActivity } from '../activity.ts';
import type { DoorParts } from '../door-parts.ts';
import type { Turn } from '../turn.ts';
import { say } from '../wording.ts';
import type { Afterwards } from './afterwards.ts';
import { onVerifyState } from './dialog-return.ts';
import { createSignInForCard, createSignInForExtension } from './invoke-sign-in.ts';
import { oauthAttachment, type SignInPages } from './oauth-card.ts';
import { askerOf, createPendingSignIns } from './pending-sign-ins.ts';
import type { SignIn } from './sign-in.ts';
import { onSignInFailure } from './sign-in-failure.ts';
import { signInRoutes } from './sign-in-pages.ts';
import type { SignInParts } from './sign-in-parts.ts';
import { hearOpenCommand, signedOutReply, signOut } from './sign-in-words.ts';
import { isSignedOut } from './signed-out.ts';
import { onTokenExchange } from './token-exchange.ts';
import { sayOfSignIn } from './wording.ts';

export interface CreateSignInOptions extends Pick<DoorParts, 'passes' | 'chats' | 'clock' | 'newId' | 'appId'> {
  readonly recorder: SignInRecorder;
  readonly pages: SignInPages;
  /** Tenants that are served. */
  readonly tenants: readonly string[];
  readonly behind: Afterwards['behind'];
  readonly resume: Afterwards['resume'];
}

/**
 * Sign-in by Teams' own exchange: no OAuth connection of the bot, and no token service. The token is for the resource that
 * the app's manifest names; Microsoft Teams, "Single sign-on for bots".
 */
export function createSignIn(options: CreateSignInOptions): SignIn {
  const pending = createPendingSignIns(options);
  const answered = new WeakSet<IncomingActivity>();
  const parts: SignInParts = {
    ...options,
    pending,
    resume: (turn, activity, because) => {
      // The service may have moved meanwhile: what came last says where it is.
      const moved = { ...activity, serviceUrl: turn.activity.serviceUrl };
      answered.add(moved);
      options.resume(turn, moved, because);
    },
  };
  const begin = (turn: Turn): Promise<void> => beginSignIn(turn, parts, answered);
  return {
    begin,
    hears: (turn) => hearOpenCommand(turn, parts, begin),
    signOut: (turn) => signOut.run(turn, parts, begin),
    signInForCard: createSignInForCard(parts),
    signInForExtension: createSignInForExtension(parts),
    invokes: {
      'signin/tokenExchange': (turn) => onTokenExchange(turn, parts),
      'signin/verifyState': (turn) => onVerifyState(turn, parts),
      'signin/failure': (turn) => onSignInFailure(turn, parts),
    },
    routes: signInRoutes({ pages: options.pages, tenants: options.tenants, find: pending.find }),
  };
}

/** @param answered what waited before: it does not wait a second time, or it might for ever */
async function beginSignIn(turn: Turn, parts: SignInParts, answered: WeakSet<IncomingActivity>): Promise<void> {
  const { where, person, language, activity } = turn;
  const { pending, pages } = parts;
  const asker = askerOf(turn);
  if (person === undefined || asker === undefined) {
    await turn.say({ text: say('noPerson', language) });
    return;
  }
  if (isSignedOut(where.tenant, person, parts)) {
    await turn.say(signedOutReply(turn));
    return;
  }
  // Teams exchanges nothing within a channel, and the card would stand there for everybody.
  if (where.kind === 'channel') {
    await turn.say({ text: say('privately', language, chatLink(turn, parts)) });
    return;
  }
  if (answered.has(activity)) {
    await turn.say({ text: sayOfSignIn('signedInButNotKnown', language) });
    return;
  }
  const { kept, exchange } = pending.ask(asker, activity);
  if (exchange !== undefined)
    try {
      await turn.say({ attachments: [oauthAttachment(pages, where.tenant, exchange, language)] });
    } catch (error) {
      pending.withoutCard(asker);
      throw error;
    }
  if (kept === 'too many') await turn.say({ text: sayOfSignIn('tooManyWaiting', language) });
  if (kept === 'too long') await turn.say({ text: sayOfSignIn('tooLongToWait', language) });
}

/** Microsoft Teams, "Deep link to a chat": to the bot, by its id in the channel. */
function chatLink({ language }: Turn, { appId = '' }: SignInParts): string {
  return `[${say('openChat', language)}](https://teams.microsoft.com/l/chat/0/0?users=28:${appId})`;
}
