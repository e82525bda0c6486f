import type { Language } from '../../regulations/act.ts';
import { foldInPlace } from '../../regulations/mentions/cursor.ts';
import { sentenceSpans } from '../../regulations/sentences.ts';
import type { Words } from './norm.ts';

/** One sentence of a text as the reading of norms needs it. All offsets are in the whole text. */
export interface Sentence {
  readonly text: string;
  /** The whole text folded, offsets kept. */
  readonly folded: string;
  readonly language: Language;
  readonly start: number;
  readonly end: number;
}

/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const ASCII = /^[\u0000-\u007f]*$/;

/** The text folded for matching; every character keeps its place. */
export function folded(text: string): string {
  return ASCII.test(text)
    ? text.toLowerCase()
    : foldInPlace(text)
        .replace(/[’‘`´]/g, "'")
        .replace(/\s/g, ' ');
}

/** The sentences of a text; a lead-in stays with the sentence that it introduces. */
export function sentencesIn(text: string, language: Language): readonly Sentence[] {
  const all = folded(text);
  const joined: { start: number; end: number }[] = [];
  for (const span of sentenceSpans(text)) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      /(?:[:;,—–]|(?<![a-z])(?:max|min|approx|incl|excl|aprox|máx|mín)\.)$/i.test(text.slice(last.start, last.end))
    )
      last.end = span.end;
    else joined.push({ ...span });
  }
  return joined.map(({ start, end }) => ({ text, folded: all, language, start, end }));
}

/** The words between two offsets, without white space and stops around them; `undefined` where none are left. */
export function wordsAt(text: string, start: number, end: number): Words | undefined {
  let [from, to] = [start, end];
  while (from < to && /[\s,;:.—–-]/.test(text.charAt(from))) from += 1;
  while (to > from && /[\s,;:.—–-]/.test(text.charAt(to - 1))) to -= 1;
  return from < to ? { text: text.slice(from, to), start: from, end: to } : undefined;
}
