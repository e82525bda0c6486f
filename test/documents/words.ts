import fc from 'fast-check';
import type { Statement } from '../../src/documents/document.ts';

/** A word that no format takes for a sign of its own, and no list of common words holds. */
export const word = fc.stringMatching(/^[a-zñáü]{3,9}$/).map((text) => `q${text}`);
export const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => {
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
});

/** All words that statements hold, the headings above them and a table's headers included, folded to lower case. */
function wordsOf(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(
    statements.flatMap(
      ({ text, section }) =>
        [text, ...section]
          .join(' ')
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  );
}

/** The words of a text that are in no statement. */
export function missing(text: string, statements: readonly Statement[]): readonly string[] {
  const held = wordsOf(statements);
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((each) => !held.has(each));
}
