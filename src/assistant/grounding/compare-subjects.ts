import type { Language } from '../../regulations/act.ts';
import type { ReadSentence } from './cited-sentences.ts';
import { amountKeys } from './clauses.ts';
import type { ReadDraft } from './compare-polarity.ts';
import type { Amounts } from './quantities.ts';
import { keysOf, shared } from './word-keys.ts';

/** A quantity or a date of the sentence with its key. */
interface Told {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Amounts of one sentence that are looked at: none that is short enough to pass has as many. */
const MOST_AMOUNTS = 40;

/**
 * Whether a number or date of the sentence was taken from one stored sentence and joined to what another one speaks of:
 * "Credit institutions … 4 hours. Payment institutions … 24 hours." told as "Payment institutions … 4 hours". Judged
 * only on positive evidence: what stands with the number in the sentence names something that another stored sentence
 * with a number of the same kind alone names, and nothing that the number's own sentence alone names.
 *
 * @param passages all stored sentences of the cited passages
 * @returns the reason for the model, or `undefined`
 */
export function subjectsMixed(
  draft: ReadDraft & { readonly amounts: Amounts },
  cited: readonly ReadSentence[],
  passages: readonly ReadSentence[],
): string | undefined {
  const told = toldIn(draft.amounts).slice(0, MOST_AMOUNTS);
  for (const [at, each] of told.entries()) {
    const sources = cited.filter((sentence) => sentence.amountKeys.has(each.key));
    // A number of a lead-in belongs to every point of its list.
    if (sources.some((sentence) => upTo(sentence, each.key, true) === undefined)) continue;
    const rivals = passages.filter(
      (sentence) => !sentence.amountKeys.has(each.key) && hasLike(sentence.amountKeys, each.key),
    );
    if (sources.length === 0) continue;
    const parts = partsAround(draft, told, at);
    for (const rival of rivals) {
      if (!parts.every((part) => isMixed(part, each.key, sources, rival))) continue;
      return `"${each.text}" stands in the text of "${shortly(sources[0]?.text)}", but the sentence joins it to what is said in "${shortly(rival.text)}". Give each its own.`;
    }
  }
  return undefined;

  function isMixed(part: string, key: string, sources: readonly ReadSentence[], rival: ReadSentence): boolean {
    return sources.every(
      (source) =>
        namesOnly(part, draft.language, source.text, rival.text, source.passage.language) ||
        namesOnly(
          part,
          draft.language,
          upTo(source, key, true) ?? '',
          upTo(rival, key, false) ?? '',
          source.passage.language,
        ) ||
        namesOnly(
          subjectOf(part),
          draft.language,
          subjectOf(source.text),
          subjectOf(rival.text),
          source.passage.language,
        ),
    );
  }
}

/** True where words name what the rival alone names, and nothing that the source alone names. */
function namesOnly(said: string, spoken: Language, source: string, rival: string, language: Language): boolean {
  // Across languages only what both know can be compared.
  const known = (keys: ReadonlySet<string>): readonly string[] =>
    [...keys].filter((key) => spoken === language || key.startsWith('='));
  const keys = keysOf(said, spoken);
  const own = keysOf(source, language);
  const theirs = keysOf(rival, language);
  const onlyOwn = new Set(known(own).filter((key) => !theirs.has(key)));
  const onlyTheirs = new Set(known(theirs).filter((key) => !own.has(key)));
  return onlyOwn.size > 0 && shared(keys, onlyTheirs) > 0 && shared(keys, onlyOwn) === 0;
}

/** The words of a stored sentence in front of an amount: that very one, or the first of its kind. */
function upTo({ amounts, whole, text }: ReadSentence, key: string, same: boolean): string | undefined {
  const from = whole.length - text.length;
  const own = toldIn(amounts).find(
    (told) => told.start >= from && (same ? told.key === key : kindOf(told.key) === kindOf(key)),
  );
  return own === undefined ? undefined : whole.slice(from, own.start);
}

const VERB =
  /\s(?:shall|must|may|should|need(?:s)?|ha(?:s|ve)|can|deber\p{L}+|deben?|podr\p{L}+|pueden?|tienen?|\p{L}{3,}r(?:á|án))(?=\s)/u;

/** The words in front of the verb, without a condition that opens the sentence; empty where no verb tells. */
function subjectOf(text: string): string {
  const main = text.replace(/^\s*(?:where|if|when|cuando|si|en caso de)\b[^,]*,/i, '');
  const verb = VERB.exec(main);
  return verb === null ? '' : main.slice(0, verb.index);
}

function toldIn(amounts: Amounts): readonly Told[] {
  return [...amounts.quantities, ...amounts.dates]
    .map((each) => ({
      key: amountKeys({ quantities: 'value' in each ? [each] : [], dates: 'value' in each ? [] : [each] })[0] ?? '',
      text: each.text,
      start: each.start,
      end: each.end,
    }))
    .sort((a, b) => a.start - b.start);
}

/** A number of the same kind: both are times, both are money, both are dates. */
function hasLike(keys: ReadonlySet<string>, key: string): boolean {
  const kind = kindOf(key);
  for (const other of keys) if (kindOf(other) === kind) return true;
  return false;
}

function kindOf(key: string): string {
  const unit = /^#\S+ (.*)$/.exec(key)?.[1];
  if (unit === undefined) return 'date';
  return /hour|minute|day|week|month|quarter|half-year|year|second/.test(unit) ? 'time' : unit;
}

/**
 * The words that belong to one of several numbers: those in front of it ("banks within 4 hours and insurers within 24
 * hours"), or those behind it ("4 hours for banks and 24 hours for insurers"), as the sentence begins.
 */
function partsAround(draft: ReadDraft, told: readonly Told[], at: number): readonly string[] {
  const own = told[at];
  if (own === undefined || told.length === 1) return [draft.text];
  const from = told[at - 1]?.end ?? 0;
  const to = told[at + 1]?.start ?? draft.text.length;
  const opening = keysOf(draft.text.slice(0, told[0]?.start ?? 0), draft.language);
  return [opening.size > 0 ? draft.text.slice(from, own.start) : draft.text.slice(own.end, to)];
}

function shortly(text = ''): string {
  return text.length <= 100 ? text : `${text.slice(0, 100)} …`;
}
