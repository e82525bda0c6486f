import type { ActNames } from '../../regulations/mentions/act-names.ts';
import { findMentions } from '../../regulations/mentions/find-mentions.ts';
import { blanked } from './quantities.ts';

const NUMBER =
  '(?:\\(?(?:\\d{1,4}|[ivxlc]{1,6}|[a-z])(?:\\s?(?:bis|ter|[a-z]))?\\)?(?![\\p{L}\\p{N}%]))(?!\\s*(?:%|per cent|hour|day|week|month|year|hora|d[ií]a|seman|mes|a[nñ]o|eur|€|million|mill))';
const WORDS =
  'paragraphs?|subparagraphs?|points?|letters?|apartados?|letras?|puntos?|p[aá]rrafos?|sections?|secci[oó]n(?:es)?|chapters?|cap[ií]tulos?|titles?|t[ií]tulos?|parts?|partes?|articles?|art[ií]culos?|arts?\\.|recitals?|considerandos?|annex(?:es)?|anexos?|tables?|tablas?|rows?|columns?|templates?|plantillas?';
/** "paragraph 4", "points (a) and (b)", "apartados 1 a 3", "Chapter II". */
const STRUCTURE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${WORDS})\\s+${NUMBER}(?:\\s*(?:,|and|or|to|y|o|a|-|–)\\s*(?:and |y |or |o )?${NUMBER}){0,12}`,
  'giu',
);
/** "No 575/2013", "(EU) 2022/2554", "2022/2554/UE", "n.º 5/2012". */
const ACT_NUMBER =
  /(?:\b(?:No\.?|N\.?\s?[ºo°]\.?|n\.\s?[ºo°]|núm\.)\s*)\d[\d/]*|(?<![\d/.])\d{1,4}\/\d{4}\b(?:\/\p{Lu}{2,3}\b)?|(?<![\d/.])(?:19|20)\d\d\/\d{1,4}\b(?:\/\p{Lu}{2,3}\b)?/gu;
/** The number of a point in the text itself: "(1)", "a)" in front of its words. */
const BRACKETED = /(?<![\p{L}\p{N}])\((?:\d{1,3}|[ivx]{1,5}|[a-z])\)/giu;

/**
 * A text without the numbers that are places or name acts, and without the names of acts: what numbers are left are
 * quantities and dates. Offsets stay.
 */
export function withoutPlaces(text: string, names: ActNames): string {
  const mentions = findMentions(text, names).mentions.map(({ start, end }) => ({ start, end }));
  const others = [STRUCTURE, ACT_NUMBER, BRACKETED].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
  return blanked(text, [...mentions, ...others]);
}
