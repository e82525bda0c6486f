import type { Language } from '../../src/regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

/** What is said of findings below a card, or in the stead of one. `{0}` and on stand for what is filled in. */
const WORDS = {
  onlyInChat: {
    en: 'Findings quote what your policies say, which not everybody here may see: open them in a chat of your own with the desk. Nothing was shown.',
    es: 'Los hallazgos citan lo que dicen sus políticas, que no todos aquí pueden ver: ábralos en un chat propio con el servicio. No se ha mostrado nada.',
  },
  needsReason: {
    en: 'Write why it is refused, in 3 to 2,000 characters: its drafter reads it. Nothing was done.',
    es: 'Escriba por qué se deniega, en 3 a 2000 caracteres: lo lee quien lo redactó. No se ha hecho nada.',
  },
  otherWords: {
    en: 'What would be decided on is not what was shown: nothing was done. Look at the finding again.',
    es: 'Lo que se decidiría no es lo que se mostró: no se ha hecho nada. Vuelva a mirar el hallazgo.',
  },
  noPlatform: {
    en: 'The desk has no GRC platform yet to file this on, so nothing was done; the finding waits as it is. Whoever runs the desk sets one up.',
    es: 'El servicio aún no tiene una plataforma GRC donde registrarlo, así que no se ha hecho nada; el hallazgo queda como está. La configura quien administra el servicio.',
  },
  beingDrafted: {
    en: 'It is being drafted; it stands below once it is.',
    es: 'Se está redactando; aparecerá debajo.',
  },
  tooLong: {
    en: '{0}: {1} characters; at most {2} are taken.',
    es: '{0}: {1} caracteres; como máximo {2}.',
  },
  noSuchDay: { en: '“{0}” is not a day. Choose one.', es: '«{0}» no es un día. Elija uno.' },
} as const satisfies Readonly<Record<string, Sentences>>;

/** One of the sentences, with what is filled in. */
export function tell(word: keyof typeof WORDS, language: Language, ...filled: readonly string[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_whole, at: string) => filled[Number(at)] ?? '');
}
