import type { TermTable } from './actor-terms.ts';

/** Whom Spanish law, and the Spanish texts of the Union's, call what. */
export const SPANISH_TERMS: TermTable = {
  credit_institution:
    'entidad de crédito | banco | caja de ahorros | cooperativa de crédito | EC | sucursal de entidades de crédito | ' +
    'establecimiento financiero de crédito | grupo de entidades de crédito',
  payment_institution: 'entidad de pago | entidad de pago híbrida',
  account_information_service_provider:
    'proveedor de servicios de información sobre cuentas | entidad prestadora del servicio de información sobre cuentas | ' +
    'proveedor del servicio de información sobre cuentas',
  electronic_money_institution: 'entidad de dinero electrónico | EDE',
  investment_firm:
    'empresa de servicios de inversión | empresa de inversión | sociedad de servicios de inversión | sociedad de valores | ' +
    'agencia de valores | empresa de asesoramiento financiero | internalizador sistemático | ESI | ' +
    'sociedad gestora de carteras',
  casp:
    'proveedor de servicios de criptoactivos | proveedor de servicios sobre criptoactivos | PSC | ' +
    'proveedor de servicios de cambio de moneda virtual',
  art_issuer: 'emisor de fichas referenciadas a activos | emisor de fichas significativas referenciadas a activos',
  central_securities_depository: 'depositario central de valores | DCV',
  central_counterparty: 'entidad de contrapartida central | ECC | contrapartida central',
  trading_venue:
    'centro de negociación | mercado regulado | organismo rector del mercado | organismo rector | ' +
    'sistema multilateral de negociación | sistema organizado de contratación | SMN | SOC | mercado secundario oficial | ' +
    'sociedad rectora del mercado',
  trade_repository: 'registro de operaciones',
  aifm:
    'gestor de fondos de inversión alternativos | GFIA | sociedad gestora de entidades de capital-riesgo | ' +
    'sociedad gestora de entidades de inversión colectiva de tipo cerrado',
  ucits_manager:
    'sociedad gestora | sociedad de gestión | sociedad gestora de instituciones de inversión colectiva | SGIIC | ' +
    'sociedad gestora de OICVM | gestor de OICVM',
  data_reporting_service_provider: 'proveedor de servicios de suministro de datos | APA | SIA | PIC',
  insurance_undertaking:
    'entidad aseguradora | entidad reaseguradora | empresa de seguros | empresa de reaseguros | aseguradora | ' +
    'compañía de seguros',
  insurance_intermediary:
    'mediador de seguros | intermediario de seguros | intermediario de reaseguros | corredor de seguros | ' +
    'distribuidor de seguros | intermediario de seguros complementarios',
  iorp:
    'fondo de pensiones de empleo | fondo de pensiones | entidad gestora de fondos de pensiones | ' +
    'gestora de fondos de pensiones',
  credit_rating_agency: 'agencia de calificación crediticia',
  benchmark_administrator:
    'administrador de índices de referencia | administrador de índices de referencia cruciales | ' +
    'administrador de índices',
  crowdfunding_service_provider:
    'proveedor de servicios de financiación participativa | plataforma de financiación participativa',
  securitisation_repository: 'registro de titulizaciones',
  ict_third_party_provider:
    'proveedor tercero de servicios de TIC | proveedor tercero esencial de servicios de TIC | ' +
    'proveedor de servicios de TIC | proveedor intragrupo de servicios de TIC | proveedor de servicios en la nube',
  other:
    'prestador de servicios de confianza | organismo notificado | organismo de certificación | casino | ' +
    'casino de juego | notario | registrador | abogado | procurador | auditor | auditor de cuentas | auditor externo | ' +
    'experto externo | promotor inmobiliario | operador de juego | corporación de derecho público | ' +
    'organización profesional | proveedor de servicios de internet | proveedor de servicios técnicos | agente | ' +
    'sociedad financiera de cartera | sociedad financiera mixta de cartera | sociedad de garantía recíproca | ' +
    'partido político | universidad | centro docente | centro educativo | fundación | ' +
    'entidades y sociedades a que se refiere la norma 30 | fundaciones y asociaciones | red social',
  financial_entities: 'entidad financiera | entidad supervisada',
  simplified_entities: 'entidad financiera a que se refiere el artículo 16, apartado 1',
  payment_service_providers: 'proveedor de servicios de pago | PSP',
  account_keepers:
    'proveedor de servicios de pago gestor de cuenta | proveedor de servicios de iniciación de pagos | ' +
    'gestor de cuenta | proveedor de servicios de iniciación de pago',
  obliged_entities: 'sujeto obligado | entidad obligada | persona obligada',
  financial_market_participants: 'participante en los mercados financieros | participante en mercados financieros',
  financial_advisers: 'asesor financiero',
  e_money_token_issuers:
    'emisor de fichas de dinero electrónico | emisor de fichas significativas de dinero electrónico | ' +
    'emisor de dinero electrónico',
  members_of_venues: 'miembro del mercado',
  every_firm:
    'entidad | empresa | sociedad | institución | responsable del tratamiento | responsable | encargado del tratamiento | ' +
    'encargado | responsables y encargados del tratamiento | corresponsable del tratamiento | entidad esencial | ' +
    'entidad importante | proveedor | operador | emisor | oferente | solicitante | empleador | persona jurídica | ' +
    'persona física o jurídica | persona física y jurídica | persona | quien | grupo | sucursal | entidad matriz | matriz | filial | ' +
    'fabricante | importador | distribuidor | responsable del despliegue | prestamista | acreedor | organización | ' +
    'entidad infractora | entidad dominante | grupo consolidable | subgrupo consolidable | contraparte | ' +
    'entidad significativa | responsable o encargado del tratamiento',
  organ:
    'consejo de administración | consejo | órgano de administración | órgano de dirección | alta dirección | ' +
    'miembro del consejo de administración | administrador | consejero | director general | director de la unidad | ' +
    'comité de nombramientos | comité de remuneraciones | comité de riesgos | comisión de auditoría | ' +
    'comité de auditoría | comisión de nombramientos | órgano de control interno | unidad técnica | ' +
    'auditoría interna | función de auditoría interna | función de cumplimiento | función de gestión de riesgos | ' +
    'unidad de gestión de riesgos | delegado de protección de datos | representante ante el Servicio Ejecutivo | ' +
    'representante | directivo | empleado | directivos o empleados | personal | junta general | ' +
    'junta general de accionistas | presidente del consejo de administración | servicio de atención al cliente | ' +
    'responsable de cumplimiento | responsable de cumplimiento normativo | director de seguridad de la información | ' +
    'alto cargo | órgano centralizado de prevención | comité | presidente ejecutivo | responsable de seguridad de la información',
  authority:
    'autoridad competente | autoridad de control | autoridad de supervisión | autoridad | supervisor | ' +
    'órgano supervisor | autoridad autonómica | autoridad autonómica de protección de datos | autoridad de resolución | ' +
    'autoridad judicial | autoridad macroprudencial | Banco de España | Comisión Nacional del Mercado de Valores | ' +
    'CNMV | SEPBLAC | Servicio Ejecutivo | Servicio Ejecutivo de la Comisión | ' +
    'Servicio Ejecutivo de la Comisión de Prevención del Blanqueo de Capitales e Infracciones Monetarias | ' +
    'Comisión de Prevención del Blanqueo de Capitales e Infracciones Monetarias | Comisión | Comisión Europea | ' +
    'Secretaría de la Comisión | Comisión de Vigilancia | Comité de Inteligencia Financiera | ' +
    'Dirección General de Seguros y Fondos de Pensiones | Dirección General del Tesoro y Política Financiera | ' +
    'Dirección General | Secretaría General del Tesoro | Tesoro | Ministro | Ministerio | titular del Ministerio | titular del ministerio | Gobierno | Estado | ' +
    'Estado miembro | Unión Europea | Unión | Consejo de Ministros | Consejo | Parlamento Europeo | Consejo de Europa | ' +
    'Agencia Española de Protección de Datos | AEPD | Agencia | presidencia | ABE | AEVM | AESPJ | AES | BCE | JERS | JUR | ' +
    'Autoridad Bancaria Europea | Autoridad Europea de Valores y Mercados | Banco Central Europeo | ' +
    'Autoridad Europea de Seguros y Pensiones de Jubilación | Junta Europea de Riesgo Sistémico | ENISA | ' +
    'Junta Única de Resolución | Mecanismo Único de Supervisión | FROB | AMCESFI | supervisor principal | ' +
    'foro de supervisión | CSIRT | tribunal | juez | juzgado | Ministerio Fiscal | ministerio | Administración | ' +
    'administración pública | Administración tributaria | Agencia Estatal de Administración Tributaria | ' +
    'fuerzas y cuerpos de seguridad | comunidad autónoma | Cortes | colegio de supervisores | ' +
    'coordinador de la supervisión | coordinador de la supervisión del conglomerado financiero | ' +
    'administrador provisional | instructor | órgano instructor | órgano competente | órgano sancionador | ' +
    'Registro Mercantil | registro de la propiedad | Fondo de Garantía de Depósitos | entidades locales | ' +
    'funcionario | ayuntamiento | Consejo Consultivo | poderes públicos | Fiscal | secretario general | ' +
    'unidad de inteligencia financiera | comité consultivo | órgano constitucional | órgano judicial | oficina judicial | ' +
    'Consejo General del Poder Judicial | Presidente de la Agencia | Intervención General | ' +
    'Secretaría de Estado | Secretaría | Comité Permanente | Fiscalía General del Estado | intervención provisional | ' +
    'Consejo Asesor | Consejo General del Notariado | Comisión Nacional de los Mercados y la Competencia',
  person:
    'cliente | consumidor | usuario | usuario de servicios de pago | ordenante | beneficiario | interesado | afectado | ' +
    'titular | titular de dinero electrónico | titular de fichas | inversor | accionista | persona física | ' +
    'titular real | ciudadano | denunciante | reclamante | adquirente potencial | adquirente | deudor | tomador | ' +
    'trabajador | menor | comunicante | infractor | heredero | persona interesada | depositante | presunto responsable',
  size_micro: 'microempresa',
  size_small: 'pequeña empresa | empresa pequeña',
  size_medium: 'mediana empresa | empresa mediana',
  size_large: 'gran empresa | empresa grande',
  size_small_or_medium:
    'PYME | pyme | pequeña y mediana empresa | pequeña o mediana empresa | microempresas, pequeñas y medianas empresas',
};
