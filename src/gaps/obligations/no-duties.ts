import type { Language } from '../../regulations/act.ts';
import type { Norm } from '../norms/norm.ts';

/** Headings of articles that hold no duties: what the act is about, what its words mean, how it is changed and begins. */
const HEADINGS: Readonly<Record<Language, RegExp>> = {
  en: /^(?:subject[- ]matter(?:,? (?:and )?(?:scope|objectives?|definitions).*)?|(?:material |territorial |personal )?scope(?: of application)?(?: and definitions)?|objectives?|definitions?.*|entry into force.*|application|date of application|applicability|amendments? (?:to|of)\b.*|amendment of\b.*|repeals?(?: .*)?|transposition.*|addressees|exercise of (?:the )?(?:delegation|delegated powers?).*|delegat(?:ed acts|ion of powers?)|committee(?: procedure)?|review(?: clause)?|transitional\b.*|evaluation and review.*|commission reports?|reports? (?:on the application|by the commission).*|relationship with\b.*|power to adopt\b.*|commencement)\.?$/i,
  es: /^(?:objeto.*|[aá]mbito (?:de aplicaci[oó]n|objetivo|subjetivo|territorial|material).*|definiciones.*|sujetos obligados|entrada en vigor.*|habilitaci[oó]n.*|t[ií]tulos? competencial.*|derogaci[oó]n.*|modificaci[oó]n.*|r[eé]gimen transitorio.*|infracciones (?:muy graves|graves|leves).*|prescripci[oó]n.*|sanciones por.*|clases de infracciones.*|graduaci[oó]n.*)\.?$/i,
};

/** Whether an article is by its heading about something else than duties. */
export function isHeadingWithoutDuties(heading: string, language: Language): boolean {
  return HEADINGS[language].test(heading.trim());
}

const UNION_BODIES =
  /^(?:(?:the )?(?:european )?(?:commission|council|parliament|eba|esma|eiopa|ecb|esas?|joint committee|european supervisory authorit\w+|lead overseer|board|edpb|enisa|those authorities|they|it)\b)/i;
const STANDARDS =
  /\b(?:draft (?:common )?(?:regulatory|implementing)|(?:regulatory|implementing) technical standards?|technical standards|delegated acts?|delegated regulations?|implementing acts?|guidelines)\b/i;
const DRAFTING =
  /\b(?:develop|issu|adopt|submit|draft|prepar|draw|publish|updat|review|specif|elaborat|present|revis|establish)[a-z]*\b/i;
const POWER =
  /\b(?:power is (?:delegated|conferred)|is (?:delegated|conferred|empowered)|power to adopt|(?:is|are|shall be) empowered|delegation of power|(?:is|are) hereby (?:delegated|empowered))\b/i;
