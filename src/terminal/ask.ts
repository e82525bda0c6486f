import { recordedAs } from '../audit/audit.ts';
import { AppError } from '../core/errors.ts';
import { type Asked, answerLines } from './answer-lines.ts';
import { lineWidth } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

export interface AskOptions extends ReadingOptions {
  readonly conversation?: string;
}

/** `compliance ask`: exit code 0 whatever the status; an answer that is "not found" is a result. */
export async function ask(session: Session, question: string, options: AskOptions): Promise<void> {
  if (question.trim() === '')
    throw new AppError(
      'invalid_input',
      'The question is empty. Write one, such as: compliance ask "What is ICT risk?"',
    );
  const reading = readingFrom(options);
  const desk = await session.desk();
  if (options.conversation !== undefined) await goOn(session, options.conversation);
  const { output } = await desk.toolbox.tools.ask_compliance.call({ ...reading, question }, session.caller());
  session.print({ ...output, model: output.model ?? null }, options.json === true, () => render(output, session));
}

/** A conversation is gone on with by whoever began it; that somebody else tried is recorded. */
export async function goOn(session: Session, conversation: string): Promise<void> {
  const { audit } = await session.desk();
  const { tenant, user } = session.caller();
  const [first] = audit.store.rows({ conversation, tenant }, 1);
  const owner = first && audit.store.person(first.actor);
  if (owner?.user !== user.id) {
    audit.record(
      { type: 'refusal', body: { what: 'conversation' }, personal: { conversation } },
      recordedAs(session.caller()),
    );
    throw new AppError(
      'not_found',
      `There is no conversation ${conversation.slice(0, 60)} of yours to go on with. Leave --conversation away to begin one; "ask --json" tells its id.`,
    );
  }
  session.continueWith(conversation);
}

function render(answer: Asked, { style, terminal }: Session): string {
  const lines = answerLines(style, lineWidth(terminal));
  return [...answer.answer.map((sentence) => lines.sentence(sentence)), lines.end(answer)].join('\n').trim();
}
