import type { ActId } from '../act.ts';
import { provisionId, topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';
import { type ChangeMark, marksOf } from './marks.ts';
import { type Block, BlockReader, OTHER_SIZE, type Pairing, pairBlocks } from './pair-blocks.ts';
import { countPairs, isRepealed, likeness, wordsAlone } from './same-words.ts';
import { type WordChange, wordDiff } from './word-diff.ts';

export type ChangeKind = 'added' | 'removed' | 'reworded' | 'renumbered';

/** What became of one provision between two versions. */
export interface ProvisionChange {
  /** The provision's id in the later version; of one that was removed, in the earlier. */
  readonly id: string;
  readonly place: Place;
  readonly kind: ChangeKind;
  /** Its id in the earlier version, where it has another number now. */
  readonly was?: string;
  /** Its words before and after, with those of all below it where the whole came or went; null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** Set where it is the provision's heading alone that reads differently. */
  readonly part?: 'heading';
  readonly marks: readonly ChangeMark[];
  /** The change word by word, where it was there before and after and reads differently. */
  readonly words: readonly WordChange[];
}

export interface VersionComparison {
  /** In the order of the later version; what was removed stands where it was. */
  readonly changes: readonly ProvisionChange[];
  /** Places that cannot be compared because a source lost their words. */
  readonly lost: readonly Place[];
}

/** Two provisions so alike are one that was moved, although it stands in another paragraph. */
const MOVED = 0.6;
/** A text shorter than this many characters is not recognised elsewhere: "Article 5 applies" may stand anywhere. */
const RECOGNISABLE = 40;
const MOST_MOVES_LOOKED_AT = 20_000;

/**
 * Compares two versions of an act. Reported is the narrowest provision whose own words changed; what came or went whole
 * is reported once, at its top. A provision that was inserted shifts the numbers of those behind it, which are then
 * renumbered and not reworded. Typography alone is no change.
 */
export function compareVersions(act: ActId, before: ProvisionTree, after: ProvisionTree): VersionComparison {
  const found: FoundChange[] = [];
  const lost: Place[] = [];
  const comparison: Comparison = {
    before: { tree: before, blocks: new BlockReader(before) },
    after: { tree: after, blocks: new BlockReader(after) },
    found,
    lost,
  };
  compareBlocks(comparison, pairBlocks(comparison.before.blocks.tops(), comparison.after.blocks.tops()), false);
  const joined = joinMoves(found);
  const order = orderOf(before, after);
  const changes = joined.map((change) => finished(act, change)).sort((a, b) => order(a) - order(b));
  return { changes, lost: [...new Set(lost)] };
}

/** A change, before moves are recognised. */
interface FoundChange {
  readonly kind: ChangeKind;
  readonly place: Place;
  readonly was?: Place;
  readonly before: string | null;
  readonly after: string | null;
  /** True where the changes below it are reported by themselves. */
  readonly told?: boolean;
  readonly part?: 'heading';
}

interface Side {
  readonly tree: ProvisionTree;
  readonly blocks: BlockReader;
}

interface Comparison {
  readonly before: Side;
  readonly after: Side;
  readonly found: FoundChange[];
  readonly lost: Place[];
}

/** @param within true below a provision that has another number: its parts moved with it */
function compareBlocks(comparison: Comparison, { pairs, gone, come }: Pairing, within: boolean): void {
  for (const block of gone) if (!isLost(comparison, block, 'before')) addRemoved(comparison, block);
  for (const block of come) if (!isLost(comparison, block, 'after')) addAdded(comparison, block);
  for (const { before, after } of pairs) comparePair(comparison, before, after, within);
}

/** That a whole provision came or went is sure, although a source lost some of its words; of one without words nothing is. */
function isLost(comparison: Comparison, { place, node, extent }: Block, side: 'before' | 'after'): boolean {
  const { tree } = comparison[side];
  const nodes = extent === 'whole' ? tree.within(place) : [node];
  if (nodes.some((each) => each.lost)) comparison.lost.push(place);
  return node.lost === true && extent !== 'whole';
}

function addRemoved({ found }: Comparison, { place, text, words }: Block): void {
  if (words !== '' && !isRepealed(text)) found.push({ kind: 'removed', place, before: text, after: null });
}

function addAdded({ found }: Comparison, { place, text, words }: Block): void {
  if (words !== '' && !isRepealed(text)) found.push({ kind: 'added', place, before: null, after: text });
}

function comparePair(comparison: Comparison, before: Block, after: Block, within: boolean): void {
  const renumbered = !within && before.key !== after.key;
  const changed = before.words !== after.words;
  if (!renumbered && !changed) return;
  if (before.node.lost || after.node.lost) {
    comparison.lost.push(after.place);
    return;
  }
  if (isRepealed(after.text) && !isRepealed(before.text)) {
    addRemoved(comparison, before);
    return;
  }
  if (isRepealed(before.text) && !isRepealed(after.text)) {
    addAdded(comparison, after);
    return;
  }
  const narrowest = before.extent !== 'whole' && after.extent !== 'whole';
  const texts = { before: before.text, after: after.text };
  if (renumbered) {
    // What changed below it is told by itself.
    const told = changed && !narrowest;
    comparison.found.push({ kind: 'renumbered', place: after.place, was: before.place, ...texts, told });
  } else if (narrowest) comparison.found.push({ kind: 'reworded', place: after.place, ...texts });
  if (!changed || narrowest) return;
  const heading = { before: before.node.heading, after: after.node.heading };
  const whole = before.extent === 'whole' && after.extent === 'whole';
  if (whole && wordsAlone(heading.before) !== wordsAlone(heading.after))
    comparison.found.push({ kind: 'reworded', place: after.place, ...heading, part: 'heading' });
  const parts = pairBlocks(partsOf(comparison.before, before), partsOf(comparison.after, after));
  compareBlocks(comparison, parts, within || renumbered);
}

function partsOf({ blocks }: Side, block: Block): readonly Block[] {
  return block.extent === 'words' ? [block] : blocks.partsOf(block.node);
}

/** What went here and came there, in the same article or word for word anywhere, was moved. */
function joinMoves(found: readonly FoundChange[]): readonly FoundChange[] {
  const gone = found.filter(({ kind, before }) => kind === 'removed' && (before?.length ?? 0) >= RECOGNISABLE);
  const come = found.filter(({ kind, after }) => kind === 'added' && (after?.length ?? 0) >= RECOGNISABLE);
  if (gone.length === 0 || come.length === 0) return found;
  const moves = new Map<FoundChange, FoundChange>();
  const taken = new Set<FoundChange>();
  const byWords = new Map(come.map((change) => [wordsAlone(change.after ?? ''), change]));
  for (const change of gone) {
    const same = byWords.get(wordsAlone(change.before ?? ''));
    if (same === undefined || taken.has(same) || isTop(same.place) !== isTop(change.place)) continue;
    moves.set(change, same);
    taken.add(same);
  }
  const alike = alikePairs(
    gone.filter((change) => !moves.has(change)),
    come.filter((change) => !taken.has(change)),
  );
  for (const { from, to } of alike) {
    if (moves.has(from) || taken.has(to)) continue;
    moves.set(from, to);
    taken.add(to);
  }
  return found.flatMap((change): readonly FoundChange[] => {
    if (taken.has(change)) return [];
    const to = moves.get(change);
    if (to === undefined) return [change];
    return [{ kind: 'renumbered', place: to.place, was: change.place, before: change.before, after: to.after }];
  });
}

/** An article is no paragraph that it was made of. */
function isTop(place: Place): boolean {
  return topPlace(place) === place;
}

function alikePairs(
  gone: readonly FoundChange[],
  come: readonly FoundChange[],
): readonly { readonly from: FoundChange; readonly to: FoundChange }[] {
  if (gone.length * come.length > MOST_MOVES_LOOKED_AT) return [];
  const counts = new Map(
    [...gone, ...come].map((change) => [change, countPairs(wordsAlone(change.before ?? change.after ?? ''))]),
  );
  return gone
    .flatMap((from) =>
      come
        .filter((to) => topPlace(to.place) === topPlace(from.place) && isTop(to.place) === isTop(from.place))
        .map((to) => ({
          from,
          to,
          like: likeness(counts.get(from) ?? new Map(), counts.get(to) ?? new Map(), OTHER_SIZE),
        })),
    )
    .filter(({ like }) => like >= MOVED)
    .sort((a, b) => b.like - a.like);
}

function finished(act: ActId, { kind, place, was, before, after, told, part }: FoundChange): ProvisionChange {
  const reads = told !== true && before !== null && after !== null && wordsAlone(before) !== wordsAlone(after);
  const words = reads ? wordDiff(before, after) : [];
  return {
    id: provisionId(act, place),
    place,
    kind,
    ...(was === undefined ? {} : { was: provisionId(act, was) }),
    before,
    after,
    ...(part === undefined ? {} : { part }),
    marks: reads ? marksOf(before, after, words) : [],
    words,
  };
}

/** The place in the later version; of what was removed, behind what stood before it and is still there. */
function orderOf(before: ProvisionTree, after: ProvisionTree): (change: ProvisionChange) => number {
  const positions = new Map(after.nodes.map(({ place }, at) => [place, at]));
  const old = new Map(before.nodes.map(({ place }, at) => [place, at]));
  return ({ kind, place }) => {
    if (kind !== 'removed') return positions.get(place) ?? 0;
    for (let at = (old.get(place) ?? 0) - 1; at >= 0; at -= 1) {
      const earlier = before.nodes[at]?.place;
      const position = earlier === undefined ? undefined : positions.get(earlier);
      if (position !== undefined) return position + 0.5;
    }
    return 0;
  };
}
