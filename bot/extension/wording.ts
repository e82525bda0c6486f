import type { Language } from '../../src/regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

/** What the message extension says. `{0}` and on stand for what is filled in. */
const WORDS = {
  nothingFound: {
    en: 'Nothing found for “{0}”: {1} searched.',
    es: 'Nada encontrado para «{0}»: se buscó en {1}.',
  },
  oneAct: { en: 'one act', es: 'una norma' },
  manyActs: { en: '{0} acts', es: '{0} normas' },
  searchFor: { en: 'Search for “{0}”', es: 'Buscar «{0}»' },
  tryThis: { en: 'Something to try', es: 'Para probar' },
  held: { en: 'Held: {0}, {1}', es: 'Disponible: {0}, {1}' },
  officialText: { en: 'official text of {0}', es: 'texto oficial de {0}' },
  digest: { en: 'digest, not the official text, of {0}', es: 'resumen de {0}, no el texto oficial' },
  toKnow: { en: 'To know', es: 'Conviene saber' },
  wrongForm: {
    en: 'Teams sent something that the desk does not know. Begin the search anew.',
    es: 'Teams ha enviado algo que el servicio no conoce. Empiece de nuevo la búsqueda.',
  },
  wrongTask: {
    en: 'Teams sent something that the desk does not know. Close this, and begin anew from the message.',
    es: 'Teams ha enviado algo que el servicio no conoce. Cierre esto y empiece de nuevo desde el mensaje.',
  },
  tooLong: {
    en: 'The query has {0} characters; at most {1} are searched for. Use the words that matter.',
    es: 'La consulta tiene {0} caracteres; se admiten {1} como máximo. Use las palabras que importan.',
  },
  tooSlow: {
    en: 'This took longer than Teams waits. Try again, or with fewer words.',
    es: 'Esto ha tardado más de lo que espera Teams. Inténtelo de nuevo, o con menos palabras.',
  },
  noPerson: {
    en: 'Teams does not say who you are in this organisation, so the desk cannot search for you.',
    es: 'Teams no indica quién es usted en esta organización, así que el servicio no puede buscar para usted.',
  },
  checkTitle: { en: 'Checked against the law', es: 'Cotejo con la normativa' },
  checkFor: { en: 'Written by {0}', es: 'Escrito por {0}' },
  noJudgement: {
    en: 'Each statement stands beside the provisions that bear on it most. Whether it meets them is not judged here: people do that.',
    es: 'Cada afirmación figura junto a las disposiciones que más le atañen. Aquí no se juzga si las cumple: eso lo hacen las personas.',
  },
  noneBears: {
    en: 'No provision that is held was found for this.',
    es: 'No se ha encontrado para esto ninguna disposición disponible.',
  },
  cutText: {
    en: 'The message has {0} characters; only the first {1} were looked at.',
    es: 'El mensaje tiene {0} caracteres; solo se han mirado los primeros {1}.',
  },
  noText: {
    en: 'This message has no words that could be checked.',
    es: 'Este mensaje no tiene palabras que se puedan cotejar.',
  },
  onMessagesOnly: {
    en: 'Use this on a message: open its menu (…), More actions.',
    es: 'Úselo sobre un mensaje: abra su menú (…), Más acciones.',
  },
  send: { en: 'Put into the chat', es: 'Poner en el chat' },
} as const satisfies Readonly<Record<string, Sentences>>;

/** One of the sentences, with what is filled in. */
export function told(word: keyof typeof WORDS, language: Language, ...filled: readonly string[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_whole, at: string) => filled[Number(at)] ?? '');
}

/** Searches worth a try: by a matter, by its everyday words, by a place. */
export const TRIES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'reporting a major ICT-related incident',
    'outsourcing to cloud providers',
    'Article 28 DORA',
    'what a crypto-asset white paper contains',
    'notifying a personal data breach',
  ],
  es: [
    'notificación de un incidente grave relacionado con las TIC',
    'subcontratación a proveedores de nube',
    'artículo 28 de DORA',
    'qué contiene el libro blanco de criptoactivos',
    'notificación de una violación de datos personales',
  ],
};
