import type { ActId, IsoDate, Language } from '../act.ts';
import type { LawText } from '../importers/import-law.ts';

/** Which text of which act is wanted. */
export interface LawRequest {
  readonly act: ActId;
  readonly language: Language;
  /** The consolidation to this day; absent, the text as published. */
  readonly consolidatedTo?: IsoDate;
}

export interface FetchedLaw {
  /** Where the publisher gave it out. */
  readonly url: string;
  /** The files of the text, decoded, ready for `importLaw`. */
  readonly texts: readonly LawText[];
}

/**
 * A publisher of law texts.
 *
 * Errors: `not_found` where it has no such act, version or language, and the message says which; `upstream_unavailable`
 * where it does not answer, or answers with what is no law.
 */
export interface LawSource {
  fetch(request: LawRequest, signal?: AbortSignal): Promise<FetchedLaw>;
}
