import type { Language } from '../../regulations/act.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import type { Answer } from '../answer.ts';
import { plainWords, wordSet } from '../follow-up/plain-words.ts';

const WHAT_IT_DOES: Readonly<Record<Language, string>> = {
  en: 'This desk answers questions about the financial law that its library holds, word for word and with the exact provision, or says that it is not there. Ask, for example: "When must a major ICT incident be reported under DORA?", "Article 19(4) DORA", "What changed in DORA since 2023?" or "Which acts do you have?".',
  es: 'Este servicio responde a preguntas sobre la normativa financiera de su biblioteca, palabra por palabra y con el precepto exacto, o dice que no está. Pregunte, por ejemplo: «¿Cuándo debe notificarse un incidente grave según DORA?», «artículo 19, apartado 4, DORA», «¿Qué ha cambiado en DORA desde 2023?» o «¿Qué normas tienes?».',
};
/** Words that tell the language where no function word does. Folded. */
const SPANISH = wordSet(
  'hola gracias buenas buenos saludos perfecto vale entendido estupendo genial excelente adios hasta quien eres ayuda ayudame ayudar puedes puedo como funcionas tal encantado encantada muy',
);

/** The answer to a greeting, to thanks, to "who are you": what the desk can do. No law is searched. */
export function answerSmallTalk(question: string, language: Language | undefined): Answer {
  const spanish = plainWords(question)
    .split(' ')
    .some((word) => SPANISH.has(word));
  const spoken = spanish ? 'es' : (guessLanguage(question) ?? language ?? 'en');
  return { status: 'answered', answer: [], searched: { acts: [], terms: [] }, notes: [WHAT_IT_DOES[spoken]] };
}
