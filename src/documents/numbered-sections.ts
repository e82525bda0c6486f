import type { Block } from './block.ts';
import { headingDepth, openingOf } from './printed-numbers.ts';

/** A block of which only its words tell whether it is a heading. */
export interface Candidate {
  readonly text: string;
  /** True for what is a heading by how it looks, whatever is around it. */
  readonly sure?: number;
  readonly page?: number;
}

/** So many numbered lines one behind the other are a list, not headings without text. */
const A_LIST = 3;

/**
 * Tells headings from numbered items among blocks that have no styles: a line that reads as a numbered heading is one,
 * unless it stands in a list – behind a colon, or among three and more of its kind with nothing between them.
 *
 * @param above levels that are taken by what is a heading for sure
 */
export function withNumberedSections(candidates: readonly Candidate[], above = 0): readonly Block[] {
  const depths = candidates.map(({ text, sure }) => sure ?? headingDepth(text));
  return candidates.map((candidate, at): Block => {
    const { text, sure, page } = candidate;
    const placed = page === undefined ? {} : { page };
    const depth = depths[at];
    if (depth !== undefined && (sure !== undefined || !isListed(candidates, depths, at)))
      return { kind: 'heading', level: sure ?? above + depth, text, ...placed };
    const opening = openingOf(text);
    if (opening === undefined || (opening.kind === 'number' && opening.numbers.length > 1))
      return { kind: 'paragraph', text, ...placed };
    const item = opening.kind === 'bullet' ? opening.rest : text;
    return { kind: 'item', text: item, depth: opening.kind === 'letter' ? 1 : 0, ...placed };
  });
}

function isListed(candidates: readonly Candidate[], depths: readonly (number | undefined)[], at: number): boolean {
  const depth = depths[at];
  let first = at;
  while (first > 0 && depths[first - 1] === depth && follows(candidates, first - 1, first)) first -= 1;
  let last = at;
  while (last + 1 < candidates.length && depths[last + 1] === depth && follows(candidates, last, last + 1)) last += 1;
  if (last > first && /:$/.test(candidates[first - 1]?.text ?? '')) return true;
  return last - first + 1 >= A_LIST;
}

/** True where one number follows the other in the same list: 3.1 and 3.2. */
function follows(candidates: readonly Candidate[], before: number, at: number): boolean {
  const [one, two] = [openingOf(candidates[before]?.text ?? ''), openingOf(candidates[at]?.text ?? '')];
  if (one === undefined || two === undefined || one.kind !== 'number' || two.kind !== 'number') return false;
  if (one.numbers.length !== two.numbers.length) return false;
  const last = one.numbers.length - 1;
  return one.numbers.every((number, place) => two.numbers[place] === (place === last ? number + 1 : number));
}
