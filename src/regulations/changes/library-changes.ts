import { AppError } from '../../core/errors.ts';
import type { ActId, IsoDate, Language } from '../act.ts';
import type { Library } from '../library.ts';
import type { VersionSummary } from '../library-store.ts';
import { compareVersions, type VersionComparison } from './compare-versions.ts';

export interface ChangesRequest {
  readonly act: ActId;
  /** The law as it stood on this day; absent, the version before the other one. */
  readonly from?: IsoDate;
  /** … and on this one; absent, the latest held. */
  readonly to?: IsoDate;
  /** Absent, the language of which more versions are held, English before Spanish. */
  readonly language?: Language;
}

export interface LibraryChanges extends VersionComparison {
  readonly from: VersionSummary;
  readonly to: VersionSummary;
}

/**
 * What changed between two versions of an act that the library holds.
 *
 * @throws AppError `not_found` where there are no two such versions, saying which days are held; `invalid_input` for
 *   days the wrong way round
 */
export function changesIn(library: Library, request: ChangesRequest): LibraryChanges {
  const versions = versionsOf(library.versions(), request);
  const to = request.to === undefined ? versions.at(-1) : holdingOn(versions, request.to);
  if (to === undefined) throw noneOn(request.act, request.to, versions);
  const earlier = versions.filter(({ date }) => date < to.date);
  const from = request.from === undefined ? earlier.at(-1) : holdingOn(versions, request.from);
  if (from === undefined) throw noneOn(request.act, request.from, versions);
  if (from.date > to.date)
    throw new AppError(
      'invalid_input',
      `The version of ${request.from ?? from.date} is that of ${from.date}, which is later than that of ${to.date}. Exchange the two days.`,
    );
  return { from, to, ...compareVersions(request.act, library.tree(from.key), library.tree(to.key)) };
}

/** Official texts alone, of one language: a digest says less than the law, and a translation says it otherwise. */
function versionsOf(held: readonly VersionSummary[], { act, language }: ChangesRequest): readonly VersionSummary[] {
  const own = held.filter((version) => version.act === act);
  if (own.length === 0)
    throw new AppError('not_found', `The library does not hold ${act}. "compliance library list" shows what it holds.`);
  const official = own.filter(({ source }) => source === 'official');
  const of = (each: Language): readonly VersionSummary[] => official.filter((version) => version.language === each);
  const chosen = language ?? (of('es').length > of('en').length ? 'es' : 'en');
  const versions = [...of(chosen)].sort((a, b) => (a.date < b.date ? -1 : 1));
  if (versions.length < 2) {
    const { shortName, name } = own[0]?.about ?? {};
    throw new AppError(
      'not_found',
      `To compare, two official versions of ${shortName ?? name} (${act}) must be held${language === undefined ? '' : ` in that language`}; ${whatIsHeld(versions, own)}. Add another: compliance library add <file or number>`,
    );
  }
  return versions;
}

function whatIsHeld(versions: readonly VersionSummary[], own: readonly VersionSummary[]): string {
  const [only] = versions;
  if (only) return `there is one, of ${only.date}`;
  return own.some(({ source }) => source === 'digest') ? 'there is only a digest' : 'there is none';
}

function holdingOn(versions: readonly VersionSummary[], day: IsoDate): VersionSummary | undefined {
  return versions.filter(({ date }) => date <= day).at(-1);
}

function noneOn(act: ActId, day: IsoDate | undefined, versions: readonly VersionSummary[]): AppError {
  const days = versions.map(({ date }) => date).join(', ');
  return new AppError(
    'not_found',
    day === undefined
      ? `No earlier version of ${act} is held; those held are of ${days}.`
      : `No version of ${act} that is held is as old as ${day}; those held are of ${days}.`,
  );
}
