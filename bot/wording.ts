import type { Language } from '../src/regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

/** What the door itself says; what the law and the desk say comes from there. `{0}` and on stand for what is filled in. */
const WORDS = {
  looking: { en: 'Looking into the law…', es: 'Consultando las normas…' },
  welcome: {
    en: 'Hello, this is the compliance desk. Ask what financial law requires, in English or Spanish: every sentence of an answer leads to the provision that it rests on. “help” shows what else you can do.',
    es: 'Hola, este es el servicio de cumplimiento. Pregunte qué exige la regulación financiera, en español o en inglés: cada frase de la respuesta lleva a la disposición en que se apoya. «ayuda» muestra qué más puede hacer.',
  },
  searching: { en: 'Searching the provisions…', es: 'Buscando las disposiciones…' },
  reading: { en: 'Reading the provisions…', es: 'Leyendo las disposiciones…' },
  notFound: {
    en: 'Not found: the law that is held does not answer it.',
    es: 'No encontrado: las normas disponibles no lo responden.',
  },
  unclear: { en: 'This has to be said more exactly.', es: 'Esto hay que precisarlo.' },
  refused: { en: 'This is not answered.', es: 'No se responde a esto.' },
  searched: { en: 'Searched: {0}', es: 'Se buscó en: {0}' },
  searchedFor: { en: '; for: {0}', es: '; términos: {0}' },
  noAct: { en: 'no act', es: 'ninguna norma' },
  notes: { en: 'To know', es: 'Conviene saber' },
  receipt: { en: 'Receipt {0}', es: 'Recibo {0}' },
  lawsWords: { en: "the law's own words, no model", es: 'palabras de la norma, sin modelo' },
  digestsWords: {
    en: "words of a digest, not the law's own; no model",
    es: 'palabras de un resumen, no de la norma; sin modelo',
  },
  mixedWords: {
    en: "the law's own words, and a digest's where a digest is cited; no model",
    es: 'palabras de la norma, y de un resumen donde se cita un resumen; sin modelo',
  },
  byModel: { en: 'formulated by {0}, each sentence checked', es: 'redactado por {0}, comprobado frase a frase' },
  officialText: { en: 'official text', es: 'texto oficial' },
  digest: { en: 'digest', es: 'resumen' },
  definition: { en: 'Definition', es: 'Definición' },
  condition: { en: 'Condition', es: 'Condición' },
  stopped: { en: 'Stopped. What was shown stands.', es: 'Detenido. Lo mostrado es válido.' },
  followsBelow: {
    en: 'This takes longer than Teams lets one message run: the whole answer follows below.',
    es: 'Esto tarda más de lo que Teams permite en un mensaje: la respuesta completa sigue abajo.',
  },
  brokenOff: {
    en: 'The answer broke off here: {0}',
    es: 'La respuesta se interrumpió aquí: {0}',
  },
  wentWrong: {
    en: 'Something went wrong on our side, and nothing was done. Ask again in a moment; if it happens again, tell whoever runs the desk this number: {0}',
    es: 'Algo ha fallado por nuestra parte y no se ha hecho nada. Inténtelo de nuevo en un momento; si se repite, indique este número a quien administra el servicio: {0}',
  },
  notAvailable: {
    en: 'A service that the desk rests on is not available. Try again in a minute; if it stays so, tell whoever runs the desk this number: {0}',
    es: 'Un servicio del que depende la mesa no está disponible. Inténtelo de nuevo en un minuto; si persiste, indique este número a quien administra el servicio: {0}',
  },
  notHeard: {
    en: 'Teams did not confirm the last message: it may stand above, whole or in part. Where something is missing, ask again.',
    es: 'Teams no confirmó el último mensaje: puede que esté arriba, entero o en parte. Si falta algo, pregunte de nuevo.',
  },
  restarted: {
    en: 'The desk was restarted while it worked on “{0}”. Ask again, please.',
    es: 'El servicio se reinició mientras atendía «{0}». Pregunte de nuevo, por favor.',
  },
  noPerson: {
    en: 'Teams does not say who you are in this organisation, so the desk cannot answer you. Guests and visitors ask from an account of the organisation.',
    es: 'Teams no indica quién es usted en esta organización, así que no se le puede responder. Los invitados deben preguntar desde una cuenta de la organización.',
  },
  noSignIn: {
    en: 'Nobody signs in or out here: the desk runs for one person on this machine.',
    es: 'Aquí nadie inicia ni cierra sesión: el servicio atiende a una sola persona en este equipo.',
  },
  otherTenant: {
    en: 'This desk serves another organisation. Ask whoever runs it whether yours can be added.',
    es: 'Este servicio atiende a otra organización. Pregunte a quien lo administra si se puede añadir la suya.',
  },
  privately: {
    en: 'The desk must know who asks, and Teams cannot sign you in within a channel. Write to it in a chat of your own first, then ask here again: {0}',
    es: 'El servicio debe saber quién pregunta, y Teams no permite iniciar sesión dentro de un canal. Escríbale primero en un chat propio y pregunte aquí después: {0}',
  },
  openChat: { en: 'open the chat', es: 'abrir el chat' },
  askSomething: {
    en: 'Ask something about financial regulation, such as “{0}”. “help” shows what else there is.',
    es: 'Pregunte algo sobre regulación financiera, por ejemplo «{0}». «ayuda» muestra lo demás.',
  },
  showWhat: {
    en: 'Say which provision, such as “show Article 19(4) DORA”.',
    es: 'Diga qué disposición, por ejemplo «muestra el artículo 19.4 de DORA».',
  },
  comparing: {
    en: 'Comparing {0} with the policies that you may see…',
    es: 'Comparando {0} con las políticas que usted puede ver…',
  },
  compared: {
    en: '{0} was compared with your policies. Gaps: {1}.',
    es: '{0}: comparación con sus políticas terminada. Carencias: {1}.',
  },
  gapsWhat: {
    en: 'Say which act is to be held against your policies, such as “gaps DORA”, “gaps DORA articles 17-23” or “gaps MiCA chapter V for crypto-asset service provider”. It is done in our own chat.',
    es: 'Diga qué norma se debe comparar con sus políticas, por ejemplo «carencias DORA», «carencias DORA artículos 17-23» o «carencias MiCA capítulo V para entidad de crédito». Se hace en nuestro propio chat.',
  },
  example: {
    en: 'What does Article 19 DORA require?',
    es: '¿Qué exige el artículo 19 de DORA?',
  },
  newTopic: {
    en: 'A new topic: what was said before is not referred to any more, and documents that you sent are forgotten.',
    es: 'Nuevo tema: ya no se tiene en cuenta lo anterior, y los documentos enviados se han olvidado.',
  },
  spokenIn: { en: 'The desk speaks English with you now.', es: 'El servicio le habla ahora en español.' },
  chooseLanguage: {
    en: 'Write “English” or “español”: the desk speaks it with you from then on. Questions are answered in the language in which they are put.',
    es: 'Escriba «español» o «English»: el servicio le hablará así en adelante. Las preguntas se responden en el idioma en que se formulan.',
  },
  thanks: { en: 'Thank you: it is recorded with the answer.', es: 'Gracias: queda registrado con la respuesta.' },
  show: { en: 'Show {0}', es: 'Mostrar {0}' },
  topicTitle: { en: 'New topic', es: 'Nuevo tema' },
  helpTitle: { en: 'Help', es: 'Ayuda' },
  again: {
    en: 'This was sent again after a connection broke; you may have seen it.',
    es: 'Se envía de nuevo tras un corte de conexión; es posible que ya lo haya visto.',
  },
  tooManyCitations: {
    en: '{0} sources more than Teams can show as links are named in the text.',
    es: 'Se nombran en el texto {0} fuentes más de las que Teams puede enlazar.',
  },
  notesOmitted: {
    en: '{0} more notes do not fit into a message; all of them are recorded with the answer. Ask about a part of it.',
    es: '{0} notas más no caben en un mensaje; todas quedan registradas con la respuesta. Pregunte por una parte.',
  },
  restOmitted: {
    en: 'The answer is longer than a message may be; {0} sentences are left out. Ask about a part of it.',
    es: 'La respuesta es más larga de lo que admite un mensaje; se omiten {0} frases. Pregunte por una parte.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

export type Word = keyof typeof WORDS;

/** One of the door's sentences, with what is filled in. */
export function say(word: Word, language: Language, ...filled: readonly string[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_whole, at: string) => filled[Number(at)] ?? '');
}
