import { foldText } from '../core/text.ts';
import type { ActId } from './act.ts';
import type { LawView } from './law-reader.ts';
import type { VersionSummary } from './library-store.ts';
import { provisionId } from './place.ts';
import type { Place } from './provision.ts';
import { referencesOf } from './references/references-of.ts';
import { type Analyser, createAnalyser } from './search/analysis.ts';

/** A defined term, where a text uses it. */
export interface TermUse {
  /** As its definition prints it. */
  readonly term: string;
  readonly act: ActId;
  readonly place: Place;
  /** `act#place` of the definition. */
  readonly id: string;
  /** False where the definition is the basic act's, of which this one is a delegated or implementing act. */
  readonly own: boolean;
  /** Offsets of the first use in the text that was read. */
  readonly start: number;
  readonly end: number;
}

/** A term by its stems. */
interface CompiledTerm {
  readonly term: string;
  readonly act: ActId;
  readonly place: Place;
  readonly own: boolean;
  readonly stems: readonly string[];
}

/** The terms that hold for one act's text. */
export interface Glossary {
  /** The terms that a text uses, each once, in the order of their first use; of two that begin together the longer. */
  usedIn(text: string): readonly TermUse[];
  /** Stems of a text's words that count, in order. */
  stems(text: string): readonly string[];
  readonly terms: readonly CompiledTerm[];
}

const WORD = /[\p{L}\p{N}]+/gu;
/** Glossaries kept; each is made in some milliseconds. */
const MOST_KEPT = 64;

/**
 * Finds defined terms where acts use them. The definition of the act itself wins; a delegated or implementing act uses
 * the terms of the act that its title says it supplements, or lays down the application of. Versions are those that hold
 * for the reading: so the definition of that day.
 */
export function createGlossaries(): (view: LawView, version: VersionSummary) => Glossary {
  const kept = new Map<string, Glossary>();
  return (view, version) => {
    const basic = basicActOf(view, version);
    const key = `${version.key}|${basic?.key ?? ''}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const glossary = compile(view, version, basic);
    kept.set(key, glossary);
    return glossary;
  };
}

const BASIC =
  /\b(?:supplementing|laying down (?:implementing|regulatory) technical standards|for the application of|por el que se completa|por el que se establecen normas técnicas)\b/i;

/** The act that a delegated or implementing act belongs to, by its own title; only one that is held, in its language. */
function basicActOf(view: LawView, { act, about, language }: VersionSummary): VersionSummary | undefined {
  if (about.kind !== 'delegated_regulation' && about.kind !== 'implementing_regulation') return undefined;
  const at = about.title.search(BASIC);
  if (at < 0) return undefined;
  const [named] = view.names.find(about.title.slice(at)).filter(({ acts }) => acts.length === 1 && acts[0] !== act);
  const basic = named?.acts[0] === undefined ? undefined : view.version(named.acts[0]);
  return basic?.language === language ? basic : undefined;
}

function compile(view: LawView, version: VersionSummary, basic: VersionSummary | undefined): Glossary {
  const analyser = createAnalyser(version.language);
  const terms = new Map<string, CompiledTerm>();
  for (const [holder, own] of [[version, true] as const, ...(basic ? [[basic, false] as const] : [])]) {
    for (const { term, place } of view.termsOf(holder)) {
      const stems = analyser.stems(term);
      const key = stems.join(' ');
      // The first definition counts: the act's own before the basic act's, the definitions article before the rest.
      if (stems.length > 0 && !terms.has(key)) terms.set(key, { term, act: holder.act, place, own, stems });
    }
  }
  const byFirst = new Map<string, CompiledTerm[]>();
  for (const term of terms.values()) {
    const first = term.stems[0] ?? '';
    byFirst.set(
      first,
      [...(byFirst.get(first) ?? []), term].sort((a, b) => b.stems.length - a.stems.length),
    );
  }
  return {
    usedIn: (text) => usesIn(text, analyser, byFirst),
    stems: (text) => analyser.stems(text),
    terms: [...terms.values()],
  };
}

function usesIn(
  text: string,
  analyser: Analyser,
  byFirst: ReadonlyMap<string, readonly CompiledTerm[]>,
): readonly TermUse[] {
  const words = [...text.matchAll(WORD)].flatMap((match) => {
    const [stem] = analyser.stems(match[0]);
    return stem === undefined ? [] : [{ stem, start: match.index, end: match.index + match[0].length }];
  });
  const found = new Map<CompiledTerm, TermUse>();
  for (let at = 0; at < words.length; at += 1) {
    const term = byFirst
      .get(words[at]?.stem ?? '')
      ?.find(({ stems }) => stems.every((stem, ahead) => words[at + ahead]?.stem === stem));
    if (term === undefined) continue;
    const [start, end] = [words[at]?.start ?? 0, words[at + term.stems.length - 1]?.end ?? 0];
    const { act, place, own } = term;
    if (!found.has(term))
      found.set(term, { term: term.term, act, place, id: provisionId(act, place), own, start, end });
    at += term.stems.length - 1;
  }
  return [...found.values()];
}

/**
 * Where a definition that only points to another act's is spelled out: "‘X’ means X as defined in Article 3, point (1),
 * of Regulation …". `undefined` for one that says what it means itself, or points to what is not held.
 */
export function definitionElsewhere(
  view: LawView,
  version: VersionSummary,
  place: Place,
): { readonly act: ActId; readonly place: Place } | undefined {
  const text = foldText(view.tree(version).wholeText(place));
  if (!/\bas defined in\b|\bas referred to in\b|\bdefinid[oa]s? en\b|\ben el sentido d/.test(text)) return undefined;
  const found = referencesOf(view, version, place).filter(({ resolved, act }) => resolved && act !== version.act);
  const [only] = found;
  if (found.length !== 1 || only?.act === undefined || only.place === undefined) return undefined;
  return { act: only.act, place: only.place };
}
