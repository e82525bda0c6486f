import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import type { ActId } from '../regulations/act.ts';
import type { LawView } from '../regulations/law-reader.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import type { FoundPlace } from '../regulations/mentions/place-source.ts';
import { provisionId, topPlace } from '../regulations/place.ts';
import { referencesOf } from '../regulations/references.ts';
import { type UnderstoodQuery, understandQuery } from '../regulations/search-regulations.ts';
import { standingNotes, versionPhrase } from '../regulations/standing.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

/** `compliance show`: one place, or several; a place that does not exist is a failure, never a neighbour's text. */
export async function show(session: Session, words: string, options: ReadingOptions): Promise<void> {
  const reading = readingFrom(options);
  const desk = await session.desk();
  const view = desk.reader.at(reading);
  const { found, assumed } = placesShown(view, cleanQuestion(words), reading.acts);
  // On the error channel: the result itself has a fixed shape.
  for (const note of assumed) session.terminal.err(`${note}\n`);
  const shown = found.map((place) => shownPlace(view, place));
  const [only] = shown;
  const result = shown.length === 1 && only ? only.result : { places: shown.map((each) => each.result) };
  const today = reading.asOf ?? desk.clock.today();
  session.print(result, options.json === true, () =>
    found.map((place) => render(view, place, today, session)).join('\n\n'),
  );
}

function placesShown(view: LawView, words: string, acts: readonly ActId[] | undefined): UnderstoodQuery {
  const query = understandQuery(words, view, acts);
  const { found, missing, assumed } = query;
  const [first] = missing;
  if (first) {
    throw new AppError('not_found', [...assumed, ...missing.map(({ message }) => message)].join(' '), {
      reason: first.reason,
      suggestions: missing.flatMap(({ suggestions }) => suggestions),
    });
  }
  if (found.length === 0) {
    throw new AppError(
      'invalid_input',
      `"${words.slice(0, 80)}" names no place. Write it as in: compliance show "Article 19(4) DORA", "art. 42.2.a) Ley 10/2010", or by its id 32022R2554#art_19/par_4.`,
    );
  }
  return query;
}

function shownPlace(view: LawView, { act, place }: FoundPlace) {
  const version = versionOf(view, act);
  const tree = view.tree(version);
  return {
    result: {
      id: provisionId(act, place),
      act,
      place,
      label: view.label(version, place),
      text: tree.readableText(place),
      version: { date: version.date, source: version.source },
      references: referencesOf(view, version, place),
    },
  };
}

function versionOf(view: LawView, act: string) {
  const version = view.version(act);
  if (version === undefined)
    throw new AppError('not_found', `The library holds no version of ${act} for that day.`, { reason: 'act_not_held' });
  return version;
}

function render(view: LawView, { act, place }: FoundPlace, today: string, { style }: Session): string {
  const version = versionOf(view, act);
  const tree = view.tree(version);
  const top = tree.node(topPlace(place));
  const path = [...(top?.divisions ?? []), top?.heading ?? ''].filter((part) => part !== '');
  return [
    style.bold(view.label(version, place)),
    style.dim(path.join(' › ')),
    style.dim(`${versionPhrase(version, view.entry(version.act))} · ${officialUrl(version, place)}`),
    '',
    wrapText(tree.readableText(place), 100),
    '',
    ...standingNotes(version, [place], view.entry(act), today).map((note) => wrapText(`· ${note}`, 100)),
  ].join('\n');
}
