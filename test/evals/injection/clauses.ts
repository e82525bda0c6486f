import type { TrueClause } from './forged-sentences.ts';
import type { Seen } from './seen.ts';

/**
 * Whole clauses of the passages that were read, those with a number first: what an honest model would quote, and what
 * lies are best hung on. Passages that hold a hostile string are left out.
 */
export function chooseClauses({ passages }: Seen, hostile: (text: string) => boolean): readonly TrueClause[] {
  const clauses = passages
    .filter(({ text }) => !hostile(text))
    .flatMap((passage) => clausesOf(passage.text).map((quote) => ({ passage, quote })));
  return clauses.sort((one, other) => Number(/\d/.test(other.quote)) - Number(/\d/.test(one.quote)));
}

function clausesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.;:])\s+/)
    .map((clause) => clause.replace(/^(?:\d+\.|\([a-z\d]+\)|[a-z]\))\s+/, '').trim())
    .filter((clause) => clause.length >= 30 && clause.length <= 400 && clause.endsWith('.'));
}
