import type { z } from 'zod';
import { asMarkdown, asMarkdownLine, link } from '../../src/core/markdown.ts';
import { shortened } from '../../src/core/text.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { askComplianceTool } from '../../src/tools/ask-compliance.ts';
import { noteWords } from '../note-words.ts';
import { say } from '../wording.ts';
import { type Claim, MOST_CLAIMS } from './message-entity.ts';

export type Answered = z.output<(typeof askComplianceTool)['output']>;
type Sentence = Answered['answer'][number];
type Citation = Sentence['citations'][number];

/** Characters of the whole text, as they stand in the message: with all around it below what Teams takes. */
const LONGEST = 20_000;
/** Characters of the notes below it: a question can name a thousand places that there are not. */
const LONGEST_NOTES = 4_000;
/** Characters of what was searched, and for what. */
const LONGEST_SEARCHED = 3_000;

/** The sentence of a note that tells what is told above, with the acts by name. */
const SEARCHED = /^Searched (?:one act|\d+ acts) for: [^\n]*?\. (?=[A-Z])/;

/** Writes the sentences of an answer one behind the other, as they come. */
export interface AnswerWriter {
  /** All sentences so far. What was written before never changes: Teams asks that of a stream. */
  add(sentence: Sentence): string;
  readonly text: string;
  readonly claims: readonly Claim[];
  /** Sentences that did not fit. */
  readonly left: number;
  /** Sources that are named in the text, since there are too many for marks. */
  readonly unmarked: number;
}

export function createAnswerWriter(language: Language): AnswerWriter {
  const claims: Claim[] = [];
  const numbers = new Map<string, number>();
  const unmarked = new Set<string>();
  let text = '';
  let left = 0;

  const markOf = (citation: Citation): string => {
    const key = JSON.stringify([citation.id, citation.version.date, citation.quote]);
    const known = numbers.get(key);
    if (known !== undefined) return `[${known}]`;
    if (claims.length >= MOST_CLAIMS) {
      unmarked.add(key);
      return `(${asMarkdownLine(citation.label)})`;
    }
    const position = claims.length + 1;
    numbers.set(key, position);
    claims.push(claimOf(citation, position, language));
    return `[${position}]`;
  };

  return {
    add: ({ text: sentence, citations, role }) => {
      const lead = role === undefined ? '' : `*${say(role, language)}:* `;
      const words = asMarkdown(sentence);
      if (text.length + words.length > LONGEST && text !== '') {
        left += 1;
        return text;
      }
      const marks = [...new Set(citations.map(markOf))].join('').replaceAll(')(', ') (');
      text += `${text === '' ? '' : '\n\n'}${lead}${words} ${marks}`.trimEnd();
      return text;
    },
    get text() {
      return text;
    },
    claims,
    get left() {
      return left;
    },
    get unmarked() {
      return unmarked.size;
    },
  };
}

/**
 * The whole message: what was written so far, then what must be known of it. It begins with the sentences as they were
 * shown.
 */
export function wholeAnswer(given: Answered, writer: AnswerWriter, language: Language): string {
  const { status, notes, searched, receipt } = given;
  const more = [
    ...(writer.left > 0 ? [say('restOmitted', language, String(writer.left))] : []),
    ...(writer.unmarked > 0 ? [say('tooManyCitations', language, String(writer.unmarked))] : []),
    ...notes.map((note) => noteWords(status === 'not_found' ? note.replace(SEARCHED, '') : note, language)),
  ];
  const of = say('receipt', language, receipt.slice(0, 8));
  // About the desk itself, such as what it holds: no words of the law are in it, and none are claimed.
  if (status === 'answered' && writer.text === '')
    return [more.length === 1 ? more.map(noteLine).join('') : noteList(more, language), `*${asMarkdownLine(of)}*`].join(
      '\n\n',
    );
  const unclear = status === 'not_found' && notes.some((note) => UNCLEAR.test(note));
  const heading = status === 'refused' ? 'refused' : unclear ? 'unclear' : 'notFound';
  return [
    status === 'answered' ? writer.text : `**${say(heading, language)}**`,
    ...(status === 'not_found' && !unclear
      ? [asMarkdown(shortened(searchedLine(searched, language), LONGEST_SEARCHED))]
      : []),
    ...(more.length === 0 ? [] : [`**${say('notes', language)}**\n\n${noteList(more, language)}`]),
    `*${asMarkdownLine(status === 'answered' || given.model !== undefined ? `${of} · ${whoseWords(given, language)}` : of)}*`,
  ].join('\n\n');
}

/** What is asked back (src/assistant/follow-up/unclear.ts): nothing was searched, so nothing was not found. */
const UNCLEAR =
  /^(?:It is not clear what "|No está claro de qué se trata con «)|^["«].*["»] (?:is about the law of another day|se refiere a la norma de otro día|leads nowhere from|no lleva a ningún lugar desde)/;

/** Addresses of official texts as the desk itself writes them. */
const OFFICIAL =
  /(https:\/\/(?:eur-lex\.europa\.eu\/legal-content\/EN\/TXT\/\?uri=CELEX:[\dA-Z-]+|www\.boe\.es\/buscar\/act\.php\?id=BOE-A-[\d-]+))/;

/** A note on one line; where the official text is can be pressed. */
function noteLine(note: string): string {
  return note
    .split(OFFICIAL)
    .map((part, at) =>
      at % 2 === 1
        ? link(part.includes('boe.es') ? 'BOE' : 'EUR-Lex', part)
        : `${asMarkdownLine(part)}${/\s$/.test(part) ? ' ' : ''}`,
    )
    .join('')
    .trimEnd();
}

/** Whole notes, as many as fit, and how many more there are. */
function noteList(notes: readonly string[], language: Language): string {
  let room = LONGEST_NOTES;
  const lines: string[] = [];
  for (const note of notes) {
    const line = `- ${noteLine(shortened(note, LONGEST_NOTES / 2))}`;
    room -= line.length;
    if (room < 0 && lines.length > 0) break;
    lines.push(line);
  }
  const left = notes.length - lines.length;
  return [...lines, ...(left === 0 ? [] : [`- ${say('notesOmitted', language, String(left))}`])].join('\n');
}

function searchedLine({ acts, terms }: Answered['searched'], language: Language): string {
  const looked = acts.length === 0 ? say('noAct', language) : acts.join(', ');
  return `${say('searched', language, looked)}${terms.length === 0 ? '' : say('searchedFor', language, terms.join(', '))}.`;
}

/** Whose words the sentences are: those of a digest are ours, and nobody may take them for the law's. */
function whoseWords({ model, answer }: Answered, language: Language): string {
  if (model !== undefined) return say('byModel', language, model.name);
  const sources = answer.flatMap(({ citations }) => citations);
  const digests = sources.filter(({ version }) => version.source === 'digest').length;
  if (digests === 0) return say('lawsWords', language);
  return say(digests === sources.length ? 'digestsWords' : 'mixedWords', language);
}

function claimOf({ label, url, quote, version, act }: Citation, position: number, language: Language): Claim {
  return {
    position,
    name: label,
    url,
    abstract: quote,
    keywords: [act, version.date, say(version.source === 'official' ? 'officialText' : 'digest', language)],
  };
}
