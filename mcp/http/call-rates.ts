import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Exchange } from '../exchange.ts';

/** Messages a minute. */
export interface CallRates {
  readonly perUser: number;
  readonly perTenant: number;
}

export const DEFAULT_RATES: CallRates = { perUser: 120, perTenant: 1_200 };

/** Whose share is used up, and for how many seconds. */
export interface RateExceeded {
  readonly of: 'user' | 'tenant';
  readonly seconds: number;
  /** The first message of the minute that is refused: one row tells of all that follow. */
  readonly first: boolean;
}

export interface RateLimit {
  /** Counts one message; nothing where it may go on. */
  take(exchange: Pick<Exchange, 'tenant' | 'user'>): Promise<RateExceeded | undefined>;
}

const MINUTE = 60;

/**
 * Counts the messages of people and of tenants. In the memory of one process: behind several, each lets so many through.
 * People come first: whoever sends too much uses up nothing that others of the tenant have.
 */
export function createRateLimit({ perUser, perTenant }: CallRates): RateLimit {
  const users = new RateLimiterMemory({ keyPrefix: 'user', points: perUser, duration: MINUTE });
  const tenants = new RateLimiterMemory({ keyPrefix: 'tenant', points: perTenant, duration: MINUTE });
  return {
    take: async ({ tenant, user }) =>
      (await exceeded(users, 'user', `${tenant}/${user.id}`)) ?? (await exceeded(tenants, 'tenant', tenant)),
  };
}

async function exceeded(
  limiter: RateLimiterMemory,
  of: RateExceeded['of'],
  key: string,
): Promise<RateExceeded | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const first = error.consumedPoints === limiter.points + 1;
    return { of, seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)), first };
  }
}
