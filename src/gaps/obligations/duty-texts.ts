import type { Place, ProvisionNode } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';
import { sentenceSpans } from '../../regulations/sentences.ts';

/** Words of a provision that may hold a duty, with what introduces them. */
export interface DutyText {
  readonly place: Place;
  /** Lead-in, own words and the elements that belong to them, joined by single spaces. */
  readonly text: string;
  /** Where the provision's own words begin in it. */
  readonly own: number;
  /** Which sentence of its provision it is, from 0; a lead-in's points begin anew. */
  readonly sentence: number;
}

/** A sentence that goes on in its points. */
const OPEN = /[:—–]\s*$/;
/** Points behind it say when it holds, or in which of several ways; alone they demand nothing. */
const CONDITIONS =
  /(?:\b(?:where|when|if|unless|provided that|except|whether|to the extent that|in so far as|only if)\b[^,;.]{0,160}|\b(?:in|under|for)\s+(?:any\s+of\s+|one\s+of\s+|all\s+of\s+|either\s+of\s+)?the\s+following\s+(?:cases?|circumstances|situations|conditions|cumulative conditions|purposes|reasons|events)[^;.]{0,80}|\b(?:any|one|either|at least one)\s+of\s+the\s+following(?:\s+(?:conditions|cases|circumstances|criteria|situations|grounds|means|ways|methods))?[^;.]{0,60}|\bfollowing\s+(?:conditions|criteria)\s+(?:are|is)\s+(?:met|fulfilled|satisfied)|\b(?:salvo|excepto|cuando|siempre que|si)\b[^,;.]{0,160}|\b(?:alguno|alguna|algunas|algunos|cualquiera|uno|una)\s+de\s+(?:los|las)\s+siguientes\b[^;.]{0,80}|\ben\s+los\s+siguientes\s+(?:casos|supuestos)[^;.]{0,60})[:—–]\s*$/i;
/** A verb that binds: points of a point that has one of its own are read for themselves. */
const BINDING = /\b(?:shall|must|should|deber[áa]n?|podr[áa]n?|[a-záéíóú]{3,}(?:rá|rán))\b/i;
const LONGEST = 6_000;

/**
 * Cuts the text of an act into sentences and points that may each hold a duty, in the order of the text.
 *
 * A sentence that introduces points makes one text of each point, with itself in front: whoever looks after a duty ticks
 * off "a policy on backups" and "restoration procedures" one by one, and of what a contract or a report must contain
 * each element can be lacking alone. Points of points are elements of their point and stay in its text. Where the points
 * are conditions, cases or alternatives ("unless:", "where any of the following applies:") they make no duty of their own,
 * and the whole is one text at the place of the sentence.
 */
export function dutyTexts(tree: ProvisionTree, nodes: readonly ProvisionNode[]): readonly DutyText[] {
  const taken = new Set<Place>();
  return nodes.flatMap((node) => {
    if (taken.has(node.place) || node.text === '') return [];
    const points = tree.introducedBy(node.place);
    const lead = leadOf(tree, node);
    const spans = sentenceSpans(node.text);
    return spans.flatMap(({ start, end }, at): DutyText[] => {
      const sentence = node.text.slice(start, end);
      const isLast = at === spans.length - 1;
      const isOpen = isLast && points.length > 0 && (OPEN.test(sentence) || !/[.;]$/.test(sentence));
      const before = at === 0 && lead !== '' ? `${lead} ` : '';
      const text = (more: string): DutyText => ({
        place: node.place,
        text: `${before}${sentence}${more}`.slice(0, LONGEST),
        own: before.length,
        sentence: at,
      });
      if (!isOpen) return [text('')];
      const isElement = node.leadIn !== undefined && !BINDING.test(sentence);
      if (!isElement && !CONDITIONS.test(sentence)) return [];
      const elements = points.flatMap((point) => tree.within(point.place).concat(...besideOf(tree, point)));
      if (isElement) for (const element of elements) taken.add(element.place);
      else for (const element of elements) if (!BINDING.test(element.text)) taken.add(element.place);
      return [
        text(
          elements
            .filter((each) => each.text !== '')
            .map((each) => ` ${`${each.marker} ${each.text}`.trim()}`)
            .join(''),
        ),
      ];
    });
  });
}

/** Points that are introduced by a part of a point although they stand beside it. */
function besideOf(tree: ProvisionTree, point: ProvisionNode): readonly ProvisionNode[] {
  return tree
    .introducedBy(point.place)
    .filter(({ place }) => !place.startsWith(`${point.place}/`))
    .flatMap(({ place }) => tree.within(place));
}

/** The sentences that introduce a provision, outermost first; of each the last, which its points go on with. */
function leadOf(tree: ProvisionTree, node: ProvisionNode): string {
  return tree
    .leadIns(node.place)
    .flatMap(({ text }) => {
      const last = sentenceSpans(text).at(-1);
      return last === undefined ? [] : [text.slice(last.start, last.end)];
    })
    .join(' ');
}
