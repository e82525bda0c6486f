import type { LawView } from '../../regulations/law-view.ts';
import { foldInPlace } from '../../regulations/mentions/cursor.ts';
import { topPlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { Antecedent } from './antecedent.ts';
import type { Resolved } from './place-follow-up.ts';
import { plainWords, wordSet } from './plain-words.ts';
import type { Spoken } from './spoken.ts';
import { withTail } from './tails.ts';
import { chooseAct, chooseBetween } from './unclear.ts';
import { actName, writePlace } from './write-place.ts';

/** Questions that say nothing of what they ask about. Folded. */
const ASKS_ALONE = new RegExp(
  `^(?:${[
    'who (?:is|are) (?:responsible|liable|in charge|affected|covered|concerned|exempt|exempted)|who (?:must|has to|have to|should|needs to) (?:report|comply|notify|do (?:it|that|this|so)|act|pay|decide)|why(?: not| so| is that)?|(?:by|since|until|from) when|when(?: exactly)?|who|by whom|to whom|for whom|with whom|whose|how|how (?:long|often|soon|much|many|fast|quickly)|for how long|where|which(?: ones?)?|says who|within what (?:time|period)|in what (?:form|format|cases)|in which cases',
    "(?:what|and) if (?:(?:they|it|we|you|he|she|one|that|this) )?(?:do not|don'?t|doesn'?t|does not|did not|didn'?t|fails?|cannot|can'?t|is not|isn'?t|are not|aren'?t|refuses?|not|miss(?:es)?(?: (?:it|that|the deadline))?)(?: (?:to )?(?:do|comply|report|pay|answer|so|it|that|this|possible|met))*|if not|otherwise|or else|what (?:happens|then)(?: (?:then|otherwise|if not|if (?:they|it|we) (?:don'?t|doesn'?t)))?|what are the consequences",
    'quien(?:es)? (?:es|son) (?:el |los )?(?:responsables?|afectad[oa]s?|obligad[oa]s?)|a quien(?:es)? hay que (?:informar|notificar|comunicar)|quien(?:es)? (?:debe|deben|tiene que|tienen que) (?:notificar|informar|cumplir|pagar|decidir)|por que(?: no)?|(?:para|desde|hasta) cuando|cuando|quien|quienes|a quien(?:es)?|ante quien(?:es)?|para quien(?:es)?|con quien|como|cuanto|cuanta|cuanto tiempo|con que frecuencia|cada cuanto|donde|cual|cuales|en que (?:plazo|casos|forma|formato)|por cuanto tiempo|durante cuanto tiempo',
    '(?:que (?:pasa|ocurre|sucede) )?si no(?: (?:lo|la|se))?(?: (?:hacen|hace|cumplen|cumple|notifican|notifica|pagan|es posible|hacemos|cumplimos|pueden?))*|de lo contrario|en caso contrario|que pasa entonces',
  ].join('|')})$`,
);

/** "Why?", "what if they don't?", "¿y si no?": the last question again, with this about it. */
export function bareQuestionFollowUp({ sentence, named }: Spoken, antecedent: Antecedent): Resolved | undefined {
  if (named.mentions.length > 0 || !ASKS_ALONE.test(plainWords(sentence))) return undefined;
  return { text: withTail(antecedent.question, `${sentence}?`) };
}

/** What law does, so that "it" is the act or the place. */
const DONE_BY_LAW =
  'apply|applies|applied|applicable|enter|come into|came into|take effect|in force|say|says|state|require|cover|mean|define|concern|contain|provide|regulate|start|begin|binding|bind|been (?:amended|changed|modified|repealed|replaced)|changed|amended|repealed|about';
const IT_IS_LAW = new RegExp(
  `^(?:(?:from |since |to |by )?(?:what|when|where|how|why|who|whom|which)(?: date| day| extent)? )?(?:does|do|did|will|has|is|was|should|would|can) (it|this|that) (?:(?:also|already|still|fully|actually|exactly|only|even|start to|begin to) )?(?:${DONE_BY_LAW})(?: |$)`,
);
/** The same in Spanish, where "it" is mostly left unsaid. */
const IT_IS_LAW_ES =
  /^(?:(?:desde |a partir de )?(?:cuando|que fecha|que dia) (?:se aplica(?:ra)?|entra(?:ra)? en vigor|entro en vigor|es aplicable|sera aplicable|empieza a aplicarse|se deroga)|(?:a|para) quien(?:es)? (?:se aplica|afecta|obliga|vincula|es aplicable)|de que trata|que (?:regula|establece|exige|dispone|dice|define)(?: (?:exactamente|esto|eso))?|esta en vigor|sigue en vigor|se ha modificado|ha sido modificad[oa])$/;
const ABOUT_ES = /^que (?:dice|dicen|establece|dispone|exige|preve) (?:sobre|acerca de|respecto (?:a|de)) /;
const TO_WHOM_ES =
  /^(?:tambien )?(?:se aplica|es aplicable|afecta|obliga|vincula)(?: (?:esto|eso|ello))?(?: tambien)? a /;

const LAW_NOUN = 'regulation|directive|act|law|reglamento|directiva|ley|norma|circular';
const PLACE_NOUN = 'article|provision|annex|recital|articulo|precepto|disposicion|anexo|considerando';
const INNER_NOUN = 'paragraph|point|apartado|letra|punto|parrafo';
const THIS_LAW = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:this|that|the same|the said|est[ea]|es[ea]|dich[oa]|el mismo|la misma)\\s+(${LAW_NOUN}|${PLACE_NOUN}|${INNER_NOUN}))(?![\\p{L}\\p{N}])`,
  'u',
);

/** A question that speaks of the law before it as "it", "this article", "esa norma". */
export function lawReferenceFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  if (spoken.named.mentions.length > 0) return undefined;
  const { sentence, language } = spoken;
  const plain = plainWords(sentence);
  const folded = foldInPlace(sentence);
  const noun = THIS_LAW.exec(folded);
  if (noun !== null) {
    const law = lawMeant(antecedent, noun[0], spoken, view, noun[1] ?? '');
    if (law === undefined || 'ambiguous' in law) return law;
    return {
      text: asked(spoken, `${sentence.slice(0, noun.index)}${law.text}${sentence.slice(noun.index + noun[0].length)}`),
    };
  }
  const pronoun = IT_IS_LAW.exec(plain)?.[1];
  const silent =
    pronoun === undefined &&
    language === 'es' &&
    (IT_IS_LAW_ES.test(plain) || TO_WHOM_ES.test(plain) || ABOUT_ES.test(plain));
  if (pronoun === undefined && !silent) return undefined;
  const subjectAsked = !antecedent.namedPlaces && !isOnlyNamed(antecedent);
  // "Does this apply to …" is about the duty that was asked for; "it" is the act.
  if (subjectAsked && (pronoun === 'this' || pronoun === 'that' || TO_WHOM_ES.test(plain)))
    return { text: withTail(antecedent.question, `${sentence}?`) };
  const law = lawMeant(antecedent, pronoun ?? sentence, spoken, view, '');
  if (law === undefined || 'ambiguous' in law) return law;
  if (pronoun === undefined) return { text: withTail(law.text, `${sentence}?`) };
  return { text: asked(spoken, sentence.replace(new RegExp(`\\b${pronoun}\\b`, 'i'), law.text)) };
}

/** True where the last question was about an act as such: "What is DORA?". */
function isOnlyNamed({ named, question }: Antecedent): boolean {
  if (named.acts.length !== 1) return false;
  let rest = question;
  for (const { text } of named.mentions) rest = rest.replace(text, ' ');
  return plainWords(rest)
    .split(' ')
    .every((word) => FUNCTION_WORDS.has(word) || word === '');
}

/** The act, article or place that was spoken of, as it is written. */
function lawMeant(
  { places, namedPlaces, acts }: Antecedent,
  words: string,
  { language }: Spoken,
  view: LawView,
  noun: string,
): Resolved | undefined {
  const [act, ...more] = acts;
  if (act === undefined) return undefined;
  if (more.length > 0) return { ambiguous: chooseAct(view, words, acts, language) };
  const isAct = new RegExp(`^(?:${LAW_NOUN})$`).test(noun);
  const needsPlace = noun !== '' && !isAct;
  const tops = [...new Set(places.map(({ place }) => topPlace(place)))];
  if (namedPlaces && tops.length > 1 && needsPlace) {
    const labels = tops.map((top) => writePlace(view, act, top, language));
    return { ambiguous: chooseBetween(words, labels, language) };
  }
  // Of several places "it" is the act that they are of.
  const spoken = namedPlaces && (tops.length === 1 || needsPlace);
  const place = isAct || !(spoken || needsPlace) ? undefined : namedPlaces ? places.at(-1) : places[0];
  if (place === undefined) return needsPlace ? undefined : { text: actName(view, act) };
  return { text: writePlace(view, place.act, partNamed(place.place, noun), language) };
}

/** The article, the paragraph or the point that a place is, or is part of. */
function partNamed(place: Place, noun: string): Place {
  const parts = place.split('/');
  const kind = /^(?:paragraph|apartado)$/.test(noun)
    ? 'par_'
    : /^(?:point|letra|punto)$/.test(noun)
      ? 'pnt_'
      : undefined;
  if (kind !== undefined) {
    const at = parts.findLastIndex((part) => part.startsWith(kind));
    return at < 0 ? place : parts.slice(0, at + 1).join('/');
  }
  return /^(?:article|annex|recital|articulo|anexo|considerando)$/.test(noun) ? topPlace(place) : place;
}

const FUNCTION_WORDS = wordSet(
  `what whats which who whom when where why how is are was were be do does did must shall should can could may might will would has have had need needs to for in of by with
  under from since on at about also then if not happens a an the and so long often much many it
  que quien quienes cual cuales cuando donde como por para de del en a al con se es son debe deben puede pueden tiene tienen ha han si no tambien pasa ocurre sucede y lo la el los las un una cuanto cada`,
);
const PRONOUN = /^(?:it|they|them|this|that|these|those|so|esto|eso|ello|ellos|ellas)$/;
/** "It is allowed to", "how long does it take to": no word before it is meant. */
const EXPLETIVE =
  /\b(?:it (?:\w+ ){0,3}(?:to|that|whether|if|for|who|when)|does it take|is it (?:\w+ ){1,3}(?:to|that|if|for|when))\b/;
/** "Who supervises this?": nothing in so short a question is what the last word means. */
const ASKED_OF_IT = /^(?:who|how|when|where|why) (?:\w+ ){1,4}(?:it|this|that|them)$/;
const DONE_AGAIN_ES =
  /^(?:y )?(?:quien|quienes|como|cuando|donde|por que|debe|deben|pueden?|tienen? que|hay que|ante quien|cada cuanto)(?: \w+){0,3} (?:hacerl[oa]s?|notificarl[oa]s?|comunicarl[oa]s?|cumplirl[oa]s?|presentarl[oa]s?|conservarl[oa]s?|informarl[oa]s?)(?: \w+){0,3}$|^(?:quien|como|cuando|donde) l[oa]s? (?:\w+)(?: \w+){0,3}$/;

/** "Who must do that?", "must they tell their clients?": what was asked before is what is meant. */
export function pronounFollowUp({ sentence, named, language }: Spoken, antecedent: Antecedent): Resolved | undefined {
  if (named.mentions.length > 0) return undefined;
  const plain = plainWords(sentence);
  const words = plain.split(' ');
  if (words.length > 16) return undefined;
  const at = words.findIndex((word) => PRONOUN.test(word));
  const spanish = language === 'es' && DONE_AGAIN_ES.test(plain);
  // With a word of its own in front, the question has what the pronoun means; as a first word "that" may be anything.
  const leans = at > 0 && words.slice(0, at).every((word) => FUNCTION_WORDS.has(word)) && !EXPLETIVE.test(plain);
  const last = words.length <= 6 && ASKED_OF_IT.test(plain) && !EXPLETIVE.test(plain);
  return leans || spanish || last ? { text: withTail(antecedent.question, `${sentence}?`) } : undefined;
}

function asked({ text }: Spoken, sentence: string): string {
  return `${text.includes('¿') ? '¿' : ''}${sentence}${/\?\s*$/.test(text) ? '?' : ''}`;
}
