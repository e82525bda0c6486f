import { AppError } from '../../core/errors.ts';
import { textAt } from '../../core/json-place.ts';
import type { Filing } from '../../findings/filing/grc-platform.ts';
import { isData } from '../../findings/filing/rest-service.ts';
import type { RemediationStep, RemediationStepName } from '../../findings/remediation/workflow.ts';
import type { GenericParts } from './generic-records.ts';

const WORKFLOWS = '/api/v1/workflows';

/** The wire's names of the steps. */
const NAMES: Readonly<Record<RemediationStepName, string>> = {
  review_gaps: 'Review Gaps',
  create_action_plan: 'Create Action Plan',
  implement_controls: 'Implement Controls',
  validate_implementation: 'Validate Implementation',
};

/**
 * Has the receiver run the steps. The wire gives the steps alone (name, approval or task, days); what names the workflow
 * and the finding around them is assumed. Its id is the finding's key: sent twice it is the same workflow.
 *
 * @throws AppError where the answer does not name the workflow
 */
export async function sendWorkflow(
  { service, settings, now }: GenericParts,
  { key, finding }: Filing,
  steps: readonly RemediationStep[],
  signal?: AbortSignal,
): Promise<void> {
  const body = {
    source: settings.source,
    id: key,
    finding_id: key,
    name: `Remediation: ${finding.content.title}`,
    steps: steps.map(({ step, type, days, after, assignee, due }) => ({
      name: NAMES[step],
      type,
      days,
      depends_on: after.map((each) => NAMES[each]),
      assignee,
      due_date: due,
    })),
    sync_timestamp: new Date(now()).toISOString(),
  };
  const answer = await service.ask({ method: 'POST', path: WORKFLOWS, body }, signal);
  // It is known already: an attempt before came through.
  if (answer.status === 409) return;
  if (!isData(answer)) throw service.failure(answer);
  if (textAt(answer.json, settings.answers.id) !== key)
    throw new AppError(
      'upstream_unavailable',
      `${service.label} answers without the id of the workflow. Try again later.`,
    );
}
