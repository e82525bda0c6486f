import type { ActId, Language } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { Period } from './periods-asked.ts';
import { actName } from './write-place.ts';

const MOST_CHOICES = 6;

/** A sentence that says between what a person must choose. */
export function chooseBetween(words: string, choices: readonly string[], language: Language): string {
  const more = choices.length > MOST_CHOICES ? (language === 'es' ? ' u otro' : ' or another') : '';
  const names = choices.slice(0, MOST_CHOICES);
  const joined = more === '' ? names.join(language === 'es' ? ' o ' : ' or ') : names.join(', ');
  return language === 'es'
    ? `No está claro de qué se trata con «${words}»: puede ser de ${joined}${more}. Diga de cuál.`
    : `It is not clear what "${words}" is of: it may be ${joined}${more}. Say of which one.`;
}

export function chooseAct(view: LawView, words: string, acts: readonly ActId[], language: Language): string {
  return chooseBetween(
    words,
    acts.map((act) => actName(view, act)),
    language,
  );
}

/** A sentence for "the previous article" in front of the first, and for "the next paragraph" where none was spoken of. */
export function noneBeside(words: string, here: string, language: Language): string {
  return language === 'es'
    ? `«${words}» no lleva a ningún lugar desde ${here}. Diga el lugar con su número.`
    : `"${words}" leads nowhere from ${here}. Name the place by its number.`;
}

/** A sentence for "and in 2019?": the day of the law is set beside a question, and never guessed from within it. */
export function ofAnotherDay(words: string, { from, to }: Period, language: Language): string {
  const day = to ?? from ?? '';
  return language === 'es'
    ? `«${words}» se refiere a la norma de otro día, que se fija al preguntar: compliance ask "<pregunta>" --as-of ${day}, o compliance chat --as-of ${day}.`
    : `"${words}" is about the law of another day, which is set when asking: compliance ask "<question>" --as-of ${day}, or compliance chat --as-of ${day}.`;
}
