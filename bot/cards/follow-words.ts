import type { Authority, Topic } from '../../src/alerts/subscription.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { Sentence } from './sentence.ts';

/** Authorities by the names under which people know them. */
const AUTHORITY_NAMES: Readonly<Record<Authority, Sentence>> = {
  bde: { en: 'Banco de España', es: 'Banco de España' },
  esma: { en: 'ESMA – securities and markets', es: 'ESMA – valores y mercados' },
  eiopa: { en: 'EIOPA – insurance and pensions', es: 'EIOPA – seguros y pensiones' },
  eba: { en: 'EBA – banking', es: 'EBA – banca' },
  fisma: { en: 'European Commission, DG FISMA', es: 'Comisión Europea, DG FISMA' },
  iosco: { en: 'IOSCO – securities, worldwide', es: 'IOSCO – valores, internacional' },
  cnmv: { en: 'CNMV – Spanish markets', es: 'CNMV – mercados de España' },
  eurlex: { en: 'EUR-Lex – law of the Union', es: 'EUR-Lex – Derecho de la Unión' },
  boe: { en: 'BOE – Spanish law', es: 'BOE – Derecho español' },
};

const TOPIC_NAMES: Readonly<Record<Topic, Sentence>> = {
  ict_risk: { en: 'ICT risk and resilience', es: 'Riesgo TIC y resiliencia' },
  payments: { en: 'Payments', es: 'Pagos' },
  capital: { en: 'Capital', es: 'Capital' },
  liquidity: { en: 'Liquidity', es: 'Liquidez' },
  markets: { en: 'Markets', es: 'Mercados' },
  crypto_assets: { en: 'Crypto-assets', es: 'Criptoactivos' },
  consumer_protection: { en: 'Consumer protection', es: 'Protección del consumidor' },
  anti_money_laundering: { en: 'Anti-money laundering', es: 'Prevención del blanqueo' },
  data_protection: { en: 'Data protection', es: 'Protección de datos' },
  governance: { en: 'Governance', es: 'Gobernanza' },
  reporting: { en: 'Reporting', es: 'Información al supervisor' },
  insurance: { en: 'Insurance', es: 'Seguros' },
  sustainability: { en: 'Sustainability', es: 'Sostenibilidad' },
};

export function authorityName(authority: Authority, language: Language): string {
  return AUTHORITY_NAMES[authority][language];
}

export function topicName(topic: Topic, language: Language): string {
  return TOPIC_NAMES[topic][language];
}
