import type { ActId, IsoDate, Language } from './act.ts';
import type { VersionSummary } from './library-store.ts';

export interface Validity {
  readonly from: IsoDate;
  /** The first day on which it no longer holds; absent while no later version is held. */
  readonly until?: IsoDate;
}

/** From when to when a held version is the act's text, as far as the versions held tell. */
export function validityOf(version: VersionSummary, held: readonly VersionSummary[]): Validity {
  const later = held
    .filter(({ act, language, date }) => act === version.act && language === version.language && date > version.date)
    .map(({ date }) => date)
    .sort()[0];
  return later === undefined ? { from: version.date } : { from: version.date, until: later };
}

/**
 * The version of an act that holds on a day, or the latest where none is given. With several languages held, the one
 * asked for, else English (the language in which most of the library is), else what there is.
 */
export function versionFor(
  act: ActId,
  held: readonly VersionSummary[],
  choice: { asOf?: IsoDate; language?: Language } = {},
): VersionSummary | undefined {
  const candidates = held.filter(
    (version) =>
      version.act === act &&
      (choice.language === undefined || version.language === choice.language) &&
      (choice.asOf === undefined || version.date <= choice.asOf),
  );
  const newest = (language: Language): VersionSummary | undefined =>
    candidates.filter((version) => version.language === language).sort((a, b) => (a.date < b.date ? 1 : -1))[0];
  return newest('en') ?? newest('es');
}
