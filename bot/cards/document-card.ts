import { TextInput } from '@microsoft/teams.cards';
import type { Language } from '../../src/regulations/act.ts';
import { askDocumentButton, button } from './card-buttons.ts';
import { cut, more } from './law-lines.ts';
import { box, fact, headline, input, line, type Part, QUIET, SMALL, STRONG } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say, written } from './wording.ts';

/** A document that a person sent, as far as a card tells of it. */
export interface DocumentFacts {
  /** The conversation's own id of it. */
  readonly id: string;
  /** The file's name: whoever made the file chose it. */
  readonly name: string;
  readonly kind: 'pdf' | 'docx' | 'html' | 'markdown' | 'text';
  readonly title?: string;
  /** How many statements were found in it. */
  readonly statements: number;
  /** Its sections, as printed, in their order. */
  readonly sections: readonly string[];
  /** What was not read, in sentences for people. */
  readonly notRead: readonly string[];
}

const KINDS = { pdf: 'PDF', docx: 'DOCX', html: 'HTML', markdown: 'Markdown', text: 'TXT' } as const;
const LONGEST_NAME = 200;
const MOST_SECTIONS = 8;
const MOST_NOTES = 8;

/** Tells that a document was read, and what of it was not; it is asked about, and forgotten, from here. */
export function documentCard(document: DocumentFacts, { language }: { readonly language: Language }): ShownCard {
  return shownCard((room) => content(document, language, room));
}

function content(document: DocumentFacts, language: Language, room: Room): CardContent {
  const { id, kind, title, statements } = document;
  const name = cut(document.name, Math.max(40, room.short(LONGEST_NAME)));
  return {
    title: say('documentRead', language, name),
    parts: [
      line([{ text: say('readDocument', language), look: QUIET }]),
      headline(name),
      ...(title === undefined || title === document.name
        ? []
        : [line(cut(title, room.short(300)), { spacing: 'None' })]),
      fact(
        say('contains', language),
        `${say(statements === 1 ? 'oneStatement' : 'manyStatements', language, written(statements, language))} · ${KINDS[kind]}`,
      ),
      ...sectionParts(document.sections, room, language),
      ...notReadParts(document.notRead, room, language),
      line([{ text: say('documentKept', language), look: QUIET }], { spacing: 'Medium' }),
      input(
        new TextInput({
          id: 'question',
          label: say('askDocumentLabel', language),
          placeholder: say('askDocumentExample', language),
          isMultiline: true,
          maxLength: 2_000,
        }),
      ),
    ],
    actions: [
      askDocumentButton(say('askDocument', language), id),
      button(say('forgetDocument', language), { verb: 'forget_document', document: id }, 'destructive'),
    ],
  };
}

function sectionParts(sections: readonly string[], room: Room, language: Language): readonly Part[] {
  const shown = sections.slice(0, room.long(MOST_SECTIONS));
  if (shown.length === 0) return [];
  return [
    fact(say('sections', language), String(sections.length)),
    ...shown.map((section) => line([{ text: `• ${cut(section, room.short(160))}`, look: SMALL }], { spacing: 'None' })),
    ...more(sections.length - shown.length, language),
  ];
}

function notReadParts(notRead: readonly string[], room: Room, language: Language): readonly Part[] {
  if (notRead.length === 0) return [];
  const shown = notRead.slice(0, Math.max(1, room.short(MOST_NOTES)));
  return [
    box('warning', [
      line([{ text: say('notRead', language), look: { ...STRONG, ...SMALL } }]),
      ...shown.map((note) => line([{ text: `• ${cut(note, room.short(400))}`, look: SMALL }], { spacing: 'Small' })),
      ...more(notRead.length - shown.length, language),
    ]),
  ];
}

/** Tells that a document was forgotten, and what stays of it. */
export function forgottenDocumentCard(
  { name }: Pick<DocumentFacts, 'name'>,
  { language }: { readonly language: Language },
): ShownCard {
  return shownCard((room) => {
    const shown = cut(name, Math.max(40, room.short(LONGEST_NAME)));
    const title = say('documentForgotten', language);
    return {
      title: `${title}: ${shown}`,
      parts: [
        line([{ text: title, look: QUIET }]),
        headline(shown),
        line([{ text: say('documentForgottenWhy', language), look: SMALL }]),
      ],
    };
  });
}
