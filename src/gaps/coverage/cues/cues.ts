import type { Language } from '../../../regulations/act.ts';
import table from './cue-words.json' with { type: 'json' };
import { cuesIn, type LawWords, type Wording } from './wording.ts';

/** The ways in which a statement can be worded so that it falls short of the law; the order of the table's weights. */
export const CUE_KINDS = ['weakened', 'excepted', 'narrowed', 'contradicted', 'later', 'misdirected'] as const;
export type CueKind = (typeof CUE_KINDS)[number];

/** Weights are kept as whole numbers. */
const SCALE = 100;

/** For each language the place of a name among its weights, and the weights one after the other; read at the first question. */
interface Weights {
  readonly places: ReadonlyMap<string, number>;
  readonly numbers: Float32Array;
}
let weights: Readonly<Record<Language, Weights>> | undefined;

/** Log-odds of each kind, in the order of `CUE_KINDS`. */
export type CueReader = (wording: Wording, law: LawWords) => readonly number[];

/**
 * Log-odds, for each kind, that a statement which bears on an obligation is worded so: by what it says in other words than
 * the law. A linear model (logistic regression) of about 12,000 signs; `test/evals/gaps/make-cue-words.ts` makes the table
 * out of the texts and sentences that were written for tuning.
 */
export const cueOdds: CueReader = (wording, law) => {
  weights ??= { en: weightsOf('en'), es: weightsOf('es') };
  const { places, numbers } = weights[wording.language];
  const odds = table.constants.map((constant) => constant / SCALE);
  for (const name of cuesIn(wording, law)) {
    const place = places.get(name);
    if (place === undefined) continue;
    for (let kind = 0; kind < odds.length; kind += 1) odds[kind] = (odds[kind] ?? 0) + (numbers[place + kind] ?? 0);
  }
  return odds;
};

/** Of the lines of a language: the weights with commas between, a blank, the language, a colon, and the name. */
function weightsOf(language: Language): Weights {
  const places = new Map<string, number>();
  const numbers: number[] = [];
  for (const line of table.lines) {
    const blank = line.indexOf(' ');
    if (!line.startsWith(`${language}:`, blank + 1)) continue;
    places.set(line.slice(blank + language.length + 2), numbers.length);
    for (const each of line.slice(0, blank).split(',')) numbers.push(Number(each) / SCALE);
  }
  return { places, numbers: Float32Array.from(numbers) };
}
