import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NewId } from '../../core/ids.ts';
import { requirePermission } from '../../core/permissions.ts';
import { cleanText } from '../../core/text.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapDecision, GapResult, GapRun, Verdict } from './gap-run.ts';
import type { GapStore } from './gap-store.ts';
import { type GapNamed, gapSubject } from './gap-subject.ts';

/** What somebody decides on one obligation, as an analysis found it. */
export interface DecisionRequest extends GapNamed {
  readonly verdict: Verdict;
  /** Why, in their words. */
  readonly reason: string;
}

export interface GapDecisions {
  /**
   * What the decision would be about.
   *
   * @throws AppError `not_found` where no analysis that the person may see has the obligation; `invalid_input` where its
   *   provision holds several, or a reason is missing
   */
  subject(request: DecisionRequest, context: CallContext): { readonly run: GapRun; readonly result: GapResult };
  /** Keeps the decision. @throws AppError as `subject` */
  decide(request: DecisionRequest, context: CallContext): GapDecision;
}

export interface GapDecisionsOptions {
  readonly store: GapStore;
  readonly ledger: GapLedger;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** A sentence is reason enough; less tells nobody anything later. */
const SHORTEST_REASON = 3;

export function createGapDecisions({ store, ledger, clock, newId }: GapDecisionsOptions): GapDecisions {
  const subject: GapDecisions['subject'] = (request, context) => {
    requirePermission(context.user, 'gaps:analyse', 'decide on a gap');
    if (cleanText(request.reason).length < SHORTEST_REASON)
      throw new AppError('invalid_input', 'Say why: a decision without a reason helps nobody who reads it later.');
    return gapSubject(store, request, context);
  };
  return {
    subject,
    decide: (request, context) =>
      ledger.within(() => {
        const { run, result } = subject(request, context);
        const decision = decisionOn(run, result, request, context, { id: newId(), at: clock.now() });
        store.decide(
          decision,
          run.policies.map(({ policy }) => policy),
        );
        ledger.record(eventOf(decision), context);
        return decision;
      }),
  };
}

function decisionOn(
  { scorer }: GapRun,
  { obligation, assessment, decision, scored }: GapResult,
  { verdict, reason }: DecisionRequest,
  { tenant, user }: CallContext,
  { id, at }: { readonly id: string; readonly at: number },
): GapDecision {
  const name = cleanText(user.name ?? '');
  return {
    id,
    tenant,
    obligation: obligation.id,
    obligationHash: obligation.hash,
    verdict,
    // Others read it in terminals, cards and reports: as it was shown to be confirmed, without signs that nobody sees.
    reason: cleanText(reason),
    by: user.id,
    ...(name === '' ? {} : { name }),
    at: new Date(at).toISOString(),
    state: decision?.state ?? scored ?? assessment.state,
    scorer,
    evidence: assessment.evidence.map(({ policy, statement, hash }) => ({ policy, statement, hash })),
  };
}

function eventOf({ id, obligation, obligationHash: hash, verdict, state, reason }: GapDecision) {
  return { what: 'decided' as const, decision: id, obligation, hash, verdict, state, reason };
}
