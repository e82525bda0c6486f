import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NewId } from '../../core/ids.ts';
import { requirePermission } from '../../core/permissions.ts';
import { cleanText } from '../../core/text.ts';
import { audienceOf } from '../policies/audience.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapDecision, GapResult, GapRun, Verdict } from './gap-run.ts';
import type { GapStore } from './gap-store.ts';

/** What somebody decides on one obligation, as an analysis found it. */
export interface DecisionRequest {
  /** Id of the obligation, or of its provision where it holds one obligation alone. */
  readonly obligation: string;
  /** Id of the analysis; by default the latest that has it. */
  readonly run?: string;
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
    const run = runWith(store, request, context);
    const found = run.results.filter(({ obligation }) => names(request.obligation, obligation));
    const exact = found.find(({ obligation }) => obligation.id === request.obligation);
    const result = exact !== undefined && found.length > 1 && request.obligation.includes('~') ? exact : found[0];
    if (result === undefined) throw unknown(request.obligation);
    if (found.length > 1 && result !== exact)
      throw new AppError(
        'invalid_input',
        `${request.obligation} holds ${found.length} obligations. Name one of them.`,
        {
          suggestions: found.map(({ obligation }) => obligation.id),
        },
      );
    return { run, result };
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

function names(asked: string, { id, provision }: { readonly id: string; readonly provision: string }): boolean {
  return id === asked || provision === asked;
}

/** Analyses that are looked through for an obligation: each is read whole. */
const MOST_LOOKED_AT = 24;

function runWith(store: GapStore, { obligation, run }: DecisionRequest, context: CallContext): GapRun {
  const audience = audienceOf(context);
  const [act = ''] = obligation.split('#', 1);
  const ofAct = () => store.list(audience).filter(({ scope }) => scope.acts.includes(act));
  const ids =
    run === undefined
      ? ofAct()
          .slice(0, MOST_LOOKED_AT)
          .map(({ id }) => id)
      : [run];
  for (const id of ids) {
    const found = store.find(id, audience);
    if (found?.results.some((result) => names(obligation, result.obligation)) === true) return found;
  }
  throw unknown(obligation);
}

function unknown(obligation: string): AppError {
  return new AppError(
    'not_found',
    `No analysis that you may see has the obligation ${obligation.slice(0, 80)}. Run one first: compliance gaps run --act <act>`,
  );
}
