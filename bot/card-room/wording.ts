import type { Language } from '../../src/regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

/** What is said below a card, and about writes. `{0}` and on stand for what is filled in. */
const WORDS = {
  asked: {
    en: 'Asked: “{0}”. The answer follows in this chat.',
    es: 'Preguntado: «{0}». La respuesta sigue en este chat.',
  },
  askedDocument: {
    en: 'Asked of the document: “{0}”. The answer follows in this chat.',
    es: 'Preguntado al documento: «{0}». La respuesta sigue en este chat.',
  },
  signedOut: { en: 'You are signed out.', es: 'Se ha cerrado su sesión.' },
  beingDone: {
    en: 'It is being done; the card tells how it ended once it has.',
    es: 'Se está haciendo; la tarjeta dirá cómo terminó.',
  },
  noPerson: {
    en: 'Teams does not say who you are in this organisation, so nothing can be done for you from a card.',
    es: 'Teams no indica quién es usted en esta organización, así que no se puede hacer nada desde una tarjeta.',
  },
  unknownWrite: {
    en: 'This is not known here any more, or is of another conversation: nothing was done. Ask for it again.',
    es: 'Esto ya no se conoce aquí, o es de otra conversación: no se ha hecho nada. Vuelva a pedirlo.',
  },
  notYours: {
    en: '{0} drafted this, and {0} alone can confirm or decline it. Nothing was done.',
    es: '{0} lo redactó, y solo {0} puede confirmarlo o rechazarlo. No se ha hecho nada.',
  },
  gapGone: {
    en: 'This analysis does not have that obligation there. Ask for the gaps again.',
    es: 'Este análisis no tiene ahí esa obligación. Vuelva a pedir las carencias.',
  },
  gapsOnlyInChat: {
    en: 'Gap analysis shows what your policies say, which not everybody here may see: it is done in a chat of your own with the desk. Nothing was shown.',
    es: 'El análisis de carencias muestra lo que dicen sus políticas, que no todos aquí pueden ver: se hace en un chat propio con el servicio. No se ha mostrado nada.',
  },
  decisionBelow: {
    en: 'Nothing is written yet: what you decided stands below, for you to confirm.',
    es: 'Todavía no se ha escrito nada: su decisión está debajo, para que la confirme.',
  },
  reportBelow: {
    en: 'The file is offered below: it is put into your files once you agree.',
    es: 'El archivo se ofrece debajo: se guardará en sus archivos cuando lo acepte.',
  },
  toolGone: {
    en: 'The desk does not have this function any more: nothing was done.',
    es: 'El servicio ya no tiene esta función: no se ha hecho nada.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

/** One of the sentences, with what is filled in. */
export function told(word: keyof typeof WORDS, language: Language, ...filled: readonly string[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_whole, at: string) => filled[Number(at)] ?? '');
}
