import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import { lawWordsIn } from '../../regulations/everyday-words/everyday-words.ts';
import type { QueryTerm } from '../../regulations/regulation-index.ts';
import { type Analyser, createAnalyser } from '../../regulations/search/analysis.ts';
import { isAskingWord } from './question.ts';

const ANALYSERS: Readonly<Record<Language, Analyser>> = { en: createAnalyser('en'), es: createAnalyser('es') };

/** One word that is asked for: its stem, the stems of the law's words for it, its share of the question's weight. */
interface SoughtWord {
  readonly stem: string;
  readonly law: readonly string[];
  readonly weight: number;
  /** False where the library holds neither the word nor the law's words for it. */
  readonly known: boolean;
}

/** What a question asks for, as far as its words tell. */
export interface Sought {
  readonly language: Language;
  readonly words: readonly SoughtWord[];
}

/**
 * The words of a question that tell its subject. Words that only ask ("what", "deadline", "article") tell the form of
 * the answer and weigh nothing.
 *
 * @param terms the query's terms with their weights, the law's words for everyday ones among them
 */
export function soughtIn(question: string, terms: readonly QueryTerm[], language: Language): Sought {
  const analyser = ANALYSERS[language];
  const weights = new Map(terms.map((term) => [analyser.stems(term.word)[0] ?? '', term]));
  const lawWords = lawWordsIn(question);
  const seen = new Set<string>();
  const words: SoughtWord[] = [];
  for (const { word, stem } of analyser.terms(question)) {
    if (isAskingWord(word) || seen.has(stem)) continue;
    seen.add(stem);
    const law = analyser.stems(lawWords.get(foldText(word)) ?? '');
    const known = [stem, ...law].some((each) => weights.get(each)?.known === true);
    words.push({ stem, law, weight: weights.get(stem)?.weight ?? 0, known });
  }
  // Numbers and single letters alone ask for nothing.
  if (words.every(({ stem }) => stem.length < 2 || /^\d+$/.test(stem))) return { language, words: [] };
  const total = words.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return { language, words: words.map((word) => ({ ...word, weight: word.weight / total })) };
}

function isHeld({ stem, law }: SoughtWord, stems: ReadonlySet<string>): boolean {
  if (stems.has(stem)) return true;
  return law.length > 0 && law.filter((each) => stems.has(each)).length * 2 > law.length;
}

/** The share of what is sought that a text holds, 0 to 1. */
export function shareOf(text: string, { words, language }: Sought): number {
  const stems = new Set(ANALYSERS[language].stems(text));
  return words.reduce((sum, word) => sum + (isHeld(word, stems) ? word.weight : 0), 0);
}

const MOST_WORDS = 6;
const MOST_PAIRS = 3;
const MOST_IN_HEADINGS = 3;

/**
 * How well a passage supports an answer: the share of the question that it holds, how many of its words, how many of its
 * pairs of words standing together, how many words its headings hold, less the share that the whole library does not
 * know. The weights were fitted by logistic regression on the development questions and rounded; the scale has no unit,
 * the threshold belongs to it.
 */
export function evidenceOf(passage: { readonly text: string; readonly headings: string }, sought: Sought): number {
  const analyser = ANALYSERS[sought.language];
  const sequence = analyser.stems(passage.text);
  const stems = new Set(sequence);
  const headings = new Set(analyser.stems(passage.headings));
  const pairs = new Set(sequence.slice(1).map((stem, at) => `${sequence[at]} ${stem}`));
  const held = sought.words.filter((word) => isHeld(word, stems));
  const share = held.reduce((sum, { weight }) => sum + weight, 0);
  const together = sought.words.filter(({ stem }, at) => pairs.has(`${sought.words[at - 1]?.stem} ${stem}`)).length;
  const headed = sought.words.filter((word) => isHeld(word, headings)).length;
  const unknown = sought.words.reduce((sum, { known, weight }) => sum + (known ? 0 : weight), 0);
  return (
    2 * share +
    (3 * Math.min(held.length, MOST_WORDS)) / MOST_WORDS +
    (0.7 * Math.min(together, MOST_PAIRS)) / MOST_PAIRS +
    Math.min(headed, MOST_IN_HEADINGS) / MOST_IN_HEADINGS -
    2 * unknown
  );
}
