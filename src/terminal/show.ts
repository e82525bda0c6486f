import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import type { LawView } from '../regulations/law-reader.ts';
import { findMentions } from '../regulations/mentions/find-mentions.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import type { FoundPlace, MissingPlace } from '../regulations/mentions/place-source.ts';
import { resolveMention } from '../regulations/mentions/resolve-mentions.ts';
import { provisionId, topPlace } from '../regulations/place.ts';
import { referencesOf } from '../regulations/references.ts';
import { standingNotes, versionPhrase } from '../regulations/standing.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

/** `compliance show`: one place, or several; a place that does not exist is a failure, never a neighbour's text. */
export async function show(session: Session, words: string, options: ReadingOptions): Promise<void> {
  const reading = readingFrom(options);
  const desk = await session.desk();
  const view = desk.reader.at(reading);
  const found = resolveAll(view, cleanQuestion(words), reading.acts?.[0]);
  // On the error channel: the result itself has a fixed shape.
  for (const note of new Set(found.flatMap(({ assumed }) => assumed ?? []))) session.terminal.err(`${note}\n`);
  const shown = found.map((place) => shownPlace(view, place));
  const [only] = shown;
  const result = shown.length === 1 && only ? only.result : { places: shown.map((each) => each.result) };
  const today = reading.asOf ?? desk.clock.today();
  session.print(result, options.json === true, () =>
    found.map((place) => render(view, place, today, session)).join('\n\n'),
  );
}

function resolveAll(view: LawView, words: string, act: string | undefined): readonly FoundPlace[] {
  const { mentions } = findMentions(words, view.names);
  const wanted = mentions
    .filter(
      ({ requests, unknownAct, acts }) =>
        requests.length > 0 || unknownAct !== undefined || acts.length > 1 || mentions.length === 1,
    )
    .map((mention) => (mention.acts.length === 0 && act !== undefined ? { ...mention, acts: [act] } : mention));
  const resolutions = wanted.flatMap((mention) => resolveMention(mention, view));
  const missing = resolutions.filter((each): each is MissingPlace => each.kind === 'missing');
  const [first] = missing;
  if (first) {
    const assumed = new Set(wanted.flatMap((mention) => mention.assumed ?? []));
    throw new AppError('not_found', [...assumed, ...missing.map(({ message }) => message)].join(' '), {
      reason: first.reason,
      suggestions: missing.flatMap(({ suggestions }) => suggestions),
    });
  }
  const found = resolutions.filter((each): each is FoundPlace => each.kind === 'found');
  if (found.length === 0) {
    throw new AppError(
      'invalid_input',
      `"${words.slice(0, 80)}" names no place. Write it as in: compliance show "Article 19(4) DORA", "art. 42.2.a) Ley 10/2010", or by its id 32022R2554#art_19/par_4.`,
    );
  }
  return found;
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
