import type { ActId } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { understandQuery } from '../../regulations/search-regulations.ts';
import { type NamedPlace, namedIn } from './named-places.ts';
import { type Period, periodAsked, withoutPeriods } from './periods-asked.ts';
import { plainWords, wordSet, wordsWithout } from './plain-words.ts';
import { isSmallTalk } from './small-talk.ts';

/** A question about what changed in the law: in these places, else in these acts, else in all that is held. */
export interface ChangesAsked extends Period {
  readonly acts: readonly ActId[];
  /** Named whether or not today's text has them: what was removed did change. */
  readonly places: readonly NamedPlace[];
}

/** Where a question belongs: what the law says, what is held, what changed, or nothing of the kind. */
export type Route =
  | { readonly kind: 'law' }
  | { readonly kind: 'small_talk' }
  /** `acts` where it asks about these alone. */
  | { readonly kind: 'held'; readonly acts: readonly ActId[] }
  | ({ readonly kind: 'changes' } & ChangesAsked);

const LAW: Route = { kind: 'law' };

/**
 * Tells by rules, in English and Spanish, what kind of answer a question asks for. In doubt it is about the law.
 *
 * @param beside the acts asked for beside the question
 */
export function routeQuestion(question: string, view: LawView, beside: readonly ActId[] = []): Route {
  if (isSmallTalk(question)) return { kind: 'small_talk' };
  if (question.length > LONGEST_ROUTED || !MAY_BE_ROUTED.test(plainWords(question))) return LAW;
  const { words } = understandQuery(question, view);
  const named = namedIn(question, view, beside);
  const plain = plainWords(words);
  if (named.places.length === 0 && asksWhatIsHeld(plain)) return { kind: 'held', acts: named.acts };
  if (!asksWhatChanged(words, named.acts.length > 0)) return LAW;
  // A place or an act that is not clear is told by the answer from the law.
  if (named.mentions.some(({ acts, group }) => acts.length !== 1 && group !== true)) return LAW;
  return { kind: 'changes', acts: named.acts, places: named.places, ...periodAsked(words) };
}

/** Nobody asks for these in a longer question. */
const LONGEST_ROUTED = 400;
/** A quick look, so that most questions cost nothing here. */
const MAY_BE_ROUTED =
  /\b(?:chang|amend|modif|revis|reword|updat|new|differ|cambi|reform|noved|actuali|have|hold|cover|librar|list|show|held|know|contain|tien|teneis|hay|biblioteca|lista|muestra|ensena|enumera|conoc|cubr|available|disponible|manej|consult)/;

const TEXTS_EN =
  '(?:acts?|laws?|regulations?|directives?|rules|norms?|legislation|texts?|documents?|sources?|versions?|circulars?|legal (?:acts|texts))';
const TEXTS_ES =
  '(?:normas?|leyes|ley|actos?|reglamentos?|directivas?|textos?(?: legales)?|documentos?|fuentes|version(?:es)?|circulares|legislacion|normativas?)';
const HAVE_EN =
  '(?:do (?:you|we) (?:have|hold|know|cover|contain|use|read)|have you(?: got)?|are (?:you holding|(?:currently )?(?:held|available|loaded|covered|included|there))|are (?:there )?in (?:the |your )?(?:library|desk)|is (?:held|in the library)|does (?:the|this|your) (?:library|desk) (?:have|hold|contain|cover)|can you (?:search|read|answer from))';
const HAVE_ES =
  '(?:(?:tienes|tiene|teneis|tenemos|conoces|cubres|manejas|consultas|usas|contienes)(?: (?:la|esta|tu) biblioteca)?|(?:hay|estan|esta)(?: (?:disponibles?|cargad[oa]s?|incluid[oa]s?|en (?:la|tu) biblioteca))?|contiene (?:la|tu) biblioteca|puedes consultar)';
const END_EN = '(?: (?:now|here|available|at the moment|in (?:the|your) library|of|on|for|and|or|the))*$';
const END_ES = '(?: (?:ahora|aqui|disponibles?|en (?:la|tu) biblioteca|de|del|la|el|y|o))*$';
const SMALL = '(?:(?:of|de|del|la|el|the|all|all the|eu|spanish|other|otras?) )*';

