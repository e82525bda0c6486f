import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';

/** Words of which only one can be meant: each row has the words of one side, English and Spanish, then of the others. */
const OPPOSITES: readonly (readonly RegExp[])[] = [
  [/\b(?:higher|highest|superior|mayor)\b/, /\b(?:lower|lowest|inferior|menor)\b/],
  [/\b(?:in writing|written|escrit[oa]s?|por escrito)\b/, /\b(?:oral|orally|verbal|verbally|verbal(?:es|mente)?)\b/],
  [
    /\b(?:beginning|start|inicio|comienzo|principio)\b/,
    /\b(?:end|ending|expiry|termination|fin|final|terminacion|termino|conclusion)\b/,
  ],
  [
    /\b(?:annual|annually|yearly|anual(?:es|mente)?)\b/,
    /\b(?:quarterly|trimestral(?:es|mente)?)\b/,
    /\b(?:monthly|mensual(?:es|mente)?)\b/,
    /\b(?:weekly|semanal(?:es|mente)?)\b/,
    /\b(?:daily|diari[oa]s?|diariamente)\b/,
  ],
  [/\b(?:increas\w+|aument\w+|increment\w+)\b/, /\b(?:decreas\w+|reduc\w+|disminu\w+)\b/],
  [/\b(?:internal|internally|intern[oa]s?)\b/, /\b(?:external|externally|extern[oa]s?)\b/],
  [/\b(?:indirect|indirectly|indirect[oa]s?|indirectamente)\b/, /\b(?:direct|directly|direct[oa]s?|directamente)\b/],
  [/\b(?:majority|mayoria)\b/, /\b(?:minority|minoria)\b/],
  [/\b(?:gross|brut[oa]s?)\b/, /\b(?:net|net[oa]s?)\b/],
];

/** Spanish "superior a" and "inferior a" only compare with a number. */
const COMPARISONS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:no|not) (?:higher|lower) than\b|\b(?:higher|lower) than\b|\bstart(?:s|ed|ing)?\b (?:on|from)\b|\bin the end\b/g,
  es: /\b(?:superior|inferior|mayor|menor)(?:es)? (?:a|al|de|que)\b|\binforme final\b|\bdisposicion final\b|\ben vigor\b|\bcon el fin\b|\ba fin de\b|\ba tal fin\b/g,
};

/**
 * A word of the sentence whose opposite, and not itself, stands in what it cites: "whichever is lower" for "whichever is
 * higher", "oral consent" for "written consent".
 *
 * @returns the reason for the model, or `undefined`
 */
export function saysTheOpposite(
  said: { readonly text: string; readonly language: Language },
  cited: readonly { readonly text: string; readonly language: Language }[],
): string | undefined {
  const plain = ({ text, language }: { readonly text: string; readonly language: Language }): string =>
    foldText(text).replace(COMPARISONS[language], ' ');
  const own = plain(said);
  const theirs = cited.map(plain).join(' ');
  for (const sides of OPPOSITES) {
    const there = sides.find((side) => side.test(theirs));
    const wrong = sides.find((side) => side.test(own) && !side.test(theirs));
    // Where the sentence has the text's own word as well, it tells both.
    if (there === undefined || wrong === undefined || there.test(own)) continue;
    return `The sentence says "${wrong.exec(own)?.[0]}" where the cited text says "${there.exec(theirs)?.[0]}". Say what the text says.`;
  }
  return undefined;
}
