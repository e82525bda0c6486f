import type { PlaceMention, PlaceRequest } from '../mentions/place-request.ts';
import { sameKind } from '../mentions/why-missing.ts';
import { topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';

/** What the words around a place say of its act: the provision's own by name, nothing at all, or some other one. */
export type Belonging = 'own' | 'open' | 'other';

const DIVISION = '(?:chapter|title|section|part|cap[ií]tulo|t[ií]tulo|secci[oó]n)';
const ACT =
  '(?:regulation|directive|decision|recommendation|treat(?:y|ies)|tfeu|teu|charter|echr|convention|protocol|agreement|act|code|statute|constitution|law|' +
  'ley|leyes|reglamento|directiva|decisi[oó]n|recomendaci[oó]n|tratados?|tfue|tue|carta|cedh|convenio|convenci[oó]n|protocolo|acuerdo|c[oó]digo|estatuto|constituci[oó]n|(?:real\\s+)?decreto|circular|orden|texto\\s+refundido)(?!\\p{L})';

/** "of this Regulation", "de la presente Ley", with the divisions that may stand between. */
const OF_THIS = new RegExp(
  `^[\\s,]*(?:respectively|respectivamente)?[\\s,]*(?:(?:of|del?)\\s+(?:the\\s+|la\\s+)?${DIVISION}\\s+[\\p{L}\\d.ºª]+[\\s,]+)*` +
    `(?:of|to|in|under|del?|al?|en)\\s+(?:(?:this|the\\s+present|est[ea](?:\\s+mism[oa])?|(?:la\\s+|el\\s+)?presente)\\s+)` +
    `(?:(?:delegated|implementing)\\s+)?(?:regulation|directive|decision|article|annex|paragraph|subparagraph|ley|circular|real\\s+decreto|reglamento|directiva|decisi[oó]n|orden|norma|art[ií]culo|anexo|apartado|disposici[oó]n|${DIVISION})(?!\\p{L})`,
  'iu',
);

/** "of", "de" and "del" name the act; "de conformidad con" and "de declarar" do not. */
const OF_SOMETHING =
  /^[\s,]*(?:respectively|respectivamente)?[\s,]*(?:of|del|de(?!\s+(?:conformidad|acuerdo|manera|forma|modo|\p{L}+[aei]r(?:se)?(?!\p{L}))))(?!\p{L})/iu;
const POINTING_BACK =
  /^[\s,(]*(?:thereof|ibid|cited|aforementioned|(?:antes\s+|ya\s+)?(?:citad|mencionad|antedich)[oa]s?)(?!\p{L})/iu;
/** "in that Recommendation", "(the Charter)", ", TFEU". */
const ACT_BEHIND = new RegExp(
  `^[\\s,(]*(?:(?:in|under|to|by|from|on|en|al?|por|seg[uú]n)\\s+)?(?:(?:the|that|those|same|said|said|la|el|los|las|dich[oa]s?|es[ea]|aquel(?:la)?|cuyo)\\s+)*${ACT}`,
  'iu',
);
/** A name without "of": "Article 6 TEU", "artículo 24 LEC"; an authority is none. "2 %" is no article at all. */
const NAME_BEHIND =
  /^(?:\s+\(?(?!(?:Member States?|EBA|ESMA|EIOPA|ECB|ENISA|The)(?!\p{L}))[\p{Lu}“«]|\s*[/–-]\s*[\p{L}\d]|\s*%)/u;
/** "Annex I to the Agreement"; "Annex III to amend" is none. */
const ANNEX_OF = /^\s*(?:to|al?)\s+(?:the|that|those|la|el|dich[oa])(?!\p{L})|^\s*to\s+\p{Lu}/u;

/** "its Article 5", "the Charter, in particular Article 8". */
const POINTING_BACK_IN_FRONT =
  /(?<!\p{L})(?:its|their|whose|that|said|sus?|cuy[oa]s?|dich[oa]s?|citad[oa]s?|dich[oa]\s+\p{L}+\s+(?:del|de\s+la))\s+$/iu;
/** "this Annex", "esta disposición adicional". */
export const POINTING_HERE = /(?<!\p{L})(?:this|est[ea]|presente)\s+$/iu;
const ACT_IN_FRONT = new RegExp(
  `(?<!\\p{L})(?:(?:the|that|la|el|dich[oa]|es[ea])\\s+)${ACT}(?:[\\s,:(]|(?:and|y|in\\s+particular|en\\s+particular|en\\s+concreto|namely|el|la|los|las|en|in)(?!\\p{L}))*$`,
  'iu',
);

/** Steps that the reading of a place left behind it: "(b)", ", second sentence", "a), b) y e)". */
const REMAINDER =
  /^[\s,]*(?:(?:and|or|to|y|o|e)\s+)?(?:\(\p{L}{1,4}\)|\(\d{1,3}\)|\p{L}{1,2}\)|\d{1,3}(?:\.\d{1,2})?(?![\p{L}\d./%])|(?:(?:the|el|la)\s+)?(?:first|second|third|fourth|fifth|sixth|last|final|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|[uú]ltim[oa])\s+(?:(?:sub)?paragraphs?|sentences?|indents?|p[aá]rrafos?|incisos?|apartados?|gui[oó]n)|introductory\s+(?:wording|part|sentence|phrase)|(?:points?|paragraphs?|letras?|apartados?|p[aá]rrafos?|incisos?|puntos?)\s+(?:\(\p{L}{1,4}\)|\p{L}\)|\d{1,3}(?!\p{L})|(?:primer|segund|tercer|cuart|[uú]ltim)[oa]))/iu;
const MOST_REMAINDERS = 12;

/** What joins two places that may share the act named behind the last. */
const JOINT =
  /^[\s,;]*(?:(?:and|or|nor|to|y|e|o|u|ni|al?|as well as|as[ií] como|in conjunction with|read with|en relaci[oó]n con)(?!\p{L})[\s,]*)*(?:(?:of|in|with|from|del?|en|con|lo|the|la|el|los|las)(?!\p{L})\s*)*$/iu;

const NEW_WORDING =
  /amended as follows|(?:is|are) replaced by the following|the following (?:[\p{L}\d()]+ ){1,6}(?:is|are) (?:inserted|added)/iu;
const SPANISH_NEW_WORDING =
  /(?<!\p{L})(?:redacci[oó]n|redactad[oa]s?|se\s+modifican?|quedan?\s+modificad[oa]s?|siguientes?\s+(?:t[eé]rminos|tenor|contenido)|como\s+sigue:)(?!\p{L})/iu;
const AMENDING_HEADING = new RegExp(
  `^(?:amendments?|modificaci[oó]n(?:es)?)(?!\\p{L})(?!.*(?:annex|anexo)).*${ACT}`,
  'iu',
);

/** The columns of these tables are acts, which the cells do not say. */
const CORRELATION = /(?<!\p{L})(?:correlation|concordance|correspondencias?|concordancias?)(?!\p{L})/iu;
/** What the preamble of an act tells of changes may be another act's. */
export const TOLD_CHANGE = /(?<!\p{L})(?:modifica|reforma)/iu;
/** A sentence about these tells their articles bare: "recognised in the Charter, in particular privacy (Article 8)". */
const HIGHER_LAW =
  /(?<!\p{L}|(?:this|est[ea])\s)(?:TFEU|TEU|ECHR|Charter|Treat(?:y|ies)|TFUE|TUE|CEDH|Carta|Tratados?|Constituci[oó]n)(?!\p{L})/u;
/** "Article 25, with the exception of paragraph 6, Article 27": the paragraph belongs to the article before. */
const PARAGRAPH_OF_BEFORE = /^(?:paragraphs?|apartados?)\s[^,]*,\s*art/iu;

/** True where a provision gives another act new words: whatever it refers to by article may be that act's. */
export function isAmending(tree: ProvisionTree, top: Place): boolean {
  if (
    top.startsWith('dde_') ||
    CORRELATION.test(tree.node(top)?.heading ?? '') ||
    AMENDING_HEADING.test(tree.node(top)?.heading ?? '')
  )
    return true;
  const disposition = /^d(?:ad|fi|tr)_/.test(top);
  return tree.within(top).some(({ text }) => NEW_WORDING.test(text) || (disposition && SPANISH_NEW_WORDING.test(text)));
}

/** The first reading that the text has; "the Annex" of an act with several is none of them, "this Annex" the one it stands in. */
export function placeIn(
  tree: ProvisionTree,
  { candidates, text }: Pick<PlaceRequest, 'candidates' | 'text'>,
  here?: Place,
): Place | undefined {
  const first = candidates[0];
  if (first?.sole && here !== undefined) return here.startsWith(first.place.slice(0, 4)) ? here : undefined;
  const several = (place: Place): boolean => sameKind(topPlace(place), tree).length !== 1;
  if (first?.sole && !/[uú]nica/i.test(text) && several(first.place)) return undefined;
  return candidates.find(({ place, leadIn, sole }) => {
    const block = tree.node(place)?.leadIn;
    const introduced = leadIn === undefined || block === leadIn || (leadIn.endsWith('/sub_1') && !tree.has(leadIn));
    return tree.has(place) && introduced && !(sole && several(place));
  })?.place;
}

export function belongingOf(sentence: string, mentions: readonly PlaceMention[], at: number): Belonging {
  const mention = mentions[at];
  if (mention === undefined) return 'open';
  if (PARAGRAPH_OF_BEFORE.test(mention.text)) return 'other';
  const behind = belongingBehind(sentence, mentions, at);
  if (behind !== 'open') return behind;
  const before = sentence.slice(Math.max(0, mention.start - 80), mention.start);
  return HIGHER_LAW.test(sentence) || POINTING_BACK_IN_FRONT.test(before) || ACT_IN_FRONT.test(before)
    ? 'other'
    : 'open';
}

/** Reads on over the places joined to this one: "Article 5 and Article 16 TFEU" leaves the first open to doubt. */
function belongingBehind(sentence: string, mentions: readonly PlaceMention[], at: number): Belonging {
  for (let each = at; each < mentions.length; each += 1) {
    const mention = mentions[each];
    const next = mentions[each + 1];
    if (mention === undefined) break;
    if (each > at && mention.actFrom === 'beside') return 'other';
    const rest = withoutRemainders(sentence.slice(mention.end));
    if (OF_THIS.test(rest)) return 'own';
    const gap = next && rest.slice(0, Math.max(0, rest.length - (sentence.length - next.start)));
    if (next === undefined || gap === undefined || !JOINT.test(gap)) return readBehind(rest, isAnnex(mention));
    // "Article 3 of the Annex" is an article of the annex.
    if (/(?<!\p{L})(?:of|del?)(?!\p{L})/iu.test(gap) && isAnnex(next) && !isAnnex(mention)) return 'other';
  }
  return 'open';
}

function readBehind(rest: string, annex: boolean): Belonging {
  const patterns = [OF_SOMETHING, POINTING_BACK, ACT_BEHIND, NAME_BEHIND, ...(annex ? [ANNEX_OF] : [])];
  return patterns.some((pattern) => pattern.test(rest)) ? 'other' : 'open';
}

function isAnnex({ requests }: PlaceMention): boolean {
  return requests[0]?.candidates[0]?.place.startsWith('anx_') ?? false;
}

function withoutRemainders(text: string): string {
  let rest = text;
  for (let count = 0; count < MOST_REMAINDERS; count += 1) {
    const length = REMAINDER.exec(rest)?.[0].length ?? 0;
    if (length === 0) break;
    rest = rest.slice(length);
  }
  return rest;
}

/** What stands behind a place without an article, as "paragraph 1": its own act unless it is said to be another's. */
export function belongingOfRelative(rest: string): Belonging {
  if (OF_THIS.test(rest)) return 'own';
  return [OF_SOMETHING, POINTING_BACK].some((pattern) => pattern.test(rest)) ? 'other' : 'open';
}
