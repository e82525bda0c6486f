import { z } from 'zod';
import type { Recorded } from '../../audit/audit.ts';
import type { CallContext } from '../../core/call-context.ts';
import type { Ended } from '../../delivery/ended.ts';
import type { OutboxMessage } from '../../delivery/outbox-store.ts';
import { type OutboxParts, putBack, putIn } from '../../delivery/put-in.ts';
import { type Finding, REMEDIATION_STATES, type RemediationState } from '../finding.ts';

/** A finding that is to be made a record of a platform. */
export const FINDING_MESSAGE = 'finding';
/** The state of a record that is to follow ours. */
export const STATUS_MESSAGE = 'finding_status';
/** Steps that the platform is to run. */
export const WORKFLOW_MESSAGE = 'finding_workflow';

/** What goes to a GRC platform. */
export const FILING_KINDS: readonly string[] = [FINDING_MESSAGE, STATUS_MESSAGE, WORKFLOW_MESSAGE];

/** What such a message says; what the finding says is in the finding alone. */
export const FilingBody = z.object({
  finding: z.string(),
  /** What was approved, by its hash; in a message of a finding. */
  hash: z.string().optional(),
  /** In a message of a state. */
  status: z.enum(REMEDIATION_STATES).optional(),
});

type Named = Pick<Finding, 'id' | 'tenant'>;

/** Names the message that files a finding, for good. */
export function filingKey({ id, hash }: Pick<Finding, 'id' | 'hash'>): string {
  return `${FINDING_MESSAGE}:${id}:${hash.slice(0, 16)}`;
}

/**
 * Puts a finding in, to be filed, with its row, in the transaction that runs. A finding has a lane of its own: none waits
 * for another, and what is said of one comes after it.
 *
 * @param finding in the stage `filing`, kept in the same transaction
 * @returns false where it was put in before: nothing is done then
 */
export function putInFiling(
  parts: OutboxParts,
  finding: Named & Pick<Finding, 'hash'>,
  by: Pick<Recorded, 'correlation'>,
): boolean {
  const body = { finding: finding.id, hash: finding.hash };
  return putIn(parts, messageOf(finding, FINDING_MESSAGE, filingKey(finding), body, by.correlation));
}

/**
 * Puts in that the platform's record is to follow ours, in the transaction that keeps the finding's new revision.
 *
 * @param finding as it is kept from now on
 * @returns false where that was put in for this revision before
 */
export function putInStatus(
  parts: OutboxParts,
  finding: Named & Pick<Finding, 'revision'>,
  status: RemediationState,
): boolean {
  const key = `${STATUS_MESSAGE}:${finding.id}:${finding.revision}`;
  return putIn(parts, messageOf(finding, STATUS_MESSAGE, key, { finding: finding.id, status }, key));
}

/** Puts in that the platform is to run the steps of putting the finding right; once for a finding. */
export function putInWorkflow(parts: OutboxParts, finding: Named, correlation: string): boolean {
  const key = `${WORKFLOW_MESSAGE}:${finding.id}`;
  return putIn(parts, messageOf(finding, WORKFLOW_MESSAGE, key, { finding: finding.id }, correlation));
}

/**
 * Has a finding filed again that did not come through, as a person asked. Where it may be with the platform already, it is
 * looked for there before anything is made.
 *
 * @param parts `ended`: the one that senders of filings have, which brings the finding back on its way
 * @throws AppError `not_found` where it never was on its way; `conflict` where it is, or has arrived
 */
export function retryFiling(
  parts: OutboxParts & { readonly ended: Ended },
  finding: Pick<Finding, 'id' | 'hash'>,
  context: CallContext,
): void {
  putBack(parts, filingKey(finding), context);
}

function messageOf(
  { id, tenant }: Named,
  kind: string,
  key: string,
  body: OutboxMessage['body'],
  correlation: string,
): OutboxMessage {
  // What is not known to have come through is looked for before it is sent again: nothing is made twice.
  return { key, tenant, conversation: laneOf(id), kind, body, correlation, inDoubt: 'again' };
}

/** The lane of a finding. No channel's id looks like it. */
function laneOf(finding: string): string {
  return `finding:${finding}`;
}
