import type { Entry, Recorded } from '../audit/audit.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import type { Finding } from './finding.ts';

/**
 * The row of a step of a finding: which one, what it says by its hash, and what happened. Nothing of what it says and
 * nobody's name is in it; what a person wrote goes beside it: `{ ...findingEntry(…), personal: { reason } }`.
 *
 * @param what happened, in a word: `drafted`, `confirmed`, `filed`, `status`, `conflict`
 * @param extra what else the body tells; ids, states and days alone
 */
export function findingEntry(what: string, { id, hash }: Pick<Finding, 'id' | 'hash'>, extra: JsonObject = {}): Entry {
  return { type: 'finding', body: { ...extra, finding: id, hash, what } };
}

/** In whose name the program itself goes on with findings: in a conversation of the audit's own for each tenant. */
export function findingsBy(tenant: string, correlation: string): Recorded {
  return { tenant, user: 'system', conversation: `findings of ${tenant}`, channel: 'system', correlation };
}
