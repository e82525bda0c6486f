import type { ActId } from '../../regulations/act.ts';
import type { AnswerStatus } from '../answer.ts';

/** One question and answer of a conversation, as far as a later question may lean on it. */
export interface PastTurn {
  /** As it was read then: already resolved, so that chains of follow-ups hold. */
  readonly question: string;
  readonly status: AnswerStatus;
  /** Acts asked for, or cited. */
  readonly acts: readonly ActId[];
  /** Ids of the provisions cited (`act#place`), best first. */
  readonly cited: readonly string[];
}

/** A question as it is to be read. */
export interface FollowUp {
  /** The question as it is to be read by itself. */
  readonly text: string;
  /** Set where that differs from what was asked: it is told to the person. */
  readonly readAs?: string;
  /** Acts that the words mean without naming them ("in Spanish law"); empty where none of them is held. */
  readonly acts?: readonly ActId[];
  /**
   * Set where the question leans on what was said before and that leaves open what is meant: a sentence that names the
   * choices. The text is then what was asked.
   */
  readonly ambiguous?: string;
}
