import type { ActId } from '../act.ts';

/** A citation by number; `unknown` are its words where only a name can tell the act. */
export interface FormalCitation {
  readonly start: number;
  readonly end: number;
  readonly acts: readonly ActId[];
  readonly unknown?: string;
}

const EU_CITATION =
  /(?:\b(regulations?|reg\.?|directives?|dir\.?|decisions?|reglamentos?|directivas?|decisi[oó]n(?:es)?)\s*(?:delegad[oa]|de ejecuci[oó]n|delegated|implementing)?\s*)?(?:\((?:EU|EC|EEC|UE|CE|CEE)\)\s*)?(?:\b(?:no|n)\b\.?\s*[ºo°]?\.?\s*)?\b(\d{1,4})\/(\d{1,4})(?:\/(EU|EC|EEC|UE|CE|CEE))?\b/gi;
const SPANISH_CITATION =
  /\b(ley\s+org[aá]nica|l\.?\s?o\.?|ley|real\s+decreto[\s-]+ley|r\.?d\.?-?l\.?|real\s+decreto\s+legislativo|real\s+decreto|r\.?d\.?|circular(?:\s+cnmv|\s+bde)?)\s+(\d{1,4})\/(\d{4})\b/gi;

/**
 * Citations by number, whether or not the act is known: an unknown act of the Union still has its CELEX number, so that
 * the answer can say that it is not held. Spanish ones are looked up as names, which carry the kind of act.
 */
export function formalCitationsIn(text: string, known: ReadonlySet<ActId>): readonly FormalCitation[] {
  const spanish = [...text.matchAll(SPANISH_CITATION)].map(
    (match): FormalCitation => ({
      start: match.index,
      end: match.index + match[0].length,
      acts: [],
      unknown: match[0],
    }),
  );
  const european = [...text.matchAll(EU_CITATION)].flatMap((match): readonly FormalCitation[] => {
    const start = match.index;
    const end = start + match[0].length;
    if (spanish.some((other) => start < other.end && end > other.start)) return [];
    const acts = euActs(match, known);
    return acts.length === 0 ? [] : [{ start, end, acts }];
  });
  return [...european, ...spanish];
}

function euActs(match: RegExpMatchArray, known: ReadonlySet<ActId>): readonly ActId[] {
  const [whole, word = '', first = '', second = ''] = match;
  const formal = word !== '' || /\((?:EU|EC|EEC|UE|CE|CEE)\)/i.test(whole) || match[4] !== undefined;
  const pairs = [
    [Number(first), second],
    [Number(second), first],
  ] as const;
  const candidates = pairs
    .filter(([year, number]) => year >= 1958 && year <= 2099 && Number(number) > 0)
    .flatMap(([year, number]) =>
      lettersOf(word, match[4]).map((letter) => `3${year}${letter}${number.padStart(4, '0')}`),
    );
  const held = candidates.filter((act) => known.has(act));
  if (held.length > 0) return held;
  return formal && candidates[0] !== undefined ? [candidates[0]] : [];
}

function lettersOf(word: string, suffix: string | undefined): readonly string[] {
  if (/^reg/i.test(word)) return ['R'];
  if (/^dec/i.test(word)) return ['D'];
  return /^dir/i.test(word) || suffix !== undefined ? ['L'] : ['R', 'L', 'D'];
}
