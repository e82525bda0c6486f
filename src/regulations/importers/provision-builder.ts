import { cleanText } from '../../core/text.ts';
import type { Place, ProvisionNode } from '../provision.ts';

/**
 * What every format is first turned into: the blocks of a provision in reading order. One builder then computes the
 * places, so that an act has the same ones whichever format it was read from.
 */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** A numbered paragraph: `1.`, `2a.`, `3 bis.`; `number` where the marker alone does not tell it, as `1` for `3.1.` */
  | { readonly kind: 'paragraph'; readonly marker: string; readonly number?: string; readonly blocks: readonly Block[] }
  /** A list item; without a usable marker an indent. `lost`: the source has no words for it. */
  | { readonly kind: 'item'; readonly marker: string; readonly blocks: readonly Block[]; readonly lost?: true }
  /** A part or section inside an annex. */
  | {
      readonly kind: 'division';
      readonly element: 'prt' | 'sec';
      readonly number: string;
      readonly marker: string;
      readonly heading: string;
      readonly blocks: readonly Block[];
    };

export interface TopProvision {
  readonly place: Place;
  readonly marker: string;
  readonly heading: string;
  readonly divisions?: readonly string[];
  readonly blocks: readonly Block[];
  readonly lost?: true;
  /** Why its place may not be the one that people cite; becomes a warning. */
  readonly doubt?: string;
}

/**
 * `(a)` → `a`, `2 bis.` → `2bis`, `1.º` → `1`, `—` → `undefined`: the number in a place for a marker as printed. A decimal
 * (`3.1.`) has none: read without its stops it would name another place.
 */
