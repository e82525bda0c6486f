import type { Language } from '../../regulations/act.ts';
import type { Term, TermReader } from '../coverage/terms.ts';
import { synonymOf } from './same-words.ts';

/** A word of a matter, ready to be held against another one. */
export interface MatterTerm {
  /** Its synonym group where it has one, otherwise its root, with its language: `en:lantern`. */
  readonly key: string;
  /** Of a phrase, the keys of its words. */
  readonly parts: readonly string[];
  readonly concepts: readonly string[];
  readonly language: Language;
  /** It names what is done ("reviewed"), not what it is done to. */
  readonly act: boolean;
  /** It stands beside so many things that it tells none apart: "data", "records", "the bank". */
  readonly generic: boolean;
}

/** What a statement is about, apart from the value that it sets. */
export interface Matter {
  readonly language: Language;
  /** What is done, and to what. */
  readonly core: readonly MatterTerm[];
  /** Words of its own clauses, which may name the same in another statement. */
  readonly around: readonly MatterTerm[];
  /** Words of its headings. */
  readonly section: readonly MatterTerm[];
}

const GENERIC_CONCEPTS = new Set(['firm', 'client', 'data_subject', 'staff', 'group', 'unit', 'ict', 'establish']);
const GENERIC_GROUPS = new Set([
  '@record',
  '@data',
  '@bank',
  '@client',
  '@staff',
  '@do',
  '@keep',
  '@document',
  '@ensure',
]);

/** The terms of some words; those that begin before `actEnd` and from `actStart` on name what is done. */
export function matterTerms(
  text: string,
  language: Language,
  reader: TermReader,
  isAct: (start: number) => boolean = () => false,
): readonly MatterTerm[] {
  return reader.terms(text, language).map((term) => matterTerm(term, text, language, isAct(term.start)));
}

function matterTerm({ root, concepts, start }: Term, text: string, language: Language, act: boolean): MatterTerm {
  const stems = root.split(' ');
  const words = text.slice(start, start + 160).match(WORD) ?? [];
  const keys = stems.map((stem, at) => synonymOf(words[at] ?? '', language) ?? `${language}:${stem}`);
  const [first = root] = keys;
  if (keys.length > 1) return { key: `${language}:${root}`, parts: keys, concepts, language, act, generic: false };
  const generic = first.startsWith('@')
    ? GENERIC_GROUPS.has(first)
    : concepts.some((each) => GENERIC_CONCEPTS.has(each));
  return { key: first, parts: [], concepts, language, act, generic };
}

const WORD = /[\p{L}\p{N}]{1,64}/gu;
const PART = 0.8;
const PARTS = 0.6;

/** How alike two words are, from 0 to 1. A concept is wide: between languages it has to do, within one only for acts. */
function alike(one: MatterTerm, other: MatterTerm): number {
  if (one.key === other.key) return 1;
  if (one.language === other.language) {
    if (one.parts.includes(other.key) || other.parts.includes(one.key)) return PART;
    if (one.parts.some((part) => other.parts.includes(part))) return PARTS;
  }
  const shared = one.concepts.some((concept) => other.concepts.includes(concept));
  if (!shared) return 0;
  if (one.language !== other.language) return 0.9;
  return one.act && other.act ? 0.9 : 0.3;
}

const ACT = 0.5;
const GENERIC = 0.5;
const PHRASE = 1.5;

/** Their absence tells nothing: everything is the bank's, and written down. */
const EVERYWHERE = new Set(['@bank', '@data', '@record', '@do']);

export type Weigh = (key: string) => number;

function weightOf({ key, act, generic }: MatterTerm, weigh: Weigh): number {
  const size = key.includes(' ') ? PHRASE : 1;
  return weigh(key) * size * (act ? ACT : generic ? GENERIC : 1);
}

export interface Sameness {
  /** How much of each the other says, from 0 to 1; the lesser. */
  readonly score: number;
  /** Both speak of something that the other does not. */
  readonly apart: boolean;
}

const AROUND = 0.8;
const SECTION = 0.5;
const SAID = 0.55;

/** How far two matters are one. */
export function compareMatters(one: Matter, other: Matter, weigh: Weigh): Sameness {
  const [there, back] = [coverage(one, other, weigh), coverage(other, one, weigh)];
  const specific = Math.min(there.specific, back.specific);
  return {
    score: specific > 0 && doneAlike(one, other) && doneAlike(other, one) ? Math.min(there.share, back.share) : 0,
    apart: there.left && back.left,
  };
}

/** "Is tested" and "is reviewed" are two matters; "scans are carried out" and "assets are scanned" may be one. */
function doneAlike(one: Matter, other: Matter): boolean {
  const acts = one.core.filter((term) => term.act && !isEmptyAct(term));
  if (acts.length === 0 || other.core.every((term) => !term.act)) return true;
  return acts.some((act) => most(act, other.core) >= SAID);
}

function isEmptyAct({ key, concepts }: MatterTerm): boolean {
  return (
    key === '@do' || key === '@ensure' || key === '@receive' || (key.includes(' ') && concepts.includes('execute'))
  );
}

function coverage(from: Matter, to: Matter, weigh: Weigh): { share: number; specific: number; left: boolean } {
  let [total, said, specific] = [0, 0, 0];
  let left = false;
  for (const term of from.core) {
    const best = Math.max(most(term, to.core), AROUND * most(term, to.around), SECTION * most(term, to.section));
    const weight = weightOf(term, weigh);
    total += weight;
    said += weight * best;
    if (!term.act && !term.generic) {
      if (best >= SAID) specific += 1;
    }
    if (!term.act && best < SAID && !EVERYWHERE.has(term.key)) left = true;
  }
  // Where all that is spoken of is everyday ("the data"), the everyday words have to do.
  if (from.core.every(({ act, generic }) => act || generic)) specific = said > 0 ? 1 : 0;
  return { share: total === 0 ? 0 : said / total, specific, left };
}

function most(term: MatterTerm, terms: readonly MatterTerm[]): number {
  let best = 0;
  for (const each of terms) {
    const likeness = alike(term, each);
    if (likeness > best) best = likeness;
    if (best === 1) return best;
  }
  return best;
}

/** How much of the fewer of two lists the other says; 1 where one of them is empty. */
export function overlap(one: readonly MatterTerm[], other: readonly MatterTerm[]): number {
  if (one.length === 0 || other.length === 0) return 1;
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const said = (terms: readonly MatterTerm[]): number => terms.reduce((sum, term) => sum + wide(term, many), 0);
  const specific = few.filter(({ generic }) => !generic);
  const counted = specific.length === 0 ? few : specific;
  return said(counted) / counted.length;
}

function wide(term: MatterTerm, terms: readonly MatterTerm[]): number {
  return terms.some((each) => each.key === term.key || each.concepts.some((one) => term.concepts.includes(one)))
    ? 1
    : 0;
}
