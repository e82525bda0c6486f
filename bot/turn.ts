import type { Activity, TurnContext } from 'botbuilder';
import type { Language } from '../src/regulations/act.ts';
import type { IncomingActivity, Where } from './activity.ts';

/** Whoever the channel says that an activity is from. */
export interface Person {
  /** Object id in the tenant of the conversation, lower case. */
  readonly id: string;
  readonly name?: string;
}

/** A message of ours, in the channel's terms. */
export type Reply = Pick<
  Partial<Activity>,
  'text' | 'attachments' | 'entities' | 'channelData' | 'suggestedActions' | 'summary'
> & {
  /** `typing` for what is on its way. */
  readonly type?: 'message' | 'typing';
};

/** What an invoke is answered with. */
export interface InvokeReply {
  readonly status: number;
  readonly body?: unknown;
}

/** One activity, with whatever is needed to answer it. */
export interface Turn {
  readonly activity: IncomingActivity;
  readonly where: Where;
  /** Absent where the channel vouches for nobody: a guest without an account here, an application. */
  readonly person?: Person;
  readonly language: Language;
  readonly correlation: string;
  /** Aborted once nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** The library's own context, for what has no other way. */
  readonly sdk: TurnContext;
  /**
   * Writes into the conversation, in the thread.
   *
   * @returns the channel's id of the message
   * @throws SendError
   */
  say(reply: Reply): Promise<string>;
  /** Puts a message in the stead of one of ours. */
  update(id: string, reply: Reply): Promise<void>;
}

/** @param language what the person chose, before what their program is set to */
export function createTurn(
  sdk: TurnContext,
  {
    activity,
    where,
    language,
    correlation,
    signal,
    person = personOf(activity),
  }: Pick<Turn, 'activity' | 'where' | 'correlation' | 'signal'> & {
    readonly language?: Language;
    readonly person?: Person | undefined;
  },
): Turn {
  return {
    activity,
    where,
    ...(person === undefined ? {} : { person }),
    language: language ?? languageOf(activity.locale),
    correlation,
    signal,
    sdk,
    say: async (reply) => (await sdk.sendActivity(outgoing(reply)))?.id ?? '',
    update: async (id, reply) => {
      await sdk.updateActivity({ ...outgoing(reply), id });
    },
  };
}

function outgoing({ type = 'message', ...reply }: Reply): Partial<Activity> {
  // Each piece of a stream says so as well: a client keeps what the first one was.
  return { type, ...(reply.text === undefined ? {} : { textFormat: 'markdown' }), ...reply };
}

/** The desk speaks English and Spanish; whoever has set another language is spoken to in English. */
function languageOf(locale: string | undefined): Language {
  return /^es\b/i.test(locale ?? '') ? 'es' : 'en';
}

function personOf({ from }: IncomingActivity): Person | undefined {
  const { aadObjectId, name } = from;
  if (aadObjectId === undefined || aadObjectId === '') return undefined;
  return { id: aadObjectId.toLowerCase(), ...(name === undefined ? {} : { name }) };
}
