import type { ActId, IsoDate } from '../act.ts';
import type { Place } from '../provision.ts';

/** One reading of a place as written: `Article 3(1)` may be a paragraph or, where there is none, a point. */
export interface PlaceCandidate {
  readonly place: Place;
  /**
   * Set where the words name a subparagraph that a point's place does not show: the point stands under the paragraph,
   * and must be introduced by this block.
   */
  readonly leadIn?: Place;
  /** Set where no number was given ("the Annex", "disposición derogatoria única"): meant is the only one there is. */
  readonly sole?: true;
}

/** A place as a person wrote it, with its possible readings, the likeliest first. */
export interface PlaceRequest {
  /** The words, for messages: `Article 3(1)`. */
  readonly text: string;
  readonly candidates: readonly PlaceCandidate[];
  /** The last of a range that begins here: what the text has in between belongs to it too. */
  readonly through?: Place;
}

/** A place, several, or only an act, named in a question. */
export interface PlaceMention {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** None where no act is named, several where the name or the sentence leaves it open. */
  readonly acts: readonly ActId[];
  /** How the act was found: written beside the place, elsewhere in the question, or not at all. */
  readonly actFrom: 'beside' | 'elsewhere' | 'none';
  /** The act's words, where no known act bears them. */
  readonly unknownAct?: string;
  /** What was taken for granted in finding the act, in words for the person who asked. */
  readonly assumed?: string;
  /** The day of the consolidation that the act's number names. */
  readonly consolidatedTo?: IsoDate;
  /** True where the name is that of all the acts together. */
  readonly group?: true;
  /** Empty for a bare mention of an act. */
  readonly requests: readonly PlaceRequest[];
}

/** Mentions of one question; `cut` tells that there were more than are looked at. */
export interface Mentions {
  readonly mentions: readonly PlaceMention[];
  readonly cut: boolean;
}

/** One step below the top of a place: the kinds of element that the words may mean. */
export interface Step {
  readonly readings: readonly string[];
}

const MOST_CANDIDATES = 12;

/** All readings of a place, the likeliest first. */
export function candidatesOf(top: string, steps: readonly Step[]): readonly PlaceCandidate[] {
  let candidates = topCandidates(top);
  for (const { readings } of steps) {
    candidates = candidates
      .flatMap((candidate) => readings.flatMap((reading) => below(candidate, reading)))
      .slice(0, MOST_CANDIDATES);
  }
  return candidates;
}

/** The only annex or disposition is stored as the first, or as `unica` where the text says so. */
function topCandidates(top: string): readonly PlaceCandidate[] {
  const first = top.replace(/_unica$/, '_1');
  return first === top ? [{ place: top }] : [{ place: first, sole: true }, { place: top }];
}

/** A point of a subparagraph stands below it, or below its paragraph and introduced by it. */
function below({ place, sole }: PlaceCandidate, reading: string): readonly PlaceCandidate[] {
  const full = { ...(sole && { sole }), place: `${place}/${reading}` };
  const subparagraph = /^(.*)\/sub_\d+$/.exec(place);
  if (subparagraph?.[1] === undefined || !/^(?:pnt|idt)_/.test(reading)) return [full];
  return [full, { place: `${subparagraph[1]}/${reading}`, leadIn: place }];
}
