import type { Act, IsoDate } from './act.ts';
import type { VersionSummary } from './library-store.ts';
import { isWithin, topPlace } from './place.ts';
import type { Place } from './provision.ts';
import type { RegisterEntry } from './register/register-entry.ts';

/** `as published on 27 December 2022`, `consolidated to 2026-03-21`, `digest …`: what a version is, in one phrase. */
export function versionPhrase(version: VersionSummary, entry?: RegisterEntry): string {
  if (version.source === 'digest') return `digest, not the official text (checked against the act of ${version.date})`;
  if (version.consolidated) return `consolidated to ${version.date}`;
  const { published } = datesOf(version.about, entry);
  return published === undefined ? `as adopted on ${version.date}` : `as published on ${published}`;
}

/**
 * The dates of an act as known: the register's where it has the act (they were checked), what the text says otherwise.
 */
function datesOf(act: Act, entry: RegisterEntry | undefined): Act['dates'] {
  return { ...act.dates, ...entry?.dates };
}

/** The day from which a provision applies; exceptions of single provisions win over the act's own date. */
export function applicableFrom(place: Place, act: Act, entry: RegisterEntry | undefined): IsoDate | undefined {
  const exception = (entry?.exceptions ?? [])
    .flatMap(({ places, from }) => places.map((covered) => ({ covered, from })))
    .filter(({ covered }) => covers(covered, place))
    .sort((a, b) => b.covered.length - a.covered.length)[0];
  return exception?.from ?? datesOf(act, entry).applicable;
}

/**
 * Sentences that a reader of a provision must know before relying on it: that it is a digest, that the act was amended
 * since, that it does not apply yet, that it was repealed, that it is a directive, that words are missing.
 *
 * @param today the day for which the question is asked
 */
export function standingNotes(
  version: VersionSummary,
  places: readonly Place[],
  entry: RegisterEntry | undefined,
  today: IsoDate,
): readonly string[] {
  const name = version.about.shortName ?? version.about.name;
  return [
    ...textNotes(version, name, entry),
    ...timeNotes(version, places, name, entry, today),
    ...lossNotes(version, places, name),
  ];
}

function textNotes(version: VersionSummary, name: string, entry: RegisterEntry | undefined): readonly string[] {
  if (version.source === 'digest') {
    return [
      `${name}: digest, not the official text. Check the official text behind the link before relying on it; ` +
        `adding it replaces the digest: compliance library add <file> --act ${version.act}`,
    ];
  }
  if (entry?.amended && !version.consolidated) {
    const by = entry.amendedBy?.length ? ` (by ${entry.amendedBy.join(', ')})` : '';
    return [
      `${name} was read ${versionPhrase(version, entry)}; it has been amended since${by}, so the wording in force may differ.`,
    ];
  }
  return [`${name} was read ${versionPhrase(version, entry)}.`];
}

function timeNotes(
  version: VersionSummary,
  places: readonly Place[],
  name: string,
  entry: RegisterEntry | undefined,
  today: IsoDate,
): readonly string[] {
  const notes: string[] = [];
  const dates = datesOf(version.about, entry);
  const late = new Map<IsoDate, Place[]>();
  for (const place of places) {
    const from = applicableFrom(place, version.about, entry);
    if (from !== undefined && from > today) late.set(from, [...(late.get(from) ?? []), place]);
  }
  for (const [from, which] of late) {
    notes.push(`Not yet applicable on ${today}: ${name} (${which.join(', ')}) applies from ${from}.`);
  }
  if (dates.inForce !== undefined && dates.inForce > today) {
    notes.push(`Not yet in force on ${today}: ${name} enters into force on ${dates.inForce}.`);
  }
  if (entry?.repealed) {
    const verb = entry.repealed.from <= today ? 'was repealed' : 'will be repealed';
    notes.push(`${name} ${verb} by ${entry.repealed.by} with effect from ${entry.repealed.from}.`);
  }
  if (version.about.kind === 'directive') {
    const deadline = dates.transposition === undefined ? '' : ` (to be transposed by ${dates.transposition})`;
    notes.push(`${name} is a directive${deadline}: what binds a bank is the national law that transposes it.`);
  }
  return notes;
}

function lossNotes(version: VersionSummary, places: readonly Place[], name: string): readonly string[] {
  const articles = new Set(places.map(topPlace));
  const lost = version.lost.filter((place) => articles.has(topPlace(place)));
  if (lost.length === 0) return [];
  return [
    `Incomplete: the source of ${name} lost the words of ${lost.join(', ')}; read the official text behind the link.`,
  ];
}

function covers(covered: Place, place: Place): boolean {
  const range = /^([a-z]{3})_(\d+)\.\.\1_(\d+)$/.exec(covered);
  if (range === null) return isWithin(place, covered);
  const number = /^([a-z]{3})_(\d+)/.exec(place);
  return number?.[1] === range[1] && Number(number?.[2]) >= Number(range[2]) && Number(number?.[2]) <= Number(range[3]);
}
