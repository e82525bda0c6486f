import type { JsonObject } from '../../core/canonical-json.ts';
import type { Finding } from '../finding.ts';
import { titleOf } from '../remediation/steps.ts';
import type { RemediationStep, RemediationStepName } from '../remediation/workflow.ts';
import { nameUuid } from './name-uuid.ts';
import { beginOf, endOf, listed, ownProps } from './oscal-values.ts';

/** The steps of putting a finding right; where they are not tracked here, the day on which it is due alone. */
export function milestonesOf({ id, content, workflow }: Finding): readonly JsonObject[] {
  if (workflow === undefined)
    return [
      {
        uuid: nameUuid('milestone', id),
        type: 'milestone',
        title: 'Finding put right',
        props: [...ownProps({ owner: content.owner })],
        timing: { 'on-date': { date: endOf(content.due) } },
      },
    ];
  return workflow.steps.map((step) => milestone(id, step));
}

function milestone(id: string, step: RemediationStep): JsonObject {
  const { type, state, assignee, after, done } = step;
  return {
    uuid: stepUuid(id, step.step),
    type: 'milestone',
    title: titleOf(step),
    // Who did it is a person: that stays in the audit, where it can be erased.
    props: [...ownProps({ step: step.step, type, state, assignee, 'done-at': done?.at })],
    timing: timingOf(step),
    ...listed(
      'dependencies',
      after.map((name) => ({ 'task-uuid': stepUuid(id, name) })),
    ),
  };
}

/** When it opens is known once it has. */
function timingOf({ opened, due }: RemediationStep): JsonObject {
  if (opened === undefined) return { 'on-date': { date: endOf(due) } };
  return { 'within-date-range': { start: beginOf(opened), end: endOf(due) } };
}

function stepUuid(id: string, step: RemediationStepName): string {
  return nameUuid('step', id, step);
}
