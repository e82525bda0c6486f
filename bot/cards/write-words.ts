import type { Sentence } from './sentence.ts';

/** What the cards of writes and of help say, and on their buttons (at most 20 characters). */
export const WRITE_WORDS = {
  // Writes.
  toConfirm: { en: 'To be confirmed – nothing is written yet', es: 'Por confirmar: todavía no se ha escrito nada' },
  written: { en: 'Done', es: 'Hecho' },
  declinedHead: { en: 'Not confirmed – nothing was written', es: 'No confirmado: no se ha escrito nada' },
  expiredHead: { en: 'Expired – nothing was written', es: 'Caducado: no se ha escrito nada' },
  failedHead: { en: 'Failed', es: 'Ha fallado' },
  inDoubtHead: { en: 'It is not known whether it was written', es: 'No se sabe si se ha escrito' },
  confirm: { en: 'Confirm', es: 'Confirmar' },
  decline: { en: 'Don’t', es: 'No hacerlo' },
  confirmUntil: {
    en: 'You alone can confirm it, once, until {it}.',
    es: 'Solo usted puede confirmarlo, una vez, hasta {it}.',
  },
  waitsFor: { en: 'Waits for {it}', es: 'Espera a {it}' },
  doneBy: { en: 'Done by {it}', es: 'Hecho por {it}' },
  declinedBy: { en: 'Declined by {it}', es: 'Rechazado por {it}' },
  expiredAt: {
    en: 'It could be confirmed until {it}. Ask for it again.',
    es: 'Se podía confirmar hasta {it}. Vuelva a pedirlo.',
  },
  failedAt: { en: 'It was tried on {it}', es: 'Se intentó el {it}' },
  inDoubtSince: {
    en: 'It was begun on {it}, and how it ended is not known. Look whether it was written before you ask for it again.',
    es: 'Se empezó el {it} y no se sabe cómo terminó. Compruebe si se ha escrito antes de volver a pedirlo.',
  },
  tooLongToConfirm: {
    en: 'This is too long to be shown whole here, so it cannot be confirmed here: ask for less at once.',
    es: 'Es demasiado largo para mostrarlo entero aquí, así que no se puede confirmar aquí: pida menos a la vez.',
  },
  // Help.
  helpTitle: { en: 'The compliance desk', es: 'El servicio de cumplimiento' },
  iCan: { en: 'What it does for you', es: 'Lo que hace por usted' },
  iCannotForYou: { en: 'What your role does not allow', es: 'Lo que su función no permite' },
  iNever: { en: 'What it does for nobody', es: 'Lo que no hace por nadie' },
  canAsk: {
    en: 'Answers questions about financial law, each sentence with the place it rests on',
    es: 'Responde preguntas sobre normativa financiera, cada frase con el lugar en que se apoya',
  },
  cannotAsk: { en: 'Questions about the law', es: 'Preguntas sobre la normativa' },
  canRead: {
    en: 'Finds and shows provisions as they stood on a day: “Article 19(4) DORA on 2025-01-17”',
    es: 'Busca y muestra disposiciones tal como eran un día: «artículo 19.4 de DORA el 2025-01-17»',
  },
  cannotRead: { en: 'Reading provisions', es: 'Leer disposiciones' },
  canCompare: { en: 'Shows what changed, word by word', es: 'Muestra qué ha cambiado, palabra por palabra' },
  cannotCompare: { en: 'Comparing versions', es: 'Comparar versiones' },
  canFollow: {
    en: 'Tells this conversation what is new: “alerts”',
    es: 'Avisa a esta conversación de las novedades: «avisos»',
  },
  cannotFollow: { en: 'Alerts', es: 'Avisos' },
  canDocument: {
    en: 'Reads a policy that you send (PDF, DOCX, HTML, MD, TXT) and answers from it',
    es: 'Lee una política que usted envíe (PDF, DOCX, HTML, MD, TXT) y responde con ella',
  },
  documentElsewhere: {
    en: 'Reads a policy that you send – in our own chat, not here',
    es: 'Lee una política que usted envíe: en nuestro propio chat, no aquí',
  },
  canGaps: {
    en: 'Holds your policies against an act and shows where they fall short, in our own chat: “gaps DORA”',
    es: 'Compara sus políticas con una norma y muestra dónde se quedan cortas, en nuestro propio chat: «carencias DORA»',
  },
  cannotGaps: { en: 'Gap analysis (gaps:analyse)', es: 'El análisis de carencias (gaps:analyse)' },
  canFindings: {
    en: 'Drafts findings from gaps, and tells how they stand: “findings”, “finding F-…”',
    es: 'Redacta hallazgos a partir de carencias y dice cómo van: «hallazgos», «hallazgo F-…»',
  },
  cannotFindings: { en: 'Findings (findings:draft)', es: 'Los hallazgos (findings:draft)' },
  canApprove: {
    en: 'Shows the findings that wait for your approval: “approvals”',
    es: 'Muestra los hallazgos que esperan su aprobación: «aprobaciones»',
  },
  cannotApprove: { en: 'Approving findings (findings:approve)', es: 'Aprobar hallazgos (findings:approve)' },
  canUsage: {
    en: 'Shows what assistants used, and what it cost',
    es: 'Muestra lo que han consumido los asistentes y su coste',
  },
  cannotUsage: {
    en: 'What was used, and what it cost (reports:generate)',
    es: 'El consumo y su coste (reports:generate)',
  },
  canAudit: {
    en: 'Hands out the record of a conversation, for an examiner: “audit pack”',
    es: 'Entrega el registro de una conversación, para un auditor: «paquete de auditoría»',
  },
  cannotAudit: { en: 'The audit trail (audit:read)', es: 'El registro de auditoría (audit:read)' },
  neverAdvice: {
    en: 'Legal advice: it shows what the law says, and people decide',
    es: 'Asesoramiento jurídico: muestra lo que dice la norma, y deciden las personas',
  },
  neverUnheld: {
    en: 'Answers from law that is not held: it says “not found” instead',
    es: 'Responder con normas que no están disponibles: dice «no encontrado»',
  },
  neverUnconfirmed: {
    en: 'Writing anything that you have not confirmed',
    es: 'Escribir algo que usted no haya confirmado',
  },
  justWrite: {
    en: 'Just write your question, in English or Spanish. Words that do something: “show Article 19 DORA”, “gaps DORA”, “findings”, “approvals”, “laws”, “usage”, “alerts”, “forget document”, “audit pack”, “new topic”, “español”, “sign out”.',
    es: 'Escriba su pregunta, en español o en inglés. Palabras que hacen algo: «muestra el artículo 19 de DORA», «carencias DORA», «hallazgos», «aprobaciones», «normas», «consumo», «avisos», «olvidar documento», «paquete de auditoría», «nuevo tema», «English», «cerrar sesión».',
  },
  mentionMe: {
    en: 'Mention me with your question, in English or Spanish. Everybody here reads the answer.',
    es: 'Mencióneme con su pregunta, en español o en inglés. Todos los presentes leen la respuesta.',
  },
  example: { en: 'An example', es: 'Un ejemplo' },
  exampleQuestion: {
    en: 'When must a major ICT-related incident be reported?',
    es: '¿Qué exige el artículo 19 de DORA?',
  },
} as const satisfies Readonly<Record<string, Sentence>>;
