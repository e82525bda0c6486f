import type { Clock } from '../../core/clock.ts';
import type { Ended, EndReason } from '../../delivery/ended.ts';
import type { AttemptEnd, OutboxEntry, OutboxMessage } from '../../delivery/outbox-store.ts';
import type { OutboxParts } from '../../delivery/put-in.ts';
import type { Finding } from '../finding.ts';
import { findingEntry, findingsBy } from '../finding-rows.ts';
import type { FindingStore } from '../finding-store.ts';
import type { FindingNews } from '../news.ts';
import type { RemediationWorkflow } from '../remediation/workflow.ts';
import { without } from '../syncing/platform-differences.ts';
import type { FilingDestination } from './filing-courier.ts';
import { readReceipt } from './filing-receipt.ts';
import type { FindingFiling } from './finding-filing.ts';
import { FINDING_MESSAGE, FilingBody, putInWorkflow, STATUS_MESSAGE, WORKFLOW_MESSAGE } from './put-in-filing.ts';
import { readTold, type ToldStatus } from './tell-status.ts';

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
    if (message.kind === STATUS_MESSAGE) {
      if (reason.kind === 'delivered') agree(parts, message, readTold(reason.receipt));
      else if (end.state !== 'waiting') disagree(parts, message);
      followed(parts, message, end, 'status', { to: body.data.status });
    }
    if (message.kind === WORKFLOW_MESSAGE) followed(parts, message, end, 'workflow', {});
  };
}

/**
 * Told of what is about to leave for a platform. A finding that goes to another one than it was put in for, since settings
 * were changed, is kept as on its way to that one before it leaves: should it not be known what came of it, it is that
 * platform that may have it. What may be with the first already is not moved, see the courier.
 */
export function createDepartsHook({ store, audit }: Pick<FiledParts, 'store' | 'audit'>) {
  return ({ message, maybeSeen }: OutboxEntry, { platform: { name, host } }: FilingDestination): void => {
    if (message.kind !== FINDING_MESSAGE || maybeSeen) return;
    const finding = store.own.find(message.tenant, FilingBody.safeParse(message.body).data?.finding ?? '');
    const { stage, filing } = finding ?? {};
    if (finding === undefined || filing === undefined || (stage !== 'filing' && stage !== 'undelivered')) return;
    if (filing.platform === name && filing.host === host) return;
    const filed = { ...filing, platform: name, host };
    keep({ store, audit }, message, { ...finding, filing: filed }, 'filing', { platform: name, host });
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

/** Both sides say the same now: what the platform says from here on is its own move. Unless it was heard meanwhile. */
function agree(parts: FiledParts, message: OutboxMessage, { status, agreed: before }: ToldStatus): void {
  const finding = findingOf(parts, message);
  const { agreed = 'open' } = finding ?? {};
  if (finding === undefined || agreed !== before) return;
  const conflicts = finding.status === status ? without(finding.conflicts, 'status') : finding.conflicts;
  parts.store.save({ ...finding, agreed: status, conflicts, revision: finding.revision + 1 });
}

/** Ours did not get there, and is no longer on its way: a difference like every other, which a person decides on. */
function disagree({ store, clock }: FiledParts, message: OutboxMessage): void {
  const finding = findingOf({ store }, message);
  const { stage, status = 'open', agreed = 'open', conflicts = [] } = finding ?? {};
  if (finding === undefined || stage !== 'filed' || status === agreed) return;
  const known = conflicts.find(({ field, theirs }) => field === 'status' && theirs !== status);
  const conflict = { field: 'status', ours: status, theirs: known?.theirs ?? agreed, at: timeOf(clock) } as const;
  store.save({
    ...finding,
    conflicts: [...without(conflicts, 'status'), conflict],
    revision: finding.revision + 1,
  });
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
  { store, audit, news }: Pick<FiledParts, 'store' | 'audit' | 'news'>,
  message: OutboxMessage,
  finding: Finding,
  what: 'filing' | 'filed' | 'undelivered' | 'filing_again',
  extra: Parameters<typeof findingEntry>[2] = {},
): void {
  const kept = { ...finding, revision: finding.revision + 1 };
  store.save(kept);
  audit.record(findingEntry(what, kept, extra), byOf(message));
  if (what === 'filed' || what === 'undelivered') news?.(kept, what);
}

function findingOf({ store }: Pick<FiledParts, 'store'>, { tenant, body }: OutboxMessage): Finding | undefined {
  return store.own.find(tenant, FilingBody.parse(body).finding);
}

function byOf({ tenant, correlation }: OutboxMessage) {
  return findingsBy(tenant, correlation);
}

function timeOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
