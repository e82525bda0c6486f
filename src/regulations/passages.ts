import type { Place, ProvisionNode } from './provision.ts';
import { blockText, type ProvisionTree } from './provision-tree.ts';
import type { Passage } from './regulation-index.ts';

/** Characters up to which a paragraph with its points is one passage; beyond, each point is ranked by itself. */
const LONG = 1_600;
/** Characters up to which an article without numbered paragraphs or points stays whole. */
const SHORT = 800;

/**
 * Cuts an act into the passages that are ranked: what a lawyer would cite. A numbered paragraph is one passage with its
 * points, unless it is very long; the points of a list directly under an article (definitions) are passages of their
 * own, each with its lead-in; a short article without paragraphs or points is one passage. The heading of the article,
 * recital or annex stands in front of each.
 */
export function passagesOf(tree: ProvisionTree): readonly Passage[] {
  return tree.tops().flatMap((top) => {
    const node = tree.node(top);
    if (node === undefined) return [];
    const heading = node.heading === '' ? '' : `${node.heading}\n`;
    return unitsOf(tree, node)
      .map(({ place, text }) => ({ place, text: heading + text }))
      .filter(({ text }) => text !== '');
  });
}

function unitsOf(tree: ProvisionTree, top: ProvisionNode): readonly Passage[] {
  const children = tree.children(top.place);
  const addressed = children.some(({ place }) => /\/(par|pnt)_[^/]+$/.test(place));
  const whole = tree.wholeText(top.place);
  if (children.length === 0 || (!addressed && whole.length <= SHORT)) return [{ place: top.place, text: whole }];
  return [...ownWords(top), ...membersOf(tree, children)];
}

function membersOf(tree: ProvisionTree, members: readonly ProvisionNode[]): readonly Passage[] {
  const covered = new Set<Place>();
  const passages: Passage[] = [];
  for (const member of members) {
    if (covered.has(member.place)) continue;
    const inner = tree.children(member.place);
    const introduced = tree.introducedBy(member.place);
    const splittable = inner.length + introduced.length > 0;
    if (splittable && tree.wholeText(member.place).length > LONG) {
      // The points that the member introduces from beside it follow by themselves: they are members too.
      passages.push(...ownWords(member), ...membersOf(tree, inner));
    } else {
      passages.push({ place: member.place, text: tree.readableText(member.place) });
      for (const point of introduced) covered.add(point.place);
    }
  }
  return passages;
}

/** A lead-in that says something by itself is found by itself. */
function ownWords(node: ProvisionNode): readonly Passage[] {
  const text = blockText(node);
  return text === '' ? [] : [{ place: node.place, text }];
}
