import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import { addresseesOf } from './actor-kinds.ts';
import { actorWords, termsAmong } from './actor-words.ts';
import type { EntityKind } from './profile.ts';

/** Whom what stands below a heading is for, where the heading says so. */
export interface HeadingScope {
  /** As printed. */
  readonly heading: string;
  /** For firms of these kinds; none where it is for authorities. */
  readonly kinds: readonly EntityKind[];
  readonly authority: boolean;
}

/** Far longer than any heading. */
const MOST_CHARACTERS = 400;

/**
 * What the headings around a provision tell of whom it binds; the innermost that tells something decides. Headings are of
 * use where a sentence itself names nobody in particular.
 *
 * @param headings outermost first
 */
export function headingScope(headings: readonly string[], language: Language): HeadingScope | undefined {
  for (const heading of headings.toReversed()) {
    const scope = scopeOf(heading.slice(0, MOST_CHARACTERS), language);
    if (scope !== undefined) return scope;
  }
  return undefined;
}

function scopeOf(printed: string, language: Language): HeadingScope | undefined {
  const heading = withoutNumber(printed);
  const folded = foldText(heading).replaceAll('’', "'");
  if (AUTHORITY_HEADINGS[language].some((pattern) => pattern.test(folded)))
    return { heading: printed, kinds: [], authority: true };
  const topic = TOPICS[language].find(([pattern]) => pattern.test(folded));
  const kinds = topic?.[1] ?? kindsNamed(heading, language);
  return kinds.length === 0 ? undefined : { heading: printed, kinds, authority: false };
}

/** `CHAPTER II — `, `Section 1 `, `Artículo 4 bis. `, `Sección 1.ª `: the number in front of a heading's words. */
const NUMBERED =
  /^(?:chapter|title|section|part|article|annex|cap[ií]tulo|t[ií]tulo|secci[oó]n|art[ií]culo|norma|anexo)\s{1,3}(?:[ivxlc]{1,8}|\d{1,4}[a-z]?)(?:[.ªº]{1,3})?(?:\s(?:bis|ter|quater))?[\s.:—–-]{1,4}/iu;

function withoutNumber(heading: string): string {
  return heading.trim().replace(NUMBERED, '');
}

/** Words of headings for what somebody has to do, and what stands between them and whom it binds. */
const DUTIES: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:obligations?|requirements?|duties|rules|conditions|authorisation|provisions|responsibilities|liability|rights|transparency)\b/i,
  es: /(?:^|\s)(?:obligaciones|requisitos|deberes|régimen|normas|condiciones|responsabilidad|autorización)(?=\s)/i,
};
const BINDING: Readonly<Record<Language, RegExp>> = {
  en: /^[^,;]{0,40}?\b(?:by|of|for|applicable to)\s/i,
  es: /^[^,;]{0,30}?\s(?:de|del|para|aplicables? a)\s/i,
};

/** The kinds of firm that a heading is for: "Obligations of issuers of …", or a kind itself. */
function kindsNamed(heading: string, language: Language): readonly EntityKind[] {
  // In a heading that is all in capitals those of a term tell nothing.
  const words = heading === heading.toUpperCase() ? heading.toLowerCase() : heading;
  const duty = DUTIES[language].exec(words);
  const behind = duty === null ? '' : words.slice(duty.index + duty[0].length);
  const link = BINDING[language].exec(behind);
  if (link !== null) return firmsAlone(behind.slice(link[0].length), language);
  const bare = language === 'es' ? words.replace(/^del?\s/i, '') : words;
  const first = termsAmong(actorWords(bare, language), language)[0];
  // Further behind, a firm is what the heading tells of: "Contracts with …", "Monitoring of …".
  if (first === undefined || first.start > 1) return [];
  const kinds = firmsAlone(bare, language);
  return kinds.includes('other') ? [] : kinds;
}

/** None where somebody else is named as well. */
function firmsAlone(words: string, language: Language): readonly EntityKind[] {
  const { kinds, authority, everyFirm, persons } = addresseesOf(words, language);
  return authority || everyFirm || persons ? [] : kinds;
}

