import type { JsonObject } from '../core/canonical-json.ts';
import type { Audit, Recorded } from './audit.ts';

/** A row of the gap analysis: what was run or decided, with ids and hashes alone. */
export interface RecordedGap {
  readonly body: JsonObject;
  /** What a person wrote: why they decided so. */
  readonly reason?: string;
}

/**
 * Records it; called in the transaction of what it tells of (`audit.within`).
 *
 * @returns the row's position
 */
export function recordGap(audit: Pick<Audit, 'record'>, { body, reason }: RecordedGap, by: Recorded): number {
  return audit.record({ type: 'gap_analysis', body, ...(reason === undefined ? {} : { personal: { reason } }) }, by)
    .position;
}
