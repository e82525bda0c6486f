import { foldText } from '../../core/text.ts';
import type { Norm, Words } from '../norms/norm.ts';

/** A stretch of a statement that says one thing. */
export interface Clause {
  readonly start: number;
  readonly end: number;
}

const ENDS = /[.;](?=\s)|\n/g;
/** What goes on behind a comma with a subject of its own says something else. */
const NEXT = /, (?:and|but|y|pero) (?=(?:the|it|they|el|la|los|las|se)\b)/g;

/** The clause of a norm among others: what stands between the ends of sentences and the verbs beside it. */
export function clauseOf(text: string, norm: Norm, before: Norm | undefined, after: Norm | undefined): Clause {
  let [start, end] = [0, text.length];
  for (const { index } of text.matchAll(ENDS)) {
    if (index < norm.modal.start) start = index + 1;
    else {
      end = index;
      break;
    }
  }
  if (before !== undefined && before.modal.end > start) start = lastOf(text, before.modal.end, norm.modal.start);
  if (after !== undefined && after.modal.start < end) end = lastOf(text, norm.modal.end, after.modal.start);
  return { start, end: Math.max(end, norm.modal.end) };
}

/** The sentence that a stretch stands in. */
export function sentenceAround(text: string, { start: from }: Clause): Clause {
  const ends = [...text.matchAll(ENDS)].map(({ index }) => index);
  return {
    start: (ends.filter((at) => at < from).at(-1) ?? -1) + 1,
    end: ends.find((at) => at >= from) ?? text.length,
  };
}

/** Where behind a verb the clause of the next one begins. */
function lastOf(text: string, from: number, to: number): number {
  const next = [...text.slice(from, to).matchAll(NEXT)].at(-1);
  if (next !== undefined) return from + next.index;
  const comma = text.lastIndexOf(',', to);
  return comma > from ? comma : to;
}

/** A text of the same length in which some stretches are blank. */
export function without(text: string, stretches: readonly (Pick<Words, 'start' | 'end'> | undefined)[]): string {
  let left = text;
  for (const stretch of stretches) {
    if (stretch === undefined || stretch.end <= stretch.start) continue;
    left = left.slice(0, stretch.start) + ' '.repeat(stretch.end - stretch.start) + left.slice(stretch.end);
  }
  return left;
}

const EVENT =
  /^[\s,]{0,3}(?:at the latest |como maximo )?(?:of|from|after|following|since|upon|once|counted from|counting from|as of|before|prior to|desde|a contar desde|contad[oa]s desde|a partir de|a partir del|tras|despues de|siguientes a|de la|del|antes de)\s[^,;.:]{2,200}/;

/** What the time that ends here runs from. */
export function eventAfter(text: string, from: number, to: number): Clause | undefined {
  const found = EVENT.exec(foldedSame(text.slice(from, Math.min(to, from + 240))));
  return found === null ? undefined : { start: from, end: from + found[0].length };
}

/** Folded sign by sign, so that offsets stay. */
export function foldedSame(text: string): string {
  const folded = foldText(text);
  return folded.length === text.length ? folded : text.toLowerCase().length === text.length ? text.toLowerCase() : text;
}

const ASIDE =
  /\([^()]{0,200}\)|\b(?:if|where|when|whenever|as far as) (?:at all )?(?:feasible|possible|practicable|applicable|appropriate|necessary)\b|\b(?:si|cuando|siempre que) (?:es|sea|fuera) (?:posible|factible)\b|, (?:together with|along with|as well as|in line with|in accordance with|pursuant to|so that|in order to|as part of|including|among them|which|junto con|conforme a|de acuerdo con|de conformidad con|para que|con el fin de|incluid[oa]s?|as|and proposes|with the)\b[^;.]{0,300}/gi;
const NUMBER = /^\s{0,4}(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[a-z][.)]|[-–•*])\s+/i;

/** Stretches beside the point: brackets, what goes along, the number in front. */
export function asides(text: string, from: number): readonly Clause[] {
  const found: Clause[] = [...text.matchAll(ASIDE)].map(({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
  }));
  const number = NUMBER.exec(text);
  if (number !== null && from === 0) found.push({ start: 0, end: number[0].length });
  return found;
}

const SELF =
  /\b(?:this|the present|esta|este|la presente|el presente)\s(?:policy|procedure|framework|standard|document|manual|schedule|plan|code|politica|procedimiento|marco|norma|documento|codigo)\b/i;

/** "This policy": the document itself. */
export function speaksOfItself(text: string): boolean {
  return SELF.test(foldText(text));
}