/** Of supervision, penalties, and what authorities owe one another. */
const AUTHORITY_HEADINGS: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\b(?:lead overseer|oversight framework|oversight forum|oversight fees|ongoing oversight|supervisory feedback)\b/,
    /^(?:tasks|powers|competences?|designation|role|responsibilit(?:y|ies)|obligations|exercise of the powers?|independence|follow-up|complaints-handling|monitoring|guidelines|decisions?|opinions?|peer review)\b.{0,60}\b(?:authorit(?:y|ies)|board|commission|lead overseer|esma|eba|eiopa|esas?|csirts?|supervisory bod(?:y|ies)|member states)\b/,
    /^(?:competent|supervisory|resolution|market surveillance|national competent|independent supervisory|notifying) authorit(?:y|ies)\b/,
    /^(?:eba|esma|eiopa|ecb|esas?|commission|committee)\b/,
    /\b(?:administrative (?:fines?|penalt(?:y|ies)|sanctions?|measures)|criminal penalties|periodic penalty payments|imposing (?:administrative )?fines)\b/,
    /^(?:remedies, liability and |adr procedures and )?(?:penalties|sanctions|fines)\b/,
    /^(?:supervision|supervision and enforcement|enforcement|supervisory (?:and enforcement )?(?:measures|powers|fees)|exercise of (?:supervisory powers|the delegation)|precautionary measures|settlement of disagreements|dispute resolution|committee procedure|delegated acts|delegated and implementing acts|governance at union level)\b/,
    /^(?:supervisory |financial |international |mutual |operational |group of )?(?:cooperation|coordination|co-operation)\b(?!.{0,40}\bwith (?:the )?(?:competent|supervisory) authorit)/,
    /^(?:exchange|disclosure) of information (?:between|with (?:esma|third|other))/,
    /^(?:competent authorities and supervision|general aspects concerning supervision|product intervention|on-site inspections|general investigations|right of appeal)\b/,
    /\b(?:colleges of supervisors|cooperation between (?:competent |the competent )?authorities)\b/,
  ],
  es: [
    /\bregimen sancionador\b/,
    /^(?:infracciones|sanciones|procedimiento sancionador|de las infracciones|de las sanciones|graduacion de las sanciones|normas de procedimiento|prescripcion)\b/,
    /^(?:supervision|funcion supervisora|ambito de la funcion supervisora|medidas de (?:supervision|intervencion)|de la organizacion institucional)\b/,
    /^(?:colaboracion|cooperacion|coordinacion)\b.{0,40}\b(?:autoridades|supervisores|supervision|internacional|estados)\b/,
    /^(?:autoridades? de (?:proteccion de datos|control|supervision)|autoridades? competentes?|autoridades autonomicas)\b/,
    /^(?:la |el )?(?:agencia espanola de proteccion de datos|servicio ejecutivo|comision de prevencion|comision nacional|banco de espana)\b/,
    /^(?:funciones|competencias|potestades|facultades|poderes)\b.{0,60}\b(?:agencia|autoridad|autoridades|banco|comision|servicio ejecutivo|cnmv)\b/,
    /\b(?:marco de supervision|supervisor principal|actos delegados)\b/,
  ],
};

/** Headings that name a kind of firm by what it does: MiCA's titles and its chapter on crypto-asset services. */
const TOPICS: Readonly<Record<Language, readonly (readonly [RegExp, readonly EntityKind[]])[]>> = {
  en: [
    [
      /^(?:providing|provision of|operation of|exchange of|execution of|placing of|reception and|custody|portfolio management|transfer)\b.{0,80}\bcrypto-assets?\b/,
      ['casp'],
    ],
    [/^(?:significant )?asset-referenced tokens\b/, ['art_issuer']],
    [/^(?:significant )?e-money tokens\b/, ['credit_institution', 'electronic_money_institution']],
    [
      /^simplified ict risk management framework\b/,
      ['investment_firm', 'payment_institution', 'electronic_money_institution', 'iorp'],
    ],
  ],
  es: [
    [
      /^(?:prestacion|explotacion|gestion|canje|ejecucion|colocacion|recepcion y|custodia|transferencia)\b.{0,80}\bcriptoactivos\b/,
      ['casp'],
    ],
    [/^fichas (?:significativas )?referenciadas a activos\b/, ['art_issuer']],
    [/^fichas (?:significativas )?de dinero electronico\b/, ['credit_institution', 'electronic_money_institution']],
    [
      /^marco simplificado de gestion del riesgo/,
      ['investment_firm', 'payment_institution', 'electronic_money_institution', 'iorp'],
    ],
  ],
};
