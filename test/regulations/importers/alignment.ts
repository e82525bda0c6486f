import type { ProvisionNode } from '../../../src/regulations/provision.ts';

/** Characters that are typography, not words: white space, soft hyphens, zero-width and direction marks. */
const TYPOGRAPHY = /[\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/gu;

export function bareWords(text: string): string {
  return text.replace(TYPOGRAPHY, '');
}

/** What the nodes of one top provision say: its own text, then marker, heading and text of everything below, in order. */
export function wordsOfNodes(nodes: readonly ProvisionNode[]): string {
  return bareWords(
    nodes.map(({ place, marker, heading, text }) => (place.includes('/') ? marker + heading + text : text)).join(''),
  );
}

export interface Alignment {
  /** Pieces of the source that the nodes do not have, each matched by a pattern that may be left out. */
  readonly dropped: readonly string[];
  /** What the source has left where the nodes end. */
  readonly tail: string;
  /** The first place where source and nodes part without a reason, with what stands around it. */
  readonly fault?: string;
}

const LOOK_BACK = 24;
const PROOF = 16;

/**
 * Lays the words of the nodes along the words of the source. At a difference, a piece of the source that one of the
 * sticky patterns matches may be left out, provided that both run on alike behind it; everything else is a fault, above
 * all words in the nodes that the source does not have.
 */
export function align(source: string, built: string, droppable: readonly RegExp[]): Alignment {
  const dropped: string[] = [];
  let i = 0;
  let j = 0;
  while (j < built.length) {
    if (i < source.length && source[i] === built[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const drop = dropAt(source, built, i, j, droppable);
    if (drop === undefined) {
      const fault = `source …${source.slice(Math.max(0, i - 40), i)}⟨${source.slice(i, i + 40)}⟩ nodes ⟨${built.slice(j, j + 40)}⟩`;
      return { dropped, tail: source.slice(i), fault };
    }
    dropped.push(drop.piece);
    i = drop.at + drop.piece.length;
    j -= drop.back;
  }
  return { dropped, tail: source.slice(i) };
}

function dropAt(source: string, built: string, i: number, j: number, droppable: readonly RegExp[]) {
  for (let back = 0; back <= Math.min(LOOK_BACK, i, j); back += 1) {
    for (const piece of piecesAt(source, i - back, droppable)) {
      const at = i - back;
      if (agrees(source, at + piece.length, built, j - back, PROOF + back, droppable, 8)) return { at, piece, back };
    }
  }
  return undefined;
}

function piecesAt(source: string, at: number, droppable: readonly RegExp[]): readonly string[] {
  return droppable.flatMap((pattern) => {
    pattern.lastIndex = at;
    const piece = pattern.exec(source)?.[0];
    return piece === undefined || piece === '' ? [] : [piece];
  });
}

/** Whether the next characters are alike, with up to `drops` more pieces left out in between. */
function agrees(
  source: string,
  i: number,
  built: string,
  j: number,
  need: number,
  droppable: readonly RegExp[],
  drops: number,
): boolean {
  for (let done = 0; done < need && j + done < built.length; done += 1) {
    const left = drops > 0 ? piecesAt(source, i + done, droppable) : [];
    if (
      left.some((piece) => agrees(source, i + done + piece.length, built, j + done, need - done, droppable, drops - 1))
    )
      return true;
    if (source[i + done] !== built[j + done]) return false;
  }
  return true;
}
