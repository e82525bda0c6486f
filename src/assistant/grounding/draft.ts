import type { ReadPassage } from '../../regulations/read-passage.ts';

/** A passage as a model was shown it in this turn, under a handle that no other turn has. */
export interface CitablePassage {
  readonly handle: string;
  readonly passage: ReadPassage;
}

/** A sentence as a model drafts it; nothing of it is trusted. */
export interface DraftSentence {
  readonly text: string;
  readonly citations: readonly { readonly passage: string; readonly quote: string }[];
}

/** A citation that stood its test: the quote is exactly as stored. */
export interface GroundedCitation {
  readonly passage: ReadPassage;
  readonly quote: string;
}

/** What is wrong with a sentence, for the model to mend and for the audit. */
export interface GroundingFault {
  readonly kind:
    | 'no_citation'
    | 'unknown_passage'
    | 'quote_not_found'
    | 'quote_cut_short'
    | 'number_not_cited'
    | 'date_not_cited'
    | 'place_not_cited'
    | 'negation_differs'
    | 'duty_differs'
    | 'subjects_mixed'
    | 'words_not_cited'
    | 'link'
    | 'too_long'
    | 'wrong_language';
  /** For the model, in English: what was wrong and what would be right. */
  readonly reason: string;
}

export type Grounded =
  | { readonly ok: true; readonly text: string; readonly citations: readonly GroundedCitation[] }
  | { readonly ok: false; readonly draft: DraftSentence; readonly faults: readonly GroundingFault[] };
