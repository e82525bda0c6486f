/** A stretch of a text, by character offsets; `text.slice(start, end)` is the sentence, trimmed. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words after which a full stop does not end a sentence, in English and Spanish legal drafting. */
const ABBREVIATIONS = new Set(
  (
    'art arts no nos n nº núm núms num nums p pp par para paras pt pts rec cf e.g i.e viz vs vol ed eds et al etc ' +
    'reg dir dec st inc ltd co corp mr mrs ms dr prof sr sra d dª apdo apartado cap ref op ex o.j oj c l'
  ).split(' '),
);

const BOUNDARY = /[.!?…][’”»"')\]]*(?=\s+[\p{Lu}\p{N}‘“«"'(¿¡—–-])|\n/gu;

/**
 * Cuts a text into sentences without changing a character: legal abbreviations ("Art. 5", "n.º 575/2013"), initials and
 * numbers do not end one; a line end always does. Linear in the length of the text.
 */
export function sentenceSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    const from = start + (text.slice(start, end).match(/^\s*/)?.[0].length ?? 0);
    const to = from + text.slice(from, end).trimEnd().length;
    if (to > from) spans.push({ start: from, end: to });
    start = end;
  };
  for (const match of text.matchAll(BOUNDARY)) {
    const end = match.index + match[0].length;
    if (match[0] !== '\n' && endsInAbbreviation(text, start, match.index)) continue;
    close(end);
  }
  close(text.length);
  return spans;
}

/** The sentences themselves, in order. */
export function sentencesOf(text: string): readonly string[] {
  return sentenceSpans(text).map(({ start, end }) => text.slice(start, end));
}

function endsInAbbreviation(text: string, from: number, stop: number): boolean {
  if (text[stop] !== '.') return false;
  const before = text.slice(Math.max(from, stop - 20), stop);
  const word = /(?:^|[\s(‘“«"'])([\p{L}\p{N}.ºª]+)$/u.exec(before)?.[1];
  if (word === undefined) return false;
  if (/^\p{Lu}$/u.test(word)) return true;
  if (/^\d{1,3}$/.test(word) && stop - word.length === from) return true;
  return ABBREVIATIONS.has(word.toLowerCase());
}

/**
 * The part of a text that best shows why it matched: whole sentences around the first span that `weigh` likes best,
 * about `length` characters, with an ellipsis where something was left out.
 */
export function excerptOf(text: string, length: number, weigh: (sentence: string) => number): string {
  const spans = sentenceSpans(text);
  if (text.length <= length || spans.length === 0) return text.trim();
  const weights = spans.map(({ start, end }) => weigh(text.slice(start, end)));
  let first = weights.indexOf(Math.max(...weights));
  let last = first;
  const size = (from: number, to: number): number => (spans[to]?.end ?? 0) - (spans[from]?.start ?? 0);
  while (last + 1 < spans.length && size(first, last + 1) <= length) last += 1;
  while (first > 0 && size(first - 1, last) <= length) first -= 1;
  const cut = text.slice(spans[first]?.start ?? 0, spans[last]?.end ?? text.length);
  return `${first > 0 ? '… ' : ''}${cut}${last + 1 < spans.length ? ' …' : ''}`;
}
