import { foldText } from '../core/text.ts';

/** A section that a question names by its number. */
export interface AskedSection {
  /** `section 3.2`, as people are told it back. */
  readonly label: string;
  /** Folded: `3.2`, `a`, `iv`. */
  readonly number: string;
  /** True for a heading with that number. */
  fits(heading: string): boolean;
  /** True for a statement that begins with that number itself: "3.2 The officer shall …". */
  opens(text: string): boolean;
}

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['section', /^(?:section|seccion|apartado|punto|point|clause|clausula|paragraph|parrafo|epigrafe|sec\.|§)$/],
  ['chapter', /^(?:chapter|capitulo)$/],
  ['title', /^(?:title|titulo)$/],
  ['part', /^(?:part|parte)$/],
  ['annex', /^(?:annex|appendix|anexo|apendice|schedule)$/],
  ['article', /^(?:article|articulo|art\.?)$/],
];
const NAMED =
  /(?:^|[^\p{L}\p{N}])(section|seccion|apartado|punto|point|clause|clausula|paragraph|parrafo|epigrafe|sec\.|§|chapter|capitulo|title|titulo|part|parte|annex|appendix|anexo|apendice|schedule|article|articulo|art\.?)\s*(?:n\.?[oº]?\s+)?(\d{1,3}(?:\.\d{1,3}){0,5}|[ivxlc]{1,6}|[a-z])(?=$|[^\p{L}\p{N}])/gu;
/** A letter behind these words is an article or a word ("part a", "point y"), not a number, unless it is written large. */
const LETTERED = /^(?:annex|appendix|anexo|apendice|schedule)$/;

/** Nobody asks of more at once. */
const MOST_SECTIONS = 10;

/**
 * The sections that a question names, in English or Spanish: "what does section 3 say", "el apartado 4.1", "annex B".
 * Articles, which may be the law's, count only where one of the headings is that article.
 */
export function askedSections(question: string, headings: readonly string[]): readonly AskedSection[] {
  const found: AskedSection[] = [];
  const seen = new Set<string>();
  for (const [, word = '', number = ''] of foldText(question).matchAll(NAMED)) {
    if (/^[a-z]+$/.test(number) && !LETTERED.test(word) && !/^[ivx]+$/.test(number)) continue;
    const label = `${word} ${number}`;
    if (seen.has(label) || found.length >= MOST_SECTIONS) continue;
    seen.add(label);
    const kind = KINDS.find(([, words]) => words.test(word))?.[0] ?? 'section';
    const fits = (heading: string): boolean => headingHas(heading, kind, number);
    if (kind === 'article' && !headings.some(fits)) continue;
    found.push({ label, number, fits, opens: (text) => numberOf(text) === number });
  }
  return found;
}

const OPENING =
  /^(?:(section|seccion|apartado|chapter|capitulo|title|titulo|part|parte|annex|appendix|anexo|apendice|schedule|article|articulo|art\.)\s+)?(\d{1,3}(?:\.\d{1,3}){0,5}|[ivxlc]{1,6}|[a-z])(?=$|[.):]|\s)/;

/** A bare number is a section's; where the question says chapter or annex, the heading must. */
function headingHas(heading: string, kind: string, number: string): boolean {
  const [, word, own] = OPENING.exec(foldText(heading)) ?? [];
  if (own !== number) return false;
  const headed = word === undefined ? undefined : KINDS.find(([, words]) => words.test(word))?.[0];
  if (headed === undefined) return /^\d/.test(number) && kind !== 'annex' && kind !== 'article';
  return headed === kind || (kind === 'section' && headed !== 'annex' && headed !== 'article');
}

function numberOf(text: string): string | undefined {
  return /^(\d{1,3}(?:\.\d{1,3}){1,5})(?=[.):\s])/.exec(text)?.[1];
}
