import { beginningOf, cleanText } from '../../core/text.ts';

const LONGEST = 200;
const WORD = /^[\w.-]{1,60}$/;

/** A name as a service gives one, such as of a model: it is shown and recorded, so it is one line, short, hiding nothing. */
export function label(name: string | null | undefined): string | undefined {
  const plain = cleanText(name ?? '');
  return plain === '' ? undefined : beginningOf(plain, LONGEST);
}

/** A word of a service's documentation; anything else could carry a text into the record, and to people. */
export function wordOf(told: string): string {
  return WORD.test(told) ? told : 'other';
}
