import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';

/** How a clause binds: it may do so in several ways at once. */
export interface Modality {
  readonly obliges: boolean;
  readonly permits: boolean;
  readonly recommends: boolean;
  /** "May not", "shall not", "prohibited": a duty not to act. */
  readonly forbids: boolean;
  /** "Need not", "is not required to": no duty to act. */
  readonly frees: boolean;
}

const FREES: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:need not|do(?:es)? not (?:have|need) to|don['’]t (?:have|need) to|doesn['’]t (?:have|need) to|(?:is|are|be) (?:not|never) (?:required|obliged|bound)|not be (?:required|obliged)|(?:is|are|be) exempt(?:ed)?\b|no (?:obligation|duty|need) to|not subject to)/,
  es: /\b(?:no (?:esta|estan|estara|estaran|vendran?|quedan?|quedaran?) obligad[oa]s?|no (?:tiene|tienen|tendra|tendran) (?:que|obligacion)|no (?:sera|es|resulta|resultara) (?:necesari[oa]|obligatori[oa]|preciso|exigible)|no hace falta|no necesitan?|no se exig\w+|exent[oa]s?|exim\w+|dispensad[oa]s?)/,
};
const FORBIDS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:(?:shall|must|may|can) (?:not|never|in no case)|cannot|can['’]t|mustn['’]t|prohibited|forbidden|(?:is|are) not (?:allowed|permitted|entitled)|no \p{L}+(?: \p{L}+){0,3} (?:shall|may|must))\b/u,
  es: /\b(?:no (?:se )?(?:podra|podran|puede|pueden|debe|deben|debera|deberan)|prohibid[oa]s?|prohib\w+|no (?:esta|estan) (?:permitid[oa]s?|autorizad[oa]s?)|en ningun caso)\b/,
};
const OBLIGES: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:shall|must|(?:is|are|be) (?:required|obliged|bound) to|ha(?:s|ve) to|needs? to|(?:is|are) to|mandatory|compulsory|obligation|duty|requires?|obligatory)\b/,
  es: /\b(?:deberan?|deben?|tienen? que|tendran? que|ha(?:n|bra|bran)? de|obligad[oa]s?|obligatori[oa]s?|obligacion|exig\w+|es preciso|sera preciso|(?!podra)\p{L}{3,}(?:ra|ran))\b/u,
};
const PERMITS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:may|can|could|(?:is|are|be) (?:allowed|permitted|entitled|free) to|allowed|permitted|permits?|allows?|entitled|right to|optional|discretion|option to)\b/,
  es: /\b(?:podran?|puede|pueden|podria|podrian|permitid[oa]s?|permit\w+|autorizad[oa]s?|derecho a|facultad|facultad[oa]s?|opcion|potestativ[oa]|voluntari\w+)\b/,
};
const RECOMMENDS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:should|recommend(?:s|ed)?|encouraged?|advisable|ought to)\b/,
  es: /\b(?:deberian?|recomiend\w+|recomend\w+|convien\w+|convendria|aconsejable|conveniente|anim\w+ a)\b/,
};

/** What no one may or must: "may amount to", "can be" tell a possibility. */
const POSSIBLE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:may|can|could)(?: also| each| then)? (?:be|reach|amount|range|take|vary|include|lead|result|rise|cost|occur|arise|become|have|last|go|come)\b/g,
  es: /\b(?:podran?|puede|pueden)(?: tambien)? (?:ser|estar|alcanzar|ascender|llegar|variar|incluir|suponer|acarrear|durar|tener|haber|producirse|verse)\b/g,
};

/** Reads how a clause binds. In Spanish law the future tense ("notificarán") obliges. */
export function modalityOf(text: string, language: Language): Modality {
  const folded = foldText(text);
  const frees = FREES[language].test(folded);
  const forbids = FORBIDS[language].test(folded);
  const rest = folded.replace(FREES[language], ' ').replace(FORBIDS[language], ' ');
  return {
    frees,
    forbids,
    obliges: OBLIGES[language].test(rest),
    permits: PERMITS[language].test(rest),
    recommends: RECOMMENDS[language].test(rest),
  };
}

const SAID_DUTY: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:shall|must|(?:is|are) (?:required|obliged) to|ha(?:s|ve) to|needs? to|mandatory|compulsory|obligatory)\b/,
  es: /\b(?:deberan?|deben?|tienen? que|(?:esta|estan) obligad[oa]s?|obligatori[oa]s?|ha(?:n)? de)\b/,
};

/** As `modalityOf`, for a sentence of an answer: only plain words of duty and of permission count. */
export function saidModality(text: string, language: Language): Modality {
  const folded = foldText(text).replace(POSSIBLE[language], ' ');
  const read = modalityOf(folded, language);
  const rest = folded.replace(FREES[language], ' ').replace(FORBIDS[language], ' ');
  return { ...read, obliges: SAID_DUTY[language].test(rest) };
}

const MODALS: Readonly<Record<Language, Readonly<Record<'obliges' | 'permits' | 'recommends', RegExp>>>> = {
  en: { obliges: /\b(?:shall|must|ha(?:s|ve) to)\b/g, permits: /\b(?:may|can)\b/g, recommends: /\bshould\b/g },
  es: {
    obliges: /\b(?:deberan?|deben?|tienen? que)\b/g,
    permits: /\b(?:podran?|pueden?)\b/g,
    recommends: /\b(?:deberian?|convendria)\b/g,
  },
};

/** How many verbs of duty, of permission and of recommendation a clause has. */
export function modalsOf(
  text: string,
  language: Language,
): Readonly<Record<'obliges' | 'permits' | 'recommends', number>> {
  const folded = foldText(text).replace(FREES[language], ' ');
  const count = (kind: 'obliges' | 'permits' | 'recommends'): number =>
    folded.match(MODALS[language][kind])?.length ?? 0;
  return { obliges: count('obliges'), permits: count('permits'), recommends: count('recommends') };
}
