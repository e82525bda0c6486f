import type { Place, ProvisionNode } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';
import { countPairs, likeness, type PairCounts, wordsAlone } from './same-words.ts';

/** A part of a provision: a child with all below it, or the provision's own words. */
export interface Block {
  /** What it is called within its parent: `par_3`, `pnt_a`; own words count as the first block. */
  readonly key: string;
  readonly place: Place;
  readonly node: ProvisionNode;
  readonly text: string;
  /** The text as `wordsAlone` gives it. */
  readonly words: string;
  /**
   * `leaf`: nothing stands below it. `words`: the own words of a provision with parts below, without these. `whole`: a
   * provision with all below it.
   */
  readonly extent: 'leaf' | 'words' | 'whole';
}

export interface Pairing {
  readonly pairs: readonly { readonly before: Block; readonly after: Block }[];
  readonly gone: readonly Block[];
  readonly come: readonly Block[];
}

/** Least likeness of a part that kept its number, and of one that did not, to be the same part. */
const SAME_NUMBER = 0.15;
const OTHER_NUMBER = 0.5;
/** How long one must be beside the other to be the same part under another number. */
export const OTHER_SIZE = 0.35;
/** Beyond so many comparisons parts are told by their numbers alone. */
const MOST_COMPARISONS = 10_000;

/** Reads the blocks of one tree; each node's words are brought to their plain form once. */
export class BlockReader {
  readonly #tree: ProvisionTree;
  readonly #plain = new Map<ProvisionNode, string>();

  constructor(tree: ProvisionTree) {
    this.#tree = tree;
  }

  tops(): readonly Block[] {
    return this.#tree.tops().flatMap((place) => {
      const node = this.#tree.node(place);
      return node ? [this.#blockOf(node, node.place)] : [];
    });
  }

  /**
   * The parts of a provision: its own words, then its children. A paragraph that gets a second subparagraph keeps its
   * first one, although that has a place of its own from then on.
   */
  partsOf(node: ProvisionNode): readonly Block[] {
    const children = this.#tree.children(node.place);
    const extent = children.length === 0 ? 'leaf' : 'words';
    const own: readonly Block[] =
      node.text === ''
        ? []
        : [{ key: 'sub_1', place: node.place, node, text: node.text, words: wordsAlone(node.text), extent }];
    return [...own, ...children.map((child) => this.#blockOf(child, child.place.slice(node.place.length + 1)))];
  }

  #blockOf(node: ProvisionNode, key: string): Block {
    const members = this.#tree.within(node.place);
    const lines = members
      .map((each) => (each === node ? [each.heading, each.text] : [each.marker, each.heading, each.text]))
      .map((parts) => parts.filter((part) => part !== '').join(' '))
      .filter((line) => line !== '');
    const words = members
      .map((each) => this.#plainOf(each, each === node))
      .filter((line) => line !== '')
      .join(' ');
    const extent = members.length === 1 ? 'leaf' : 'whole';
    return { key, place: node.place, node, text: lines.join('\n'), words, extent };
  }

  /** Markers count below the top alone: a list that is lettered anew reads differently, a paragraph that is not. */
  #plainOf(node: ProvisionNode, top: boolean): string {
    const known = this.#plain.get(node) ?? wordsAlone(`${node.heading} ${node.text}`);
    this.#plain.set(node, known);
    return top || node.marker === '' ? known : `${wordsAlone(node.marker)} ${known}`;
  }
}

/** Which part became which: what reads the same first, then what kept its number and is alike, then what is alike. */
export function pairBlocks(before: readonly Block[], after: readonly Block[]): Pairing {
  const matches = new Map<Block, Block>();
  const taken = new Set<Block>();
  const pair = (one: Block, other: Block): void => {
    matches.set(one, other);
    taken.add(other);
  };
  pairSame(before, after, pair, taken);
  const counts = new Map<Block, PairCounts>();
  // A text that a source lost is the one at its number, whatever it says.
  const like = (one: Block, other: Block): number =>
    one.key === other.key && (one.node.lost || other.node.lost)
      ? 1
      : likeness(countsOf(one, counts), countsOf(other, counts), one.key === other.key ? 0 : OTHER_SIZE);
  const left = before.filter((block) => !matches.has(block));
  const fresh = after.filter((block) => !taken.has(block));
  pairAlike(left, fresh, like, pair);
  return {
    pairs: [...matches].map(([one, other]) => ({ before: one, after: other })),
    gone: left.filter((block) => !matches.has(block)),
    come: fresh.filter((block) => !taken.has(block)),
  };
}

function countsOf(block: Block, counts: Map<Block, PairCounts>): PairCounts {
  const known = counts.get(block) ?? countPairs(block.words);
  counts.set(block, known);
  return known;
}

/** Word for word the same: at the same number where there is a choice. */
function pairSame(
  before: readonly Block[],
  after: readonly Block[],
  pair: (one: Block, other: Block) => void,
  taken: ReadonlySet<Block>,
): void {
  const byWords = new Map<string, Block[]>();
  for (const block of after) {
    const same = byWords.get(block.words);
    if (same) same.push(block);
    else byWords.set(block.words, [block]);
  }
  const left = before.filter((block) => {
    const other = byWords.get(block.words)?.find(({ key }) => key === block.key);
    if (other) pair(block, other);
    return other === undefined;
  });
  for (const block of left) {
    const other = byWords.get(block.words)?.find((each) => !taken.has(each));
    if (other) pair(block, other);
  }
}

function pairAlike(
  before: readonly Block[],
  after: readonly Block[],
  like: (one: Block, other: Block) => number,
  pair: (one: Block, other: Block) => void,
): void {
  if (before.length * after.length > MOST_COMPARISONS) {
    const byKey = new Map(after.map((block) => [block.key, block]));
    for (const block of before) {
      const other = byKey.get(block.key);
      if (other !== undefined && like(block, other) >= SAME_NUMBER) pair(block, other);
    }
    return;
  }
  const candidates = before
    .flatMap((one) => after.map((other) => ({ one, other, same: one.key === other.key, like: like(one, other) })))
    .filter(({ same, like: value }) => value >= (same ? SAME_NUMBER : OTHER_NUMBER))
    // At equal likeness the number decides.
    .sort((a, b) => b.like + (b.same ? 0.1 : 0) - (a.like + (a.same ? 0.1 : 0)));
  const used = new Set<Block>();
  for (const { one, other } of candidates) {
    if (used.has(one) || used.has(other)) continue;
    pair(one, other);
    used.add(one).add(other);
  }
}
