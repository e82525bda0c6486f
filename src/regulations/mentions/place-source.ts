import type { NotFoundReason } from '../../core/errors.ts';
import type { Act, ActId, IsoDate, Language } from '../act.ts';
import type { Place } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';
import type { RegisterEntry } from '../register/register-entry.ts';

/** An act's text as the resolver sees it: the version that holds for the question. */
export interface HeldText {
  readonly act: Act;
  readonly language: Language;
  readonly tree: ProvisionTree;
  /** False for a digest: an article that is not in it may exist all the same. */
  readonly complete: boolean;
  /** The day of the version. */
  readonly date: IsoDate;
  /** True for the text as first published of an act that was amended since: it lacks what was inserted. */
  readonly outdated?: boolean;
}

/** What the resolver asks of the library and the register. */
export interface PlaceSource {
  heldActs(): readonly ActId[];
  text(act: ActId): HeldText | undefined;
  /** Days of the versions held of an act, of which none may hold on the day asked for. */
  heldDates(act: ActId): readonly string[];
  entry(act: ActId): RegisterEntry | undefined;
  /** Names like the one given, for "did you mean". */
  near(name: string): readonly string[];
}

export interface FoundPlace {
  readonly kind: 'found';
  readonly act: ActId;
  readonly place: Place;
}

/** Why a place was not answered. Never another place's text in its stead. */
export interface MissingPlace {
  readonly kind: 'missing';
  readonly reason: NotFoundReason;
  readonly message: string;
  readonly suggestions: readonly string[];
}

export type Resolution = FoundPlace | MissingPlace;
