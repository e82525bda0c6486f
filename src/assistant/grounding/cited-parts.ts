import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { ReadSentence } from './cited-sentences.ts';
import { readAmounts } from './quantities.ts';
import { type ContentWord, contentWords, keysOf } from './word-keys.ts';

/**
 * Where another thing begins to be said. What is hung on a true sentence begins there: "…, and a finding was filed",
 * "… (a secret)".
 */
const PART =
  /[,;:()[\]–—!?]+|\.\s|\s-\s|\s+(?=(?:and|but|so|which|who|that|because|since|while|whereas|y|e|pero|que|quien|quienes|porque|mientras)\s)/giu;
/** Words that join what is said, and say nothing themselves. */
const JOINING = new Set(
  (
    'example instance practice general generally case cases addition words short particular moreover however therefore instead otherwise ' +
    'also other same such this these those any all each both whole own new first last then thereafter afterwards again only just still even ' +
    'since until though although whichever higher lower latest earliest longer so do does done did may can say says said text wording rule means mean ' +
    'way ways thing things look looks fact certain about there here without being ' +
    'part parte side lado see refer refers vease ver but and which who that because while whereas they them it its their theirs he she him her one ones ello ellos ellas eso esto do doing under within behind rather ' +
    'ejemplo practica generalmente caso casos ademas palabras resumen embargo lugar contrario tambien otro otra otros otras mismo misma ' +
    'mismos mismas tal tales este esta estos estas cualquier todo toda todos todas cada ambos propio propia nuevo nueva luego solo solamente ' +
    'desde hasta aunque mayor menor tarde pronto muy asi hacer hace dice dicen texto norma regla significa forma hecho cierto sobre segun'
  ).split(' '),
);
/** Letters by which two words count as one, in one language and across two ("incident", "incidente"). */
const [SAME_BEGINNING, COGNATE] = [5, 4];
/** Labels are short; what is longer is a title, and titles can say anything. */
const LONGEST_LABELS = 120;
/** A part of so many words of content must have more than one of them cited. */
const LONG_PART = 5;
/** Of a sentence of another language with so many, one must be; of a long one, two. */
const LONG_SENTENCE = 4;

/** "A finding was filed": the desk does nothing in an answer, and a sentence must not say that it did. */
const DONE =
  /\b(?:was|were|has been|have been|had been|now have|i have|we have|se ha|se han|ha sido|han sido|ha quedado|han quedado|fue|fueron|he|hemos|ya tiene)\b/i;
/\b(?:was|were|has been|have been|had been|i|we|you|your|se (?:ha|han)|ha sido|han sido|ha quedado|han quedado|fue|fueron|he|hemos|usted|su)\b/i;

/** What is cited, as words that can be looked up. */
interface Cited {
  /** True where all of it is in the language of the sentence. */
  readonly same: boolean;
  readonly keys: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
  readonly length: number;
}

/**
 * Whether every part of a sentence speaks of what is cited, not only most of it.
 *
 * @param plain the sentence without places and names of acts
 * @param labels of the passages cited: how an act is called says nothing of what it rules
 * @returns the reason for the model, or `undefined`
 */
export function partsNotCited(
  plain: string,
  language: Language,
  cited: readonly ReadSentence[],
  labels: string,
): string | undefined {
  const stored = citedWords(language, cited);
  const called = new Set(labels.length > LONGEST_LABELS ? [] : foldText(labels).split(/[^\p{L}\p{N}]+/u));
  const parts = plain.split(PART).map((part) => part.trim());
  const wrong = stored.same
    ? parts.find((part) => !speaksOf(part, language, stored, called))
    : wrongAcross(plain, parts, language, stored, called);
  if (wrong === undefined) return undefined;
  return `The part "${wrong.slice(0, 120)}" says something that the cited text does not. Leave it out, or cite the sentence that says it.`;
}

function citedWords(language: Language, cited: readonly ReadSentence[]): Cited {
  const same = cited.every(({ passage }) => passage.language === language);
  const length = same ? SAME_BEGINNING : COGNATE;
  const keys = new Set<string>();
  for (const { whole, passage } of cited) {
    for (const key of keysOf(whole, passage.language)) keys.add(key);
    for (const { keys: own } of contentWords(whole, passage.language)) for (const key of own) keys.add(key);
  }
  return { same, keys, length, beginnings: new Set([...keys].map((key) => key.slice(0, length))) };
}

function speaksOf(part: string, language: Language, cited: Cited, called: ReadonlySet<string>): boolean {
  const words = contentOf(part, language, called);
  if (words.length === 0) return true;
  const found = words.filter((word) => isCited(word, cited)).length;
  // What somebody did is told of by the law only where it says so in just these words.
  if (DONE.test(part)) return found === words.length;
  // That numbers and dates are cited is checked apart.
  const counted = found + (counts(part, language) ? 1 : 0);
  return counted >= (words.length >= LONG_PART ? 2 : 1);
}

