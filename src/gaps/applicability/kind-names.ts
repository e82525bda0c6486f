import type { Language } from '../../regulations/act.ts';
import type { EntityKind, EntityProfile, EntitySize } from './profile.ts';

interface KindName {
  /** One of the kind, without an article. */
  readonly en: string;
  /** Several of the kind. */
  readonly plural: string;
  readonly es: string;
}

/** How each kind is called; the terms of the acts themselves. */
export const KIND_NAMES: Readonly<Record<EntityKind, KindName>> = {
  credit_institution: { en: 'credit institution', plural: 'credit institutions', es: 'entidad de crédito' },
  payment_institution: { en: 'payment institution', plural: 'payment institutions', es: 'entidad de pago' },
  account_information_service_provider: {
    en: 'account information service provider',
    plural: 'account information service providers',
    es: 'proveedor de servicios de información sobre cuentas',
  },
  electronic_money_institution: {
    en: 'electronic money institution',
    plural: 'electronic money institutions',
    es: 'entidad de dinero electrónico',
  },
  investment_firm: { en: 'investment firm', plural: 'investment firms', es: 'empresa de servicios de inversión' },
  casp: {
    en: 'crypto-asset service provider',
    plural: 'crypto-asset service providers',
    es: 'proveedor de servicios de criptoactivos',
  },
  art_issuer: {
    en: 'issuer of asset-referenced tokens',
    plural: 'issuers of asset-referenced tokens',
    es: 'emisor de fichas referenciadas a activos',
  },
  central_securities_depository: {
    en: 'central securities depository',
    plural: 'central securities depositories',
    es: 'depositario central de valores',
  },
  central_counterparty: {
    en: 'central counterparty',
    plural: 'central counterparties',
    es: 'entidad de contrapartida central',
  },
  trading_venue: { en: 'trading venue', plural: 'trading venues', es: 'centro de negociación' },
  trade_repository: { en: 'trade repository', plural: 'trade repositories', es: 'registro de operaciones' },
  aifm: {
    en: 'manager of alternative investment funds',
    plural: 'managers of alternative investment funds',
    es: 'gestor de fondos de inversión alternativos',
  },
  ucits_manager: {
    en: 'UCITS management company',
    plural: 'UCITS management companies',
    es: 'sociedad gestora de OICVM',
  },
  data_reporting_service_provider: {
    en: 'data reporting service provider',
    plural: 'data reporting service providers',
    es: 'proveedor de servicios de suministro de datos',
  },
  insurance_undertaking: { en: 'insurance undertaking', plural: 'insurance undertakings', es: 'entidad aseguradora' },
  insurance_intermediary: {
    en: 'insurance intermediary',
    plural: 'insurance intermediaries',
    es: 'mediador de seguros',
  },
  iorp: {
    en: 'institution for occupational retirement provision',
    plural: 'institutions for occupational retirement provision',
    es: 'fondo de pensiones de empleo',
  },
  credit_rating_agency: {
    en: 'credit rating agency',
    plural: 'credit rating agencies',
    es: 'agencia de calificación crediticia',
  },
  benchmark_administrator: {
    en: 'administrator of benchmarks',
    plural: 'administrators of benchmarks',
    es: 'administrador de índices de referencia',
  },
  crowdfunding_service_provider: {
    en: 'crowdfunding service provider',
    plural: 'crowdfunding service providers',
    es: 'proveedor de servicios de financiación participativa',
  },
  securitisation_repository: {
    en: 'securitisation repository',
    plural: 'securitisation repositories',
    es: 'registro de titulizaciones',
  },
  ict_third_party_provider: {
    en: 'ICT third-party service provider',
    plural: 'ICT third-party service providers',
    es: 'proveedor tercero de servicios de TIC',
  },
  other: { en: 'undertaking of another kind', plural: 'undertakings of other kinds', es: 'otra empresa' },
};

/** How each size is called; the terms of Recommendation 2003/361/EC. */
export const SIZE_NAMES: Readonly<
  Record<EntitySize, Readonly<Record<Language, string>> & { readonly plural: string }>
> = {
  micro: { en: 'microenterprise', es: 'microempresa', plural: 'microenterprises' },
  small: { en: 'small enterprise', es: 'pequeña empresa', plural: 'small enterprises' },
  medium: { en: 'medium-sized enterprise', es: 'mediana empresa', plural: 'medium-sized enterprises' },
  large: { en: 'large enterprise', es: 'gran empresa', plural: 'large enterprises' },
};

/** How a profile is told: "credit institution and crypto-asset service provider, large enterprise". */
export function profileText({ kinds, size }: EntityProfile, language: Language): string {
  const names = kinds.map((kind) => KIND_NAMES[kind][language]);
  const named = listed(names, language);
  return size === undefined ? named : `${named}, ${SIZE_NAMES[size][language]}`;
}

/** The kinds in English: "a credit institution and a trading venue". */
export function kindsText(kinds: readonly EntityKind[]): string {
  return listed(kinds.map((kind) => `${/^[aeio]/i.test(KIND_NAMES[kind].en) ? 'an' : 'a'} ${KIND_NAMES[kind].en}`));
}

/** Several of each kind: "credit institutions and trading venues". */
export function kindsPlural(kinds: readonly EntityKind[]): string {
  return listed(kinds.map((kind) => KIND_NAMES[kind].plural));
}

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[], language: Language = 'en'): string {
  const last = names.at(-1);
  if (last === undefined || names.length === 1) return last ?? '';
  const and = language === 'en' ? 'and' : /^h?i(?![aeo])/i.test(last) ? 'e' : 'y';
  return `${names.slice(0, -1).join(', ')} ${and} ${last}`;
}
