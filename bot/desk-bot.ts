import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { TurnContext } from 'botbuilder';
import type { InvokeRoom } from './sign-in/sign-in.ts';
import type { InvokeReply, Turn } from './turn.ts';

/** Who does what with a turn. */
export interface Rooms {
  message(turn: Turn): Promise<void>;
  /** Who came and went, and where the app was put in or taken out. */
  membership(turn: Turn): Promise<void>;
  /** By the names of the invokes. */
  readonly invokes: Readonly<Record<string, InvokeRoom>>;
}

export interface DeskBot {
  /** Runs a turn to its end; resolves to false where there is no room for it. */
  run(turn: Turn): Promise<boolean>;
}

const TURN = Symbol('turn of the desk');

/**
 * The routes of the bot. Of the library's application the routes alone are used: its state, its timer and its streams are
 * shared between turns that know nothing of each other.
 */
export function createDeskBot({ message, membership, invokes }: Rooms): DeskBot {
  const app = new Application({ startTypingTimer: false, removeRecipientMention: false });
  // It is started for every message, whatever the option says, and writes dots into streams.
  app.startTypingTimer = () => undefined;
  app.addRoute(ofType('message'), async (sdk) => message(turnOf(sdk)));
  app.addRoute(ofType('conversationUpdate', 'installationUpdate'), async (sdk) => membership(turnOf(sdk)));
  for (const [name, room] of Object.entries(invokes))
    app.addRoute(
      async (sdk) => sdk.activity.type === 'invoke' && sdk.activity.name === name,
      async (sdk) => reply(sdk, await room(turnOf(sdk))),
      true,
    );
  return {
    run: async (turn) => {
      turn.sdk.turnState.set(TURN, turn);
      return app.run(turn.sdk);
    },
  };
}

function ofType(...types: readonly string[]) {
  return async (sdk: TurnContext) => types.includes(sdk.activity.type);
}

function turnOf(sdk: TurnContext): Turn {
  return sdk.turnState.get<Turn>(TURN);
}

async function reply(sdk: TurnContext, value: InvokeReply): Promise<void> {
  await sdk.sendActivity({ type: 'invokeResponse', value });
}
