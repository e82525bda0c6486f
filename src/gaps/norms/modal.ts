import type { Modality } from './norm.ts';
import type { Stretch } from './sentence.ts';

/** Words that bind, allow or recommend, where they stand in the text. */
export interface Modal extends Stretch {
  readonly modality: Modality;
  /** `modal`: says so itself. `future`: a Spanish future, `present`: a plain verb; both bind by what they are said of. */
  readonly form: 'modal' | 'future' | 'present';
  /** "is to", "has to" and the like bind somebody, and say of a thing what it is for. */
  readonly weak: boolean;
  /** Says of a thing what it is or has, as digests do: "is part of"; with a thing as its subject it binds as well. */
  readonly describes?: true;
  /** Where what is to be done begins: behind the modal words, or at the verb that is one with them. */
  readonly action: number;
}
