import type { ActId, Language } from './act.ts';
import type { StoredTerm } from './library-store.ts';
import { provisionId } from './place.ts';
import type { Place } from './provision.ts';
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
}

const WORD = /[\p{L}\p{N}]+/gu;
/** The terms of one act that count for a text. */
interface TermSource {
  readonly act: ActId;
  readonly own: boolean;
  readonly terms: readonly StoredTerm[];
}

/** @param sources the text's own act first: of two definitions of a term the earlier counts */
export function createGlossary(language: Language, sources: readonly TermSource[]): Glossary {
  const analyser = createAnalyser(language);
  const terms = new Map<string, CompiledTerm>();
  for (const { act, own, terms: defined } of sources) {
    for (const { term, place } of defined) {
      const stems = analyser.stems(term);
      const key = stems.join(' ');
      if (stems.length > 0 && !terms.has(key)) terms.set(key, { term, act, place, own, stems });
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
  return { usedIn: (text) => usesIn(text, analyser, byFirst), stems: (text) => analyser.stems(text) };
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
