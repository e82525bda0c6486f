import { AppError } from '../core/errors.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

/** `compliance explain`: what the acts mean by a term, each in its own words. */
export async function explain(session: Session, term: string, options: ReadingOptions): Promise<void> {
  if (term.trim() === '') throw new AppError('invalid_input', 'Name a term, such as: compliance explain "ICT risk"');
  const reading = readingFrom(options);
  const desk = await session.desk();
  const { output } = await desk.toolbox.tools.explain_term.call({ ...reading, term }, session.caller());
  const { definitions, notes } = output;
  session.print({ definitions, notes }, options.json === true, () =>
    [
      ...definitions.map(({ label, text, version, url, elsewhere }) =>
        [
          `${session.style.bold(label)}  ${session.style.dim(`version ${version.date}`)}`,
          wrapText(text, 100, '  '),
          session.style.dim(`  ${url}`),
          ...(elsewhere === undefined
            ? []
            : [
                `  ${session.style.accent('spelled out in')} ${elsewhere.label}`,
                wrapText(elsewhere.text, 100, '    '),
              ]),
        ].join('\n'),
      ),
      notes.map((note) => wrapText(`· ${note}`, 100)).join('\n'),
    ].join('\n\n'),
  );
}
