import { randomId } from '../src/core/ids.ts';
import { chosenLanguage } from './chat/topic.ts';
import type { DeskAdapter } from './connection/desk-adapter.ts';
import type { DeskBot } from './desk-bot.ts';
import type { DoorParts } from './door-parts.ts';
import type { Received } from './http/messages-endpoint.ts';
import type { Refusals } from './http/refusals.ts';
import { refreshAddress } from './membership.ts';
import { createTurn, type InvokeReply, type Turn } from './turn.ts';
import { say } from './wording.ts';

export interface TurnRunnerOptions {
  readonly adapter: DeskAdapter;
  readonly bot: DeskBot;
  readonly parts: DoorParts;
  /** False for a tenant that the desk does not serve. */
  readonly serves: (tenant: string) => boolean;
  readonly refusals: Refusals;
}

/** Runs what was received to its end; gives what it is answered with where it is an invoke. */
export type TurnRunner = (received: Received, signal: AbortSignal) => Promise<InvokeReply>;

const UNKNOWN: InvokeReply = {
  status: 501,
  body: { error: { code: 'not_found', message: 'The desk does not know this call.' } },
};

export function createTurnRunner({ adapter, bot, parts, serves, refusals }: TurnRunnerOptions): TurnRunner {
  return async (received, signal) => {
    const { activity, where, admitted } = received;
    const correlation = randomId();
    let handled = true;
    const response = await adapter.serve(admitted, activity, async (sdk) => {
      const turn = createTurn(sdk, {
        ...{ activity, where, correlation, signal },
        ...languageFor(received, parts),
        ...personFor(parts),
      });
      if (!serves(where.tenant)) {
        await turnAway(turn, refusals);
        return;
      }
      if (activity.type === 'message') refreshAddress(turn, parts);
      handled = await bot.run(turn);
    });
    if (activity.type !== 'invoke') return { status: 200 };
    if (response === undefined || !handled) return UNKNOWN;
    return { status: response.status, ...(response.body === undefined ? {} : { body: response.body }) };
  };
}

function languageFor({ where, activity }: Received, parts: DoorParts): Pick<Partial<Turn>, 'language'> {
  const person = parts.passes.alone?.id ?? activity.from.aadObjectId?.toLowerCase();
  const language = person === undefined ? undefined : chosenLanguage(where.tenant, person, parts);
  return language === undefined ? {} : { language };
}

/** Politely, and with no word about who is served. */
async function turnAway(turn: Turn, refusals: Refusals): Promise<void> {
  const { activity, where, language } = turn;
  refusals.proved('teams tenant', activity, { code: 'not_permitted', tenant: where.tenant });
  if (activity.type === 'message') await turn.say({ text: say('otherTenant', language) });
  if (activity.type === 'invoke')
    await turn.sdk.sendActivity({
      type: 'invokeResponse',
      value: { status: 403, body: { error: { code: 'not_permitted', message: say('otherTenant', language) } } },
    });
}

/** Where one person alone is served, it is them, whatever their client calls them. */
function personFor({ passes }: DoorParts): Pick<Partial<Turn>, 'person'> {
  return passes.alone === undefined ? {} : { person: passes.alone };
}
