/** A command that the desk understands when a person writes it. Teams takes titles of 32 signs, descriptions of 128. */
export interface Command {
  readonly title: string;
  readonly description: string;
}

export type CommandName =
  | 'help'
  | 'laws'
  | 'gaps'
  | 'usage'
  | 'alerts'
  | 'newTopic'
  | 'forgetDocument'
  | 'language'
  | 'signOut';

/** All that people read of the app in Teams, in one language. */
export interface Wording {
  readonly name: { readonly short: string; readonly full: string };
  readonly description: { readonly short: string; readonly full: string };
  readonly commands: Readonly<Record<CommandName, Command>>;
  readonly search: Command & { readonly query: Command };
  readonly check: Command;
  /** What stands above the first message where the desk is used in Copilot. */
  readonly disclaimer: string;
}

/** The app's own language: of whoever has set Teams to one that is not here. */
export const ENGLISH: Wording = {
  name: { short: 'Compliance desk', full: 'Compliance desk: what financial law requires' },
  description: {
    short: 'Ask what financial law requires; every answer names the exact provision.',
    full: [
      'The compliance desk answers questions about financial law with the law and the exact place it stands in, or says that it does not know.',
      'Ask in your own words, in English or Spanish, in a chat with the desk; in a channel or a group chat mention it. Send it a policy (PDF, Word, HTML, Markdown or text) and ask about it. Have your own policies held against an act, and see where they fall short with the words of both. Search provisions from the compose box, and check a message against the law from its menu. Subscribe to alerts, alone or with a channel.',
      'You sign in with your account at work, and see what your role allows. Questions and answers are recorded for the audit; a document that you send is forgotten with its conversation. The desk cites; you judge.',
    ].join('\n\n'),
  },
  commands: {
    help: { title: 'help', description: 'What the desk can do for you, and what it cannot' },
    laws: { title: 'laws', description: 'Which acts are held, and in which version' },
    gaps: {
      title: 'gaps',
      description: 'Where your policies fall short of an act: write its name behind it, such as gaps DORA',
    },
    usage: { title: 'usage', description: 'What the model was used for this month, and what it cost' },
    alerts: { title: 'alerts', description: 'Subscribe to alerts, or end a subscription' },
    newTopic: { title: 'new topic', description: 'Begin anew: what was said before no longer counts' },
    forgetDocument: { title: 'forget document', description: 'Delete the text of the document that you sent' },
    language: { title: 'language', description: 'Choose English or Spanish' },
    signOut: { title: 'sign out', description: 'Sign out of the desk' },
  },
  search: {
    title: 'Search the law',
    description: 'Find a provision and put it into your message as a card',
    query: { title: 'Words or a place', description: 'Words, or a place such as Article 19(4) DORA' },
  },
  check: {
    title: 'Check this text against the law',
    description: 'Find what the law says on what this message states',
  },
  disclaimer:
    'The compliance desk cites the law; it gives no legal advice. Questions and answers are recorded for the audit.',
};

export const SPANISH: Wording = {
  name: { short: 'Mesa de cumplimiento', full: 'Mesa de cumplimiento: qué exige la normativa financiera' },
  description: {
    short: 'Pregunte qué exige la normativa financiera; cada respuesta cita el artículo.',
    full: [
      'La mesa de cumplimiento responde a preguntas sobre normativa financiera con la norma y el lugar exacto en que figura, o dice que no lo sabe.',
      'Pregunte con sus palabras, en español o en inglés, en un chat con la mesa; en un canal o un chat de grupo, menciónela. Envíele una política (PDF, Word, HTML, Markdown o texto) y pregunte sobre ella. Compare sus políticas con una norma y vea dónde se quedan cortas, con las palabras de ambas. Busque disposiciones desde el cuadro de redacción y contraste un mensaje con la ley desde su menú. Suscríbase a las alertas, para usted o para un canal.',
      'Inicia sesión con su cuenta de trabajo y ve lo que permite su función. Las preguntas y las respuestas quedan registradas para la auditoría; el documento que envía se olvida con su conversación. La mesa cita; usted decide.',
    ].join('\n\n'),
  },
  commands: {
    help: { title: 'ayuda', description: 'Qué puede hacer la mesa por usted y qué no' },
    laws: { title: 'normas', description: 'Qué normas hay y en qué versión' },
    gaps: {
      title: 'carencias',
      description: 'Dónde se quedan cortas sus políticas: escriba detrás la norma, por ejemplo carencias DORA',
    },
    usage: { title: 'consumo', description: 'Para qué se usó el modelo este mes y cuánto costó' },
    alerts: { title: 'alertas', description: 'Suscribirse a las alertas o dejar de recibirlas' },
    newTopic: { title: 'nuevo tema', description: 'Empezar de nuevo: lo dicho antes ya no cuenta' },
    forgetDocument: { title: 'olvidar documento', description: 'Borrar el texto del documento que envió' },
    language: { title: 'idioma', description: 'Elegir español o inglés' },
    signOut: { title: 'cerrar sesión', description: 'Cerrar su sesión en la mesa' },
  },
  search: {
    title: 'Buscar en la ley',
    description: 'Encontrar una disposición y ponerla en su mensaje como tarjeta',
    query: { title: 'Palabras o un lugar', description: 'Palabras, o un lugar como artículo 19, apartado 4, DORA' },
  },
  check: {
    title: 'Contrastar este texto con la ley',
    description: 'Encontrar qué dice la ley sobre lo que afirma este mensaje',
  },
  disclaimer:
    'La mesa de cumplimiento cita la ley; no da asesoramiento jurídico. Las preguntas y las respuestas quedan registradas para la auditoría.',
};
