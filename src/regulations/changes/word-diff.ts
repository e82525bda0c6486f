import { diffArrays } from 'diff';
import { wordsAlone } from './same-words.ts';

/** A stretch of words that stayed, went, or came; those that stayed and came, joined, are the later text. */
export interface WordChange {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond so many changed words the texts have nothing to do with each other, and the diff would only take time. */
const MOST_EDITS = 4_000;

/**
 * The change from one text to another, word by word. Words that differ in typography alone are the same; they are given
 * as they stand in the later text.
 */
export function wordDiff(before: string, after: string): readonly WordChange[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const parts = diffArrays([...old], [...now], {
    comparator: (a, b) => wordsAlone(a) === wordsAlone(b),
    maxEditLength: MOST_EDITS,
  });
  if (parts === undefined)
    return [
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ];
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'new' : removed ? 'gone' : 'same',
    text: value.join(''),
  }));
}

/** Words with the signs that cling to them, each with the white space behind it. */
function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+\s*|[^\p{L}\p{N}\s]\s*|^\s+/gu) ?? [];
}
