/** Whose use a limit is on. */
export const LIMITED = ['tenant', 'department', 'user', 'tool', 'conversation'] as const;
export type Limited = (typeof LIMITED)[number];

/** `requests` are calls of the model: an answer takes one or several. */
export const MEASURES = ['cost', 'tokens', 'requests'] as const;
export type Measure = (typeof MEASURES)[number];

export const PERIODS = ['day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

export interface Limit {
  readonly of: Limited;
  /** Which one; absent, each has the limit for itself. Of users the id that sign-in gives. */
  readonly name?: string;
  /** Only in this tenant; absent, in each for itself. */
  readonly tenant?: string;
  readonly measure: Measure;
  /** By the calendar, UTC. */
  readonly period: Period;
  /** Of cost in billionths of the currency's unit, else a number. */
  readonly most: bigint;
  /** At a hard limit the model is not asked any more; a soft one is told. */
  readonly hard: boolean;
}

/** Whom a limit may be on, each by the name that it is configured by. */
export interface LimitedNames {
  readonly tenant: string;
  readonly department?: string;
  readonly user?: string;
  readonly tool?: string;
  readonly conversation?: string;
}

/** Whether a limit is on somebody's use. A department that somebody has not got limits nothing. */
export function limitApplies({ of, name, tenant }: Limit, names: LimitedNames): boolean {
  if (tenant !== undefined && tenant !== names.tenant) return false;
  const own = names[of];
  return own !== undefined && (name === undefined || name === own);
}

/** A day, `2026-11-26`, or a month, `2026-11`, of UTC. */
export type PeriodName = string;

/** @param at ISO 8601, UTC */
export function periodAt(at: string, period: Period): PeriodName {
  return at.slice(0, period === 'day' ? 10 : 7);
}

/** The day on which the period after one begins, at midnight UTC: `2026-12-01`. */
export function dayAfter(name: PeriodName): string {
  const [year = 0, month = 1, day] = name.split('-').map(Number);
  const next = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1);
  return new Date(next).toISOString().slice(0, 10);
}

/** From how much of a limit on it is told: 80 of a hundred. */
const NEAR = 80n;

export type LimitState = 'free' | 'near' | 'passed' | 'exhausted';

/** How a limit stands: `exhausted` only a hard one, `passed` only a soft one. */
export function limitState({ most, hard }: Limit, used: bigint): LimitState {
  if (hard && used >= most) return 'exhausted';
  if (!hard && used > most) return 'passed';
  return most > 0n && used * 100n >= most * NEAR ? 'near' : 'free';
}

/** Of a hundred, rounded down: 100 is never told before it is reached. */
export function percentOf(used: bigint, most: bigint): number {
  return most === 0n ? (used === 0n ? 0 : 100) : Number((used * 100n) / most);
}

/** The periods of a kind that a month has: itself, or its days. */
export function periodsOf(month: PeriodName, period: Period): readonly PeriodName[] {
  if (period === 'month') return [month];
  const days = new Date(Date.parse(dayAfter(month)) - 1).getUTCDate();
  return Array.from({ length: days }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`);
}

/** What calls have used, reservations among it. */
export interface UsageTotals {
  readonly requests: number;
  /** Input and output. */
  readonly tokens: number;
  /** Of calls reckoned in one currency, billionths of its unit. */
  readonly counted: bigint;
}

/** What a limit's measure says of what was used. */
export function measured({ requests, tokens, counted }: UsageTotals, measure: Measure): bigint {
  if (measure === 'cost') return counted;
  return BigInt(measure === 'tokens' ? tokens : requests);
}
