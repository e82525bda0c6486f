import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import { addresseesOf } from './actor-kinds.ts';
import { GROUPS, SIMPLIFIED_ENTITIES } from './actor-terms.ts';
import { actorWords, termsAmong } from './actor-words.ts';
import { isAuthorityHeading } from './authority-headings.ts';
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
  let ofDuties = false;
  for (const heading of headings.toReversed()) {
    const words = heading.slice(0, MOST_CHARACTERS);
    const scope = scopeOf(words, language);
    if (scope !== undefined && !(scope.authority && ofDuties)) return scope;
    ofDuties ||= OF_DUTIES[language].test(withoutNumber(words));
  }
  return undefined;
}

/** A chapter on what firms owe may stand in a title on supervision. */
const OF_DUTIES: Readonly<Record<Language, RegExp>> = {
  en: /^(?:[a-z-]{1,20}\s){0,2}(?:obligations|duties)\b/i,
  es: /^(?:obligaciones|deberes)\s/i,
};

function scopeOf(printed: string, language: Language): HeadingScope | undefined {
  const heading = withoutNumber(printed);
  const folded = foldText(heading).replaceAll('’', "'");
  if (isAuthorityHeading(folded, language)) return { heading: printed, kinds: [], authority: true };
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
  if (link !== null) return firmsFirst(behind.slice(link[0].length), language);
  const kinds = firmsFirst(language === 'es' ? words.replace(/^del?\s/i, '') : words, language);
  return kinds.includes('other') ? [] : kinds;
}

/**
 * The firms that words begin with; none where somebody else is named as well. Further behind, a firm is what the heading
 * tells of: "Contracts with …", "Monitoring of …".
 */
function firmsFirst(words: string, language: Language): readonly EntityKind[] {
  const first = termsAmong(actorWords(words, language), language)[0];
  if (first === undefined || first.start > 1) return [];
  const { kinds, authority, everyFirm, persons } = addresseesOf(words, language);
  return authority || everyFirm || persons ? [] : kinds;
}

/** Headings that name a kind of firm by what it does: MiCA's titles and its chapter on crypto-asset services. */
const TOPICS: Readonly<Record<Language, readonly (readonly [RegExp, readonly EntityKind[]])[]>> = {
  en: [
    [
      /^(?:providing|provision of|operation of|exchange of|execution of|placing of|reception and|custody|portfolio management|transfer)\b.{0,80}\bcrypto-assets?\b/,
      ['casp'],
    ],
    [/^(?:significant )?asset-referenced tokens\b/, ['art_issuer']],
    [/^(?:significant )?e-money tokens\b/, GROUPS.e_money_token_issuers],
    [/^simplified ict risk management framework\b/, SIMPLIFIED_ENTITIES],
  ],
  es: [
    [
      /^(?:prestacion|explotacion|gestion|canje|ejecucion|colocacion|recepcion y|custodia|transferencia)\b.{0,80}\bcriptoactivos\b/,
      ['casp'],
    ],
    [/^fichas (?:significativas )?referenciadas a activos\b/, ['art_issuer']],
    [/^fichas (?:significativas )?de dinero electronico\b/, GROUPS.e_money_token_issuers],
    [/^marco simplificado de gestion del riesgo/, SIMPLIFIED_ENTITIES],
  ],
};
