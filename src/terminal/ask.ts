import type { Answer } from '../assistant/answer.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

/** `compliance ask`: exit code 0 whatever the status; an answer that is "not found" is a result. */
export async function ask(session: Session, question: string, options: ReadingOptions): Promise<void> {
  const reading = readingFrom(options);
  const desk = await session.desk();
  const answer = await desk.answers.ask({ ...reading, text: question });
  session.print(answer, options.json === true, () => render(answer, session));
}

function render(answer: Answer, { style }: Session): string {
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
  return lines.join('\n').trim();
}
