import { locateQuote } from '../../assistant/grounding/locate-quote.ts';
import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { Assessment, Difference, Evidence, Lack } from '../coverage/assessment.ts';
import { deadlinesIn } from '../norms/deadlines.ts';
import { compareDeadlines } from '../norms/durations.ts';
import type { Deadline } from '../norms/norm.ts';
import { normsIn } from '../norms/norms-in.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyStatement } from '../policies/policy.ts';
import type { Verdict } from './verdict.ts';

/** A statement that a model was shown for an obligation. */
export interface OfferedStatement {
  readonly evidence: Evidence;
  readonly statement: PolicyStatement;
  readonly language: Language;
  /** Of its policy. */
  readonly title: string;
}

/**
 * Why a verdict does not count. `not_offered`: it rests on a statement that was not shown with the obligation. `not_said`:
 * words that do not stand in the text. `unfit`: the state does not fit what is said of it. `refuted`: the texts, read
 * without a model, say otherwise.
 */
export type VerdictFault = 'not_offered' | 'not_said' | 'unfit' | 'refuted';

/** What a verdict says, in the words of both texts as they are stored. */
export type GroundedVerdict = Pick<Assessment, 'differences' | 'evidence'> & { readonly state: Verdict['state'] };

/** What is asked of a verdict; more is none. */
const [MOST_DIFFERENCES, MOST_EVIDENCE] = [8, 10];
/** Words of a quote that a verdict can rest on, where the statement is not shorter itself. */
const SHORTEST_QUOTE = 3;
/**
 * A statement that shares less than this with what the law demands (`Evidence.score`) shows nothing covered, whatever is
 * said of it. Of the texts of `npm run eval:gaps` one in twenty that cover stays below it; of sentences that only speak to
 * the model, put in among them, three in a hundred reach it.
 */
const BEARS = 0.25;
/** By both together a statement says of the law that it is fulfilled. */
const FULFILLED =
  /\b(?:covered|fulfilled|satisfied|complied|compliant|compliance|met|cubiert[oa]s?|cumplid[oa]s?|cumplimiento|satisfech[oa]s?)\b/;
const OF_LAW =
  /\b(?:obligations?|requirements?|provisions?|articles?|regulations?|directives?|dut(?:y|ies)|law|verdicts?|everything|obligaci(?:on|ones)|requisitos?|disposici(?:on|ones)|articulos?|reglamentos?|directivas?|deber(?:es)?|ley(?:es)?|todo)\b/;
/** What a policy may add of its own, so that the law has no words for it. */
const ADDED: ReadonlySet<Lack> = new Set(['scope', 'exception']);
/** What is read from the words themselves, and is not talked away. */
const READ: ReadonlySet<Lack> = new Set(['deadline', 'modality']);

/**
 * Holds a verdict against the texts. It counts only if every word that it quotes stands there, the statements are those
 * that were offered, its state fits its differences, and what can be read without a model does not refute it. A gap that a
 * model sees where there is none is seen by whoever reads both texts; one that it talks away is seen by nobody: so more is
 * asked of `covered`.
 *
 * @param offered by the handles under which they were shown
 */
export function groundVerdict(
  verdict: Verdict,
  { obligation, assessment }: { readonly obligation: Obligation; readonly assessment: Assessment },
  offered: ReadonlyMap<string, OfferedStatement>,
): GroundedVerdict | VerdictFault {
  if (!fits(verdict)) return 'unfit';
  const rests: OfferedStatement[] = [];
  const evidence: Evidence[] = [];
  for (const { statement: handle, quote } of verdict.evidence) {
    const shown = offered.get(handle);
    if (shown === undefined) return 'not_offered';
    const words = storedWords(shown.statement.text, quote);
    if (words === undefined || !isEnough(words, shown.statement.text)) return 'not_said';
    if (rests.includes(shown)) continue;
    rests.push(shown);
    evidence.push({ ...shown.evidence, quote: words });
  }
  const differences: Difference[] = [];
  for (const { kind, against, law, policy } of verdict.differences) {
    const ofLaw = law === null ? null : storedWords(obligation.text, law);
    const ofPolicy = policy === null ? null : wordsOfAny(rests, policy);
    if (ofLaw === undefined || ofPolicy === undefined) return 'not_said';
    differences.push({ kind, against, law: ofLaw, policy: ofPolicy });
  }
  const { state } = verdict;
  if (state === 'covered' && isNotCovered(obligation, rests)) return 'refuted';
  if (talksAway(state, assessment) || isMet(obligation, differences, rests)) return 'refuted';
  // What else comes near stays: whoever decides on it wants to have seen it.
  const others = assessment.evidence.filter(
    ({ policy, statement }) => !evidence.some((each) => each.policy === policy && each.statement === statement),
  );
  return { state, differences, evidence: [...evidence, ...others] };
}

