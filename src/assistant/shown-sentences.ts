import { AppError } from '../core/errors.ts';
import type { LawView } from '../regulations/law-view.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import { provisionId } from '../regulations/place.ts';
import type { AnswerSentence, Citation } from './answer.ts';
import type { CitablePassage, DraftSentence, Grounded, GroundedCitation } from './grounding/draft.ts';
import type { Ground } from './grounding/ground.ts';

/** The sentences of a turn: those that stood their test, in the order in which they did, and those that did not. */
export interface ShownSentences {
  /** Holds a draft against what was read. */
  consider(draft: DraftSentence): void;
  readonly sentences: readonly AnswerSentence[];
  /** Drafts that failed since `takeFailed` was called last. */
  readonly failed: readonly FailedSentence[];
  takeFailed(): readonly FailedSentence[];
  /** Handles that are cited: by sentences that stand, and by drafts that may still be mended. */
  cited(): ReadonlySet<string>;
  /** True where no more fit. */
  readonly full: boolean;
}

export type FailedSentence = Extract<Grounded, { readonly ok: false }>;

/** More are no answer to a question, but a treatise. */
const MOST_SENTENCES = 24;
const MOST_FAILED = 24;

/**
 * @param show told of each sentence that stands, before it counts: what it throws keeps the sentence back
 * @param longest characters that all sentences have together, with their citations
 */
export function createShownSentences(
  ground: Ground,
  view: LawView,
  passages: readonly CitablePassage[],
  show: (sentence: AnswerSentence) => void,
  longest: number,
): ShownSentences {
  const sentences: AnswerSentence[] = [];
  const cited = new Set<string>();
  let failed: FailedSentence[] = [];
  let [room, full] = [longest, false];
  return {
    consider: (draft) => {
      if (full || sentences.some(({ text }) => text === draft.text.trim())) return;
      const grounded = ground(draft, passages);
      for (const { passage } of draft.citations) cited.add(passage);
      if (!grounded.ok) {
        failed.push(grounded);
        full = failed.length >= MOST_FAILED;
        return;
      }
      const sentence = { text: grounded.text, citations: grounded.citations.map((each) => citationOf(view, each)) };
      room -= JSON.stringify(sentence).length;
      full = sentences.length + 1 >= MOST_SENTENCES || room < 0;
      if (room < 0 && sentences.length > 0) return;
      show(sentence);
      sentences.push(sentence);
    },
    sentences,
    get failed() {
      return failed;
    },
    takeFailed: () => {
      const taken = failed;
      failed = [];
      return taken;
    },
    cited: () => cited,
    get full() {
      return full;
    },
  };
}

function citationOf(view: LawView, { passage, quote }: GroundedCitation): Citation {
  const { act, place, label, version, versionKey } = passage;
  const held = view.byKey(versionKey);
  if (held === undefined)
    throw new AppError('conflict', 'The library was changed by somebody else while the answer was made; ask again.', {
      detail: `${versionKey} was read, and is no longer held`,
    });
  return { id: provisionId(act, place), act, place, label, url: officialUrl(held, place), quote, version };
}
