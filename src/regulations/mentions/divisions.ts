import { foldText } from '../../core/text.ts';
import type { ActId } from '../act.ts';
import { romanToArabic } from '../importers/annex.ts';
import type { Place } from '../provision.ts';
import type { MissingPlace, PlaceSource } from './place-source.ts';

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:chapter|capitulo)$/, 'chapter'],
  [/^(?:title|titulo)$/, 'title'],
  [/^(?:section|seccion)$/, 'section'],
  [/^(?:part|parte|libro|book)$/, 'part'],
];
const DIVISION = /\b(chapter|capitulo|title|titulo|section|seccion|part|parte|libro|book)\s+([ivxlc]{1,7}|\d{1,2})\b/g;

/** Chapters, titles and sections named in a text or a heading, each as `chapter 5`. */
function divisionsIn(text: string): readonly string[] {
  return [...foldText(text).matchAll(DIVISION)].flatMap(([, word = '', number = '']) => {
    const kind = KINDS.find(([pattern]) => pattern.test(word))?.[1];
    const value = /^\d/.test(number) ? Number(number) : romanToArabic(number);
    return kind === undefined || value === undefined ? [] : [`${kind} ${value}`];
  });
}

/**
 * "Chapter V Section II" with an act and no other words: a division is not shown as one, but its articles are named.
 * `undefined` where the words ask for something else.
 */
export function divisionAsked(
  words: string,
  act: ActId,
  source: PlaceSource,
  label: (place: Place) => string,
): MissingPlace | undefined {
  const wanted = divisionsIn(words);
  const rest = foldText(words)
    .replace(DIVISION, ' ')
    .replace(/\b(?:of|the|de|del|la|el|what|does|say|says|show|me|que|dice|in|and|y|is|about)\b/g, ' ')
    .replace(/[^\p{L}\p{N}]/gu, '');
  const text = source.text(act);
  if (wanted.length === 0 || rest !== '' || text === undefined) return undefined;
  const within = text.tree.tops().filter((top) => {
    const own = (text.tree.node(top)?.divisions ?? []).flatMap((heading) => divisionsIn(heading).slice(0, 1));
    return wanted.every((division) => own.includes(division));
  });
  const [first] = within;
  const last = within.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message: `${words.trim()} holds ${within.length > 1 ? `${within.length} articles, from ${label(first)} to ${label(last)}` : `one article: ${label(first)}`}. Name one of them, or ask about something in it.`,
    suggestions: within.slice(0, 8).map(label),
  };
}