const TO_PARLIAMENT = /\b(?:to|inform) the european parliament(?:,| and)(?: to)?(?: the)? council\b/i;
const NEGATION = {
  en: '(?:also |not |only |however, |therefore |in any event |thus |then )*',
  es: '(?:también |asimismo |igualmente |no |se |en todo caso |, )*',
};
/** What the law takes for true, whoever it says it of. */
const STATEMENT: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    `^[\\s,]*${NEGATION.en}(?:(?:be )?without prejudice|be (?:construed|interpreted|deemed|considered|regarded|treated as|understood|presumed|equivalent|valid|binding|applicable(?! to (?:all|every|each)\\b)|directly applicable|null|void|without effect|governed by|exempt|the following|suspended|read|liable|repealed|replaced|amended|calculated from|composed of|subject to (?:judicial|appeal))\\b|mean\\b|not constitute\\b|enter into force|take effect|come into|cease to (?:have|apply|be)|lapse\\b|expire\\b|(?:start|begin|commence) (?:on|to run|from)|continue to apply|have (?:no )?(?:effect|legal (?:effect|personality)|the same (?:meaning|legal))|have\\b[^.:]{0,90}\\b(?:powers?|competences?)\\b|incur\\b|count (?:as|towards?)\\b|derogate|consist (?:of|in)\\b)`,
    'i',
  ),
  es: new RegExp(
    `^[\\s,]*${NEGATION.es}(?:(?:se )?(?:entender[áa]n?|considerar[áa]n?|reputar[áa]n?|presumir[áa]n?|computar[áa]n?)|(?:ser[áa]n? |ser )(?:de aplicaci[oó]n|aplicables?|compatibles?|competentes?|de naturaleza|indicador|nul[oa]s?|independientes?|causa|sancionad)|entrar[áa]n? en vigor|surtir[áa]n?|constituir[áa]n? (?:infracci|exenci|violaci|causa|delito)|tendr[áa]n? (?:la )?(?:consideraci[oó]n|por objeto|car[aá]cter|la condici[oó]n|efectos?|naturaleza|eficacia|vigencia|rango)|quedan? derogad|prescribir[áa]n?|caducar[áa]n?|existir[áa]|entenderse|considerarse|recaer[áa]n?|estar[áa]n? (?:exent|integrad|constituid|compuest))`,
    'i',
  ),
};
/** What is said of provisions and things: "paragraph 1 shall apply", "las obligaciones afectarán". */
const OF_THINGS: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    `^[\\s,]*${NEGATION.en}(?:apply\\b|affect\\b|prejudice\\b|preclude\\b|constitute\\b|confer\\b|extend to\\b|relate to\\b|be subject to (?:articles?|paragraph|the (?:provisions|conditions)))`,
    'i',
  ),
  es: new RegExp(
    `^[\\s,]*${NEGATION.es}(?:(?:se )?aplicar[áa]n?|aplicarse|comprender[áa]n?|corresponder[áa]n? (?:a la|al) (?:ministr|gobierno|consejo de ministros)|supondr[áa]n?|implicar[áa]n?|afectar[áa]n?|impedir[áa]n?|constituir[áa]n?|proceder[áa]\\s|podr)`,
    'i',
  ),
};
/** "Será gradual", "serán responsables": what something is; only with a participle it is what is done. */
const SPANISH_COPULA =
  /^(?:no |tampoco )?ser[áa]n?\s(?!(?:(?:igualmente|asimismo|tambi[eé]n|debidamente|[uú]nicamente|[ií]ntegramente)\s)?(?:[a-zñáéíóú]{3,}(?:ad|id)[oa]s?|objeto|hech[oa]s?|puest[oa]s?|(?:su|de|in)?scrit[oa]s?|escrit[oa]s?|resuelt[oa]s?)(?![a-zñáéíóú]))/i;
const SELF: Readonly<Record<Language, RegExp>> = {
  en: /^(?:this|the present|paragraphs?|articles?|points?|sections?|chapters?|titles?|annex|the (?:first|second|third|fourth|provisions|requirements?|obligations?|exemptions?|derogations?|rules)|that (?:paragraph|article|requirement|obligation|exemption)|similar)\b/i,
  es: /^(?:la presente|esta ley|el presente|este (?:art[ií]culo|real|cap[ií]tulo)|lo (?:dispuesto|previsto|establecido)|los? (?:apartados?|art[ií]culos?)|las? (?:disposici|obligaci[oó]n(?:es)? (?:establecid|previst)))/i,
};
const REGULATED_LATER =
  /\b(?:reglamentariamente|por v[ií]a reglamentaria|mediante (?:real decreto|orden ministerial|orden de)|se (?:faculta|autoriza|habilita) a|el gobierno (?:aprobar|dictar|desarrollar)|en los t[eé]rminos que reglamentariamente)/i;
const AMENDING =
  /\b(?:is|are) (?:amended|replaced|inserted|deleted|added)\b[^.]{0,60}(?:as follows|by the following|:)|\bqueda(?:n)? (?:redactad|modificad)|\bse (?:modifica|a[nñ]ade|da nueva redacci[oó]n)/i;

/**
 * Whether what reads like a norm is no duty of anybody's that a bank or an authority must watch: the law's talk of itself
 * and of what counts as what, mandates to draft standards and guidelines, powers, reports and reviews of the Commission,
 * amendments.
 *
 * @param text the whole sentence, with its lead-in; @param actor as resolved
 */
