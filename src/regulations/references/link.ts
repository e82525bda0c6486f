import type { ActId } from '../act.ts';
import type { PlaceCandidate } from '../mentions/place-request.ts';
import type { Place } from '../provision.ts';

/** Raised whenever the same text would give other links: stored ones of another version are made anew. */
export const LINKS_VERSION = 1;

/** Words of a provision that point to another one. */
export interface Link {
  /** As printed. */
  readonly text: string;
  /** The node that holds the words. */
  readonly from: Place;
  /** The act pointed to; absent where the words do not tell it for sure, and then nothing else is known. */
  readonly act?: ActId;
  /** Readings of the place, the likeliest first; in the act's own text already the one that is there. */
  readonly candidates: readonly PlaceCandidate[];
  /** The last place of a range that begins here, whose inserted members belong to it too. */
  readonly through?: Place;
}

/** A link with where its words stand in the text of its node. */
export interface PlacedLink extends Link {
  readonly start: number;
}
