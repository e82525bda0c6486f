import { ENTITY_KINDS, type EntityKind } from './profile.ts';

/**
 * What a word of the law names: one or several kinds of firm; `every_firm`, who may be any firm or is an organ or a role
 * within one; an `organ`, which is that of whoever stands behind "of"; an authority; a person; a size.
 */
type TermClass = 'authority' | 'person' | 'every_firm' | 'organ';

/** Firms that pay for others: Article 1(1) PSD2, with the providers of Article 33. */
export const PAYMENT_SERVICE_PROVIDERS: readonly EntityKind[] = [
  'credit_institution',
  'payment_institution',
  'account_information_service_provider',
  'electronic_money_institution',
];

/** Article 4(17) PSD2: those that keep a payment account for a payer. */
const ACCOUNT_KEEPERS: readonly EntityKind[] = [
  'credit_institution',
  'payment_institution',
  'electronic_money_institution',
];

/** Article 2(1), points (a) to (t), DORA: all but ICT third-party service providers. */
export const FINANCIAL_ENTITIES: readonly EntityKind[] = [
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
];

/**
 * Article 16(1) DORA: those with the simplified framework. Credit institutions are none; what that article calls
 * "institutions exempted pursuant to Directive 2013/36/EU" are not licensed as such.
 */
export const SIMPLIFIED_ENTITIES: readonly EntityKind[] = [
  'investment_firm',
  'payment_institution',
  'electronic_money_institution',
  'iorp',
];

/** Article 2(1) of the fourth Anti-Money Laundering Directive and, for Spain, artículo 2.1 of Ley 10/2010. */
export const OBLIGED_ENTITIES: readonly EntityKind[] = [
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
  'aifm',
  'ucits_manager',
  'insurance_undertaking',
  'insurance_intermediary',
  'iorp',
  'crowdfunding_service_provider',
  'other',
];

/** Article 2(1) SFDR; credit institutions and investment firms as far as they manage portfolios. */
export const FINANCIAL_MARKET_PARTICIPANTS: readonly EntityKind[] = [
  'insurance_undertaking',
  'investment_firm',
  'iorp',
  'aifm',
  'ucits_manager',
  'credit_institution',
];

/** Article 2(11) SFDR. */
export const FINANCIAL_ADVISERS: readonly EntityKind[] = [
  'insurance_intermediary',
  'insurance_undertaking',
  'credit_institution',
  'investment_firm',
  'aifm',
  'ucits_manager',
];

/** Terms that name several kinds at once, by what they name. */
export const GROUPS = {
  financial_entities: FINANCIAL_ENTITIES,
  simplified_entities: SIMPLIFIED_ENTITIES,
  payment_service_providers: PAYMENT_SERVICE_PROVIDERS,
  account_keepers: ACCOUNT_KEEPERS,
  obliged_entities: OBLIGED_ENTITIES,
  financial_market_participants: FINANCIAL_MARKET_PARTICIPANTS,
  financial_advisers: FINANCIAL_ADVISERS,
  // Article 48(1) MiCA.
  e_money_token_issuers: ['credit_institution', 'electronic_money_institution'],
  // Article 4(1)(3) CRR.
  institutions: ['credit_institution', 'investment_firm'],
  // Article 21(3) AIFMD, Article 23(2) of the UCITS Directive.
  depositaries: ['credit_institution', 'investment_firm', 'other'],
  members_of_venues: ['credit_institution', 'investment_firm'],
} as const satisfies Readonly<Record<string, readonly EntityKind[]>>;
type TermGroup = keyof typeof GROUPS;

/** What terms can name beside kinds: sizes are of Recommendation 2003/361/EC. */
export type TermMeaning =
  | EntityKind
  | TermGroup
  | TermClass
  | 'size_micro'
  | 'size_small'
  | 'size_medium'
  | 'size_large'
  | 'size_small_or_medium';

/**
 * Terms by what they name, joined by `|`, in the singular or the plural. Written in capitals, a term is an abbreviation
 * and is met in capitals only; beginning with one, it is met so only ("Board", and not the board of a firm).
 */
export type TermTable = Readonly<Partial<Record<TermMeaning, string>>>;

/** The kinds of firm that a term names; none where it names somebody else, or any firm. */
export function kindsOf(meaning: TermMeaning): readonly EntityKind[] {
  if (meaning in GROUPS) return GROUPS[meaning as TermGroup];
  return ENTITY_KINDS.filter((kind) => kind === meaning);
}
