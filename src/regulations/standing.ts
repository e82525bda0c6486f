import type { Act, ApplicabilityException, IsoDate, Language } from './act.ts';
import type { VersionSummary } from './library-store.ts';
import { placeName } from './mentions/label.ts';
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

/** A date of application, for all that a place governs or for a part of it. */
type Rule = Omit<ApplicabilityException, 'places' | 'since'>;

/** The day from which a provision applies by the law of a day; exceptions of single provisions win over the act's own date. */
export function applicableFrom(
  place: Place,
  act: Act,
  entry: RegisterEntry | undefined,
  today: IsoDate,
): IsoDate | undefined {
  const dated = { ...act, dates: datesOf(act, entry) };
  return wholeRule(rulesOf(place, dated, exceptionsOn(entry, today)))?.from;
}

/** The exceptions known on a day, each with one of its places; a later amendment in front of an earlier one. */
function exceptionsOn(entry: RegisterEntry | undefined, today: IsoDate): readonly Covering[] {
  const exceptions: readonly ApplicabilityException[] = entry?.exceptions ?? [];
  return exceptions
    .filter(({ since }) => since === undefined || since <= today)
    .sort((a, b) => (b.since ?? '').localeCompare(a.since ?? ''))
    .flatMap(({ places, from, only, why }) =>
      places.map((covered) => ({
        covered,
        rule: { from, ...(only === undefined ? {} : { only }), ...(why === undefined ? {} : { why }) },
      })),
    );
}

interface Covering {
  readonly covered: string;
  readonly rule: Rule;
}

/** The rules for a place: of exceptions for the same matter the narrowest place wins, then the latest amendment. */
function rulesOf(place: Place, act: Act, exceptions: readonly Covering[]): readonly Rule[] {
  const rules = new Map<string, Rule>();
  const covering = exceptions.filter(({ covered }) => covers(covered, place));
  for (const { rule } of covering.sort((a, b) => depth(b.covered) - depth(a.covered))) {
    const matter = rule.only ?? '';
    if (!rules.has(matter)) rules.set(matter, rule);
  }
  if (!rules.has('') && act.dates.applicable !== undefined) rules.set('', { from: act.dates.applicable });
  return [...rules.values()];
}

/** The rule for all that a place governs. */
function wholeRule(rules: readonly Rule[]): Rule | undefined {
  return rules.find(({ only }) => only === undefined);
}

/** How narrow a place of an exception is: a range of articles is wider than an article, that than its paragraphs. */
function depth(covered: string): number {
  return covered.includes('..') ? 0 : covered.split('/').length;
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
    const by = entry.amendedBy?.length ? ` (among others by ${entry.amendedBy.join(', ')})` : '';
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
  const dates = datesOf(version.about, entry);
  const notes = applicationNotes(
    { ...version.about, dates },
    places,
    { name, language: version.language },
    entry,
    today,
  );
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

/** What does not apply yet, by its dates; a place with parts that apply from other days is never told by one date alone. */
function applicationNotes(
  act: Act,
  places: readonly Place[],
  { name, language }: { readonly name: string; readonly language: Language },
  entry: RegisterEntry | undefined,
  today: IsoDate,
): string[] {
  const exceptions = exceptionsOn(entry, today);
  const late = new Map<string, Set<string>>();
  const already = new Map<IsoDate, Set<string>>();
  const add = (rule: Rule, what: string): void => {
    const words = `${rule.from}${rule.only === undefined ? '' : ` for ${rule.only}`}${rule.why === undefined ? '' : ` (${rule.why})`}`;
    late.set(words, (late.get(words) ?? new Set()).add(what));
  };
  for (const place of places) {
    const rules = rulesOf(place, act, exceptions);
    const own = wholeRule(rules);
    const inner = [...new Set(exceptions.map(({ covered }) => covered).filter((each) => isBelow(each, place)))];
    const parts = inner.sort(byNumbers).map((part) => ({ part, rules: rulesOf(part, act, exceptions) }));
    const others = parts.filter((each) => wholeRule(each.rules)?.from !== own?.from);
    const but = others.length === 0 ? '' : ` without ${others.map(({ part }) => placeName(part, language)).join(', ')}`;
    for (const rule of rules) if (rule.from > today) add(rule, placeName(place, language) + (rule === own ? but : ''));
    for (const { part, rules: inside } of parts) {
      for (const rule of inside) {
        if (rules.some((outer) => outer.from === rule.from && outer.only === rule.only)) continue;
        if (rule.from > today) add(rule, placeName(part, language));
        else if (own !== undefined && own.from > today)
          already.set(rule.from, (already.get(rule.from) ?? new Set()).add(placeName(part, language)));
      }
    }
  }
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => a.localeCompare(b));
  return [
    ...sorted(late).map(
      ([from, which]) => `Not yet applicable on ${today}: ${name} (${[...which].join(', ')}) applies from ${from}.`,
    ),
    ...sorted(already).map(
      ([from, which]) => `Already applicable on ${today}: ${name} (${[...which].join(', ')}) applies from ${from}.`,
    ),
  ];
}

function isBelow(covered: string, place: Place): boolean {
  return covered !== place && isWithin(covered, place);
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function lossNotes(version: VersionSummary, places: readonly Place[], name: string): readonly string[] {
  const articles = new Set(places.map(topPlace));
  const lost = version.lost.filter((place) => articles.has(topPlace(place)));
  if (lost.length === 0) return [];
  return [
    `Incomplete: the source of ${name} lost the words of ${lost.map((place) => placeName(place, version.language)).join(', ')}; read the official text behind the link.`,
  ];
}

function covers(covered: Place, place: Place): boolean {
  const range = /^([a-z]{3})_(\d+)\.\.\1_(\d+)$/.exec(covered);
  if (range === null) return isWithin(place, covered);
  const number = /^([a-z]{3})_(\d+)/.exec(place);
  return number?.[1] === range[1] && Number(number?.[2]) >= Number(range[2]) && Number(number?.[2]) <= Number(range[3]);
}
