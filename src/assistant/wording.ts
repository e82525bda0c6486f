import type { Language } from '../regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

const WORDS = {
  readAs: { en: 'Read as: {it}', es: 'Leído como: {it}' },
  noneHeld: {
    en: 'None of the acts that this means is held. "compliance library list" shows those that are.',
    es: 'No se dispone de ninguna de las normas a las que esto se refiere. «compliance library list» muestra las disponibles.',
  },
  leftOutOne: {
    en: 'One sentence was left out: it could not be shown to rest on the law that was read.',
    es: 'Se ha omitido una frase: no se pudo demostrar que se apoye en la norma leída.',
  },
  leftOutMany: {
    en: '{it} sentences were left out: they could not be shown to rest on the law that was read.',
    es: 'Se han omitido {it} frases: no se pudo demostrar que se apoyen en la norma leída.',
  },
  nothingStood: {
    en: 'Nothing of what the model wrote could be shown to rest on the law that was read. These are the words of the law instead.',
    es: 'Nada de lo que escribió el modelo se pudo demostrar con la norma leída. Estas son, en su lugar, las palabras de la norma.',
  },
  notRead: {
    en: 'The model answered without reading the law. These are the words of the law instead.',
    es: 'El modelo respondió sin leer la norma. Estas son, en su lugar, las palabras de la norma.',
  },
  promptFiltered: {
    en: "The model service's content filter stopped this question ({it}). These are the words of the law instead; put the question in other words to have it answered by the model.",
    es: 'El filtro de contenido del servicio del modelo detuvo esta pregunta ({it}). Estas son, en su lugar, las palabras de la norma; formúlela con otras palabras para que responda el modelo.',
  },
  replyFiltered: {
    en: "The model service's content filter stopped the answer ({it}).",
    es: 'El filtro de contenido del servicio del modelo detuvo la respuesta ({it}).',
  },
  brokeOff: {
    en: 'The answer broke off: {it}. What is shown stands; the rest is missing.',
    es: 'La respuesta se interrumpió: {it}. Lo que se muestra es válido; falta el resto.',
  },
  tooLong: {
    en: 'The answer was too long and was ended. Ask about one part of it.',
    es: 'La respuesta era demasiado larga y se terminó. Pregunte por una parte.',
  },
  cut: {
    en: 'The answer was cut: {it} more sentences did not fit. Ask about one part of it, or read the provisions themselves.',
    es: 'La respuesta se ha recortado: {it} frases más no cabían. Pregunte por una parte o lea las propias disposiciones.',
  },
  modelAway: {
    en: 'The model could not answer: {it}. These are the words of the law.',
    es: 'El modelo no pudo responder: {it}. Estas son las palabras de la norma.',
  },
  becauseLimited: { en: 'its service is over its limit', es: 'su servicio ha llegado a su límite' },
  becauseAway: { en: 'its service does not answer', es: 'su servicio no responde' },
  becauseMisconfigured: { en: 'it is not set up right', es: 'no está bien configurado' },
  becauseContext: { en: 'there was more to read than it can', es: 'había más que leer de lo que puede' },
  becauseSlow: { en: 'it took too long', es: 'tardó demasiado' },
  becauseUnreadable: { en: 'its reply could not be read', es: 'su respuesta no se pudo leer' },
  becauseSpent: { en: 'its budget is used up', es: 'su presupuesto está agotado' },
  notFound: {
    en: 'The model read the law that is held and found no answer in it. It searched for: {it}.',
    es: 'El modelo leyó las normas disponibles y no encontró respuesta en ellas. Buscó: {it}.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

/** What the assistant itself tells a person, beside the law. */
export type Wording = keyof typeof WORDS;

/** The sentence in the person's language, with its gap filled. */
export function say(what: Wording, language: Language, it = ''): string {
  // As a function: what fills the gap may hold signs that `replace` reads as its own.
  return WORDS[what][language].replace('{it}', () => it);
}
