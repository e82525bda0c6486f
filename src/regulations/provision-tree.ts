import { createHash } from 'node:crypto';
import { withoutTypography } from '../core/text.ts';
import { isWithin, parentPlace, parsePlace, topPlace } from './place.ts';
import type { Place, ProvisionNode } from './provision.ts';

/**
 * The tree of one act's text over its flat list of nodes, with the readings that people and answers need. Nothing is
 * copied: the nodes stay the single truth.
 */
export interface ProvisionTree {
  readonly nodes: readonly ProvisionNode[];
  has(place: Place): boolean;
  node(place: Place): ProvisionNode | undefined;
  /** The node and all below it, in the order of the document; empty for an unknown place. */
  within(place: Place): readonly ProvisionNode[];
  /** Direct children by place, in order. */
  children(place: Place): readonly ProvisionNode[];
  /** The nodes whose lead-in this node is: the points that its text introduces. */
  introducedBy(place: Place): readonly ProvisionNode[];
  /** The texts that must be read before this one, outermost first. */
  leadIns(place: Place): readonly ProvisionNode[];
  /** Marker and words of the provision and of all that belongs to it, one block a line; without lead-ins. */
  wholeText(place: Place): string;
  /** `wholeText` with the lead-ins in front: readable alone. */
  readableText(place: Place): string;
  /** The top-level places, in order. */
  tops(): readonly Place[];
}

/** One line of a provision: `(a) the words`; the marker alone where the words are missing. */
export function blockText(node: ProvisionNode): string {
  const isTop = parentPlace(node.place) === undefined && !node.place.startsWith('rct_');
  if (isTop) return node.text;
  return [node.marker, node.text].filter((part) => part !== '').join(' ');
}

/** @param nodes the nodes of one version, in document order, each place once */
export function provisionTree(nodes: readonly ProvisionNode[]): ProvisionTree {
  const positions = new Map<Place, number>(nodes.map((node, position) => [node.place, position]));
  const introduced = new Map<Place, ProvisionNode[]>();
  for (const node of nodes) {
    if (node.leadIn === undefined) continue;
    const list = introduced.get(node.leadIn);
    if (list) list.push(node);
    else introduced.set(node.leadIn, [node]);
  }

  const node = (place: Place): ProvisionNode | undefined => {
    const position = positions.get(place);
    return position === undefined ? undefined : nodes[position];
  };

  let byParent: ReadonlyMap<Place, readonly ProvisionNode[]> | undefined;
  const children = (place: Place): readonly ProvisionNode[] => {
    byParent ??= childrenByParent(nodes);
    return byParent.get(place) ?? [];
  };

  const within = (place: Place): readonly ProvisionNode[] => {
    const start = positions.get(place);
    if (start === undefined) return [];
    // Most provisions have nothing below them, and an article may have thousands of them.
    if (children(place).length === 0) return nodes.slice(start, start + 1);
    const top = topPlace(place);
    const found: ProvisionNode[] = [];
    for (let position = start; position < nodes.length; position += 1) {
      const candidate = nodes[position];
      if (candidate === undefined || topPlace(candidate.place) !== top) break;
      if (isWithin(candidate.place, place)) found.push(candidate);
    }
    return found;
  };

  /** What is read under a heading of this node: its own subtree, and the points it introduces although they stand beside it. */
  const belonging = (place: Place): readonly ProvisionNode[] => {
    const own = within(place);
    const beside = (introduced.get(place) ?? []).filter((point) => !isWithin(point.place, place));
    return beside.length === 0 ? own : [...own, ...beside.flatMap((point) => within(point.place))];
  };

  const leadIns = (place: Place): readonly ProvisionNode[] => {
    const chain: ProvisionNode[] = [];
    const seen = new Set<Place>([place]);
    let current = node(place);
    while (current?.leadIn !== undefined && !seen.has(current.leadIn)) {
      seen.add(current.leadIn);
      current = node(current.leadIn);
      if (current && current.text !== '') chain.unshift(current);
    }
    return chain;
  };

  const wholeText = (place: Place): string => lines(belonging(place));

  return {
    nodes,
    has: (place) => positions.has(place),
    node,
    within,
    children,
    introducedBy: (place) => introduced.get(place) ?? [],
    leadIns,
    wholeText,
    readableText: (place) => [lines(leadIns(place)), wholeText(place)].filter((part) => part !== '').join('\n'),
    tops: () => nodes.filter((candidate) => parentPlace(candidate.place) === undefined).map(({ place }) => place),
  };
}

/** Provisions as they are read, one block a line. */
function lines(list: readonly ProvisionNode[]): string {
  const joined: string[] = [];
  let marker = '';
  for (const each of list) {
    const line = blockText(each);
    // A number whose words stand in its first subparagraph is read in front of them, as it is printed.
    if (each.text === '' && !each.lost && each.heading === '') marker = marker === '' ? line : `${marker} ${line}`;
    else if (line !== '') {
      joined.push(
        [marker, each.heading !== '' && parentPlace(each.place) !== undefined ? `${line} ${each.heading}` : line]
          .filter((part) => part !== '')
          .join(' '),
      );
      marker = '';
    }
  }
  return joined.join('\n');
}

function childrenByParent(nodes: readonly ProvisionNode[]): ReadonlyMap<Place, readonly ProvisionNode[]> {
  const children = new Map<Place, ProvisionNode[]>();
  for (const node of nodes) {
    const parent = parentPlace(node.place);
    if (parent === undefined) continue;
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  return children;
}

/**
 * SHA-256 (hex) of a provision's normalised words: case, accents, quotation marks, dashes and spacing do not count, so
 * that a change of typography alone is no change.
 */
export function provisionHash(text: string): string {
  return createHash('sha256').update(withoutTypography(text)).digest('hex');
}

/**
 * What makes a list of nodes a tree that can be stored: every place follows the grammar and stands once, every parent
 * exists and comes first, every lead-in exists.
 *
 * @returns the first fault in words, or `undefined`
 */
export function faultOf(nodes: readonly ProvisionNode[]): string | undefined {
  const seen = new Set<Place>();
  for (const { place } of nodes) {
    if (parsePlace(place) === undefined) return `"${place}" is not a place`;
    if (seen.has(place)) return `${place} stands twice`;
    const parent = parentPlace(place);
    if (parent !== undefined && !seen.has(parent)) return `${place} stands before its parent ${parent}`;
    seen.add(place);
  }
  const orphan = nodes.find(({ leadIn }) => leadIn !== undefined && !seen.has(leadIn));
  return orphan && `${orphan.place} is introduced by ${orphan.leadIn ?? ''}, which does not exist`;
}
