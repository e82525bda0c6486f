import { z } from 'zod';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import { cleanQuestion, shortened } from '../core/text.ts';
import type { ConversationDocuments } from '../documents/conversation-documents.ts';
import { statementCitation } from '../documents/document.ts';
import { noteText } from '../documents/document-notes.ts';
import type { KeptDocument } from '../documents/document-store.ts';
import { type FoundStatement, findStatements } from '../documents/find-statements.ts';
import type { Language } from '../regulations/act.ts';
import { type Analyser, createAnalyser } from '../regulations/search/analysis.ts';
import { guessLanguage } from '../regulations/search/language.ts';
import { defineTool } from './define-tool.ts';
import { cutOutput, notesOutput, type PageSize } from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

export interface DocumentDeps extends PageSize {
  readonly documents: Pick<ConversationDocuments, 'list' | 'find'>;
}

/** Statements of one answer: with their words together well below what the audit keeps of a text. */
const MOST_STATEMENTS = 8;
/** Below this share of the best one's score a statement has the question's words by accident. */
const NEAR_THE_BEST = 0.5;
/** Words named as looked for: a question may be long. */
const MOST_TERMS = 50;
/** Of ten documents each may have a dozen notes, and a note may repeat what stands on every page. */
const MOST_NOTES = 30;
const LONGEST_NOTE = 300;
const ANALYSERS: Readonly<Record<Language, Analyser>> = { en: createAnalyser('en'), es: createAnalyser('es') };

const StatementOutput = z.strictObject({
  id: z.string().describe('How it is cited: policy:<document>#<statement>'),
  document: z.string().describe('Id of the document'),
  name: z.string().describe('Name of the file'),
  section: z.array(z.string()).describe('The headings above it, outermost first, as printed'),
  leadIn: z.string().optional().describe('What introduces the list that it is an item of'),
  quote: z.string().describe('The words of the document, exactly as stored'),
  page: z.int().min(1).optional().describe('Where the pages are known'),
  matched: z.array(z.string()).describe('Words of the question that it holds'),
});

export const askDocumentTool = defineTool({
  name: 'ask_document',
  title: 'Ask about a document',
  description:
    'Finds what a policy or procedure that the person sent in this very conversation says about something: its own statements, word for word, with section and page. Says nothing about whether it meets any law.',
  input: z.strictObject({
    question: z.string().trim().min(1).max(2_000).describe('What is to be known of it, in English or Spanish'),
    document: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Id of one document; by default all that were sent'),
  }),
  output: z.strictObject({
    status: z.enum(['answered', 'not_found']).describe('not_found: no statement of it speaks of that'),
    statements: z.array(StatementOutput).describe('Best first; empty where nothing was found'),
    searched: z
      .strictObject({
        documents: z
          .array(
            z.strictObject({
              id: z.string().describe('Id of the document'),
              name: z.string().describe('Name of the file'),
              sha256: z.string().describe('SHA-256 of the file'),
              statements: z.int().min(0).describe('How many statements it has'),
            }),
          )
          .describe('Documents that were looked through'),
        terms: z.array(z.string()).describe('Words that were looked for'),
      })
      .describe('What was searched'),
    notes: notesOutput,
    cut: cutOutput,
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ question, document }, { documents, pageCharacters }: DocumentDeps, context) => {
    const asked = cleanQuestion(question).trim();
    const looked = lookedThrough(documents, document, context);
    const all = best(looked.flatMap((kept) => statementsIn(kept, asked)));
    const statements = fitting(all.map(shown), pageCharacters);
    const found = all.slice(0, statements.length);
    const answered = found.length > 0;
    return {
      output: {
        status: answered ? ('answered' as const) : ('not_found' as const),
        statements: [...statements],
        searched: {
          documents: looked.map(({ id, document: { name, sha256, statements } }) => ({
            id,
            name,
            sha256,
            statements: statements.length,
          })),
          terms: [...termsOf(asked)],
        },
        notes: [...notesOf(looked, asked)],
        ...cutOf(cutNote(all.length - found.length)),
      },
      cited: found.map(({ kept, found: { statement } }) => ({
        id: statementCitation(kept.id, statement.id),
        document: kept.document.sha256,
        quote: statement.text,
      })),
    };
  },
});

/** @throws AppError `not_found` where there is nothing to be asked about */
function lookedThrough(
  documents: DocumentDeps['documents'],
  id: string | undefined,
  context: CallContext,
): readonly KeptDocument[] {
  const ids = id === undefined ? documents.list(context).map((each) => each.id) : [id];
  const kept = ids.flatMap((each) => documents.find(each, context) ?? []);
  if (kept.length > 0) return kept;
  throw new AppError(
    'not_found',
    id === undefined
      ? 'No document was sent in this conversation. Send a policy to the desk in a chat of your own in Microsoft Teams, and ask there.'
      : 'There is no such document in this conversation: it was forgotten, or sent in another one. Send it again.',
  );
}

interface FoundIn {
  readonly kept: KeptDocument;
  readonly found: FoundStatement;
}

function statementsIn(kept: KeptDocument, question: string): readonly FoundIn[] {
  return findStatements(kept.document, question, { limit: MOST_STATEMENTS }).map((found) => ({ kept, found }));
}

/** Of several documents together; the order in which they came decides between equals. */
function best(found: readonly FoundIn[]): readonly FoundIn[] {
  const highest = Math.max(...found.map(({ found: { score } }) => score));
  return found
    .filter(({ found: { score } }) => score >= highest * NEAR_THE_BEST)
    .sort((a, b) => b.found.score - a.found.score)
    .slice(0, MOST_STATEMENTS);
}

function shown({ kept, found: { statement, matched } }: FoundIn) {
  const { section, text, leadIn, page } = statement;
  return {
    id: statementCitation(kept.id, statement.id),
    document: kept.id,
    name: kept.document.name,
    section: [...section],
    ...(leadIn === undefined ? {} : { leadIn }),
    quote: text,
    ...(page === undefined ? {} : { page }),
    matched: [...matched],
  };
}

function termsOf(question: string): readonly string[] {
  const terms = ANALYSERS[guessLanguage(question) ?? 'en'].terms(question);
  return [...new Set(terms.map(({ word }) => word))].slice(0, MOST_TERMS);
}

/** What was not read of a document may be what was asked for. */
function notesOf(looked: readonly KeptDocument[], question: string): readonly string[] {
  const language = guessLanguage(question) ?? 'en';
  const told = looked.flatMap(({ document: { name, notes } }) =>
    notes.map((note) => (looked.length === 1 ? noteText(note, language) : `${name}: ${noteText(note, language)}`)),
  );
  return told.slice(0, MOST_NOTES).map((note) => shortened(note, LONGEST_NOTE));
}

function cutNote(left: number): string | undefined {
  return left > 0 ? `${left} more statements did not fit; ask about a part of it, such as a section.` : undefined;
}
