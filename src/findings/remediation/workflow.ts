import type { IsoDate } from '../../regulations/act.ts';
import type { FindingSignature } from '../signature.ts';

/** The steps of putting a finding right, in their order; each waits for the one before it. */
export const REMEDIATION_STEPS = [
  { step: 'review_gaps', title: 'Review gaps', type: 'approval', days: 3 },
  { step: 'create_action_plan', title: 'Create action plan', type: 'task', days: 7 },
  { step: 'implement_controls', title: 'Implement controls', type: 'task', days: 30 },
  { step: 'validate_implementation', title: 'Validate implementation', type: 'approval', days: 5 },
] as const;
export type RemediationStepName = (typeof REMEDIATION_STEPS)[number]['step'];

/** `waiting`: a step that it depends on is not done. */
export type StepState = 'waiting' | 'open' | 'done';

export interface RemediationStep {
  readonly step: RemediationStepName;
  /** An approval needs somebody who may approve findings; a task somebody who may draft them. */
  readonly type: 'approval' | 'task';
  /** Steps that must be done first. */
  readonly after: readonly RemediationStepName[];
  /** How long it may take from when it opens, in days of the calendar in use. */
  readonly days: number;
  readonly state: StepState;
  /** Who does it, as the bank names them. */
  readonly assignee: string;
  /** By when: as planned while it waits, fixed from when it opens. */
  readonly due: IsoDate;
  readonly opened?: IsoDate;
  readonly done?: FindingSignature & { readonly note?: string };
}

/** How a finding is put right, tracked here. */
export interface RemediationWorkflow {
  readonly started: IsoDate;
  readonly steps: readonly RemediationStep[];
}

/** Which days count. Without a calendar all of them do. */
export interface WorkingCalendar {
  /** Days of the week that count, 1 (Monday) to 7; at least one. */
  readonly workingDays: readonly number[];
  readonly holidays: readonly IsoDate[];
}
