import { foldText } from '../../core/text.ts';
import type { ActId } from '../../regulations/act.ts';
import { lawWordsIn } from '../../regulations/everyday-words/everyday-words.ts';
import { spellingsOf } from '../../regulations/explain-term.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { createAnalyser } from '../../regulations/search/analysis.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import type { UnderstoodQuery } from '../../regulations/search-regulations.ts';
import { asksForMeaning, intentOf, isAskingWord } from './question.ts';
import { type Statement, statementsOf } from './statements.ts';

const MOST_DEFINITIONS = 4;

/** Definitions of a term that the question asks for, the longest such term first. */
export function definitionsAsked(
  view: LawView,
  question: string,
  query: UnderstoodQuery,
  acts: readonly ActId[],
): readonly Statement[] {
  if (intentOf(question) !== 'definition') return [];
  const words = (query.words.match(/[\p{L}\p{N}'’-]+/gu) ?? [])
    .map((word) => foldText(word))
    .filter((word) => !isAskingWord(word));
  const versions = acts.flatMap((act) => view.version(act) ?? []);
  const keys = versions.map(({ key }) => key);
  const law = lawWordsIn(words.join(' '));
  const content = contentOf(words);
  const inLaw = new Set(content.map((word) => law.get(word)));
  const [only] = inLaw;
  if (inLaw.size === 1 && only !== undefined) {
    const found = readDefinitions(view, spellingsOf(foldText(only)), keys);
    if (found.length > 0) return found.slice(0, MOST_DEFINITIONS);
  }
  const shortest = asksForMeaning(question) ? 1 : Math.max(1, content.length);
  for (let length = Math.min(words.length, 8); length >= shortest; length -= 1) {
    const phrases = words.flatMap((_, at) =>
      at + length <= words.length ? spellingsOf(words.slice(at, at + length).join(' ')) : [],
    );
    const [found, ...more] = readDefinitions(view, phrases, keys);
    if (found) return [found, ...more].slice(0, MOST_DEFINITIONS);
  }
  return [];
}

/** The words that say something: "what is the ICT risk" asks for a term of two. */
function contentOf(words: readonly string[]): readonly string[] {
  const analyser = createAnalyser(guessLanguage(words.join(' ')) ?? 'en');
  return words.filter((word) => analyser.terms(word).length > 0);
}

function readDefinitions(view: LawView, phrases: readonly string[], keys: readonly string[]): readonly Statement[] {
  return view.definitions(phrases, keys).flatMap(({ versionKey, place }) => {
    const version = view.byKey(versionKey);
    return version ? statementsOf(version, view.tree(version), place).slice(0, 2) : [];
  });
}
