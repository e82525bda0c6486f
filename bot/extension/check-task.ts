import { z } from 'zod';
import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import { beginningOf } from '../../src/core/text.ts';
import { cardAttachment } from '../card-room/card-message.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { InvokeRoom } from '../sign-in/sign-in.ts';
import type { Turn } from '../turn.ts';
import { checkCard, SEND_CHECK } from './check-card.ts';
import { type ExtensionParts, letIn } from './extension-parts.ts';
import { resultReply, taskMessage, taskReply } from './extension-replies.ts';
import { guarded, wrongForm } from './guarded.ts';
import { messageText } from './message-text.ts';
import { listed } from './preview.ts';
import { told } from './wording.ts';

/** The command of the manifest. */
const CHECK_COMMAND = 'checkText';
/** Characters that `check_text` takes. */
const LONGEST_CHECKED = 8_000;
/** Characters of a message with all its markup; Teams takes less of one. */
const LONGEST_MESSAGE = 200_000;

/** Microsoft Teams, "Define action commands", message context. */
const Task = z.looseObject({
  commandId: z.literal(CHECK_COMMAND),
  messagePayload: z
    .looseObject({
      body: z.looseObject({
        contentType: z.string().max(20).default('html'),
        content: z.string().max(LONGEST_MESSAGE),
      }),
      from: z
        .looseObject({ user: z.looseObject({ displayName: z.string().max(1_000).nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  data: z.unknown().optional(),
});
type Task = z.output<typeof Task>;

const Sent = z.strictObject({ send: z.literal(SEND_CHECK.send) });

type CheckInvokes = Readonly<Record<'composeExtension/fetchTask' | 'composeExtension/submitAction', InvokeRoom>>;

/** The action on a message: its statements beside the law, in a window, and from there into the chat. */
export function createCheckTask(parts: ExtensionParts): CheckInvokes {
  return {
    'composeExtension/fetchTask': guarded(parts, taskMessage, async (turn) => {
      const task = readTask(turn);
      return letIn(turn, parts, async (context) => {
        const card = await checkedCard(task, turn, context, parts, 'window');
        return taskReply(told('checkTitle', turn.language), card);
      });
    }),
    // Worked out anew: what comes back from a window is not what was shown in it, unless we say so.
    'composeExtension/submitAction': guarded(parts, taskMessage, async (turn) => {
      const task = readTask(turn);
      if (!Sent.safeParse(task.data).success) throw wrongForm('wrongTask', turn.language);
      return letIn(turn, parts, async (context) => {
        const card = await checkedCard(task, turn, context, parts, 'chat');
        const preview = { title: told('checkTitle', turn.language), text: told('noJudgement', turn.language) };
        return resultReply([listed(preview, cardAttachment(card))]);
      });
    }),
  };
}

/** @throws AppError `invalid_input` */
function readTask(turn: Turn): Task {
  const parsed = Task.safeParse(turn.activity.value);
  if (!parsed.success) throw wrongForm('wrongTask', turn.language);
  return parsed.data;
}

/** @throws AppError `invalid_input` where there are no words to check */
async function checkedCard(
  { messagePayload }: Task,
  { language }: Turn,
  context: CallContext,
  { toolbox }: ExtensionParts,
  place: 'window' | 'chat',
): Promise<ShownCard> {
  if (messagePayload === undefined || messagePayload === null)
    throw new AppError('invalid_input', told('onMessagesOnly', language));
  const whole = await messageText(messagePayload.body);
  const text = beginningOf(whole, LONGEST_CHECKED);
  if (!/\p{L}/u.test(text)) throw new AppError('invalid_input', told('noText', language));
  const { output } = await toolbox.tools.check_text.call({ text }, context);
  const cutNote =
    text.length === whole.length ? [] : [told('cutText', language, String(whole.length), String(LONGEST_CHECKED))];
  const author = messagePayload.from?.user?.displayName ?? undefined;
  return checkCard(
    { ...output, notes: [...cutNote, ...output.notes] },
    { language, in: place, ...(author === undefined || author === '' ? {} : { author }) },
  );
}
