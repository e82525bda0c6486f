import type { Language } from '../../regulations/act.ts';

/**
 * Nouns for whoever can be bound to do something: people, bodies, undertakings, authorities, parts of a bank. Folded,
 * singular in English; in Spanish the beginning of the word.
 */
const ENGLISH = new Set(
  (
    'entity institution provider authority state member commission body board management manager staff personnel officer ' +
    'controller processor issuer offeror offerer person individual operator firm undertaking company bank client customer ' +
    'holder payer payee user auditor tester employee director committee department team unit supervisor agent supplier ' +
    'vendor owner insurer intermediary depository counterparty repository administrator party representative recipient ' +
    'subject overseer forum agency council parliament court secretariat applicant acquirer shareholder microenterprise ' +
    'enterprise group branch subsidiary head lead chief executive function line desk office division area organisation ' +
    'organization consultant contractor colleague worker trader broker dealer adviser advisor distributor manufacturer ' +
    'producer deployer importer custodian trustee depositary registrar notary lawyer accountant buyer seller borrower ' +
    'lender participant venue exchange market-maker eba esma eiopa ecb esas esa enisa ciso dpo mlro cro ceo cfo coo cio ' +
    'cto cco csirt csirts soc hr fiu edpb srb they it we you he she everyone everybody anyone nobody who steward champion ' +
    'sponsor analyst engineer developer architect specialist expert chair chairperson chairman president minister ministry ' +
    'government regulator ombudsman association federation foundation partnership partner parent casp casps aisp aisps ' +
    'pisp psp psps pisps aspsp aifm aifms ucits marketmaker reporter responder helpdesk facility audit compliance legal ' +
    'treasury operations finance procurement risk it-operations security resources secretary reviewer approver requester ' +
    'delegate deputy nominee guardian executor liquidator receiver college taskforce crew personnel signatory originator ' +
    'official sponsor servicer beneficiary principal union taker underwriter undertaking controller-processor lawmaker one those ' +
    'guild warden clerk keeper mayor panel official network contact dpos cpo gdpo amlco cmlco bcm'
  ).split(' '),
);
/** Heads that look like agents and are things: "the compliance function test", a list that grows by cases. */
const ENGLISH_THINGS = new Set([
  'it',
  'one',
  'those',
  'risk',
  'security',
  'network',
  'contact',
  'facility',
  'resources',
]);
/** Parts of a bank, named without an article: "Compliance reviews …", "Internal Audit tests …". */
const ENGLISH_UNITS = new Set(
  'audit compliance legal treasury operations finance procurement risk security resources'.split(' '),
);

const ACRONYM_THINGS =
  /^(?:ICT|BIA|RTO|RPO|KPI|KRI|DPIA|TLPT|PIN|SLA|API|KYC|AML|CFT|CDD|EDD|STR|SAR|PII|MFA|VPN|DLP|EUR|USD|SCA|BCP|DRP|RTS|ITS|LEI|ISIN|DLT|SPV|GDPR|DORA|PSD|AND|NOT|FOR|THE|ALL|ANY|NPL|CRM|SQL|USB|BYOD|RBAC|LGD|LCR|NSFR|ICAAP|ILAAP|ITSM|CVE|NDA)s?$/;

const ENGLISH_BREAK =
  /^(?:of|in|for|from|to|under|with|within|by|on|at|that|which|who|whom|whose|referred|as|seeking|acting|professionally|providing|offering|issuing|operating|using|where|when|established|authorised|responsible|having|including|participating|conducting|carrying|belonging|concerned|involved|whether|pursuant|between|outside|inside|listed|identified|designated|mentioned|engaged|intending|wishing|holding|processing|not|other|than|such|without|and\/or|reporting|applying|falling|\d.*)$/;

