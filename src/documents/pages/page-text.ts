/** A stretch of text as it stands on a page. Lengths are points; x grows to the right, y downwards. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** The line that the letters stand on. */
  readonly y: number;
  readonly width: number;
  /** The size of its letters. */
  readonly size: number;
  /** Names the letters' font within its document, where that is known: the same name is the same font. */
  readonly font?: string;
}

export interface PageText {
  /** From 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
}
