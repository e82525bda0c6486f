import type { Language } from '../regulations/act.ts';
import { guessLanguage } from '../regulations/search/language.ts';
import type { Document } from './document.ts';

/** More than that many statements tell nothing new. */
const ENOUGH = 400;

/** The language that most of a document is in; English where nothing tells. */
export function documentLanguage({ statements }: Pick<Document, 'statements'>): Language {
  let [spanish, all] = [0, 0];
  for (const { text } of statements.slice(0, ENOUGH)) {
    const language = guessLanguage(text);
    if (language !== undefined) all += 1;
    if (language === 'es') spanish += 1;
  }
  return spanish * 2 > all ? 'es' : 'en';
}
