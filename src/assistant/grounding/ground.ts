import type { CitablePassage, DraftSentence, Grounded } from './draft.ts';

/** Holds a drafted sentence against what it cites; see `groundSentence`. */
export type Ground = (draft: DraftSentence, passages: readonly CitablePassage[]) => Grounded;
