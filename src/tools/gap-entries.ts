import { z } from 'zod';
import { shortened } from '../core/text.ts';
import { CONFLICT_KINDS, type PolicyConflict } from '../gaps/conflicts/conflict.ts';
import { COVERAGE_STATES, LACKS } from '../gaps/coverage/assessment.ts';
import { MODALITIES } from '../gaps/norms/norm.ts';
import type { PolicyVersion } from '../gaps/policies/policy.ts';
import { lacksOf, whySentences } from '../gaps/report/difference-sentences.ts';
import { type GapDecision, type GapResult, VERDICTS } from '../gaps/runs/gap-run.ts';
import type { LawView } from '../regulations/law-view.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import { labelOutput, urlOutput } from './law-schemas.ts';

/** How a result of the gap analysis is given: both texts word for word, and what one of them lacks. */

const quoteOutput = {
  policy: z.string().describe("Id of the bank's policy"),
  title: z.string().describe('What the policy is called'),
  section: z.array(z.string()).describe('Headings above the statement'),
  statement: z.string().describe('Id of the statement within the policy'),
  quote: z.string().describe('Its words, exactly as stored'),
};

const Decision = z
  .strictObject({
    verdict: z.enum(VERDICTS).describe('accepted: it is a gap; rejected: it is none'),
    reason: z.string().describe('Why, in their words'),
    by: z.string().describe('Who decided'),
    at: z.string().describe('When, ISO 8601, UTC'),
  })
  .describe('What a person decided');

export const gapEntryOutput = z.strictObject({
  obligation: z.string().describe('Id of the obligation; decide_gap takes it'),
  provision: z.string().describe('Stable id of the provision, act#place; get_provision reads it'),
  label: labelOutput,
  url: urlOutput,
  text: z.string().describe('What the law demands, word for word'),
  actor: z.string().optional().describe('Whom it binds, as printed; absent where the text does not say'),
  modality: z.enum(MODALITIES).describe('How strongly it binds'),
  deadline: z
    .strictObject({
      text: z.string().describe('As printed'),
      iso: z.string().optional().describe('ISO 8601 duration, day or R/interval; absent where it has no number'),
    })
    .optional()
    .describe('By when, or how often'),
  state: z.enum(COVERAGE_STATES).describe('How it stands in the policies'),
  lacks: z.array(z.enum(LACKS)).describe('What the policies leave out or say otherwise'),
  why: z.array(z.string()).describe('The same in sentences, with the words of both texts'),
  evidence: z
    .array(z.strictObject(quoteOutput))
    .describe('Statements that say it, in whole, in part or otherwise, best first; none where it is missing'),
  nearest: z.array(z.strictObject(quoteOutput)).optional().describe('Where it is missing: what came nearest'),
  confidence: z.number().min(0).max(1).describe('The chance that the state is right, as measured'),
  decision: Decision.optional(),
});

export const conflictOutput = z.strictObject({
  kind: z.enum(CONFLICT_KINDS).describe('What they disagree on'),
  matter: z.string().describe('What they speak of'),
  statements: z
    .array(z.strictObject({ ...quoteOutput, says: z.string().describe('The words that differ') }))
    .describe('Two or more that cannot all be followed'),
});

/** Statements of one obligation; a report has them all. */
const MOST_QUOTES = 3;
/** Of one conflict, likewise. */
const MOST_CONFLICTING = 3;
const LONGEST_MATTER = 200;

type Quote = z.output<z.ZodObject<typeof quoteOutput>>;
/** The policies that may be quoted, by their ids. */
export type QuotablePolicies = Pick<ReadonlyMap<string, PolicyVersion>, 'get'>;

/**
 * A result as it is given.
 *
 * @param policies those that may be quoted, by id: a quote that is not in them word for word is left out
 */
export function gapEntry(
  result: GapResult,
  view: LawView,
  policies: QuotablePolicies,
): z.output<typeof gapEntryOutput> {
  const { obligation, assessment, decision } = result;
  const { id, provision, act, place, label, text, actor, modality, deadline, language } = obligation;
  const version = view.version(act);
  const isMissing = assessment.state === 'missing';
  const quotes = assessment.evidence.slice(0, MOST_QUOTES).flatMap((each) => quoteOf(each, policies));
  return {
    obligation: id,
    provision,
    label,
    url:
      version === undefined
        ? officialUrl({ act, date: '', consolidated: false, language }, place)
        : officialUrl(version, place),
    text,
    ...(actor === null ? {} : { actor }),
    modality,
    ...(deadline === null
      ? {}
      : { deadline: { text: deadline.text, ...(deadline.iso === null ? {} : { iso: deadline.iso }) } }),
    state: assessment.state,
    lacks: [...lacksOf(assessment)],
    why: [...whySentences(result, 'en')],
    evidence: isMissing ? [] : quotes,
    ...(isMissing && quotes.length > 0 ? { nearest: quotes } : {}),
    confidence: Math.round(assessment.confidence * 100) / 100,
    ...(decision === undefined ? {} : { decision: decisionOutput(decision) }),
  };
}

export function conflictEntry(
  { kind, matter, statements }: PolicyConflict,
  policies: QuotablePolicies,
): z.output<typeof conflictOutput> | undefined {
  const quoted = statements.flatMap((each) => quoteOf(each, policies).map((quote) => ({ ...quote, says: each.says })));
  return quoted.length < 2
    ? undefined
    : { kind, matter: shortened(matter, LONGEST_MATTER), statements: quoted.slice(0, MOST_CONFLICTING) };
}

/** A statement in its place; none where the policy no longer says these words there. */
function quoteOf(
  { policy, statement, quote }: Pick<Quote, 'policy' | 'statement' | 'quote'>,
  policies: QuotablePolicies,
): readonly Quote[] {
  const version = policies.get(policy);
  const stored = version?.statements.find(({ id }) => id === statement);
  if (version === undefined || stored === undefined || !stored.text.includes(quote)) return [];
  return [{ policy, title: version.facts.title, section: [...stored.section], statement, quote }];
}

function decisionOutput({ verdict, reason, by, name, at }: GapDecision): z.output<typeof Decision> {
  return { verdict, reason, by: name ?? by, at };
}
