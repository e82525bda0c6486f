/** A piece of a document's layout, in reading order: what every kind of file is turned into before it is cut up. */
export type Block = HeadingBlock | ParagraphBlock | ItemBlock | RowBlock;

export interface HeadingBlock {
  readonly kind: 'heading';
  /** 1 is outermost; levels may be skipped. */
  readonly level: number;
  readonly text: string;
  readonly page?: number;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly page?: number;
  /** Code and the like: line ends count, and it is not cut into sentences. */
  readonly verbatim?: boolean;
}

export interface ItemBlock {
  readonly kind: 'item';
  /** With its number or letter where one is printed; without a bullet. */
  readonly text: string;
  /** 0 is outermost. */
  readonly depth: number;
  readonly page?: number;
}

export interface RowBlock {
  readonly kind: 'row';
  readonly headers: readonly string[];
  readonly cells: readonly string[];
  readonly page?: number;
}
