import type { Language } from '../../src/regulations/act.ts';
import { DESK_WORDS } from './desk-words.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { GAP_WORDS } from './gap-words.ts';
import { LAW_WORDS } from './law-words.ts';
import { WRITE_WORDS } from './write-words.ts';

const WORDS = { ...LAW_WORDS, ...DESK_WORDS, ...WRITE_WORDS, ...GAP_WORDS, ...FINDING_WORDS };

/** What cards say beside the law. */
export type Wording = keyof typeof WORDS;

/** The words in the person's language, with their gap filled. */
export function say(what: Wording, language: Language, it: string | number = ''): string {
  // As a function: what fills the gap may hold signs that `replace` reads as its own.
  return WORDS[what][language].replace('{it}', () => String(it));
}

/** A number as people of that language write it. */
export function written(number: number, language: Language): string {
  return number.toLocaleString(language === 'es' ? 'es-ES' : 'en-GB');
}

/** A time as people read it: `2040-06-15, 09:12 UTC`. */
export function minute(iso: string): string {
  return `${iso.slice(0, 10)}, ${iso.slice(11, 16)} UTC`;
}
