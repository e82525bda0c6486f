import type { ActId, Language } from '../../regulations/act.ts';
import { placeName } from '../../regulations/mentions/label.ts';
import { topPlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { GapResult } from '../runs/gap-run.ts';

/** The results of a run as the law is laid out: acts, in them chapters, in these articles. All in the order of the run. */
export interface ActOutline {
  readonly act: ActId;
  /** As people call it: "DORA". The number where the obligations' labels do not tell. */
  readonly name: string;
  readonly chapters: readonly ChapterOutline[];
}

export interface ChapterOutline {
  /** "CHAPTER II — ICT risk management"; of a title and a chapter both; empty where the act has no divisions. */
  readonly heading: string;
  readonly articles: readonly ArticleOutline[];
}

export interface ArticleOutline {
  readonly place: Place;
  /** "Article 6", without its act. */
  readonly label: string;
  /** The article's own heading; empty where it has none. */
  readonly heading: string;
  readonly results: readonly GapResult[];
}

export function lawOutline(results: readonly GapResult[]): readonly ActOutline[] {
  return groupBy(results, ({ obligation }) => obligation.act).map(([act, ofAct]) => ({
    act,
    name: ofAct.map(({ obligation }) => actName(obligation)).find((name) => name !== '') ?? act,
    chapters: groupBy(ofAct, ({ obligation }) => chapterOf(obligation)).map(([heading, ofChapter]) => ({
      heading,
      articles: groupBy(ofChapter, ({ obligation }) => topPlace(obligation.place)).map(([place, ofArticle]) => ({
        place,
        label: ofArticle[0] === undefined ? place : articleName(ofArticle[0].obligation),
        heading: ofArticle.map(({ obligation }) => ownHeading(obligation)).find((own) => own !== '') ?? '',
        results: ofArticle,
      })),
    })),
  }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}

/** An article of a Spanish circular is a norma, which only its label tells. */
function markerOf({ label }: Obligation): string {
  return /^norma\b/i.test(label) ? 'norma' : '';
}

/** What the label has behind the place; empty where it is of another form. */
function actName(obligation: Obligation): string {
  const { place, language, label } = obligation;
  const named = placeName(place, language, markerOf(obligation));
  return label.startsWith(named) ? label.slice(named.length).replace(/^[,\s]+/, '') : '';
}

function articleName(obligation: Obligation): string {
  return placeName(topPlace(obligation.place), obligation.language, markerOf(obligation));
}

/** A kind of division and its number: "Title of the contract" and "Book entry" are headings of articles. */
const DIVISION: Readonly<Record<Language, RegExp>> = {
  en: /^(?:part|title|chapter|section|sub-?section|book|annex)(?:$|\s+(?:[ivxlc]{1,7}(?:a|b|bis)?|[0-9]{1,3}[a-z]?|[a-z])(?=$|[\s.:—–-]))/i,
  es: /^(?:parte|t[ií]tulo|cap[ií]tulo|secci[oó]n|subsecci[oó]n|libro|anexo)(?:$|\s+(?:[ivxlc]{1,7}|[0-9]{1,3}|preliminar|[uú]nic[oa]|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]|d[eé]cim[oa]|general|especial)(?=$|[\s.ªº:—–-]))/i,
};
/** Below a chapter nobody looks for a summary. */
const SECTION = /^(?:section|sub-?section|secci[oó]n|subsecci[oó]n)(?=$|[\s.:—–-])/i;

/** The last heading is the article's own, unless the article has none and it is that of a division. */
function ownHeading({ headings, language }: Obligation): string {
  const last = headings.at(-1) ?? '';
  return DIVISION[language].test(last) ? '' : last;
}

/** The divisions around the article down to its chapter: an act that is divided into sections alone shows these. */
export function chapterOf(obligation: Obligation): string {
  const { headings } = obligation;
  const divisions = ownHeading(obligation) === '' ? headings : headings.slice(0, -1);
  const chapters = divisions.filter((heading) => heading !== '' && !SECTION.test(heading));
  return (chapters.length === 0 ? divisions : chapters).join(' · ');
}