function fits({ state, differences, evidence }: Verdict): boolean {
  if (differences.length > MOST_DIFFERENCES || evidence.length > MOST_EVIDENCE) return false;
  if (state === 'missing') return differences.length === 0 && evidence.length === 0;
  if (evidence.length === 0) return false;
  if (state === 'covered') return differences.length === 0;
  const said = differences.every(({ kind, law, policy }) => law !== null || (policy !== null && ADDED.has(kind)));
  const against = differences.filter((each) => each.against);
  if (!said || differences.length === 0) return false;
  return state === 'partial'
    ? against.length === 0
    : against.some(({ law, policy }) => law !== null && policy !== null);
}

/** The words as they stand in a text; `undefined` where they do not. */
function storedWords(text: string, quote: string): string | undefined {
  const [found] = locateQuote(text, quote);
  return found && text.slice(found.start, found.end);
}

function wordsOfAny(rests: readonly OfferedStatement[], quote: string): string | undefined {
  for (const { statement } of rests) {
    const words = storedWords(statement.text, quote) ?? storedWords(statement.leadIn ?? '', quote);
    if (words !== undefined) return words;
  }
  return undefined;
}

function isEnough(words: string, text: string): boolean {
  const count = (each: string): number => each.trim().split(/\s+/).length;
  return count(words) >= Math.min(SHORTEST_QUOTE, count(text));
}

/** Whether the texts themselves show that these statements do not cover it. */
function isNotCovered(obligation: Obligation, rests: readonly OfferedStatement[]): boolean {
  if (!rests.some((each) => each.evidence.score >= BEARS && !isClaim(each))) return true;
  const timed = obligation.norm.deadlines.filter(({ iso }) => iso !== null);
  if (!timed.every((deadline) => isKept(deadline, rests))) return true;
  return obligation.modality !== 'should' && rests.every(onlyRecommends);
}

/** What contradicts in the words of both texts is a gap, and something is said of it: `partial` lets people see it still. */
function talksAway(state: Verdict['state'], { differences }: Assessment): boolean {
  const reads = differences.some(({ kind, against }) => against && READ.has(kind));
  return reads && (state === 'covered' || state === 'missing');
}

/** Says of the law that it is fulfilled, in whatever words: that demands nothing of anybody. */
function isClaim({ statement }: OfferedStatement): boolean {
  const words = foldText(wordsOf(statement));
  return FULFILLED.test(words) && OF_LAW.test(words);
}

/** What says nothing that binds may be a table or a list: that it does is not shown, nor that it does not. */
function onlyRecommends({ statement, language }: OfferedStatement): boolean {
  const norms = normsIn(wordsOf(statement), language, { present: true });
  return norms.length > 0 && norms.every(({ modality }) => modality === 'may' || modality === 'should');
}

function isKept(law: Deadline, rests: readonly OfferedStatement[]): boolean {
  return rests.some(({ statement, language }) =>
    deadlinesIn(wordsOf(statement), language).some((policy) => isAsStrict(law, policy)),
  );
}

function isAsStrict(law: Deadline, policy: Deadline): boolean {
  const compared = compareDeadlines(law, policy);
  return compared === 'same' || compared === 'stricter';
}

/** Whether a deadline that is said to fall short is kept, by the words themselves. */
function isMet(
  obligation: Obligation,
  differences: readonly Difference[],
  rests: readonly OfferedStatement[],
): boolean {
  return differences.some(({ kind, law, policy }) => {
    if (kind !== 'deadline' || law === null) return false;
    const read = deadlinesIn(law, obligation.language).filter(({ iso }) => iso !== null);
    if (read.length === 0) return false;
    if (policy === null) return read.every((deadline) => isKept(deadline, rests));
    const said = rests.flatMap(({ language }) => deadlinesIn(policy, language));
    return read.every((deadline) => said.some((each) => isAsStrict(deadline, each)));
  });
}

/** What a statement says: its lead-in, where it has one, and its words. */
export function wordsOf({ leadIn, text }: PolicyStatement): string {
  return leadIn === undefined ? text : `${leadIn} ${text}`;
}
