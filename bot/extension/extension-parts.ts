import type { CallContext } from '../../src/core/call-context.ts';
import { sha256 } from '../../src/core/digests.ts';
import { AppError } from '../../src/core/errors.ts';
import { contextOf } from '../admission.ts';
import { within } from '../card-room/within.ts';
import type { DoorParts } from '../door-parts.ts';
import { isReply, type PassFor } from '../sign-in/sign-in.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { told } from './wording.ts';

export interface ExtensionParts extends Pick<DoorParts, 'toolbox' | 'reader' | 'clock' | 'audit'> {
  readonly passFor: PassFor;
  /** How long an answer may take, in milliseconds; by default a little less than Teams waits. */
  readonly deadline?: number;
}

/** Teams gives up after five seconds. */
const DEADLINE = 4_500;

/**
 * Lets in whoever uses the extension and does their work in time.
 *
 * @throws AppError as `passFor` and the work; `conflict` where it takes too long: what runs is told to end
 */
export async function letIn(
  turn: Turn,
  { passFor, deadline = DEADLINE }: ExtensionParts,
  work: (context: CallContext) => Promise<InvokeReply>,
): Promise<InvokeReply> {
  const { person, language, signal } = turn;
  if (person === undefined) throw new AppError('not_permitted', told('noPerson', language));
  const ending = new AbortController();
  const begun = async (): Promise<InvokeReply> => {
    const pass = await passFor(turn);
    if (isReply(pass)) return pass;
    const context = contextOf(turn, pass, conversationOf(turn, person.id));
    return work({ ...context, signal: AbortSignal.any([signal, ending.signal]) });
  };
  const done = await within(begun(), deadline);
  if (done !== undefined) return done;
  const tooSlow = new AppError('conflict', told('tooSlow', language));
  ending.abort(tooSlow);
  throw tooSlow;
}

/**
 * The conversation of the audit: what somebody looks up beside what they write is theirs, wherever they write, and no
 * part of what is said there.
 */
function conversationOf({ where: { tenant, conversation } }: Turn, person: string): string {
  return `teams-${sha256(JSON.stringify([tenant, conversation, 'extension', person])).slice(0, 32)}`;
}
