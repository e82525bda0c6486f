import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import { lawWordsIn } from '../../regulations/everyday-words/everyday-words.ts';
import { type Analyser, createAnalyser } from '../../regulations/search/analysis.ts';
import { BILINGUAL_WORDS } from './bilingual-words.ts';

const ANALYSERS: Readonly<Record<Language, Analyser>> = { en: createAnalyser('en'), es: createAnalyser('es') };

/** For each stem of a language the rows of `BILINGUAL_WORDS` that hold it. */
const CONCEPTS: Readonly<Record<Language, ReadonlyMap<string, readonly string[]>>> = {
  en: conceptsBy('en', 0),
  es: conceptsBy('es', 1),
};

function conceptsBy(language: Language, column: 0 | 1): ReadonlyMap<string, readonly string[]> {
  const concepts = new Map<string, string[]>();
  for (const [row, words] of BILINGUAL_WORDS.entries())
    for (const stem of ANALYSERS[language].stems(words[column]))
      concepts.set(stem, [...(concepts.get(stem) ?? []), `=${row}`]);
  return concepts;
}

/** Words that open no subject: they say how, not what. */
const WEAK =
  /^(?:must|shall|may|should|need|needs|required|require|requires|has|have|allowed|permitted|least|within|later|than|per|upon|whether|applies|every|once|soon|deben|debe|tiene|tienen|obligado|obligados|obligada|obligadas|podra|podran|menos|mas|tardar|partir|dentro|antes|despues|caso|siempre|unless|except|salvo|excepto|without|prejudice|perjuicio|seconds?|minutes?|hours?|days?|weeks?|months?|years?|working|business|segundos?|minutos?|horas?|dias?|semanas?|mes|meses|anos?|habil|habiles|naturales|january|february|march|april|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|eur|euros?|million|millones|percent|cent|ciento)$/;

/**
 * The content of a text as keys that can be compared: a concept (`=12`) for each word that both languages know, the stem
 * of every other word. Numbers are no keys.
 */
export function keysOf(text: string, language: Language): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { word, stem } of ANALYSERS[language].terms(text)) {
    if (/^\d/.test(stem) || stem.length < 2 || WEAK.test(foldText(word))) continue;
    for (const key of CONCEPTS[language].get(stem) ?? [stem]) keys.add(key);
  }
  return keys;
}

/** A word of content, with all that stands for it in the law's words. */
export interface ContentWord {
  readonly word: string;
  readonly keys: readonly string[];
  /** Keys of the law's words for an everyday word; empty where there are none. */
  readonly law: readonly string[];
}

/** The distinct words of content of a text, in order. */
export function contentWords(text: string, language: Language): readonly ContentWord[] {
  const law = lawWordsIn(text);
  const words = new Map<string, ContentWord>();
  for (const { word, stem } of ANALYSERS[language].terms(text)) {
    const folded = foldText(word);
    if (/^\d/.test(stem) || stem.length < 2 || WEAK.test(folded) || words.has(stem)) continue;
    const meant = law.get(folded);
    words.set(stem, {
      word,
      keys: [stem, ...(CONCEPTS[language].get(stem) ?? [])],
      law: meant === undefined ? [] : [...keysOf(meant, language)],
    });
  }
  return [...words.values()];
}

/** How many keys two sets share. */
export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const key of a) if (b.has(key)) count += 1;
  return count;
}
