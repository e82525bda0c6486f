import type { z } from 'zod';
import { asMarkdown, asMarkdownLine } from '../../src/core/markdown.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { askDocumentTool } from '../../src/tools/ask-document.ts';
import { type Claim, MOST_CLAIMS, messageEntity, type Sensitivity } from '../chat/message-entity.ts';
import type { Reply } from '../turn.ts';
import { tell } from './wording.ts';

export type DocumentAnswered = z.output<(typeof askDocumentTool)['output']>;
type Said = DocumentAnswered['statements'][number];

/** Characters of the passages as they stand in the message: with all around them below what Teams takes. */
const LONGEST = 18_000;
/** Words named as looked for. */
const MOST_TERMS = 20;

/** What is told after what the documents say. */
export type Behind = 'law_below' | 'law_instead';

/** What documents say, word for word, each passage with where it stands; or that they do not say it, and what was searched. */
export function documentMessage(
  given: DocumentAnswered,
  language: Language,
  { behind, sensitivity }: { readonly behind?: Behind | undefined; readonly sensitivity?: Sensitivity | undefined },
): Reply {
  const { statements, searched, status } = given;
  const names = searched.documents.map(({ name }) => name);
  const [only] = names;
  const what = names.length === 1 && only !== undefined ? asMarkdownLine(only) : tell('yourDocuments', language);
  const passages = status === 'answered' ? fittingOf(statements, names.length > 1, language) : [];
  const left = statements.length - passages.length;
  const parts = [
    status === 'answered'
      ? `**${tell('says', language, what)}**`
      : tell('saysNot', language, names.length === 1 ? what : capital(what)),
    ...passages,
    ...(left > 0 ? [tell('leftOut', language, String(left))] : []),
    ...(status === 'answered' ? [] : [asMarkdown(searchedLine(searched, language)), ...readingNotes(given, language)]),
    ...(behind === undefined ? [] : [`*${tell(behind === 'law_below' ? 'lawBelow' : 'lawInstead', language)}*`]),
    ...(status === 'answered' ? [`*${tell('ownWords', language)}*`] : []),
  ];
  const claims = statements.slice(0, passages.length).map((said, at) => claimOf(said, at + 1, language));
  return { text: parts.join('\n\n'), entities: [messageEntity(claims, sensitivity)] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As many as fit, the best first. */
function fittingOf(statements: readonly Said[], several: boolean, language: Language): readonly string[] {
  const passages: string[] = [];
  let room = LONGEST;
  for (const [at, said] of statements.slice(0, MOST_CLAIMS).entries()) {
    const passage = passageOf(said, at + 1, several, language);
    room -= passage.length;
    if (room < 0 && at > 0) break;
    passages.push(passage);
  }
  return passages;
}

function passageOf(said: Said, position: number, several: boolean, language: Language): string {
  const { leadIn, quote } = said;
  const where = placeOf(said, language);
  const place = several ? tell('ofDocument', language, said.name, where) : where;
  const words = leadIn === undefined ? asMarkdown(quote) : `${asMarkdown(leadIn)}\n\n${asMarkdown(quote)}`;
  const below = place === '' ? '' : `\n\n*${asMarkdownLine(place)}*`;
  return `${words} [${position}]${below}`;
}

/** The headings above it and its page, as far as they are known. */
function placeOf({ section, page }: Said, language: Language): string {
  const printed = page === undefined ? [] : [tell('page', language, String(page))];
  return [...(section.length === 0 ? [] : [section.join(' › ')]), ...printed].join(' · ');
}

function claimOf(said: Said, position: number, language: Language): Claim {
  const place = placeOf(said, language);
  return {
    position,
    name: place === '' ? said.name : tell('ofDocument', language, said.name, place),
    // It lies in nobody's library: there is no page to lead to.
    url: '',
    abstract: said.quote,
    keywords: [said.id, tell('yourDocument', language)],
  };
}

function searchedLine({ documents, terms }: DocumentAnswered['searched'], language: Language): string {
  const looked = documents.map(({ name, statements }) => tell('statements', language, name, String(statements)));
  const words = terms.slice(0, MOST_TERMS).join(', ');
  return `${tell('searched', language, looked.join(', '))}${words === '' ? '' : tell('searchedFor', language, words)}.`;
}

/** What was not read may be what was asked for. */
function readingNotes({ notes }: DocumentAnswered, language: Language): readonly string[] {
  if (notes.length === 0) return [];
  return [`**${tell('readingNotes', language)}**\n\n${notes.map((note) => `- ${asMarkdownLine(note)}`).join('\n')}`];
}
