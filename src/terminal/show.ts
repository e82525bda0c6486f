import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import type { ActId } from '../regulations/act.ts';
import type { TermUse } from '../regulations/glossary.ts';
import type { LawView } from '../regulations/law-view.ts';
import type { VersionSummary } from '../regulations/library-store.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import type { FoundPlace } from '../regulations/mentions/place-source.ts';
import { isWithin, provisionId, topPlace } from '../regulations/place.ts';
import type { Place } from '../regulations/provision.ts';
import { type BackReference, referencesOf, referencesTo } from '../regulations/references/references-of.ts';
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
  const back = referencesTo(view, act, place);
  return {
    result: {
      id: provisionId(act, place),
      act,
      place,
      label: view.label(version, place),
      text: tree.readableText(place),
      version: { date: version.date, source: version.source },
      terms: termsIn(view, version, place).map(({ term, id }) => ({ term, id })),
      references: referencesOf(view, version, place).map(({ text, id, resolved }) => ({ text, id, resolved })),
      referencedBy: labelled(view, back).map(({ id, label, text }) => ({ id, label, text })),
      ...(back.length > MOST_SHOWN ? { referencedByTotal: back.length } : {}),
    },
  };
}

/** Provisions shown that refer to a place: there can be hundreds that refer to a definition. */
const MOST_SHOWN = 50;

/** Defined terms that the provision uses, but for those that it defines itself. */
function termsIn(view: LawView, version: VersionSummary, place: Place): readonly TermUse[] {
  const text = view.tree(version).wholeText(place);
  return view
    .glossary(version)
    .usedIn(text)
    .filter((use) => use.act !== version.act || !(isWithin(use.place, place) || isWithin(place, use.place)));
}

function labelled(view: LawView, references: readonly BackReference[]) {
  return references
    .slice(0, MOST_SHOWN)
    .map((reference) => ({ ...reference, label: view.label(versionOf(view, reference.act), reference.from) }));
}

function versionOf(view: LawView, act: string) {
  const version = view.version(act);
  if (version === undefined)
    throw new AppError('not_found', `The library holds no version of ${act} for that day.`, { reason: 'act_not_held' });
  return version;
}

/** What the place refers to and what refers to it, a line each. */
function linkLines(view: LawView, { act, place }: FoundPlace): readonly string[] {
  const version = versionOf(view, act);
  const to = referencesOf(view, version, place).flatMap(({ act: target, place: at, resolved }) => {
    const held = target === undefined || !resolved ? undefined : view.version(target);
    return held && at !== undefined ? [view.label(held, at)] : [];
  });
  const from = labelled(view, referencesTo(view, act, place)).map(({ label }) => label);
  const line = (what: string, labels: readonly string[]): readonly string[] => {
    const all = [...new Set(labels)];
    const more = all.length > MOST_IN_A_LINE ? ` and ${all.length - MOST_IN_A_LINE} more` : '';
    return all.length === 0 ? [] : [`${what}: ${all.slice(0, MOST_IN_A_LINE).join('; ')}${more}`];
  };
  const terms = termsIn(view, version, place).flatMap(({ term, act: holder, place: at }) => {
    const definer = view.version(holder);
    return definer ? [`${term} (${view.label(definer, at)})`] : [];
  });
  return [...line('→ refers to', to), ...line('← referred to by', from), ...line('defined terms', terms)];
}

const MOST_IN_A_LINE = 8;

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
    ...linkLines(view, { kind: 'found', act, place }).map((line) => style.dim(wrapText(line, 100))),
    ...standingNotes(version, [place], view.entry(act), today).map((note) => wrapText(`· ${note}`, 100)),
  ].join('\n');
}
