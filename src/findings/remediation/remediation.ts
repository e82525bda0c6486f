import { type Audit, recordedAs } from '../../audit/audit.ts';
import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { requirePermission } from '../../core/permissions.ts';
import { beginningOf, cleanText } from '../../core/text.ts';
import { type Finding, REMEDIATION_STATES, type RemediationState } from '../finding.ts';
import { findingEntry } from '../finding-rows.ts';
import type { FindingStore } from '../finding-store.ts';
import type { Findings } from '../findings.ts';
import { signed } from '../signature.ts';
import { assignStep, type Counting, completeStep, reopenStep, statusOf, stepNamed, titleOf } from './steps.ts';
import type { RemediationStep, RemediationWorkflow, WorkingCalendar } from './workflow.ts';

/**
 * What people do with the steps of putting a finding right, where they are tracked here. An approval needs
 * `findings:approve`, and where two pairs of eyes looked at the finding it is not for whoever did the step before it; a
 * task needs `findings:draft`. The finding's status follows the steps.
 *
 * Errors of all: AppError `not_permitted`; `not_found` for a finding that there is not, or that the person may not see,
 * and for a step that there is not; `conflict` where the steps, or the finding, do not stand so that it can be done;
 * `invalid_input` for what nobody said.
 */
export interface Remediation {
  /** The step is done. @param said `note`: what was done, in a few sentences */
  complete(id: string, step: string, said: { readonly note?: string }, context: CallContext): Finding;
  /** Somebody else does the step from now on; needs `findings:draft`. */
  assign(id: string, step: string, assignee: string, context: CallContext): Finding;
  /** What was done is not good enough: the step, and all after it, are to be done again; needs `findings:approve`. */
  reopen(id: string, step: string, reason: string, context: CallContext): Finding;
}

export interface RemediationParts {
  /** As somebody may see it; throws where they may not. */
  readonly find: Findings['find'];
  readonly store: Pick<FindingStore, 'save'>;
  readonly audit: Pick<Audit, 'within' | 'record'>;
  readonly clock: Clock;
  /** By which days a tenant counts; without it every day counts. */
  readonly calendar?: (tenant: string) => WorkingCalendar | undefined;
  /**
   * The status of a filed finding was changed here: its platform is to hear of it. Called in the transaction of the
   * change, with the finding as it is kept.
   */
  readonly pushStatus?: (finding: Finding) => void;
}

/** What somebody writes with a step; more is a document. */
const LONGEST_NOTE = 2_000;
const SHORTEST_REASON = 3;

/** A finding with its steps, for an operation on one of them. */
interface Tracked {
  readonly finding: Finding;
  readonly workflow: RemediationWorkflow;
  readonly step: RemediationStep;
}

export function createRemediation(parts: RemediationParts): Remediation {
  const { audit, clock } = parts;

  const counting = (tenant: string): Counting => ({ today: clock.today(), calendar: parts.calendar?.(tenant) });

  return {
    complete: (id, name, said, context) =>
      audit.within(() => {
        const tracked = trackedIn(parts, id, name, context);
        mayComplete(tracked, context);
        const { finding, workflow, step } = tracked;
        const note = beginningOf(cleanText(said.note ?? ''), LONGEST_NOTE);
        const done = { ...signed(context, clock.now()), ...(note === '' ? {} : { note }) };
        const next = completeStep(workflow, step.step, done, counting(context.tenant));
        const personal = note === '' ? {} : { note };
        return kept(
          parts,
          tracked,
          next,
          furthest(finding.status, statusOf(next)),
          { what: 'step_done', personal },
          context,
        );
      }),
    assign: (id, name, assignee, context) =>
      audit.within(() => {
        requirePermission(context.user, 'findings:draft', 'assign a step of a finding');
        const tracked = trackedIn(parts, id, name, context);
        const { finding, workflow, step } = tracked;
        const next = assignStep(workflow, step.step, assignee);
        const personal = { assignee: stepNamed(next, step.step).assignee };
        return kept(parts, tracked, next, finding.status, { what: 'step_assigned', personal }, context);
      }),
    reopen: (id, name, reason, context) =>
      audit.within(() => {
        requirePermission(context.user, 'findings:approve', 'reopen a step of a finding');
        const why = beginningOf(cleanText(reason), LONGEST_NOTE);
        if (why.length < SHORTEST_REASON)
          throw new AppError('invalid_input', 'Say why it is to be done again: whoever does it wants to know.');
        const tracked = trackedIn(parts, id, name, context);
        const next = reopenStep(tracked.workflow, tracked.step.step, counting(context.tenant));
        return kept(
          parts,
          tracked,
          next,
          statusOf(next),
          { what: 'step_reopened', personal: { reason: why } },
          context,
        );
      }),
  };
}

function trackedIn({ find }: RemediationParts, id: string, name: string, context: CallContext): Tracked {
  const finding = find(id, context);
  const { workflow, stage, status } = finding;
  if (stage !== 'filed')
    throw new AppError('conflict', `Finding ${finding.id} is not filed yet: putting it right is tracked from then on.`);
  if (workflow === undefined)
    throw new AppError(
      'conflict',
      `The steps of finding ${finding.id} are tracked by the platform that has it: go on there.`,
    );
  if (status === 'risk_accepted')
    throw new AppError(
      'conflict',
      `The risk of finding ${finding.id} was accepted: there is nothing more to do about it.`,
    );
  return { finding, workflow, step: stepNamed(workflow, name) };
}

/** @throws AppError `not_permitted`, `conflict` */
function mayComplete({ finding, workflow, step }: Tracked, { user }: CallContext): void {
  const title = titleOf(step);
  requirePermission(user, step.type === 'approval' ? 'findings:approve' : 'findings:draft', `end the step "${title}"`);
  if (finding.status === 'closed' && step.state !== 'done')
    throw new AppError(
      'conflict',
      `Finding ${finding.id} was closed at its platform, before "${title}" was done here.`,
    );
  if (step.type !== 'approval' || finding.approved?.eyes !== 2) return;
  const own = step.after.map((name) => stepNamed(workflow, name)).find(({ done }) => done?.by === user.id);
  if (own !== undefined)
    throw new AppError(
      'not_permitted',
      `You did "${titleOf(own)}" yourself. Somebody else who may approve findings has to end "${title}".`,
    );
}

/** Keeps what was changed, with a row of the step and, where the status follows it, one of that. */
function kept(
  { store, audit, pushStatus }: RemediationParts,
  { finding, step }: Tracked,
  workflow: RemediationWorkflow,
  status: RemediationState | undefined,
  { what, personal }: { readonly what: string; readonly personal: Readonly<Record<string, string>> },
  context: CallContext,
): Finding {
  const moved = status !== undefined && status !== finding.status;
  const next: Finding = { ...finding, workflow, ...(moved ? { status } : {}), revision: finding.revision + 1 };
  store.save(next);
  const by = recordedAs(context);
  audit.record({ ...findingEntry(what, next, { step: step.step }), personal }, by);
  if (moved) {
    const change = { from: finding.status ?? 'open', to: status, via: 'workflow' };
    audit.record(findingEntry('status', next, change), by);
    pushStatus?.(next);
  }
  return next;
}

/** The platform may have gone ahead: a step that is done here takes nothing back. */
function furthest(status: RemediationState | undefined, byWorkflow: RemediationState): RemediationState {
  if (status === undefined) return byWorkflow;
  return REMEDIATION_STATES.indexOf(status) > REMEDIATION_STATES.indexOf(byWorkflow) ? status : byWorkflow;
}
