import type { z } from 'zod';
import { recordedAs } from '../audit/audit.ts';
import { AppError } from '../core/errors.ts';
import type { askComplianceTool } from '../tools/ask-compliance.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

export interface AskOptions extends ReadingOptions {
  readonly conversation?: string;
}

type Asked = z.output<typeof askComplianceTool.output>;

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
async function goOn(session: Session, conversation: string): Promise<void> {
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

function render(answer: Asked, { style }: Session): string {
  const citations = [
    ...new Map(answer.answer.flatMap((sentence) => sentence.citations).map((each) => [each.id, each])).values(),
  ];
  const number = (id: string): number => citations.findIndex((each) => each.id === id) + 1;
  const lines: string[] = [];
  if (answer.status === 'not_found') lines.push(style.bold('Not found.'));
  const first = answer.answer.findIndex(({ role }) => role !== undefined);
  for (const [at, { text, citations: own }] of answer.answer.entries()) {
    if (at === first) lines.push(style.dim('Terms and conditions that it refers to:'), '');
    const marks = [...new Set(own.map(({ id }) => `[${number(id)}]`))].join('');
    lines.push(wrapText(`${text} ${style.accent(marks)}`, 100), '');
  }
  for (const [at, { label, url, version }] of citations.entries()) {
    const source = version.source === 'digest' ? style.warn(' digest, not the official text') : '';
    lines.push(
      `${style.accent(`[${at + 1}]`)} ${style.bold(label)}  ${style.dim(`version ${version.date}`)}${source}`,
      `    ${style.dim(url)}`,
    );
  }
  if (answer.notes.length > 0) lines.push('', ...answer.notes.map((note) => wrapText(`· ${note}`, 100)));
  lines.push('', style.dim(`receipt ${answer.receipt} · conversation ${answer.conversation}`));
  return lines.join('\n').trim();
}
