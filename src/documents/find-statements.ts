import { foldText } from '../core/text.ts';
import type { Language } from '../regulations/act.ts';
import { createAnalyser } from '../regulations/search/analysis.ts';
import { guessLanguage } from '../regulations/search/language.ts';
import { isStopWord } from '../regulations/search/stop-words.ts';
import { type AskedSection, askedSections } from './asked-section.ts';
import type { Document, Statement } from './document.ts';
import { documentLanguage } from './document-language.ts';

export interface FoundStatement {
  readonly statement: Statement;
  /** From 0 to 1: how much of what was asked for it has, rare words counting more. */
  readonly score: number;
  /** The question's words that it has, as asked; a section that was named and is its own. */
  readonly matched: readonly string[];
}

export interface FindOptions {
  /** How many at most, 8 where not told. */
  readonly limit?: number;
}

const LIMIT = 8;
/** Less of what was asked for is chance. */
const LEAST = 0.2;
/** What stands above or before a statement says what it is about, but the statement does not say it. */
const ABOVE = 0.5;
/** A question of a thousand words is a text; its first words tell what it is about. */
const MOST_WORDS = 60;
const NAMED_ALONE = 0.5;

/** Words by which people ask of a document; alone they find nothing. */
const ASKING = new Set(
  (
    'say says said tell tells explain show give list find describe mention mentions contain contains cover covers summarise summarize summary policy policies document file text procedure ' +
    'section sections chapter article annex appendix paragraph page part point please anything something thing things sent uploaded attached know need ' +
    'dice dicen decir explica explicar muestra mostrar da dame dime lista busca encuentra describe menciona contiene cubre resume resumen politica politicas documento archivo fichero texto ' +
    'procedimiento seccion apartado capitulo articulo anexo parrafo pagina parte punto favor algo cosa adjunto enviado necesito saber habla trata'
  ).split(' '),
);

interface AskedWord {
  readonly word: string;
  readonly stem: string;
  readonly weight: number;
}

/**
 * The statements of a document that answer a question best, best first; at the same score in reading order. Exact and
 * without a model: words are compared by their stems, accents and case aside, in the language that the document is
 * written in. Returns none where nothing but the asking matches: a document that does not say it is told as such.
 *
 * A question that names a section by its number gets that section's statements, or none where there is no such section.
 */
export function findStatements(
  document: Document,
  question: string,
  { limit = LIMIT }: FindOptions = {},
): readonly FoundStatement[] {
  const headings = [...new Set(document.statements.flatMap(({ section }) => section))];
  const sections = askedSections(question, headings);
  const texts = document.statements.map(({ text, leadIn = '', section }) => ({
    text,
    above: `${leadIn} ${section.join(' ')}`,
  }));
  const language = documentLanguage(document);
  const { stems } = createAnalyser(language);
  const read = texts.map(({ text, above }) => ({ own: new Set(stems(text)), above: new Set(stems(above)) }));
  const words = askedWords(withoutSections(question, sections), language, read);
  const asked = words.reduce((sum, { weight }) => sum + weight, 0);
  const found: FoundStatement[] = [];
  for (const [at, statement] of document.statements.entries()) {
    const named = sections.filter((section) => isIn(statement, section)).map(({ label }) => label);
    if (sections.length > 0 && named.length === 0) continue;
    const has = read[at];
    const own = words.filter(({ stem }) => has?.own.has(stem));
    const above = words.filter(({ stem }) => has?.own.has(stem) === false && has.above.has(stem));
    const weight = weightOf(own) + ABOVE * weightOf(above);
    const byWords = asked === 0 ? 0 : weight / asked;
    const score = named.length > 0 ? NAMED_ALONE + (1 - NAMED_ALONE) * byWords : byWords;
    if (score < LEAST) continue;
    const matched = [
      ...named,
      ...words.filter((word) => own.includes(word) || above.includes(word)).map(({ word }) => word),
    ];
    found.push({ statement, score: Math.round(score * 1_000) / 1_000, matched });
  }
  // Sorting is stable: at one score, reading order.
  return found.sort((a, b) => b.score - a.score).slice(0, Math.max(0, limit));
}

function weightOf(words: readonly AskedWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

/** Under a heading with that number, or opening with it or with one below it. */
function isIn({ section, text }: Statement, asked: AskedSection): boolean {
  if (section.some(asked.fits) || asked.opens(text)) return true;
  return (
    /^\d/.test(asked.number) &&
    foldText(text).startsWith(`${asked.number}.`) &&
    /^[\d.]+[).:\s]/.test(text) &&
    asked.number.includes('.')
  );
}

/** What is asked of a section, without the words that name it. */
function withoutSections(question: string, sections: readonly AskedSection[]): string {
  let rest = foldText(question);
  for (const { label } of sections) rest = rest.replaceAll(label, ' ');
  return rest;
}

/** The words of a question that tell what is asked for, each once; the rarer in the document, the heavier. */
function askedWords(
  question: string,
  language: Language,
  read: readonly { readonly own: ReadonlySet<string>; readonly above: ReadonlySet<string> }[],
): readonly AskedWord[] {
  const other = guessLanguage(question) ?? language;
  const words = new Map<string, string>();
  for (const { word, stem } of createAnalyser(language).terms(question)) {
    const folded = foldText(word);
    if (isStopWord(folded, other) || ASKING.has(folded) || words.has(stem)) continue;
    if (words.size < MOST_WORDS) words.set(stem, word);
  }
  return [...words].map(([stem, word]) => {
    const having = read.filter(({ own, above }) => own.has(stem) || above.has(stem)).length;
    return { word, stem, weight: Math.log(1 + read.length / (1 + having)) + 0.1 };
  });
}
