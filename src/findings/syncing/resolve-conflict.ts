import { type Audit, recordedAs } from '../../audit/audit.ts';
import type { CallContext } from '../../core/call-context.ts';
import { AppError } from '../../core/errors.ts';
import { requirePermission } from '../../core/permissions.ts';
import { audienceOf } from '../../gaps/policies/audience.ts';
import { type Finding, type FindingConflict, REMEDIATION_STATES } from '../finding.ts';
import { findingEntry } from '../finding-rows.ts';
import type { FindingStore } from '../finding-store.ts';
import { unknownFinding } from '../findings.ts';
import { without } from './platform-differences.ts';

export interface ResolveParts {
  readonly store: Pick<FindingStore, 'find' | 'save'>;
  readonly audit: Pick<Audit, 'within' | 'record'>;
  /** Puts a message of the kind `finding_status` into the outbox: the finding's state, for the platform. */
  readonly pushStatus: (finding: Finding) => void;
}

/**
 * Takes one side of a conflict, in one transaction with its row.
 *
 * Of the state, `theirs` is followed, and `ours` is sent to the platform: the conflict stands, as decided, until the
 * platform says the same. Of what the frozen record says nothing can be taken over, for people confirmed and approved it:
 * `theirs` takes note of the difference, which is not shown again until the platform says something else. `ours` cannot be
 * taken there: the desk writes no more than the state, so whoever wants it puts it right on the platform, and the next
 * sync finds that both agree.
 *
 * @returns the finding as it is now
 * @throws AppError `not_permitted` without `findings:file`; `not_found` for a finding that the person may not see, or
 *   without such a conflict; `invalid_input` for `ours` where nothing can be sent
 */
export function resolveConflict(
  { store, audit, pushStatus }: ResolveParts,
  id: string,
  field: FindingConflict['field'],
  side: 'ours' | 'theirs',
  context: CallContext,
): Finding {
  requirePermission(context.user, 'findings:file', 'decide between a finding and its record');
  return audit.within(() => {
    const finding = store.find(id, audienceOf(context));
    if (finding === undefined) throw unknownFinding(id);
    const conflict = finding.conflicts.find((each) => each.field === field);
    if (conflict === undefined)
      throw new AppError(
        'not_found',
        `Finding ${id} and its record say the same in "${field}" by now: look at it again.`,
      );
    const decided: Finding = { ...taken(finding, conflict, side), revision: finding.revision + 1 };
    store.save(decided);
    const states =
      field !== 'status'
        ? {}
        : side === 'theirs'
          ? fromTo(conflict.ours, conflict.theirs)
          : fromTo(conflict.theirs, conflict.ours);
    audit.record(findingEntry('resolved', decided, { field, side, ...states }), recordedAs(context));
    if (field === 'status' && side === 'ours') pushStatus(decided);
    return decided;
  });
}

function fromTo(from: string, to: string) {
  return { from, to };
}

function taken(finding: Finding, conflict: FindingConflict, side: 'ours' | 'theirs'): Finding {
  const { field, theirs } = conflict;
  const others = without(finding.conflicts, field);
  if (side === 'ours') {
    if (field !== 'status') throw notSent(finding, field);
    return { ...finding, conflicts: [...others, { ...conflict, decided: 'ours' }] };
  }
  if (field !== 'status') return { ...finding, conflicts: others, noted: { ...finding.noted, [field]: theirs } };
  const status = REMEDIATION_STATES.find((state) => state === theirs);
  if (status === undefined) throw new AppError('internal', `The state "${theirs.slice(0, 40)}" is none of ours.`);
  return { ...finding, status, agreed: status, conflicts: others };
}

function notSent({ filing }: Finding, field: FindingConflict['field']): AppError {
  const number = filing?.record?.number ?? 'its record';
  return new AppError(
    'invalid_input',
    field === 'record'
      ? `The platform does not show ${number} any more, and the desk files nothing a second time by itself. Have it restored there, or draft a new finding; take "theirs" to have it noted.`
      : `The desk writes no more than the state to the platform. Put "${field}" right in ${number} there, and the next sync finds it; or take "theirs" to have the difference noted.`,
  );
}