const SPANISH_STEMS = (
  'entidad sujeto persona autoridad banco servicio comision ministerio director directiv consejo organo responsable ' +
  'empresa sociedad proveedor cliente titular tercer notari registrador auditor experto empleado emplead agente ' +
  'administrador institucion corredor operador gestor emisor oferente usuario ordenante beneficiario interesad encargado ' +
  'delegado departamento unidad comite area direccion secretaria secretari estado miembro profesional abogad procurador ' +
  'fundacion asociacion casino promotor fiduciari trabajador personal oficina organismo organizacion firma grupo filial ' +
  'sucursal matriz gerente jefe equipo funcion supervisor inspector fedatari deposit custodi intermediari quien quienes ' +
  'aquel aquella aquellos aquellas colegi patronato fideicomis representante apoderad solicitante accionista socio socia ' +
  'reclamante denunciante juez tribunal fiscal ministr gobierno presidente vicepresidente instituto agencia cnmv sepblac ' +
  'ciso dpd oficial analista prestador contratista subcontratista auditoria cumplimiento tesoreria intervencion abe aevm ' +
  'bce mutualidad mutua cooperativa establecimiento plataforma microempresa pagador comprador vendedor tomador asegurador ' +
  'aseguradora mediador perito letrado instructor vocal cargo centro usuari compañia'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);
const SPANISH_EXACT = new Set([
  'ellos',
  'ellas',
  'estos',
  'estas',
  'este',
  'esta',
  'aquellos',
  'aquel',
  'el',
  'todos',
  'nadie',
  'ninguno',
]);
const SPANISH_AGENT = new RegExp(`^(?:${SPANISH_STEMS.join('|')})[a-zñ]{0,6}$`);
/** What begins like one of them and is a thing. */
const SPANISH_THING =
  /^(?:personalidad|servicios|auditorias?|funcion(?:es|amiento)|estados? (?:financier|contable)|organizaciones? de|registr|cargos|areas|deposit(?:o|os)|custodia|titularidad(?:es)?|institucional|comisiones|direcciones|representacion|intervenciones|grupos? de|fiscalidad|terceras? part|empresarial|profesionalidad|centros|plataformas)$/;
const SPANISH_TOOL =
  /^(?:ordenador|indicador|servidor|procesador|identificador|borrador|marcador|factor|sector|motor|vector|conductor|contador|buscador|navegador|reactor|doctor)(?:es|as|a)?$/;
const SPANISH_SKIP =
  /^(?:el|la|los|las|un|una|unos|unas|cada|todo|toda|todos|todas|cualquier|cualesquiera|dich[oa]s?|est[ea]|est[oa]s|es[ea]s?|tal(?:es)?|citad[oa]s?|mencionad[oa]s?|referid[oa]s?|correspondientes?|propi[oa]s?|ambas?|ambos|demas|presentes?|mism[oa]s?|nuev[oa]s?|ningun|ninguna|su|sus|respectiv[oa]s?|otr[oa]s|aquell[oa]s|alta|alto|maxim[oa]s?|principal(?:es)?)$/;

/** Whether a noun phrase names somebody who can be bound: told by the noun that it is about. */
export function isAgent(phrase: string, language: Language): boolean {
  return language === 'en' ? isEnglishAgent(phrase) : isSpanishAgent(phrase);
}

