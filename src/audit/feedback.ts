import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import { type Audit, recordedAs } from './audit.ts';

/** What somebody can say of an answer with one touch. */
const REACTIONS = ['like', 'dislike'] as const;

/** What somebody said of an answer, as a door received it: nothing in it is relied on. */
export interface GivenFeedback {
  /** Of the answer. */
  readonly receipt: string;
  readonly reaction: string;
  /** In their own words; characters of UTF-16, at most 2,000. */
  readonly text?: string;
}

export interface FeedbackRecorder {
  /**
   * Records it beside the answer, each time that somebody says something. Their words are kept where they can be erased.
   *
   * @returns the row's position
   * @throws AppError `not_found` for an answer that was not given in this conversation, in the same words whether it is
   *   another's or none; `invalid_input` for a reaction that is none, or a text that is too long
   */
  record(feedback: GivenFeedback, context: CallContext): number;
}

const LONGEST_FEEDBACK = 2_000;

export function createFeedbackRecorder(audit: Audit): FeedbackRecorder {
  return {
    record: ({ receipt, reaction, text = '' }, context) => {
      const known = REACTIONS.find((each) => each === reaction);
      if (known === undefined)
        throw new AppError('invalid_input', `An answer can be given ${REACTIONS.join(' or ')}; nothing else is kept.`);
      const words = text.trim();
      if (words.length > LONGEST_FEEDBACK)
        throw new AppError(
          'invalid_input',
          `What you wrote has ${words.length} characters; at most ${LONGEST_FEEDBACK} are kept. Nothing was recorded: please say it shorter.`,
        );
      if (!wasGiven(audit, receipt, context))
        throw new AppError(
          'not_found',
          'In this conversation no such answer was given, so that nothing can be said of it here.',
        );
      return audit.record(
        {
          type: 'feedback',
          body: { receipt, reaction: known },
          ...(words === '' ? {} : { personal: { text: words } }),
        },
        recordedAs(context),
      ).position;
    },
  };
}

function wasGiven(
  { store }: Audit,
  receipt: string,
  { tenant, conversation }: Pick<CallContext, 'tenant' | 'conversation'>,
): boolean {
  const position = store.receipt(receipt)?.position;
  const answer = position === undefined ? undefined : store.row(position);
  return answer !== undefined && answer.tenant === tenant && answer.conversation === conversation;
}
