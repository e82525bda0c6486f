import { TextRun, type TextRunOptions } from '@microsoft/teams.cards';
import { withoutHiddenSigns } from '../../src/core/text.ts';

/**
 * Signs that a card's client reads as more than signs, each of which has to be parted: the functions `{{DATE(…)}}` and
 * `{{TIME(…)}}` (Adaptive Cards, "Text features"), the templates `${…}`, and Teams' mentions `<at>…</at>`.
 */
const PARTED = /(?<=\{)(?=\{)|(?<=\$)(?=\{)|(?<=<)(?=\/?at[\s>])/i;

/** Runs that a line is parted into for this; each takes as much room as twenty letters. */
const MOST_PARTS = 9;
/** A sign without width that breaks nothing but what would act. */
const WORD_JOINER = '\u2060';

/**
 * Stored text as the runs of a rich text, which together hold exactly its signs. A run is no Markdown, unlike a
 * `TextBlock`, in which each client undoes escapes in a way of its own (MicrosoftDocs/msteams-docs#5793,
 * microsoft/AdaptiveCards#5758): stored text never goes into one. What a run still reads is parted between two runs;
 * where a line has more of it than any honest text, by a sign without width.
 */
export function exactRuns(text: string, style: TextRunOptions = {}): readonly TextRun[] {
  const parts = onOneLine(text).split(PARTED);
  const runs = parts.length <= MOST_PARTS ? parts : [parts.join(WORD_JOINER)];
  return runs.filter((part) => part !== '').map((part) => new TextRun(part, style));
}

/** The lines of a stored text, in the form in which a card has them. Empty lines go. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(onOneLine)
    .filter((line) => line.trim() !== '');
}

/**
 * Text on one line without what nobody sees: hidden signs, control characters, halves of signs. Blanks are plain ones: a
 * client shows several as one.
 */
export function onOneLine(text: string): string {
  return withoutHiddenSigns(text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')).toWellFormed();
}

/**
 * Plain text for where a client may read it as Markdown or as a function, and has no other form (`fallbackText`): what
 * would act is broken by a sign without width, all the rest stays.
 */
export function withoutEffect(text: string): string {
  return text
    .replace(/\](?=\()|\{(?=\{)|\$(?=\{)|<(?=\/?at[\s>])/gi, (sign) => `${sign}\u200b`)
    .replace(/(?<=https?|mailto|javascript|data):/gi, (sign) => `\u200b${sign}`);
}

/** What is read aloud: speech may be marked up in its own language (SSML), so its signs go. */
export function spoken(text: string): string {
  return onOneLine(text).replace(/[<>&]/g, ' ');
}