export function markerNumber(marker: string): string | undefined {
  if (/\d\.\d/.test(marker)) return undefined;
  const bare = marker
    .toLowerCase()
    // The letter ñ has a place of its own in Spanish lists; every other accent is dropped.
    .replace(/[^ñ]/g, (character) => character.normalize('NFD').replace(/\p{Mn}/gu, ''))
    .replace(/[\s().ºª°:«»"'‘’“”–—-]/g, '');
  return /^(?:[0-9]+[a-z]*|[a-zñ]+)$/.test(bare) && bare.length <= 16 ? bare : undefined;
}

export interface Built {
  readonly nodes: readonly ProvisionNode[];
  readonly warnings: readonly string[];
}

/** Computes the nodes of one article, recital, annex or disposition by the rules of `place.ts`. */
export function buildProvision(top: TopProvision): Built {
  const builder = new Builder();
  builder.top(top);
  return { nodes: builder.nodes, warnings: builder.warnings };
}

/** The walk over one provision; lives for one call of `buildProvision`. */
class Builder {
  readonly nodes: ProvisionNode[] = [];
  readonly warnings: string[] = [];
  readonly #used = new Set<Place>();
  readonly #worded = new Set<Place>();
  /** The last number given below a container: looked for anew, a list of n points would take n² steps. */
  readonly #given = new Map<Place, number>();

  top({ place, marker, heading, divisions, blocks, lost, doubt }: TopProvision): void {
    const own = ownText(blocks);
    if (doubt !== undefined) this.warnings.push(doubt);
    this.#add({
      place,
      marker: cleanText(marker),
      heading: cleanText(heading),
      text: own ?? '',
      ...(divisions && divisions.length > 0 ? { divisions } : {}),
      ...(lost || blocks.length === 0 ? { lost: true as const } : {}),
    });
    if (blocks.length === 0 && !lost) this.warnings.push(`${place}: the source has no words for it`);
    this.#children(place, own === undefined ? blocks : blocks.slice(1), own !== undefined);
  }

  #add(node: ProvisionNode): void {
    this.#used.add(node.place);
    if (node.text !== '') this.#worded.add(node.place);
    this.nodes.push(node);
  }

  /** @param ownsText true where the container's own text introduces what follows */
  #children(container: Place, blocks: readonly Block[], ownsText: boolean): void {
    let lead: Place | undefined = ownsText ? container : undefined;
    let run: Extract<Block, { kind: 'item' }>[] = [];
    const flush = (): void => {
      this.#items(container, run, lead);
      run = [];
    };
    for (const block of blocks) {
      if (block.kind === 'item') {
        run.push(block);
        continue;
      }
      flush();
      if (block.kind === 'text') {
        lead = this.#free(container, 'sub');
        this.#add({ place: lead, marker: '', heading: '', text: block.text });
      } else if (block.kind === 'paragraph') this.#paragraph(container, block);
      else this.#division(container, block);
    }
    flush();
  }

  #paragraph(container: Place, { marker, blocks, number: given }: Extract<Block, { kind: 'paragraph' }>): void {
    const number = given ?? markerNumber(marker);
    const wanted = number === undefined ? undefined : `${container}/par_${number}`;
    const place = wanted === undefined || this.#used.has(wanted) ? this.#free(container, 'sub') : wanted;
    if (place !== wanted)
      this.warnings.push(`${container}: paragraph "${marker}" stands twice or has no number; kept as ${place}`);
    this.#inner({ place, marker: cleanText(marker), heading: '' }, blocks);
  }

  #division(container: Place, block: Extract<Block, { kind: 'division' }>): void {
    const wanted = `${container}/${block.element}_${block.number}`;
    const place = this.#used.has(wanted) ? this.#free(container, 'sub') : wanted;
    if (place !== wanted) this.warnings.push(`${container}: "${block.marker}" stands twice; kept as ${place}`);
    this.#inner({ place, marker: cleanText(block.marker), heading: cleanText(block.heading) }, block.blocks);
  }

  /** A list: its points stand under the container, unless one of them is taken; then all under the block that introduces them. */
  #items(container: Place, items: readonly Extract<Block, { kind: 'item' }>[], lead: Place | undefined): void {
    const numbers = items.map(({ marker }) => markerNumber(marker));
    const taken = numbers.some((number) => number !== undefined && this.#used.has(`${container}/pnt_${number}`));
    const home = taken && lead !== undefined ? lead : container;
    for (const [position, item] of items.entries()) {
      const number = numbers[position];
      const wanted = number === undefined ? undefined : `${home}/pnt_${number}`;
      const place = wanted === undefined || this.#used.has(wanted) ? this.#free(home, 'idt') : wanted;
      if (wanted !== undefined && place !== wanted) {
        this.warnings.push(`${container}: point "${item.marker}" stands twice in one list; kept as ${place}`);
      }
      const introduced = lead ?? (this.#worded.has(container) ? container : undefined);
      this.#inner(
        {
          place,
          marker: cleanText(item.marker),
          heading: '',
          ...(introduced === undefined ? {} : { leadIn: introduced }),
          ...(item.lost || item.blocks.length === 0 ? { lost: true as const } : {}),
        },
        item.blocks,
      );
    }
  }

  #inner(node: Omit<ProvisionNode, 'text'>, blocks: readonly Block[]): void {
    const own = ownText(blocks);
    this.#add({ ...node, text: own ?? '' });
    if (node.lost) this.warnings.push(`${node.place}: the source lost the words of "${node.marker}"`);
    this.#children(node.place, own === undefined ? blocks : blocks.slice(1), own !== undefined);
  }

  #free(container: Place, element: 'sub' | 'idt'): Place {
    const below = `${container}/${element}_`;
    const number = (this.#given.get(below) ?? 0) + 1;
    this.#given.set(below, number);
    return `${below}${number}`;
  }
}

/** A single block of text in front is the container's own; with more than one, or numbered paragraphs, each is a subparagraph. */
function ownText(blocks: readonly Block[]): string | undefined {
  const [first] = blocks;
  if (first?.kind !== 'text') return undefined;
  const more = blocks.slice(1).some(({ kind }) => kind === 'text' || kind === 'paragraph');
  return more ? undefined : first.text;
}

/** A text block, or none where nothing but white space stands there. */
export function textBlock(text: string): readonly Block[] {
  const cleaned = cleanText(text);
  return cleaned === '' ? [] : [{ kind: 'text', text: cleaned }];
}
