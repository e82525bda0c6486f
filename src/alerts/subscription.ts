import type { Language } from '../regulations/act.ts';

/** Authorities that can be followed: those that the desk reads. */
export const AUTHORITIES = ['bde', 'esma', 'eiopa', 'eba', 'fisma', 'iosco', 'cnmv', 'eurlex', 'boe'] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** Matters that can be followed. */
export const TOPICS = [
  'ict_risk',
  'payments',
  'capital',
  'liquidity',
  'markets',
  'crypto_assets',
  'consumer_protection',
  'anti_money_laundering',
  'data_protection',
  'governance',
  'reporting',
  'insurance',
  'sustainability',
] as const;
export type Topic = (typeof TOPICS)[number];

/** What somebody wants to be told of. An empty list stands for all; what is named in several lists must fit all. */
export interface AlertFilter {
  readonly authorities: readonly Authority[];
  /** CELEX numbers or BOE identifiers. */
  readonly acts: readonly string[];
  readonly topics: readonly Topic[];
  /** In which language it is told, and in which texts are preferred. */
  readonly language: Language;
}

/** A conversation follows a matter; one subscription a conversation. */
export interface Subscription {
  readonly tenant: string;
  readonly conversation: string;
  readonly filter: AlertFilter;
  /** Object id of who asked for it. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface SubscriptionStore {
  /** In the stead of the one before. */
  save(subscription: Subscription): void;
  find(tenant: string, conversation: string): Subscription | undefined;
  remove(tenant: string, conversation: string): boolean;
  /** Of one tenant, or of all: an alert concerns whoever follows its matter. */
  list(tenant?: string): readonly Subscription[];
}
