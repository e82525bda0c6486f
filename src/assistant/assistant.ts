import type { AnswerRecorder } from '../audit/answers.ts';
import type { Recorded } from '../audit/audit.ts';
import type { Answer, Question } from './answer.ts';
import type { ExtractiveAnswer } from './extractive/extractive-answer.ts';

/** An answer that is recorded: with it comes what it can be called to account by. */
export interface AnswerWithReceipt extends Answer {
  readonly receipt: string;
  readonly conversation: string;
}

export interface Assistant {
  /**
   * Answers and records the answer, in this order: what cannot be recorded is not given.
   *
   * @throws AppError as `ExtractiveAnswer.ask`
   */
  ask(question: Question, by: Recorded): Promise<AnswerWithReceipt>;
}

export interface AssistantOptions {
  readonly answers: ExtractiveAnswer;
  readonly recorder: AnswerRecorder;
  /** What whoever asks must know of the search as it is now. */
  readonly notes?: () => readonly string[];
  /** Characters that the sentences of one answer have at most, with their citations; absent, all are given. */
  readonly longest?: number;
}

/** The one place where answers are made and recorded, for every door. */
export function createAssistant(options: AssistantOptions): Assistant {
  const { answers, recorder, notes = () => [], longest = Number.POSITIVE_INFINITY } = options;
  return {
    ask: async (question, by) => {
      const { read, ...draft } = await answers.ask(question);
      const answer = shortened({ ...draft, notes: [...notes(), ...draft.notes] }, longest);
      const { text, ...asked } = question;
      const { receipt } = recorder.record(
        {
          question: text,
          asked: {
            ...(asked.asOf === undefined ? {} : { asOf: asked.asOf }),
            ...(asked.acts === undefined ? {} : { acts: asked.acts }),
            ...(asked.language === undefined ? {} : { language: asked.language }),
          },
          status: answer.status,
          sentences: answer.answer.map(({ text: sentence, citations, role }) => ({
            text: sentence,
            citations: citations.map(({ id, quote }) => ({ id, quote })),
            ...(role === undefined ? {} : { role }),
          })),
          notes: answer.notes,
          searched: answer.searched,
          passages: read,
        },
        by,
      );
      return { ...answer, receipt, conversation: by.conversation };
    },
  };
}

/** An answer that goes on for pages is cut between two sentences, and says so. */
function shortened(answer: Answer, longest: number): Answer {
  let length = 0;
  const kept = answer.answer.filter((sentence, at) => {
    length += JSON.stringify(sentence).length;
    return at === 0 || length <= longest;
  });
  const left = answer.answer.length - kept.length;
  if (left === 0) return answer;
  const cut = `The answer was cut: ${left} more sentences did not fit. Ask about one part of it, or read the provisions themselves.`;
  return { ...answer, answer: kept, notes: [cut, ...answer.notes] };
}
