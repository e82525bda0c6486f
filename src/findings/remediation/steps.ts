import { AppError } from '../../core/errors.ts';
import { beginningOf, cleanText } from '../../core/text.ts';
import type { IsoDate } from '../../regulations/act.ts';
import type { Finding, RemediationState } from '../finding.ts';
import type { FindingSignature } from '../signature.ts';
import {
  REMEDIATION_STEPS,
  type RemediationStep,
  type RemediationStepName,
  type RemediationWorkflow,
  type WorkingCalendar,
} from './workflow.ts';
import { dueAfter } from './working-days.ts';

/** By which days it is counted. */
export interface Counting {
  readonly today: IsoDate;
  readonly calendar?: WorkingCalendar | undefined;
}

const LONGEST_ASSIGNEE = 200;
/** Who does what nobody was named for. */
const NOBODY = '–';

/**
 * The steps of putting a finding right, from today on: the first is open, each of the others waits for the one before it.
 * Their days are planned forward, each from the day on which the one before it is due.
 *
 * @param assignee who does all of them, until `assignStep` says otherwise; by default the finding's owner
 * @throws AppError `misconfigured` for a calendar without a working day (`checkedCalendar` tells beforehand); nothing else
 */
export function startWorkflow(
  { content }: Pick<Finding, 'content'>,
  { assignee = content.owner, ...counting }: Counting & { readonly assignee?: string },
): RemediationWorkflow {
  const who = beginningOf(cleanText(assignee), LONGEST_ASSIGNEE) || NOBODY;
  const steps = REMEDIATION_STEPS.map(({ step, type, days }, at): RemediationStep => {
    const before = REMEDIATION_STEPS[at - 1]?.step;
    const after = before === undefined ? [] : [before];
    return { step, type, after, days, state: 'waiting', assignee: who, due: counting.today };
  });
  return { started: counting.today, steps: planned(steps, counting) };
}

/**
 * The step is done: what waited for it alone opens today, and the days of what still waits are planned anew.
 *
 * @throws AppError `not_found` for a step that there is not; `conflict` for one that waits, or is done
 */
export function completeStep(
  workflow: RemediationWorkflow,
  name: string,
  done: FindingSignature & { readonly note?: string },
  counting: Counting,
): RemediationWorkflow {
  const step = stepNamed(workflow, name);
  if (step.state === 'done')
    throw new AppError('conflict', `${titleOf(step)} is done already, since ${step.done?.at.slice(0, 10) ?? ''}.`);
  if (step.state === 'waiting') throw stillWaits(workflow, step);
  const steps = workflow.steps.map(
    (each): RemediationStep => (each === step ? { ...each, state: 'done', done } : each),
  );
  return { ...workflow, steps: planned(steps, counting) };
}

/**
 * Somebody else does the step.
 *
 * @throws AppError `not_found` for a step that there is not, `conflict` for one that is done, `invalid_input` for nobody
 */
export function assignStep(workflow: RemediationWorkflow, name: string, assignee: string): RemediationWorkflow {
  const step = stepNamed(workflow, name);
  if (step.state === 'done')
    throw new AppError('conflict', `${titleOf(step)} is done: who did it stays. Reopen it to have it done by another.`);
  const who = assigneeNamed(assignee);
  const steps = workflow.steps.map((each) => (each === step ? { ...each, assignee: who } : each));
  return { ...workflow, steps };
}

/**
 * The step was not done well enough: it is open again from today on, and all that came after it waits for it once more.
 *
 * @throws AppError `not_found` for a step that there is not, `conflict` for one that is not done
 */
export function reopenStep(workflow: RemediationWorkflow, name: string, counting: Counting): RemediationWorkflow {
  const step = stepNamed(workflow, name);
  if (step.state !== 'done')
    throw new AppError('conflict', `${titleOf(step)} is not done: there is nothing to reopen.`);
  const again = new Set([step.step]);
  const steps = workflow.steps.map((each): RemediationStep => {
    // They stand in their order: what a step comes after is looked at before it.
    if (each !== step && !each.after.some((before) => again.has(before))) return each;
    again.add(each.step);
    const { opened: _opened, done: _done, ...rest } = each;
    return { ...rest, state: 'waiting' };
  });
  return { ...workflow, steps: planned(steps, counting) };
}

/** How far putting it right has come, by what of it is done. */
export function statusOf({ steps }: RemediationWorkflow): Exclude<RemediationState, 'risk_accepted'> {
  const done = new Set(steps.filter(({ state }) => state === 'done').map(({ step }) => step));
  if (done.has('validate_implementation')) return 'closed';
  if (done.has('implement_controls')) return 'validating';
  return done.has('review_gaps') ? 'in_progress' : 'open';
}

/** @throws AppError `not_found`, naming the steps that there are */
export function stepNamed({ steps }: RemediationWorkflow, name: string): RemediationStep {
  const found = steps.find(({ step }) => step === name);
  if (found !== undefined) return found;
  throw new AppError('not_found', `There is no step "${name.slice(0, 60)}".`, {
    suggestions: steps.map(({ step }) => step),
  });
}

/** As people call it. */
export function titleOf({ step }: Pick<RemediationStep, 'step'>): string {
  return REMEDIATION_STEPS.find((each) => each.step === step)?.title ?? step;
}

/** Opens what waits for nothing any more, and plans what still waits from the day on which the last before it is due. */
function planned(steps: readonly RemediationStep[], { today, calendar }: Counting): readonly RemediationStep[] {
  const seen = new Map<RemediationStepName, RemediationStep>();
  return steps.map((step) => {
    const before = step.after.flatMap((name) => seen.get(name) ?? []);
    const next = step.state === 'waiting' ? waiting(step, before, { today, calendar }) : step;
    seen.set(step.step, next);
    return next;
  });
}

function waiting(
  step: RemediationStep,
  before: readonly RemediationStep[],
  { today, calendar }: Counting,
): RemediationStep {
  if (before.every(({ state }) => state === 'done'))
    return { ...step, state: 'open', opened: today, due: dueAfter(today, step.days, calendar) };
  // What is overdue cannot be done before today.
  const from = [today, ...before.flatMap(({ state, due }) => (state === 'done' ? [] : [due]))].sort().at(-1) ?? today;
  return { ...step, due: dueAfter(from, step.days, calendar) };
}

function assigneeNamed(assignee: string): string {
  const who = cleanText(assignee);
  if (who === '' || who.length > LONGEST_ASSIGNEE)
    throw new AppError('invalid_input', `Name who does it, in at most ${LONGEST_ASSIGNEE} characters.`);
  return who;
}

function stillWaits(workflow: RemediationWorkflow, step: RemediationStep): AppError {
  const open = step.after
    .filter((name) => stepNamed(workflow, name).state !== 'done')
    .map((name) => titleOf({ step: name }));
  return new AppError('conflict', `${titleOf(step)} waits for ${open.join(', ')}, which is not done.`);
}
