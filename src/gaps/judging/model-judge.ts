import type { CallContext } from '../../core/call-context.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import type { Assessment } from '../coverage/assessment.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import { askInBatches } from './ask-in-batches.ts';
import { type GroundedVerdict, groundVerdict, type OfferedStatement, wordsOf } from './ground-verdict.ts';
import type { DoubtfulPair, Judge, Judged } from './judge.ts';
import { judgeNotes } from './judge-notes.ts';
import { beginTask, entryCall, type ModelCallOptions, versionOf } from './model-calls.ts';
import { JUDGE_COVERAGE } from './prompts/judge-coverage.ts';
import { VERDICTS_FORM, Verdict } from './verdict.ts';

/** Raised whenever the same reply would count otherwise. */
const RULES = 1;
/** Obligations of one call. */
const MOST_AT_ONCE = 6;

/**
 * What a verdict that stood its test is worth. These are set, not measured: a model's own say of how sure it is tells
 * nothing. `covered` keeps some chance of a gap, so that it is sorted before what scoring is sure of; `missing` has no words
 * to rest on and is believed least.
 */
const WORTH: Readonly<Record<GroundedVerdict['state'], Pick<Assessment, 'gap' | 'confidence'>>> = {
  covered: { gap: 0.15, confidence: 0.8 },
  partial: { gap: 0.85, confidence: 0.75 },
  contradicted: { gap: 0.95, confidence: 0.8 },
  missing: { gap: 0.9, confidence: 0.7 },
};

/** A pair with the statements that are shown for it. */
interface Case extends DoubtfulPair {
  readonly offered: readonly OfferedStatement[];
}

/**
 * A judge that asks a model. It is shown the obligation and the statements that scoring found, as data between marks drawn
 * for the call and under handles that hold in it alone. Its verdict counts as far as `groundVerdict` lets it, and nothing
 * that it writes is shown but words of both texts. Each call is recorded, and charged to whoever asked for the analysis.
 *
 * Whatever happens to the model, a limit and an abort included, leaves the scoring's assessments with a note; what was
 * judged until then counts. Only a fault of ours throws.
 */
export function createModelJudge(options: ModelCallOptions): Judge {
  return {
    version: versionOf(RULES, JUDGE_COVERAGE, options.model),
    judge: (pairs, policies, context) => judgeAll(pairs, policies, options, context),
  };
}

async function judgeAll(
  pairs: readonly DoubtfulPair[],
  policies: ReadonlyMap<string, PolicyVersion>,
  options: ModelCallOptions,
  context: CallContext,
): Promise<Judged> {
  const cases = pairs.filter(isOpen).flatMap((pair) => caseOf(pair, policies));
  const task = beginTask(options, JUDGE_COVERAGE, context);
  const assessments = new Map<string, Assessment>();
  const count = { answered: 0, dropped: 0 };
  const asked = await askInBatches(
    cases,
    {
      model: task.model,
      window: options.model.window,
      most: MOST_AT_ONCE,
      callFor: (batch) =>
        entryCall(batch, {
          tag: options.newTag(),
          prompt: JUDGE_COVERAGE,
          form: VERDICTS_FORM,
          list: 'verdicts',
          show: shown,
          take: (handle, each, entry) => {
            count.answered += 1;
            const grounded = groundedEntry(handle, each, entry);
            if (grounded === undefined) count.dropped += 1;
            else assessments.set(each.obligation.id, judged(each.assessment, grounded));
          },
        }),
    },
    task.signals,
  );
  const { unasked, unreadable, filtered, tooLong, stopped } = asked;
  const ungiven = cases.length - count.answered - unasked - unreadable - filtered - tooLong;
  const spent = stopped === 'spent' ? task.exhausted() : undefined;
  return { assessments, notes: judgeNotes(asked, { spent, dropped: count.dropped, ungiven }) };
}

/** What does not concern the firm, and what a person decided, is not the model's to judge. */
function isOpen({ assessment }: DoubtfulPair): boolean {
  return assessment.state !== 'not_applicable' && assessment.by !== 'person';
}

/** The statements as they stand in the policies that were handed over; none where there is none with those words. */
function caseOf(pair: DoubtfulPair, policies: ReadonlyMap<string, PolicyVersion>): readonly Case[] {
  const offered = pair.assessment.evidence.flatMap((evidence) => {
    const policy = policies.get(evidence.policy);
    const statement = policy?.statements.find(({ id, hash }) => id === evidence.statement && hash === evidence.hash);
    if (policy === undefined || statement === undefined) return [];
    const language = guessLanguage(wordsOf(statement)) ?? policy.facts.language;
    return [{ evidence, statement, language, title: policy.facts.title }];
  });
  return offered.length === 0 ? [] : [{ ...pair, offered }];
}

function shown(handle: string, { obligation: { label, headings, text, norm }, offered }: Case): object {
  return {
    obligation: handle,
    place: label,
    under: headings,
    text,
    binds: norm.modal.text,
    statements: offered.map(({ statement: { section, leadIn, text: words, row }, title }, at) => ({
      statement: statementHandle(handle, at),
      policy: title,
      under: section,
      ...(leadIn === undefined ? {} : { introduced_by: leadIn }),
      text: words,
      ...(row === undefined ? {} : { columns: row.headers }),
    })),
  };
}

function statementHandle(obligation: string, at: number): string {
  return `${obligation}-${at + 1}`;
}

function groundedEntry(handle: string, { offered, ...pair }: Case, entry: unknown): GroundedVerdict | undefined {
  const verdict = Verdict.safeParse(entry);
  if (!verdict.success) return undefined;
  const byHandle = new Map(offered.map((each, at) => [statementHandle(handle, at), each]));
  const grounded = groundVerdict(verdict.data, pair, byHandle);
  return typeof grounded === 'string' ? undefined : grounded;
}

function judged(before: Assessment, verdict: GroundedVerdict): Assessment {
  const said = before.state === verdict.state ? 'as scoring had it' : `where scoring had "${before.state}"`;
  return {
    obligation: before.obligation,
    ...verdict,
    ...WORTH[verdict.state],
    by: 'model',
    reason: `Judged by a model on the words of both texts, ${said}.`,
  };
}
