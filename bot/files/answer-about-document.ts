import { AppError } from '../../src/core/errors.ts';
import type { Admission } from '../admission.ts';
import { answerQuestion } from '../chat/answer-question.ts';
import type { Turn } from '../turn.ts';
import { documentMessage } from './document-message.ts';
import type { FileParts } from './file-parts.ts';
import type { Meant } from './means-document.ts';
import { tell } from './wording.ts';

/**
 * Answers a question about documents that were sent: what they say, word for word. Where the question is about the law as
 * well, what the law says follows in an answer of its own, with its own sources and receipt; nobody judges whether the one
 * meets the other.
 *
 * @throws AppError as the tools do, such as `not_permitted`
 */
export async function answerAboutDocument(
  question: string,
  meant: Meant,
  turn: Turn,
  who: Admission,
  parts: FileParts,
): Promise<void> {
  const { language } = turn;
  const { toolbox, sensitivity } = parts;
  try {
    const { output } = await toolbox.tools.ask_document.call(
      { question, ...(meant.document === undefined ? {} : { document: meant.document }) },
      who.context,
    );
    const instead = !meant.law && !meant.surely && output.status === 'not_found';
    const behind = meant.law ? 'law_below' : instead ? 'law_instead' : undefined;
    await turn.say(documentMessage(output, language, { behind, sensitivity }));
    if (behind === undefined) return;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    await turn.say({ text: tell('noneHere', language) });
    return;
  }
  await answerQuestion({ question }, turn, who.context, parts);
}
