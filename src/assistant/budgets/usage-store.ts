import type { Limited, PeriodName, UsageTotals } from './limits.ts';

/**
 * One thing that was used: a question, with no tokens, or a call of a model. Who used it is a pseudonym of the audit's;
 * nothing personal stands in an entry.
 */
export interface UsageEntry {
  readonly id: string;
  readonly kind: 'question' | 'call';
  /** When it was written first, UTC, ISO 8601 with milliseconds: the period that it counts in. */
  readonly at: string;
  readonly tenant: string;
  readonly actor: string;
  readonly department?: string;
  readonly tool: string;
  readonly conversation: string;
  /** As the service named it; empty for a question, and until a call is settled. */
  readonly model: string;
  /** Empty for a question. */
  readonly deployment: string;
  readonly input: number;
  /** Of the input. */
  readonly cached: number;
  readonly output: number;
  /** Billionths of the currency's unit, by the price of that time; absent where there was none: never nothing. */
  readonly cost?: bigint;
  /** ISO 4217; absent where no prices were set. */
  readonly currency?: string;
  /** What counts against limits on cost: the cost, or for a model without a price what the dearest would have cost. */
  readonly counted: bigint;
  /** A reservation has the most that its call can take, until it is settled with what it took. */
  readonly state: 'reserved' | 'settled';
  /** True where the service did not tell its tokens. */
  readonly estimated: boolean;
}

/** Whose calls, and when. */
export interface UsageScope {
  readonly tenant: string;
  readonly of: Limited;
  /** The tenant, the department, the pseudonym, the tool or the conversation. */
  readonly name: string;
  readonly period: PeriodName;
}

/** What a report is reckoned by. */
export const USAGE_GROUPS = ['tenant', 'department', 'user', 'tool', 'conversation', 'model'] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** What an entry is grouped under: of a call whose model is not known the deployment; empty for none. */
export function usageKey(entry: UsageEntry, by: UsageGroup): string {
  if (by === 'model') return entry.model === '' ? entry.deployment : entry.model;
  return by === 'user' ? entry.actor : (entry[by] ?? '');
}

/** The entries of one group in one currency, summed; questions, and calls without prices, have no currency. */
export interface GroupedUsage {
  readonly tenant: string;
  /** See `usageKey`. */
  readonly key: string;
  readonly currency?: string;
  readonly questions: number;
  readonly calls: number;
  /** Of the calls, those that are not settled. */
  readonly reserved: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly cost: bigint;
  /** Calls that have no cost for want of a price. */
  readonly unpriced: number;
  readonly estimated: number;
}

export interface UsageFilter {
  /** `2026-11` */
  readonly month: PeriodName;
  readonly tenant?: string;
  /** Only what this one used. */
  readonly actor?: string;
}

/** Reading what was used; all synchronous. */
export interface UsageLedger {
  entry(id: string): UsageEntry | undefined;
  /** @param currency of what is counted; requests and tokens are of all calls */
  totals(scope: UsageScope, currency: string | undefined): UsageTotals;
  grouped(by: UsageGroup, filter: UsageFilter): readonly GroupedUsage[];
}

/**
 * Where use is kept: in the audit's own file, so that what was used and the row that tells of it are one transaction.
 * Limits are read at every call: running totals answer them whatever the size of the ledger.
 *
 * Errors: as `AuditStore`.
 */
export interface UsageStore extends UsageLedger {
  /** One write transaction; called within one, it is part of it. What throws undoes all of it. */
  transaction<T>(work: () => T): T;
  /** Adds an entry; an id is there once. */
  add(entry: UsageEntry): void;
  /** Puts an entry in the place of the one of the same id; totals follow. */
  replace(entry: UsageEntry): void;
  /** Takes an entry away; totals follow. */
  remove(id: string): void;
}
