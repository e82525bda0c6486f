import type { ActId, Language } from '../../regulations/act.ts';
import { placeName } from '../../regulations/mentions/label.ts';
import type { EntityKind, EntityProfile, EntitySize } from '../applicability/profile.ts';
import type { GapRun } from '../runs/gap-run.ts';
import { lawOutline } from './law-outline.ts';

type Said = Readonly<Record<Language, string>>;

const KINDS: Readonly<Record<EntityKind, Said>> = {
  credit_institution: { en: 'credit institution', es: 'entidad de crédito' },
  payment_institution: { en: 'payment institution', es: 'entidad de pago' },
  account_information_service_provider: {
    en: 'account information service provider',
    es: 'proveedor de servicios de información sobre cuentas',
  },
  electronic_money_institution: { en: 'electronic money institution', es: 'entidad de dinero electrónico' },
  investment_firm: { en: 'investment firm', es: 'empresa de servicios de inversión' },
  casp: { en: 'crypto-asset service provider', es: 'proveedor de servicios de criptoactivos' },
  art_issuer: { en: 'issuer of asset-referenced tokens', es: 'emisor de fichas referenciadas a activos' },
  central_securities_depository: { en: 'central securities depository', es: 'depositario central de valores' },
  central_counterparty: { en: 'central counterparty', es: 'entidad de contrapartida central' },
  trading_venue: { en: 'trading venue', es: 'centro de negociación' },
  trade_repository: { en: 'trade repository', es: 'registro de operaciones' },
  aifm: { en: 'manager of alternative investment funds', es: 'gestor de fondos de inversión alternativos' },
  ucits_manager: { en: 'UCITS management company', es: 'sociedad de gestión de OICVM' },
  data_reporting_service_provider: {
    en: 'data reporting service provider',
    es: 'proveedor de servicios de suministro de datos',
  },
  insurance_undertaking: { en: 'insurance undertaking', es: 'empresa de seguros' },
  insurance_intermediary: { en: 'insurance intermediary', es: 'intermediario de seguros' },
  iorp: {
    en: 'institution for occupational retirement provision',
    es: 'fondo de pensiones de empleo',
  },
  credit_rating_agency: { en: 'credit rating agency', es: 'agencia de calificación crediticia' },
  benchmark_administrator: { en: 'administrator of benchmarks', es: 'administrador de índices de referencia' },
  crowdfunding_service_provider: {
    en: 'crowdfunding service provider',
    es: 'proveedor de servicios de financiación participativa',
  },
  securitisation_repository: { en: 'securitisation repository', es: 'registro de titulizaciones' },
  ict_third_party_provider: { en: 'ICT third-party service provider', es: 'proveedor tercero de servicios de TIC' },
  other: { en: 'other undertaking', es: 'otra empresa' },
};

const SIZES: Readonly<Record<EntitySize, Said>> = {
  micro: { en: 'micro', es: 'microempresa' },
  small: { en: 'small', es: 'pequeña' },
  medium: { en: 'medium-sized', es: 'mediana' },
  large: { en: 'large', es: 'grande' },
};

/** "credit institution, large". */
function profileSaid({ kinds, size }: EntityProfile, language: Language): string {
  return [...kinds.map((kind) => KINDS[kind][language]), ...(size === undefined ? [] : [SIZES[size][language]])].join(
    ', ',
  );
}

const NAMES = {
  acts: { en: 'Law', es: 'Ley' },
  places: { en: 'Of it only', es: 'De ella solo' },
  topic: { en: 'On the topic', es: 'Sobre el tema' },
  asOf: { en: 'As it stood on', es: 'Tal como regía el' },
  profile: { en: 'The firm', es: 'La entidad' },
  policies: { en: 'Own policies', es: 'Políticas propias' },
} as const satisfies Readonly<Record<string, Said>>;

const ANY: Said = {
  en: 'not told: every duty that firms have counts',
  es: 'no indicada: cuenta todo deber de las entidades',
};

/** What was compared with what: a name and its words each, only what the scope tells. */
export function scopeLines(run: GapRun, language: Language): readonly (readonly [name: string, words: string])[] {
  const { scope, policies } = run;
  const names = actNames(run);
  const line = (name: keyof typeof NAMES, words: string | undefined) =>
    words === undefined || words === '' ? [] : [[NAMES[name][language], words] as const];
  return [
    ...line('acts', scope.acts.map((act) => names.get(act) ?? act).join('; ')),
    ...line('places', scope.places?.map((place) => placeSaid(place, language)).join('; ')),
    ...line('topic', scope.topic),
    ...line('asOf', scope.asOf),
    ...line('profile', scope.profile === undefined ? ANY[language] : profileSaid(scope.profile, language)),
    ...line('policies', policies.map(({ title }) => title).join('; ')),
  ];
}

/** Places may bear their act in front. */
function placeSaid(place: string, language: Language): string {
  const hash = place.indexOf('#');
  const bare = place.slice(hash + 1);
  const name = placeName(bare, language) || bare;
  return hash < 0 ? name : `${name}, ${place.slice(0, hash)}`;
}

/** "DORA (32022R2554)", as far as the results tell a name. */
export function actNames({ results }: Pick<GapRun, 'results'>): ReadonlyMap<ActId, string> {
  return new Map(lawOutline(results).map(({ act, name }) => [act, name === act ? act : `${name} (${act})`]));
}
