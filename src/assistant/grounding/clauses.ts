import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { Amounts } from './quantities.ts';
import { keysOf, shared } from './word-keys.ts';

/** A part of a sentence that says one thing. */
export interface Clause {
  readonly text: string;
  readonly language: Language;
  /** What it speaks of, comparable across languages; its quantities and dates among them. */
  readonly keys: ReadonlySet<string>;
}

const CONJUNCTIONS =
  'and|but|or|nor|unless|except|where|if|when|provided|save|although|however|while|whereas|so|which|who|y|e|pero|o|ni|salvo|excepto|cuando|si|siempre|mientras|aunque|sino|que|quienes';
const MODALS =
  'shall|must|may|should|need|needs|can|cannot|has|have|does|do|is|are|debera|deberan|debe|deben|podra|podran|puede|pueden|no|tiene|tienen|sera|seran';
const BREAK = new RegExp(
  [
    // The stop of "No. 600" and "art. 5" ends nothing.
    '(?<!\\b(?:no|n|art|arts|num|nums|para|paras|pt|cf|reg|dir|apdo))[;:.!?]\\s',
    `,\\s+(?=(?:${CONJUNCTIONS})\\b)`,
    '\\s+(?=(?:unless|except|provided that|salvo|excepto|a menos que|siempre que)\\b)',
    `\\s+(?=(?:and|but|y|pero)\\s+(?:\\p{L}+\\s+){0,3}(?:${MODALS})\\b)`,
  ].join('|'),
  'gu',
);

/** Cuts a sentence where another thing begins to be said. */
export function clausesOf(text: string, language: Language, amounts?: Amounts): readonly Clause[] {
  const folded = foldText(text.normalize('NFC'));
  const same = folded.length === text.length;
  const cuts = same ? [...folded.matchAll(BREAK)].map((match) => match.index + match[0].length) : [];
  const bounds = [0, ...cuts, text.length];
  return bounds.slice(1).flatMap((end, at) => {
    const start = bounds[at] ?? 0;
    const own = text.slice(start, end);
    if (own.trim() === '') return [];
    const within = (each: { readonly start: number; readonly end: number }): boolean =>
      each.start >= start && each.end <= end;
    const counted = amounts === undefined ? [] : amountKeys(amounts, within);
    return [{ text: own, language, keys: new Set([...keysOf(own, language), ...counted]) }];
  });
}

/** Quantities and dates as keys: language does not matter to them. */
export function amountKeys(
  { quantities, dates }: Amounts,
  within: (each: { readonly start: number; readonly end: number }) => boolean = () => true,
): readonly string[] {
  return [
    ...quantities.filter(within).map(({ value, unit }) => `#${value} ${unit ?? ''}`),
    ...dates.filter(within).map(({ year, month, day }) => `#${[year, month, day].join('-')}`),
  ];
}

/**
 * The stored clauses that a clause most likely speaks of: those that share the most keys with it, and those that share
 * nearly as many. Empty where none shares enough to tell.
 */
export function nearest(clause: Clause, stored: readonly Clause[]): readonly Clause[] {
  const scores = stored.map((each) => shared(clause.keys, each.keys));
  const best = Math.max(0, ...scores);
  if (best < 2 || best * 3 < clause.keys.size) return [];
  return stored.filter((_, at) => (scores[at] ?? 0) >= Math.max(2, 0.75 * best));
}

/** True where a clause repeats a stored one nearly word for word: then every "not" and every "may" of it can be compared. */
export function repeats(clause: Clause, stored: Clause): boolean {
  const common = shared(clause.keys, stored.keys);
  return (
    clause.language === stored.language &&
    common >= 3 &&
    common >= 0.8 * clause.keys.size &&
    common >= 0.7 * stored.keys.size
  );
}
