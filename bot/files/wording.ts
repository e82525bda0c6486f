import type { Language } from '../../src/regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

/** What the door says about files; `{0}` and on stand for what is filled in. */
const WORDS = {
  onlyInChat: {
    en: 'The desk reads files in a chat of your own with it alone: in a channel or a group, Teams does not hand them over. Send it there, and ask there.',
    es: 'El servicio solo lee archivos en un chat propio con él: en un canal o un grupo, Teams no se los entrega. Envíelo allí y pregunte allí.',
  },
  tooMany: {
    en: 'Of the files of one message the first {0} are read. Send the others again: {1}',
    es: 'De los archivos de un mensaje se leen los {0} primeros. Envíe de nuevo los demás: {1}',
  },
  noAddress: {
    en: 'Teams did not say where it lies. Send it again.',
    es: 'Teams no indicó dónde está. Envíelo de nuevo.',
  },
  notRead: { en: '**{0}** was not read.', es: '**{0}** no se ha leído.' },
  notKept: { en: '**{0}** was not kept.', es: '**{0}** no se ha conservado.' },
  again: {
    en: '**{0}** is here already, the very same file: ask about it.',
    es: '**{0}** ya está aquí, es el mismo archivo: pregunte sobre él.',
  },
  hostRefused: {
    en: 'It does not lie where Teams keeps the files of chats, so it was not fetched.',
    es: 'No está donde Teams guarda los archivos de los chats, así que no se ha descargado.',
  },
  addressEnded: {
    en: 'The address that Teams gave for it does not hold any more. Send it again.',
    es: 'La dirección que dio Teams ya no es válida. Envíelo de nuevo.',
  },
  notReached: {
    en: 'The place where Teams keeps it could not be reached in time. Send it again in some minutes.',
    es: 'No se pudo acceder a tiempo al lugar donde lo guarda Teams. Envíelo de nuevo en unos minutos.',
  },
  tooLarge: {
    en: 'It is too large: at most {0} MB are read. Split it and send the parts.',
    es: 'Es demasiado grande: se leen como máximo {0} MB. Divídalo y envíe las partes.',
  },
  full: {
    en: 'A conversation holds at most ten documents, and so much text. Forget one (“forget document”), or begin a new topic (“new topic”).',
    es: 'Una conversación admite como máximo diez documentos, y una cantidad limitada de texto. Olvide uno («olvidar documento») o empiece un tema nuevo («nuevo tema»).',
  },
  says: { en: 'What {0} says', es: 'Lo que dice {0}' },
  yourDocuments: { en: 'your documents', es: 'sus documentos' },
  ofDocument: { en: '{0}: {1}', es: '{0}: {1}' },
  page: { en: 'page {0}', es: 'página {0}' },
  yourDocument: { en: 'your document', es: 'su documento' },
  ownWords: {
    en: "the document's own words, no model; it is forgotten with this conversation",
    es: 'palabras del propio documento, sin modelo; se olvida con esta conversación',
  },
  saysNot: {
    en: '**{0} does not say it**, as far as it could be read.',
    es: '**{0} no lo dice**, hasta donde se pudo leer.',
  },
  searched: { en: 'Searched: {0}', es: 'Se buscó en: {0}' },
  searchedFor: { en: '; for: {0}', es: '; términos: {0}' },
  statements: { en: '{0} ({1} statements)', es: '{0} ({1} afirmaciones)' },
  readingNotes: { en: 'How it was read', es: 'Cómo se leyó' },
  leftOut: {
    en: '{0} more passages speak of it. Ask about a part, such as “section 3”.',
    es: 'Otros {0} pasajes tratan de ello. Pregunte por una parte, por ejemplo «apartado 3».',
  },
  lawBelow: {
    en: 'What the law says about it follows below. The desk shows both beside each other; it does not judge whether the document meets the law.',
    es: 'Debajo sigue lo que dicen las normas. El servicio muestra ambos textos; no juzga si el documento cumple la norma.',
  },
  lawInstead: {
    en: 'The law is looked into instead; its answer follows below.',
    es: 'Se consulta en su lugar la regulación; la respuesta sigue debajo.',
  },
  noneHere: {
    en: 'There is no document in this conversation: it was forgotten, or none was sent. Send a policy as PDF, Word (DOCX), HTML, Markdown or text, and ask about it.',
    es: 'No hay ningún documento en esta conversación: se ha olvidado o no se ha enviado ninguno. Envíe una política en PDF, Word (DOCX), HTML, Markdown o texto y pregunte sobre ella.',
  },
  whichOne: {
    en: 'Which one? Write “forget document” and its name, or “forget all documents”:\n\n{0}',
    es: '¿Cuál? Escriba «olvidar documento» y su nombre, u «olvidar todos los documentos»:\n\n{0}',
  },
  noSuchName: {
    en: 'No document of that name is here. These are:\n\n{0}',
    es: 'No hay aquí ningún documento con ese nombre. Estos son:\n\n{0}',
  },
  forgotten: {
    en: 'Forgotten: {0}. The text is deleted; the audit keeps the hash, and the passages that were quoted to you.',
    es: 'Olvidado: {0}. El texto se ha borrado; la auditoría conserva el hash y los pasajes que se le citaron.',
  },
  packOffer: {
    en: 'Examiner pack of conversation {0}: its rows, what was asked and answered, receipts, the passages read, and how to check all of it without this program.',
    es: 'Paquete para el auditor de la conversación {0}: sus registros, lo preguntado y respondido, los recibos, los pasajes leídos y cómo comprobarlo todo sin este programa.',
  },
  packSummary: {
    en: 'The examiner pack {0} can be put into your files.',
    es: 'El paquete {0} se puede guardar en sus archivos.',
  },
  packOnlyInChat: {
    en: 'The examiner pack is handed over in a chat of your own with the desk alone. Ask for it there.',
    es: 'El paquete para el auditor solo se entrega en un chat propio con el servicio. Pídalo allí.',
  },
  packUnknown: {
    en: 'The audit of your organisation knows no such conversation.',
    es: 'La auditoría de su organización no conoce esa conversación.',
  },
  packTooLarge: {
    en: 'The pack has {0} MB, and at most {1} MB go through Teams. Whoever runs the desk exports it: compliance audit export --conversation {2}',
    es: 'El paquete ocupa {0} MB y por Teams pasan como máximo {1} MB. Quien administra el servicio puede exportarlo: compliance audit export --conversation {2}',
  },
  packDone: {
    en: 'The examiner pack is in your files: {0}. That it was taken out is recorded.',
    es: 'El paquete está en sus archivos: {0}. Queda registrado que se ha extraído.',
  },
  packDeclined: {
    en: 'Not put into your files: you said no. Nothing was taken out.',
    es: 'No se ha guardado: usted lo ha rechazado. No se ha extraído nada.',
  },
  packEnded: {
    en: 'This offer has ended, or was answered already. Write “audit pack” for a new one.',
    es: 'Esta oferta ha caducado o ya se respondió. Escriba «paquete de auditoría» para obtener otra.',
  },
  packFailed: {
    en: 'The pack was not put into your files. {0} Write “audit pack” to try again.',
    es: 'El paquete no se ha guardado en sus archivos. {0} Escriba «paquete de auditoría» para intentarlo de nuevo.',
  },
  reportOffer: {
    en: 'Report of the gap analysis: a page with the result in pictures, every obligation with the words of both texts, conflicts and decisions. It quotes policies: share it with those who may see these.',
    es: 'Informe del análisis de carencias: una página con el resultado en gráficos, cada obligación con las palabras de ambos textos, los conflictos y las decisiones. Cita políticas: compártalo solo con quien pueda verlas.',
  },
  workbookOffer: {
    en: 'Workbook of the gap analysis: the matrix of acts and policies, every obligation with the words of both texts, conflicts and decisions. It quotes policies: share it with those who may see these.',
    es: 'Libro de Excel del análisis de carencias: la matriz de normas y políticas, cada obligación con las palabras de ambos textos, los conflictos y las decisiones. Cita políticas: compártalo solo con quien pueda verlas.',
  },
  reportSummary: {
    en: 'The report {0} can be put into your files.',
    es: 'El informe {0} se puede guardar en sus archivos.',
  },
  reportTooLarge: {
    en: 'The report has {0} MB, and at most {1} MB go through Teams. Analyse fewer acts or articles, or ask whoever runs the desk for it.',
    es: 'El informe ocupa {0} MB y por Teams pasan como máximo {1} MB. Analice menos normas o artículos, o pídalo a quien administra el servicio.',
  },
  reportDone: {
    en: 'The report is in your files: {0}. That it was taken out is recorded.',
    es: 'El informe está en sus archivos: {0}. Queda registrado que se ha extraído.',
  },
  reportEnded: {
    en: 'This offer has ended. Press “Download report” on the analysis for a new one.',
    es: 'Esta oferta ha caducado. Pulse «Descargar informe» en el análisis para obtener otra.',
  },
  reportFailed: {
    en: 'The report was not put into your files. {0} Press “Download report” on the analysis to try again.',
    es: 'El informe no se ha guardado en sus archivos. {0} Pulse «Descargar informe» en el análisis para intentarlo de nuevo.',
  },
  placeRefused: {
    en: 'The place named for it is none where Teams keeps files.',
    es: 'El lugar indicado no es de los que Teams usa para guardar archivos.',
  },
  placeNotReached: {
    en: 'The place where Teams wanted it did not take it.',
    es: 'El lugar que indicó Teams no lo aceptó.',
  },
  signInFirst: {
    en: 'Sign in first: write something, such as “help”; then ask for it again.',
    es: 'Inicie sesión primero: escriba algo, por ejemplo «ayuda», y pídalo de nuevo.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

export type FileWord = keyof typeof WORDS;

/** One of the sentences about files, with what is filled in. */
export function tell(word: FileWord, language: Language, ...filled: readonly string[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_whole, at: string) => filled[Number(at)] ?? '');
}
