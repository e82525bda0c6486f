/**
 * What a firm is licensed as; the terms of the acts (Article 2(1) DORA, Article 3(1) MiCA, Article 1(1) PSD2). `other` is
 * any other undertaking.
 */
export const ENTITY_KINDS = [
  'credit_institution',
  'payment_institution',
  'account_information_service_provider',
  'electronic_money_institution',
  'investment_firm',
  'casp',
  'art_issuer',
  'central_securities_depository',
  'central_counterparty',
  'trading_venue',
  'trade_repository',
  'aifm',
  'ucits_manager',
  'data_reporting_service_provider',
  'insurance_undertaking',
  'insurance_intermediary',
  'iorp',
  'credit_rating_agency',
  'benchmark_administrator',
  'crowdfunding_service_provider',
  'securitisation_repository',
  'ict_third_party_provider',
  'other',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Commission Recommendation 2003/361/EC, as DORA Article 3(60) to (64) uses it. */
export const ENTITY_SIZES = ['micro', 'small', 'medium', 'large'] as const;
export type EntitySize = (typeof ENTITY_SIZES)[number];

/** Who asks: what the bank is, as far as the law's duties depend on it. */
export interface EntityProfile {
  /** What it is licensed as; several for a group that is looked at as one. */
  readonly kinds: readonly EntityKind[];
  readonly size?: EntitySize;
}

/** Whether an obligation is one of the firm's, and why, in a sentence that names the words of the law. */
export interface Applicability {
  readonly applies: boolean;
  readonly why: string;
}
