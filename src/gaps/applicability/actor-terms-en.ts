import type { TermTable } from './actor-terms.ts';

/** Whom English law, and whoever writes about it, calls what. */
export const ENGLISH_TERMS: TermTable = {
  credit_institution: 'credit institution | bank | CI | savings bank | credit union | covered bond issuer',
  payment_institution: 'payment institution | PI',
  account_information_service_provider: 'account information service provider | AISP',
  electronic_money_institution: 'electronic money institution | e-money institution | EMI | ELMI',
  investment_firm: 'investment firm | investment company | broker-dealer | systematic internaliser | MiFID firm',
  casp: 'crypto-asset service provider | CASP | crypto-asset provider | virtual asset service provider | VASP',
  art_issuer:
    'issuer of asset-referenced tokens | issuer of significant asset-referenced tokens | ' +
    'issuer of such asset-referenced tokens | applicant issuer of asset-referenced tokens | ART issuer | issuer of ART',
  central_securities_depository: 'central securities depository | CSD',
  central_counterparty: 'central counterparty | CCP | central counterparties',
  trading_venue:
    'trading venue | regulated market | market operator | operator of trading venue | operator of regulated market | ' +
    'multilateral trading facility | organised trading facility | MTF | OTF | operator of MTF | operator of OTF',
  trade_repository: 'trade repository',
  aifm:
    'manager of alternative investment funds | alternative investment fund manager | AIFM | EU AIFM | non-EU AIFM | ' +
    'internally managed AIF | external manager | AIF',
  ucits_manager: 'UCITS management company | management company | UCITS manager | management company of UCITS',
  data_reporting_service_provider:
    'data reporting service provider | data reporting services provider | APA | CTP | ARM | DRSP | ' +
    'approved publication arrangement | consolidated tape provider | approved reporting mechanism',
  insurance_undertaking:
    'insurance undertaking | reinsurance undertaking | insurance and reinsurance undertaking | insurer | reinsurer | ' +
    'insurance company',
  insurance_intermediary:
    'insurance intermediary | reinsurance intermediary | ancillary insurance intermediary | insurance distributor | ' +
    'insurance broker',
  iorp: 'institution for occupational retirement provision | IORP | pension fund',
  credit_rating_agency: 'credit rating agency',
  benchmark_administrator:
    'administrator of benchmarks | administrator of critical benchmarks | benchmark administrator',
  crowdfunding_service_provider: 'crowdfunding service provider',
  securitisation_repository: 'securitisation repository',
  ict_third_party_provider:
    'ICT third-party service provider | ICT third-party provider | critical ICT third-party service provider | CTPP | ' +
    'ICT intra-group service provider | ICT subcontractor | ICT service provider | cloud service provider',
  other:
    'trust service provider | qualified trust service provider | notified body | conformity assessment body | ' +
    'certification body | accredited body | provider of web-browsers | domain name registry | TLD name registry | ' +
    'top-level domain name registry | entity providing domain name registration services | DNS service provider | ' +
    'auditor | statutory auditor | external auditor | external valuer | valuer | tester | technical service provider | ' +
    'body responsible for authentic source | electronic communications network provider | payment card scheme | ' +
    'payment system | operator of payment system | intermediary service provider | agent | ' +
    'entity providing electronic attestation | qualified service provider | financial holding company | prime broker | ' +
    'provider of electronic identification | third-country firm | association | consumer organisation | post office giro institution | postal service | credit servicer',
  financial_entities: 'financial entity | financial institution | supervised entity',
  simplified_entities:
    'financial entity referred to in article 16(1) | entity referred to in article 16(1) | ' +
    'financial entity as referred to in article 16(1)',
  payment_service_providers: 'payment service provider | PSP | intermediary payment service provider',
  account_keepers:
    'account servicing payment service provider | ASPSP | payment initiation service provider | PISP | card-based ' +
    'payment instrument issuer',
  obliged_entities: 'obliged entity',
  financial_market_participants: 'financial market participant',
  financial_advisers: 'financial adviser | financial advisor',
  e_money_token_issuers:
    'issuer of e-money tokens | issuer of significant e-money tokens | issuer of such e-money tokens | EMT issuer | ' +
    'issuer of electronic money | electronic money issuer',
  depositaries: 'depositary',
  members_of_venues: 'member or participant of trading venue | member or participant of regulated market',
  every_firm:
    'entity | undertaking | institution | firm | company | enterprise | organisation | controller | processor | ' +
    'data controller | joint controller | representative of controller | essential entity | important entity | ' +
    'essential and important entity | provider | deployer | importer | distributor | manufacturer | ' +
    'authorised representative | operator | issuer | offeror | applicant issuer | applicant | employer | creditor | ' +
    'legal person | legal entity | any person | person | natural or legal person | persons seeking admission to trading | ' +
    'person professionally arranging or executing transactions | counterparty | financial counterparty | ' +
    'non-financial counterparty | relying party | private relying party | group | parent undertaking | subsidiary | ' +
    'branch | data holder | initiator | seller | supplier | trader | originator | sponsor | ' +
    'securitisation special purpose entity | reporting counterparty | custodian | delegate | submitting entity | outsourcing entity',
  organ:
    'management body | member of management body | senior management | senior manager | board of directors | board | ' +
    'director | administrative, management or supervisory body | supervisory function | management function | ' +
    'nomination committee | remuneration committee | risk committee | audit committee | internal audit | ' +
    'internal audit function | internal auditor | control function | compliance function | compliance officer | ' +
    'risk management function | risk control function | data protection officer | DPO | CISO | CRO | CFO | CEO | ' +
    'chief information security officer | chief risk officer | chief executive officer | staff | employee | personnel | ' +
    'money laundering reporting officer | MLRO | crisis management function | legal representative | ICT asset owner | ' +
    'representative | business unit | business line | internal control function | permanent control function | ' +
    'functional area | line of management | person who effectively directs business | general meeting | shareholders meeting',
  authority:
    'competent authority | national competent authority | NCA | supervisory authority | lead supervisory authority | ' +
    'requested supervisory authority | supervisor | supervisory body | home competent authority | ' +
    'host competent authority | resolution authority | designated authority | national authority | public authority | ' +
    'notifying authority | market surveillance authority | judicial authority | data protection authority | ' +
    'macroprudential authority | authority | official | public sector body | public administration | TLPT authority | ' +
    'law enforcement authority | tax authority | coordinating supervisor | consolidating supervisor | ' +
    'EBA | ESMA | EIOPA | ESA | ECB | ESRB | ESCB | SRB | ENISA | AMLA | EDPB | EDPS | ESFS | FIU | ' +
    'European Banking Authority | European Supervisory Authorities | European Central Bank | ' +
    'European Systemic Risk Board | European Data Protection Board | European Data Protection Supervisor | ' +
    'financial intelligence unit | national central bank | central bank | Member State | home Member State | ' +
    'host Member State | Member State of reference | third country | State | Commission | European Commission | ' +
    'Council | European Parliament | Parliament | European Council | Union | Union institution | Union body | Lead Overseer | Oversight Forum | ' +
    'oversight network | Joint Oversight Network | joint committee | joint examination team | investigation officer | ' +
    'independent investigatory officer | CSIRT | CSIRTs network | EU-CyCLONe | single point of contact | ' +
    'cooperation group | European Digital Identity Cooperation Group | AI Office | European Artificial Intelligence Board | ' +
    'advisory forum | scientific panel | Board | Board of Supervisors | Agency | chair of Board | secretariat | ' +
    'committee | college | supervisory college | college of supervisors | court | ' +
    'court of justice | tribunal | judge | prosecutor | minister | ministry | government | deposit guarantee scheme | ' +
    'Stakeholder Group | coordinating competent authority | accreditation body | ' +
    'national accreditation body | Single Resolution Board | liaison officer | expert | rapporteur | FATF | Chair | Chairperson',
  person:
    'client | retail client | professional client | customer | consumer | user | payment service user | payer | payee | ' +
    'data subject | holder | holder of asset-referenced tokens | holder of e-money tokens | token holder | investor | ' +
    'shareholder | natural person | individual | reporting person | complainant | acquirer | proposed acquirer | ' +
    'proposed transferor | policyholder | depositor | beneficiary | beneficial owner | debtor | cardholder | ' +
    'affected person | electronic money holder | whistleblower | citizen | ' +
    'natural or legal person who has taken decision | person who has taken decision',
  size_micro: 'microenterprise | micro-enterprise | micro enterprise',
  size_small: 'small enterprise | small undertaking | small firm',
  size_medium: 'medium-sized enterprise',
  size_large: 'large enterprise | large undertaking',
  size_small_or_medium:
    'SME | small and medium-sized enterprise | small or medium-sized enterprise | small and medium enterprise | ' +
    'micro, small and medium-sized enterprise | small and medium-sized undertaking',
};
