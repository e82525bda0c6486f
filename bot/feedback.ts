import { z } from 'zod';
import type { FeedbackRecorder } from '../src/audit/feedback.ts';
import type { Caller } from '../src/core/call-context.ts';
import { AppError } from '../src/core/errors.ts';
import { recordRefused } from './card-room/refused-press.ts';
import type { DoorParts } from './door-parts.ts';
import { failureStatus, toldOf } from './failures.ts';
import type { InvokeRoom } from './sign-in/sign-in.ts';
import type { Turn } from './turn.ts';
import { say } from './wording.ts';

export interface FeedbackParts extends Pick<DoorParts, 'chats' | 'passes' | 'audit'> {
  readonly recorder: FeedbackRecorder;
}

/** Microsoft Teams, "Bot messages with AI-generated content", feedback buttons; the words come as JSON in a text. */
const Given = z.looseObject({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({ reaction: z.string().max(50), feedback: z.string().max(50_000).default('') }),
});
const Words = z.looseObject({ feedbackText: z.string().default('') });

/** What is kept of an answer; see `answer-question.ts`. */
const Answer = z.object({ receipt: z.string(), conversation: z.string() });

/**
 * Records what people think of an answer beside its receipt, in the name of whoever says it, be it another one's answer:
 * all in the conversation read it.
 */
export function createFeedbackRoom(parts: FeedbackParts): {
  readonly invokes: Readonly<Record<'message/submitAction', InvokeRoom>>;
} {
  return {
    invokes: {
      'message/submitAction': async (turn) => {
        try {
          await record(turn, parts);
          return { status: 200, body: {} };
        } catch (error) {
          recordRefused('feedback', error, turn, parts.audit);
          return { status: failureStatus(error), body: errorBody(error, turn) };
        }
      },
    },
  };
}

async function record(turn: Turn, parts: FeedbackParts): Promise<void> {
  const { reaction, text } = readFeedback(turn.activity.value);
  const { receipt, conversation } = answerOf(turn, parts);
  const { tenant, caller } = await callerOf(turn, parts);
  const { correlation } = turn;
  parts.recorder.record(
    { receipt, reaction, text },
    { tenant, user: caller, conversation, channel: 'teams', correlation },
  );
}

/** @throws AppError `invalid_input` */
function readFeedback(value: unknown): { readonly reaction: string; readonly text: string } {
  const given = Given.safeParse(value);
  const words = given.success ? Words.safeParse(parsedJson(given.data.actionValue.feedback)) : undefined;
  if (!given.success || words?.success !== true)
    throw new AppError('invalid_input', 'This is no feedback as Teams sends it. Nothing was recorded.', {
      detail: 'teams: feedback of a wrong form',
    });
  return { reaction: given.data.actionValue.reaction, text: words.data.feedbackText };
}

function parsedJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws AppError `not_found` for a message that is no answer of this conversation */
function answerOf({ activity, where }: Turn, { chats }: FeedbackParts): z.output<typeof Answer> {
  const id = activity.replyToId ?? '';
  const kept = chats.read({ tenant: where.tenant, conversation: where.conversation, name: `answer/${id}` });
  const answer = Answer.safeParse(kept?.value);
  if (id === '' || !answer.success)
    throw new AppError('not_found', 'No answer is known under this message, so nothing can be recorded of it.', {
      detail: 'teams: feedback on an unknown message',
    });
  return answer.data;
}

/**
 * Whoever says it. To say what one thinks of what one was shown takes no permission, and Teams has no way to have people
 * sign in for it: where nobody is signed in, it is recorded in the name that the channel vouches for.
 *
 * @throws AppError `not_permitted` where it vouches for nobody, or they are refused
 */
async function callerOf(
  { person, where, correlation, signal, language }: Turn,
  { passes }: FeedbackParts,
): Promise<{ readonly tenant: string; readonly caller: Caller }> {
  if (person === undefined) throw new AppError('not_permitted', say('noPerson', language));
  const pass = await passes.of(where.tenant, person, correlation, signal);
  if (pass !== undefined) return pass;
  const { id, name } = person;
  return { tenant: where.tenant, caller: { id, ...(name === undefined ? {} : { name }), permissions: new Set() } };
}

function errorBody(error: unknown, { language, correlation }: Turn) {
  const { code, message } = toldOf(error, language, correlation);
  return { error: { code, message } };
}