function isEnglishAgent(phrase: string): boolean {
  const words = wordsOf(phrase);
  const first = words.findIndex(
    (word, at) =>
      at > 0 &&
      ((ENGLISH_BREAK.test(word) && !(word === 'reporting' && words[at + 1] === 'service')) ||
        (/^[a-z]{3,}(?:ed|ing)$/.test(word) && ENGLISH.has(singularOf(words[at - 1] ?? '')))),
  );
  const nouns = withoutParticiples(first < 0 ? words : words.slice(0, first));
  // Of several, the last tells: "payment institutions and their branches".
  const head = nouns
    .filter((word) => !/^(?:and|or|concerned|itself|themselves|both|also|shall|together|thereof|alike)$/.test(word))
    .at(-1);
  if (head === undefined) return false;
  if (isAcronym(phrase, nouns)) return true;
  const bare = head.replace(/'s?$/, '');
  const singular = singularOf(bare);
  if (ENGLISH_UNITS.has(singular) || ENGLISH_UNITS.has(bare)) return isUnit(phrase, nouns);
  if (ENGLISH_THINGS.has(bare)) return nouns.length === 1 || (bare === 'one' && nouns.length < 3);
  return ENGLISH.has(bare) || ENGLISH.has(singular) || (DOER.test(singular) && !TOOL.test(singular));
}

/** What stands behind the noun tells more of it: "persons authorised", "the person arranging". */
function withoutParticiples(words: readonly string[]): readonly string[] {
  const last = words.findLastIndex(
    (word) => !/^(?:[a-z]{3,}(?:ed|ing|ly)|competent|responsible|concerned|himself|herself)$/.test(word),
  );
  return last < 0 ? words : words.slice(0, last + 1);
}

/** "The JON", "CISO": whoever goes by an abbreviation, unless it is known for a thing. */
function isAcronym(phrase: string, nouns: readonly string[]): boolean {
  const printed = phrase
    .trim()
    .split(/[\s,]+/)
    .filter((word) => !/^(?:the|a|an|its|their|our)$/i.test(word));
  const last = printed.at(-1) ?? '';
  return nouns.length <= 2 && printed.length <= 2 && /^[A-Z]{3,6}s?$/.test(last) && !ACRONYM_THINGS.test(last);
}

/** Whoever does something goes by such an ending, "assessor", "licensee"; so do some things. */
const DOER = /^[a-z]{3,}(?:er|or|ee|ist|man|woman|eer)$/;
const TOOL =
  /(?:paper|order|number|register|matter|letter|factor|error|offer|transfer|manner|power|server|computer|ledger|folder|container|parameter|indicator|identifier|counter|calendar|chapter|disclaimer|tender|layer|router|printer|monitor|sector|vector|cover|charter|centre|center|border|header|footer|trigger|remainder|other|another|whether|either|neither|former|latter|corner|quarter|semester|trimester|october|september|november|december|newsletter|waiver|procedure|fee|degree|guarantee|list|checklist|shortlist|whitelist|blacklist|human|interior|behaviour|minor|major|prior|floor|door|mirror|colour|barrier|carrier|over|under|after|ever|never|however|moreover|later|greater|lower|higher|further|order|buffer|cluster|filter|pointer|anchor|tower|water|corridor|error|doctor|motor|reactor|sensor|backer|banner|cookie)$/;

/** "Compliance" and "Internal Audit" are departments, "the operations" and "ICT risk" are not. */
function isUnit(phrase: string, nouns: readonly string[]): boolean {
  const printed = phrase.trim();
  return (
    /^(?:The )?\p{Lu}/u.test(printed) &&
    nouns.length <= 3 &&
    /(?:^|\s)\p{Lu}[\p{L}]*$/u.test(
      printed
        .split(/\s+/)
        .slice(0, nouns.length + (/^the\s/i.test(printed) ? 1 : 0))
        .join(' '),
    )
  );
}

function singularOf(word: string): string {
  if (word === 'staff' || word.length < 4) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('ches') || word.endsWith('sses')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function isSpanishAgent(phrase: string): boolean {
  const words = wordsOf(phrase);
  const head = words.find((word) => !SPANISH_SKIP.test(word)) ?? (words.length > 0 ? words.at(-1) : undefined);
  if (head === undefined) return false;
  if (SPANISH_EXACT.has(head)) return words.length <= 2;
  const rest = words.slice(words.indexOf(head)).join(' ');
  if (/^servicios? (?:ejecutivo|jurid|de (?:atencion|prevencion|inteligencia|supervision))/.test(rest)) return true;
  if (/^estados? miembros?/.test(rest)) return true;
  if (SPANISH_THING.test(head) || /^(?:estados? (?:financ|contab)|grupos? de (?:interes|riesgo))/.test(rest))
    return false;
  return SPANISH_AGENT.test(head) || (/^[a-zñ]{3,}(?:dor|tor)(?:a|es|as)?$/.test(head) && !SPANISH_TOOL.test(head));
}

function wordsOf(phrase: string): readonly string[] {
  return phrase
    .normalize('NFD')
    .replace(/[\u0300-\u0302\u0304-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/’/g, "'")
    .split(/[\s,;:()/]+/)
    .filter((word) => word !== '' && !/^(?:the|a|an|each|every|any|all|no|such|both|their|its)$/.test(word));
}
