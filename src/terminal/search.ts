import { AppError } from '../core/errors.ts';
import { foldText } from '../core/text.ts';
import type { SearchHit } from '../regulations/search-regulations.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

const MOST_RESULTS = 200;

export interface SearchOptions extends ReadingOptions {
  readonly limit?: string;
}

/** `compliance search`: hits, best first; a place in the query that does not exist is told on the error stream. */
export async function search(session: Session, query: string, options: SearchOptions): Promise<void> {
  const limit = parseLimit(options.limit ?? '10');
  if (query.trim() === '')
    throw new AppError(
      'invalid_input',
      'The query is empty. Search for words or a place, as in: compliance search "ICT third-party risk"',
    );
  const reading = readingFrom(options);
  const desk = await session.desk();
  const { output } = await desk.toolbox.tools.search_regulations.call({ ...reading, query, limit }, session.caller());
  const results = output.hits.map(({ id, act, place, label, text, score, why, version }) => ({
    id,
    act,
    place,
    label,
    text,
    score,
    why,
    version,
  }));
  for (const note of output.notes) session.terminal.err(`${note}\n`);
  for (const { message } of output.missing) session.terminal.err(`${message}\n`);
  session.print({ results }, options.json === true, () =>
    output.hits.length === 0 ? 'Nothing found.' : output.hits.map((hit, at) => render(hit, at, session)).join('\n\n'),
  );
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_RESULTS) {
    throw new AppError(
      'invalid_input',
      `--limit takes a whole number from 1 to ${MOST_RESULTS}, not "${text.slice(0, 40)}".`,
    );
  }
  return limit;
}

type ShownHit = Omit<SearchHit, 'versionKey' | 'coverage'>;

function render(hit: ShownHit, at: number, { style }: Session): string {
  const source = hit.version.source === 'digest' ? style.warn('  digest, not the official text') : '';
  return [
    `${style.accent(`${at + 1}.`)} ${style.bold(hit.label)}  ${style.dim(`version ${hit.version.date}`)}${source}`,
    `   ${style.dim(hit.breadcrumb.join(' › '))}`,
    wrapText(highlight(hit, style.bold), 100, '   '),
    `   ${style.dim(`${hit.why} · ${hit.score.toFixed(2)} · ${hit.id}`)}`,
  ].join('\n');
}

/** The excerpt with the words of the query set off. */
function highlight({ excerpt, matched }: ShownHit, mark: (text: string) => string): string {
  const wanted = new Set(matched.map((word) => foldText(word).slice(0, 5)));
  return excerpt.replace(/[\p{L}\p{N}]+/gu, (word) =>
    word.length > 2 && wanted.has(foldText(word).slice(0, 5)) ? mark(word) : word,
  );
}
