import type { ActId, IsoDate, Language, VersionLabel } from '../regulations/act.ts';
import type { Place } from '../regulations/provision.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';

/** What one sentence of an answer rests on; part of the terminal's JSON contract. */
export interface Citation {
  /** `act#place`. */
  readonly id: string;
  readonly act: ActId;
  readonly place: Place;
  /** `Article 19(4), point (a), DORA`. */
  readonly label: string;
  /** Where the publisher shows the text. */
  readonly url: string;
  /** The words relied on, exactly as they are stored. */
  readonly quote: string;
  readonly version: VersionLabel;
}

export interface AnswerSentence {
  readonly text: string;
  /** At least one. */
  readonly citations: readonly Citation[];
  /**
   * Set on what is brought along behind the answer: the definition of a term that it turns on, or a condition that one
   * of its sentences refers to. Absent on the answer's own sentences.
   */
  readonly role?: 'definition' | 'condition';
}

export type AnswerStatus = 'answered' | 'not_found' | 'refused';

/** An answer; part of the terminal's JSON contract. Nothing is in `answer` unless the status is `answered`. */
export interface Answer {
  readonly status: AnswerStatus;
  readonly answer: readonly AnswerSentence[];
  /** What was looked through and for what, so that "not found" can be judged. */
  readonly searched: { readonly acts: readonly string[]; readonly terms: readonly string[] };
  /** What must be known before relying on it: version, digest, dates, what is missing, the nearest places. */
  readonly notes: readonly string[];
}

/** An answer with all that was read to find it: the passages that it cites, and those that it passed over. */
export interface DraftAnswer extends Answer {
  readonly read: readonly ReadPassage[];
}

export interface Question {
  readonly text: string;
  /** The law of this day; absent, the latest held. */
  readonly asOf?: IsoDate;
  /** Only these acts. */
  readonly acts?: readonly ActId[];
  readonly language?: Language;
}
