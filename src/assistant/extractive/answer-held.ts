import type { ActId } from '../../regulations/act.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView, Reading } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { versionPhrase } from '../../regulations/standing.ts';
import type { Answer } from '../answer.ts';

/** Acts that are listed one by one. */
const MOST_ACTS = 60;
/** Versions of one act and language that are listed by their days. */
const MOST_VERSIONS = 8;

/**
 * The answer to "which acts do you have": every act with its versions, in the order of its names.
 *
 * @param asked only these acts; none for all
 */
export function answerHeld(reader: LawReader, view: LawView, reading: Reading, asked: readonly ActId[]): Answer {
  const wanted = new Set(asked);
  const held = reader.library.versions().filter(({ act, date, language }) => {
    const fits = reading.language === undefined || language === reading.language;
    return fits && (wanted.size === 0 || wanted.has(act)) && (reading.asOf === undefined || date <= reading.asOf);
  });
  const acts = [...new Set(held.map(({ act }) => act))];
  const missing = asked.filter((act) => !acts.includes(act));
  const searched = { acts: asked.length === 0 ? acts : asked, terms: [] };
  const absent = missing.map(
    (act) => `${nameOf(view, act)} is not in the library. Add it: compliance library add <file> --act ${act}.`,
  );
  if (acts.length === 0) return { status: 'not_found', answer: [], searched, notes: absent };
  const lines = acts
    .map((act) =>
      actLine(
        view,
        held.filter((version) => version.act === act),
      ),
    )
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const day = reading.asOf === undefined ? '' : ` for ${reading.asOf}`;
  const count = `The library holds ${counted(acts.length, 'act')} in ${counted(held.length, 'version')}${day}.`;
  const left = lines.length - MOST_ACTS;
  return {
    status: 'answered',
    answer: [],
    searched,
    notes: [
      ...(asked.length === 0 ? [count] : []),
      ...lines.slice(0, MOST_ACTS),
      ...(left > 0
        ? [`${counted(left, 'more act')} ${left === 1 ? 'is' : 'are'} held; all of them: compliance library list.`]
        : []),
      ...absent,
    ],
  };
}

/** `DORA (Regulation (EU) 2022/2554), in English: consolidated to 2026-03-21; as published on 27 December 2022.` */
function actLine(view: LawView, versions: readonly VersionSummary[]): string {
  const [first] = versions;
  if (first === undefined) return '';
  const name = view.shortName(first);
  const formal = view.entry(first.act)?.name ?? first.about.name;
  const languages = [...new Set(versions.map(({ language }) => language))].map((language) => {
    const own = versions.filter((version) => version.language === language).sort((a, b) => (a.date < b.date ? 1 : -1));
    const told = own.slice(0, MOST_VERSIONS).map((version) => versionPhrase(version, view.entry(version.act)));
    const left = own.length - told.length;
    return `in ${language === 'en' ? 'English' : 'Spanish'}: ${told.join('; ')}${left > 0 ? `; and ${left} older` : ''}`;
  });
  return `${name}${formal === name ? '' : ` (${formal})`}, ${languages.join(' / ')}.`;
}

function nameOf(view: LawView, act: ActId): string {
  const entry = view.entry(act);
  return entry?.shortName ?? entry?.name ?? act;
}

function counted(number: number, what: string): string {
  return number === 1 ? `one ${what}` : `${number} ${what}s`;
}
