import type { ActId, Language } from '../../regulations/act.ts';
import type { Place } from '../../regulations/provision.ts';
import type { Deadline, Modality, Norm } from '../norms/norm.ts';

/**
 * What a provision demands of somebody. One sentence can hold several, and one with points makes one of each point that
 * is a duty of its own.
 */
export interface Obligation {
  /** `act#place`, and from the second of one place on `act#place~2`. */
  readonly id: string;
  /** `act#place`: what is cited. */
  readonly provision: string;
  readonly act: ActId;
  readonly place: Place;
  /** How a lawyer cites it: "Article 6(5) DORA". */
  readonly label: string;
  readonly language: Language;
  /** Word for word, with the words that introduce it in front: readable alone. */
  readonly text: string;
  /** SHA-256 of the words, typography aside, 64 hexadecimal digits: changes when a word of it does, and not with its place. */
  readonly hash: string;
  /** Headings around it, outermost first, the article's own last. */
  readonly headings: readonly string[];
  /** `must`, `must_not` or `should`: what is merely allowed is none. */
  readonly modality: Modality;
  /** Who is bound, as printed; null where the text does not say. */
  readonly actor: string | null;
  /** The parts of its sentence; offsets are in `text`. */
  readonly norm: Norm;
  /** The one that matters most: the first with a number, else the first. */
  readonly deadline: Deadline | null;
  /** Provisions that it refers to for its conditions, by their ids, as far as they can be told for sure. */
  readonly references: readonly string[];
}
