import type { Audit, Entry } from '../../audit/audit.ts';
import type { Clock } from '../../core/clock.ts';
import type { Finding, FindingConflict } from '../finding.ts';
import { findingEntry, findingsBy } from '../finding-rows.ts';
import type { FindingStore } from '../finding-store.ts';
import { heldAgainst, type ReadRecord, sameConflict } from './platform-differences.ts';

/** How a platform's word came: it was asked, or told by itself. */
export type SyncVia = 'pull' | 'webhook';

export interface ApplyParts {
  readonly store: Pick<FindingStore, 'own' | 'save'>;
  readonly audit: Pick<Audit, 'within' | 'record'>;
  readonly clock: Clock;
  /** Ties the rows to what they came from: a delivery, a run. By default the finding. */
  readonly correlation?: string;
}

/** What a look at a record did. */
export interface Applied {
  /** As it is now. */
  readonly finding: Finding;
  /** True where our state followed the platform's. */
  readonly moved: boolean;
  /** True where nothing was done: what is known is newer, or it is not the record of the finding. */
  readonly ignored: boolean;
  /** The platform's word, where it means nothing here. */
  readonly unmapped?: string;
}

/**
 * Holds a finding against its record as a platform has it, in one transaction with the rows of what changed by it; see
 * `heldAgainst`. What is older than what was read last does nothing: pulls and events overtake one another. A time that
 * lies ahead of our clock counts as now, so that a platform whose clock is fast does not shut out what comes after.
 *
 * @param finding which one; what counts is how it is kept now
 * @param record undefined where the platform has it no more, or does not show it
 * @param at when the platform said so, or was asked, ISO 8601
 */
export function applyPlatformState(
  parts: ApplyParts,
  finding: Pick<Finding, 'id' | 'tenant'>,
  record: ReadRecord | undefined,
  via: SyncVia,
  at: string,
): Applied | undefined {
  const { store, audit, clock } = parts;
  return audit.within(() => {
    const before = store.own.find(finding.tenant, finding.id);
    if (before === undefined) return undefined;
    const said = timeOf(at, clock.now());
    if (!isNews(before, record, said)) return { finding: before, moved: false, ignored: true };
    const after = { ...heldAgainst(before, record, new Date(said).toISOString()), revision: before.revision + 1 };
    store.save(after);
    const isUnmapped = record !== undefined && record.status === undefined;
    const by = findingsBy(before.tenant, parts.correlation ?? before.id);
    for (const entry of rowsOf(before, after, isUnmapped, via)) audit.record(entry, by);
    return {
      finding: after,
      moved: (before.status ?? 'open') !== (after.status ?? 'open'),
      ignored: false,
      ...(isUnmapped ? { unmapped: after.filing?.platformState ?? '' } : {}),
    };
  });
}

function isNews({ stage, filing }: Finding, record: ReadRecord | undefined, said: number): boolean {
  if (stage !== 'filed' || filing?.record === undefined) return false;
  if (record !== undefined && record.id !== filing.record.id) return false;
  return filing.synced === undefined || said >= Date.parse(filing.synced);
}

/** Milliseconds since 1970; what tells no time is of now. */
function timeOf(at: string, now: number): number {
  const told = Date.parse(at);
  return Number.isNaN(told) ? now : Math.min(told, now);
}

/** What changed between two states of a finding, a row each. Texts stay out of them: people stand in titles and owners. */
function rowsOf(before: Finding, after: Finding, isUnmapped: boolean, via: SyncVia): readonly Entry[] {
  const { status: from = 'open' } = before;
  const { status: to = 'open' } = after;
  const isNew = (conflict: FindingConflict) => !before.conflicts.some((each) => sameConflict(each, conflict));
  const isOver = ({ field }: FindingConflict) => !after.conflicts.some((each) => each.field === field);
  const begun = after.conflicts.filter((each) => each.decided === undefined && isNew(each));
  const isNewWord = before.filing?.platformState !== after.filing?.platformState;
  return [
    ...(from === to ? [] : [findingEntry('status', after, { from, to, via })]),
    ...begun.map((each) => findingEntry('conflict', after, { field: each.field, ...statesOf(each), via })),
    ...before.conflicts.filter(isOver).map(({ field }) => findingEntry('agreed', after, { field, via })),
    ...(isUnmapped && isNewWord ? [findingEntry('unmapped_state', after, { via })] : []),
  ];
}

function statesOf({ field, ours, theirs }: FindingConflict): { readonly from?: string; readonly to?: string } {
  return field === 'status' ? { from: ours, to: theirs } : {};
}