const HELD = [
  `^(?:please )?(?:which|what) ${SMALL}${TEXTS_EN} ${SMALL}${HAVE_EN}${END_EN}`,
  `^what (?:do you (?:have|hold|cover)|is (?:in|held in) (?:the |your )?library|does (?:the|your) library (?:have|hold|contain))${END_EN}`,
  `^(?:please )?(?:list|show|tell)(?: me)? ${SMALL}(?:your )?(?:${TEXTS_EN}|library)(?: (?:that )?(?:you (?:have|hold|know)|(?:are )?held))?${END_EN}`,
  `^(?:do you (?:have|hold|cover|know)|have you got)(?: ${TEXTS_EN})?${END_EN}`,
  `^is (?:held|in (?:the|your) library)$`,
  `^(?:que|cuales|cual)(?: (?:son|es))? (?:(?:las|los|la|el) )?${SMALL}${TEXTS_ES} ${SMALL}(?:que )?${HAVE_ES}${END_ES}`,
  `^(?:dime )?que (?:tienes|hay en (?:la|tu) biblioteca|contiene (?:la|tu) biblioteca)${END_ES}`,
  `^(?:lista|listame|muestra|muestrame|ensename|enumera|dime)(?: tod[oa]s)? (?:las|los|la|tus|tu) (?:${TEXTS_ES}|biblioteca)(?: que ${HAVE_ES})?${END_ES}`,
  `^(?:tienes|teneis|conoces|esta en (?:la|tu) biblioteca)(?: ${TEXTS_ES})?${END_ES}`,
].map((source) => new RegExp(source));

/** "Which acts changed?" asks of all, whatever was spoken of before. */
export function asksOfAllTexts(words: string): boolean {
  return new RegExp(`^(?:and |so |y )?(?:what|which|que|cuales) (?:${TEXTS_EN}|${TEXTS_ES}) `).test(plainWords(words));
}

function asksWhatIsHeld(plain: string): boolean {
  return HELD.some((pattern) => pattern.test(plain));
}

/** These say at once that it is about a change of the law. */
const CLEARLY = new RegExp(
  [
    "^(?:and |so |but )?what(?:'s| is| has| have| was| were)?(?: been)? (?:changed|amended|modified|revised|reworded|updated|new)\\b",
    '^(?:and |so )?(?:what|which) (?:changes|amendments|modifications) (?:were made|have been made|has|have|were|was|are there|did|there)\\b',
    '^(?:and |so )?(?:what|which) (?:articles|provisions|paragraphs|parts) (?:of )?(?:the )?(?:have |has |were |was )?(?:been )?(?:changed|amended|modified|reworded)\\b',
    `^(?:and |so )?(?:what|which) ${TEXTS_EN} (?:have |has |were |was )?(?:been )?(?:changed|amended|modified|revised|updated)\\b`,
    `^(?:y )?(?:que|cuales) ${TEXTS_ES} (?:cambiaron|se modificaron|(?:se )?(?:ha|han|fue|fueron)(?: sido)? (?:cambiado|modificad[oa]s?|reformad[oa]s?|actualizad[oa]s?))\\b`,
    '^(?:y )?que (?:ha|han|fue|fueron|se ha|se han)(?: sido)? (?:cambiado|modificad[oa]s?|reformado|actualizado)\\b',
    '^(?:y )?que (?:cambio|se modifico)(?: (?:en|de|del|desde|entre|con|respecto|ahi|alli|aqui)\\b|$)',
    '^(?:y )?que (?:cambios|novedades|modificaciones|reformas) (?:hay|hubo|ha habido|ha tenido|ha sufrido|trae|tuvo|se han)\\b',
  ].join('|'),
);
const CHANGE = /\b(?:chang|amend|modif|revis|reword|updat|differ|cambi|reform|noved|actuali)\w*/;
const AROUND = wordSet(
  `what what's which has have had was were is are been be there did do does how when the a an of in to on for from since between and with
  it its any all me please tell show list made text version versions law act so far recently last latest ever exactly compared articles article
  adopted adoption published publication here
  que cual cuales ha han hay hubo habido sido fue fueron se el la los las un una de del en a al desde entre y con por para lo su
  texto version versiones ley norma dime muestra muestrame como cuando ultimos ultimas ultimo recientes exactamente sufrido tenido articulos articulo aprobacion publicacion ahi alli aqui`,
);
/** "Which acts changed in 2023?" asks of all that is held; "which acts amend DORA?" does not. */
const ALL_TEXTS = new RegExp(`^(?:${TEXTS_EN}|${TEXTS_ES})$`);
const CHANGE_WORDS = /^(?:chang|amend|modif|revis|reword|updat|differ|cambi|reform|noved|actuali)/;

const BY_AN_ACT = /\b(?:by|por)\b/;

/** A verb of change with nothing beside it but acts, places and days; in "what changes must a bank notify" there is more. */
function asksWhatChanged(words: string, namesAct: boolean): boolean {
  const rest = withoutPeriods(words);
  // "What was amended by DORA?" asks what an act says.
  if (BY_AN_ACT.test(plainWords(rest))) return false;
  const beside = wordsWithout(rest, AROUND).filter((word) => !CHANGE_WORDS.test(word) && word !== 'new');
  const clearly = CLEARLY.test(plainWords(rest));
  if (clearly) return namesAct || beside.every((word) => ALL_TEXTS.test(word));
  return namesAct && beside.length === 0 && CHANGE.test(plainWords(rest));
}