export function isNoDuty(text: string, norm: Norm, actor: string | null, language: Language): boolean {
  if (norm.modality === 'may') return true;
  const behind = text.slice(norm.modal.end);
  if (isDigestsTalk(text, norm, behind)) return true;
  const plain =
    language === 'es' && !/^(?:no )?(?:se )?(?:deber|habr\S+ de|tendr\S+ (?:que|la obl)|debe)/i.test(norm.modal.text);
  // "Shall not be subject to any further requirement" lets go.
  if (
    norm.modality === 'must_not' &&
    /^\s*be (?:liable|required|obliged|bound|subject to (?:any|articles?|the requirements?|requirements?|authorisation|further|additional|title|chapter|paragraph))\b/i.test(
      behind,
    )
  )
    return true;
  const verb = plain ? text.slice(norm.modal.start) : behind;
  if (STATEMENT[language].test(verb) || (actor === null && OF_THINGS[language].test(verb))) return true;
  const opening =
    text
      .slice(0, norm.modal.start)
      .split(/[.;:]\s/)
      .at(-1) ?? '';
  if (
    actor === null &&
    SELF[language].test(opening.trim()) &&
    /^[\s,]*(?:also |not |only )*(?:appl|be |ser |se )/i.test(behind)
  )
    return true;
  if (AMENDING.test(text)) return true;
  if (language === 'es') return SPANISH_COPULA.test(verb) || (actor === null && REGULATED_LATER.test(text));
  if (POWER.test(text)) return true;
  if (isMandate(text, actor)) return true;
  return actor === null && STANDARDS.test(text.slice(0, norm.modal.start));
}

/** "May be outsourced, but the entity remains responsible", "have no relief", "do not apply": what a digest says of duties. */
function isDigestsTalk(text: string, { modal }: Norm, behind: string): boolean {
  if (/^(?:remains?|stays?)\s/i.test(modal.text))
    return /\bmay be (?:outsourced|delegated)\b/i.test(text.slice(0, modal.start));
  if (/^(?:has|have)$/i.test(modal.text)) return /^\s+no\s/i.test(behind);
  return /^(?:do|does) not (?:apply|affect|prejudice)$/i.test(modal.text);
}

/** Whether a sentence gives a Union body a mandate to draft standards or guidelines, or to report on the act itself. */
export function isMandate(text: string, actor: string | null): boolean {
  return (
    actor !== null &&
    isUnionBody(actor) &&
    ((STANDARDS.test(text) && DRAFTING.test(text.split(STANDARDS)[0] ?? '')) || TO_PARLIAMENT.test(text))
  );
}

const OF_MANDATE = /^(?:the|that|those|these) (?:joint |draft |final )?(?:reports?|standards|guidelines|acts?)\b/i;

/** Whether a sentence tells more of such a mandate: what the same body takes into account, what its report contains. */
export function isOfMandate(text: string, actor: string | null): boolean {
  return actor === null ? OF_MANDATE.test(text) : isUnionBody(actor);
}

const REPORTING = /\b(?:prepare|publish|draw up|issue|produce|draft)s?\b[^.;]{0,60}\breport\b/i;

/** Whether an authority or a Union body must make a report. */
export function isReporting(text: string, actor: string): boolean {
  return (isUnionBody(actor) || /\bauthorit(?:y|ies)\b/i.test(actor)) && REPORTING.test(text);
}

/** Whether the subject of a norm is a report: "The joint report referred to in paragraph 1 shall comprise". */
export function isOfReport(text: string, { modal }: Norm): boolean {
  const opening =
    text
      .slice(0, modal.start)
      .split(/[.;]\s/)
      .at(-1) ?? '';
  return /^\s*(?:the|that|this) (?:[a-z]+ ){0,2}report\b/i.test(opening);
}

function isUnionBody(actor: string): boolean {
  return UNION_BODIES.test(actor) || /\b(?:esas?|eba|esma|eiopa|commission)\b/i.test(actor);
}
