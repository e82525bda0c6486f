import type { Clock } from '../../core/clock.ts';
import type { Ended, EndReason } from '../../delivery/ended.ts';
import type { AttemptEnd, OutboxEntry, OutboxMessage } from '../../delivery/outbox-store.ts';
import type { OutboxParts } from '../../delivery/put-in.ts';
import type { Finding } from '../finding.ts';
import { findingEntry, findingsBy } from '../finding-rows.ts';
import type { FindingStore } from '../finding-store.ts';
import type { FindingNews } from '../news.ts';
import type { RemediationWorkflow } from '../remediation/workflow.ts';
import { readReceipt } from './filing-receipt.ts';
import type { FindingFiling } from './finding-filing.ts';
import { FINDING_MESSAGE, FilingBody, putInWorkflow, STATUS_MESSAGE, WORKFLOW_MESSAGE } from './put-in-filing.ts';

export interface FiledParts extends OutboxParts {
  readonly store: { readonly own: Pick<FindingStore['own'], 'find'> } & Pick<FindingStore, 'save'>;
  /** The steps of putting a finding right, for where the platform tracks none. Never throws. */
  readonly startWorkflow: (finding: Finding) => RemediationWorkflow;
  /** Tells its drafter, where they can be reached, within the same transaction. */
  readonly news?: (finding: Finding, what: FindingNews) => void;
}

/**
 * What the outbox tells of a message that went to a platform, as it is kept in the finding, in the same transaction: filed
 * with the platform's record, its steps begun here or put in for the platform; undelivered with why; or on its way again.
 * Messages of other kinds are none of its business.
 */
export function createFiledHook(parts: FiledParts): Ended {
  return (entry, end, reason) => {
    const body = FilingBody.safeParse(entry.message.body);
    if (!body.success) return;
    const { message } = entry;
    if (message.kind === FINDING_MESSAGE) filed(parts, entry, end, reason);
    if (message.kind === STATUS_MESSAGE) followed(parts, message, end, 'status', { to: body.data.status });
    if (message.kind === WORKFLOW_MESSAGE) followed(parts, message, end, 'workflow', {});
  };
}

function filed(parts: FiledParts, { message }: OutboxEntry, end: AttemptEnd, reason: EndReason): void {
  const finding = findingOf(parts, message);
  if (finding?.filing === undefined) return;
  const { stage, filing } = finding;
  // Once it is filed, it stays so.
  if (reason.kind === 'delivered' && stage !== 'filed') arrived(parts, message, finding, filing, reason);
  else if (reason.kind === 'put_back' && stage === 'undelivered') {
    const { why: _why, ...again } = filing;
    keep(parts, message, { ...finding, stage: 'filing', filing: again }, 'filing_again');
  } else if ((stage === 'filing' || stage === 'undelivered') && (end.state === 'failed' || end.state === 'in_doubt')) {
    const why = end.why ?? 'It did not come through.';
    const said = end.state === 'failed' ? why : `It is not known whether the platform has it: ${why}`;
    keep(parts, message, { ...finding, stage: 'undelivered', filing: { ...filing, why: said } }, 'undelivered', {
      ended: reason.kind,
      ...(end.state === 'in_doubt' ? { inDoubt: true } : {}),
    });
  }
}

function arrived(
  parts: FiledParts,
  message: OutboxMessage,
  finding: Finding,
  { why: _why, ...filing }: FindingFiling,
  { receipt }: Extract<EndReason, { readonly kind: 'delivered' }>,
): void {
  const { platform, host, tracksWorkflow, id, number, url, state, status = 'open' } = readReceipt(receipt);
  const at = timeOf(parts.clock);
  const record = { id, number, at, ...(url === undefined ? {} : { url }) };
  const kept: Finding = {
    ...finding,
    stage: 'filed',
    status,
    agreed: status,
    filing: { ...filing, platform, host, record, synced: at, platformState: state },
  };
  keep(
    parts,
    message,
    tracksWorkflow ? kept : { ...kept, workflow: kept.workflow ?? parts.startWorkflow(kept) },
    'filed',
    { platform, record: id, status },
  );
  if (tracksWorkflow) putInWorkflow(parts, finding, message.correlation);
}

/** The row of what is said of a record that is there; nothing of the finding changes. */
function followed(
  parts: FiledParts,
  message: OutboxMessage,
  { state }: AttemptEnd,
  what: 'status' | 'workflow',
  extra: Parameters<typeof findingEntry>[2],
): void {
  const finding = findingOf(parts, message);
  if (finding === undefined || state === 'waiting') return;
  const step = state === 'delivered' ? 'told' : 'untold';
  parts.audit.record(findingEntry(`${what}_${step}`, finding, extra), byOf(message));
}

function keep(
  { store, audit, news }: FiledParts,
  message: OutboxMessage,
  finding: Finding,
  what: 'filed' | 'undelivered' | 'filing_again',
  extra: Parameters<typeof findingEntry>[2] = {},
): void {
  const kept = { ...finding, revision: finding.revision + 1 };
  store.save(kept);
  audit.record(findingEntry(what, kept, extra), byOf(message));
  if (what !== 'filing_again') news?.(kept, what);
}

function findingOf({ store }: FiledParts, { tenant, body }: OutboxMessage): Finding | undefined {
  return store.own.find(tenant, FilingBody.parse(body).finding);
}

function byOf({ tenant, correlation }: OutboxMessage) {
  return findingsBy(tenant, correlation);
}

function timeOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
