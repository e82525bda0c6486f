import { foldText } from '../../core/text.ts';
import type { ReadSentence } from './cited-sentences.ts';
import { type Clause, nearest, repeats } from './clauses.ts';
import { modalityOf } from './modality.ts';
import { deniesSomehow, type Polarity, polarityOf } from './negation.ts';

/** The sentence to be checked, as the checks read it. */
export interface ReadDraft {
  readonly text: string;
  readonly language: Clause['language'];
  readonly clauses: readonly Clause[];
}

/** Words of a condition that can turn a denial with exceptions into a permission: "only with consent", "if a court orders it". */
const CONDITIONED =
  /\b(?:if|when|where|once|after|only|with|provided|si|cuando|tras|solo|solamente|unicamente|con|siempre que|una vez)\b/;
/** What an exception says of itself is no such condition. */
const EXCEPTED =
  /\b(?:unless|except|save|without|salvo|excepto|sin|a menos que)(?: (?:where|when|if|for|in|cuando|si|en))?\b/g;
const DUTY_WORDS =
  /\b(?:shall|must|may|should|need|is|are|has|have|applies|apply|can|deberan?|podran?|deben?|pueden?|es|son|\p{L}{3,}(?:ra|ran))\b/u;

/**
 * What the sentence says as to yes and no against the stored sentences that it cites. Each clause is held against the
 * stored clauses that it most likely speaks of; where none can be told, the sentence as a whole against all of them.
 *
 * @returns the reason for the model, or `undefined`
 */
export function polarityDiffers(
  draft: ReadDraft,
  cited: readonly ReadSentence[],
  quotes: readonly string[],
): string | undefined {
  const stored = cited.flatMap(({ clauses }) => clauses);
  const exceptions = stored.some((clause) => polarityOf(clause.text, clause.language).limits.size > 0);
  const restated = exceptions && !sameLimits(draft, stored);
  for (const clause of draft.clauses) {
    const own = polarityOf(clause.text, clause.language);
    const near = nearest(clause, stored);
    const differing = near.find((each) => !agrees(clause, own, each, restated));
    if (near.length === 0 || differing === undefined || near.some((each) => agrees(clause, own, each, restated)))
      continue;
    if (!own.negative && restated && isConditioned(draft.text)) continue;
    if (
      !own.negative &&
      draft.clauses.some(
        (each) => each !== clause && nearest(each, near).length > 0 && deniesSomehow(each.text, each.language),
      )
    )
      continue;
    // "Closing an account is free of charge" for "no fees shall be charged for closing an account".
    if (!own.negative && deniesSomehow(clause.text, clause.language) && !near.some((each) => repeats(clause, each)))
      continue;
    return reasonOf(own, clause.text, differing.text);
  }
  return asAWhole(draft, cited, quotes, exceptions);
}

/** @param restated true where the sentence tells exceptions in other words: "only with consent" for "not without consent" */
function agrees(clause: Clause, own: Polarity, stored: Clause, restated: boolean): boolean {
  const theirs = polarityOf(stored.text, stored.language);
  const same = own.negative === theirs.negative;
  if (!restated && repeats(clause, stored) && !isFreedom(clause, own, stored)) return own.denials === theirs.denials;
  if (same || isFreedom(clause, own, stored)) return true;
  if (!restated) return false;
  return own.negative
    ? theirs.limits.size > 0 && own.limits.size > 0
    : own.limits.size > 0 && isConditioned(clause.text);
}

/** "Need not report" says the same as "may report" and "should report": there is no duty. */
function isFreedom(clause: Clause, own: Polarity, stored: Clause): boolean {
  if (!own.negative || !modalityOf(clause.text, clause.language).frees) return false;
  const { permits, recommends, obliges } = modalityOf(stored.text, stored.language);
  return (permits || recommends) && !obliges;
}

function sameLimits(draft: ReadDraft, stored: readonly Clause[]): boolean {
  const told = polarityOf(draft.text, draft.language).limits;
  const theirs = new Set(stored.flatMap(({ text, language }) => [...polarityOf(text, language).limits]));
  return told.size === theirs.size && [...told].every((limit) => theirs.has(limit));
}

function isConditioned(text: string): boolean {
  return CONDITIONED.test(foldText(text).replace(EXCEPTED, ' '));
}

function asAWhole(
  draft: ReadDraft,
  cited: readonly ReadSentence[],
  quotes: readonly string[],
  exceptions: boolean,
): string | undefined {
  const own = polarityOf(draft.text, draft.language);
  const denied = cited.filter(({ whole, passage }) => polarityOf(whole, passage.language).negative);
  if (own.negative && denied.length === 0 && !exceptions) return reasonOf(own, draft.text, cited[0]?.text ?? '');
  if (deniesSomehow(draft.text, draft.language)) return undefined;
  // Every main clause of what is quoted denies, and the sentence denies nothing.
  const main = cited
    .flatMap(({ clauses }) => clauses)
    .filter(({ text }) => DUTY_WORDS.test(foldText(text)) && quotes.some((quote) => overlaps(quote, text)));
  const [first] = main;
  if (first === undefined || !main.every(({ text, language }) => polarityOf(text, language).negative)) return undefined;
  return reasonOf(own, draft.text, first.text);
}

function overlaps(quote: string, clause: string): boolean {
  const [a, b] = [foldText(quote), foldText(clause.trim())];
  return a.includes(b.slice(0, 30)) || b.includes(a.slice(0, 30));
}

function reasonOf(own: Polarity, said: string, stored: string): string {
  const [sentence, text] = own.negative ? ['denies', 'does not deny'] : ['does not deny', 'denies'];
  return `"${shortly(said)}" ${sentence} what the cited text ${text}: "${shortly(stored)}". Say it with the same yes or no as the text.`;
}

function shortly(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= 120 ? trimmed : `${trimmed.slice(0, 120)} …`;
}