/**
 * Across languages most words cannot be compared: what somebody did must be cited word for word all the same, and a
 * sentence that shares nothing at all with what it cites speaks of something else.
 */
function wrongAcross(
  plain: string,
  parts: readonly string[],
  language: Language,
  cited: Cited,
  called: ReadonlySet<string>,
): string | undefined {
  const words = contentOf(plain, language, called);
  const found = words.filter((word) => isCited(word, cited)).length + (counts(plain, language) ? 1 : 0);
  const strange = words.length >= LONG_SENTENCE && found < (words.length >= LONG_PART ? 2 : 1);
  return strange ? plain : parts.find((part) => DONE.test(part) && !speaksOf(part, language, cited, called));
}

/** True where it tells a number or a date. */
function counts(part: string, language: Language): boolean {
  const { quantities, dates } = readAmounts(part, language);
  return quantities.length + dates.length > 0;
}

function contentOf(part: string, language: Language, called: ReadonlySet<string>): readonly ContentWord[] {
  return contentWords(part, language).filter(({ word }) => !JOINING.has(foldText(word)) && !called.has(foldText(word)));
}

function isCited({ keys, law }: ContentWord, cited: Cited): boolean {
  if (keys.some((key) => cited.keys.has(key))) return true;
  if (keys.some((key) => key.length >= cited.length && cited.beginnings.has(key.slice(0, cited.length)))) return true;
  return law.length > 0 && law.filter((key) => cited.keys.has(key)).length * 2 >= law.length;
}

/** Signs of code and markup: law has none, and neither has a sentence about it. */
const CODE = /[{}<>|\\`~^_*#@=]/;
/** Words of the law that are written large wherever they stand. */
const LARGE =
  /^(?:eu|ue|union|member|members|states?|commission|council|parliament|european|europe|europa|europeas?|europeos?|espana|spain|spanish|estados?|miembros?|comision|consejo|parlamento|regulations?|directives?|articles?|annex(?:es)?|acts?|laws?|ley|leyes|reglamentos?|directivas?|anexos?|real|decreto|january|february|march|april|may|june|july|august|september|october|november|december|euros?|eur|i)$/;
const ACRONYM = /^\p{Lu}{2,5}$/u;
const SPELT = /(?:(?<![\p{L}\p{N}])[\p{L}\p{N}](?![\p{L}\p{N}])[\s.,\-–·]*){6,}/u;
const LONGEST_WORD = 24;

/**
 * What stands in a sentence and is no word of the language: names, codes, things spelt out. They are where secrets hide,
 * and they are cited or they do not stand.
 *
 * @param stored the cited sentences; what headings and titles say is no part of a rule
 * @param across true where they are of another language: "TIC" is what the law calls "ICT"
 * @returns the reason for the model, or `undefined`
 */
export function namesNotCited(plain: string, stored: string, across: boolean): string | undefined {
  const known = new Set(foldText(stored).match(/[\p{L}\p{N}]+/gu) ?? []);
  const spelt = SPELT.exec(plain)?.[0];
  if (spelt !== undefined) return reasonOf(spelt);
  for (const match of plain.matchAll(/[^\s,;:()[\]"'“”‘’«»?!…]+/gu)) {
    const token = match[0].replace(/[.\-–]+$/, '');
    const folded = foldText(token);
    if (known.has(folded)) continue;
    if (CODE.test(token) && !stored.includes(token)) return reasonOf(token);
    const opens = /(?:^|[.:!?]\s+|[“"'«(]\s*)$/.test(plain.slice(0, match.index));
    if (across && ACRONYM.test(token)) continue;
    if (
      isName(token, opens) &&
      !(folded.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => known.has(word) || LARGE.test(word))
    )
      return reasonOf(token);
  }
  return undefined;
}

/** Letters and digits mixed, capitals within a sentence, or longer than words are. */
function isName(token: string, opens: boolean): boolean {
  if (/\p{L}/u.test(token) && /\d/.test(token)) return !/^\d+(?:st|nd|rd|th|[.ºª]?[oa]?)$/iu.test(token);
  const capitals = token.match(/\p{Lu}/gu)?.length ?? 0;
  if (token.length > LONGEST_WORD) return true;
  return opens ? capitals > 1 : capitals > 0;
}

function reasonOf(name: string): string {
  return `"${name.trim().slice(0, 80)}" does not stand in the cited text. Write only names and numbers that do.`;
}
