import type { ReadPassage } from '../regulations/read-passage.ts';
import type { CitablePassage } from './grounding/draft.ts';

/**
 * What one turn gives a model to read: everything between marks that nobody who wrote the data can have known, and each
 * passage under a handle that holds in this turn alone.
 */
export interface TurnData {
  /** Drawn for this turn. */
  readonly tag: string;
  /** A text marked as data. */
  marked(text: string): string;
  /** The handle of a passage; the same words of the same place have one. */
  handleOf(passage: ReadPassage): string;
  /** All that can be cited, in the order in which it was read. */
  readonly passages: readonly CitablePassage[];
}

const HANDLE_LENGTH = 6;

/** @param tag drawn at random for this turn: at least 16 characters that occur in no text */
export function createTurnData(tag: string): TurnData {
  const handles = new Map<string, string>();
  const passages: CitablePassage[] = [];
  return {
    tag,
    // Who guesses a mark all the same does not get it through.
    marked: (text) => `<data ${tag}>\n${text.replaceAll(tag, '[…]')}\n</data ${tag}>`,
    handleOf: (passage) => {
      const key = `${passage.versionKey}#${passage.place}\n${passage.text}`;
      const known = handles.get(key);
      if (known !== undefined) return known;
      const handle = `${tag.slice(-HANDLE_LENGTH)}-${passages.length + 1}`;
      handles.set(key, handle);
      passages.push({ handle, passage });
      return handle;
    },
    passages,
  };
}
