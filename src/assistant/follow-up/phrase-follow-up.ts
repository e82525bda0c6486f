import { createAnalyser } from '../../regulations/search/analysis.ts';
import type { Antecedent } from './antecedent.ts';
import type { Resolved } from './place-follow-up.ts';
import { plainWords, wordSet } from './plain-words.ts';
import type { Spoken } from './spoken.ts';
import { withTail } from './tails.ts';

const LONGEST_PHRASE = 9;

/** Words that make a question of its own out of a phrase: it has a verb, or asks by itself. Folded. */
const OF_A_SENTENCE = wordSet(
  `what which who whom whose when where why how must shall should can could may might will would is are was were be been do does did has have had
  need needs apply applies require requires mean means say says define defines require
  que quien quienes cual cuales cuando donde como cuanto cuanta cuantos cuantas debe deben debera deberan puede pueden podra podran es son fue sera
  esta estan hay tiene tienen aplica aplican exige exigen significa dice dicen hace hacen hacer cumple cumplen ha han`,
);
const FOR = /^(?:for|in case of|in the case of|with regard to|para|en caso de|en el caso de|respecto de)\s/;

const ATTRIBUTE =
  'deadlines?|time ?limits?|timing|penalt(?:y|ies)|fines?|sanctions?|exceptions?|exemptions?|derogations?|thresholds?|criteria|criterion|conditions?|requirements?|scope|purpose|definitions?|contents?|formats?|forms?|templates?|frequency|consequences?|procedures?|maximum|minimum|amounts?|percentage|competent authority|authority|recipients?|addressees?|(?:transitional|grace) periods?|' +
  'plazos?|sancion(?:es)?|multas?|excepcion(?:es)?|exencion(?:es)?|umbral(?:es)?|criterios?|condiciones|requisitos?|ambito(?: de aplicacion)?|finalidad|objeto|objetivo|definicion(?:es)?|contenido|formato|formulario|modelo|frecuencia|periodicidad|consecuencias?|procedimiento|maximo|minimo|importes?|porcentaje|autoridad(?: competente)?|destinatarios?|periodos? transitorios?|regimen transitorio';
const ADJECTIVE =
  '(?:(?:exact|main|maximum|minimum|relevant|applicable|other|final|last|first|initial|administrative|possible|any|otros?|otras?|posibles?) )?';
/** "What is the deadline?" has a verb, and yet says nothing of what it asks the deadline of. */
const ASKS_ATTRIBUTE = new RegExp(
  [
    `^(?:what|which|how long|how much) (?:is|are|was|were) (?:the|its|their|that) ${ADJECTIVE}(?:${ATTRIBUTE})(?: (?:for|of) (?:that|this|it|them))?$`,
    `^(?:is|are) there (?:a |an |any )?${ADJECTIVE}(?:${ATTRIBUTE})$`,
    `^(?:cual|cuales|que) (?:es|son|seria|serian) (?:el|la|los|las|su|sus) ${ADJECTIVE}(?:${ATTRIBUTE})(?: (?:para|de) (?:eso|esto|ello))?$`,
    `^(?:hay|existen?|tiene) (?:algun |alguna |algunos |algunas )?${ADJECTIVE}(?:${ATTRIBUTE})$`,
  ].join('|'),
);

/** A phrase that takes the last question on: "and for payment institutions?", "what about significant incidents?", "¿y el plazo?". */
export function phraseFollowUp(spoken: Spoken, antecedent: Antecedent): Resolved | undefined {
  const { core, folded, lead, sentence, named } = spoken;
  if (named.mentions.length > 0) return undefined;
  if (ASKS_ATTRIBUTE.test(plainWords(sentence))) return { text: withTail(antecedent.question, `${sentence}?`) };
  const words = plainWords(core)
    .split(' ')
    .filter((word) => word !== '');
  const leans = lead.joined || lead.about || FOR.test(folded.trim());
  if (!leans || lead.says || words.length === 0 || words.length > LONGEST_PHRASE) return undefined;
  if (words.some((word) => OF_A_SENTENCE.has(word)) || !words.some(saysSomething)) return undefined;
  // A place that could not be read is none of the last one's.
  if (LIKE_A_PLACE.test(plainWords(core))) return undefined;
  const replaced = antecedent.named.places.length > 0 ? undefined : withSameHead(antecedent.question, core, spoken);
  return { text: replaced ?? withTail(antecedent.question, `${core}?`) };
}

const LIKE_A_PLACE =
  /\b(?:art(?:icle|iculo)?s?|norma|recitals?|considerandos?|annex(?:es)?|anexos?|paragraphs?|apartados?|points?|puntos?|letras?|letters?|parrafos?|disposicion(?:es)?|section|chapter|seccion|capitulo)\b.*(?:\d|\b[ivxlc]+\b)/;

/** "3", "it" and "the other one" say nothing of a subject. */
function saysSomething(word: string): boolean {
  return word.length > 2 && !/^\d/.test(word) && !SMALL.has(word) && !NOTHING_SAID.has(word);
}

const NOTHING_SAID = wordSet(
  'it this that these those they them one ones other others more else rest then there here first second third last next before after which really eso esto ello esos esas ellos ellas otro otra otros otras mas resto siguiente anterior primero primera segundo segunda ultimo ultima luego despues',
);
const SMALL = wordSet(
  `a an the of to in on for by under with and or must shall should can may is are be been do does did has have had when what which who how why where if not any all
  el la los las un una de del a al en para por con y o que se debe deben es son cuando cual quien como segun si no`,
);

/**
 * "Significant incidents" takes the place of "major ICT incident" in the last question, because both are about incidents.
 *
 * @returns `undefined` where the last question does not have the phrase's chief word
 */
function withSameHead(question: string, phrase: string, { language }: Spoken): string | undefined {
  const analyser = createAnalyser(language);
  const stem = (word: string): string => analyser.stems(word)[0] ?? '';
  const said = [...phrase.matchAll(/[\p{L}\p{N}-]+/gu)].map((match) => match[0]);
  const content = said.slice(said.findIndex((word) => !SMALL.has(plainWords(word))));
  const until = content.findIndex((word) => SMALL.has(plainWords(word)));
  const group = until < 0 ? content : content.slice(0, until);
  const head = stem((language === 'es' ? group[0] : group.at(-1)) ?? '');
  if (head === '' || SMALL.has(plainWords(said[0] ?? '')) !== content.length < said.length || group.length < 2)
    return undefined;
  // A preposition in front makes it a circumstance, and not what is asked about.
  if (said.length > content.length && !/^(?:the|a|an|el|la|los|las|un|una)$/i.test(said[0] ?? '')) return undefined;
  const tokens = [...question.matchAll(/[\p{L}\p{N}-]+/gu)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const at = tokens.findLastIndex(({ word }) => stem(word) === head);
  const [found] = at < 0 ? [] : [tokens[at]];
  if (found === undefined) return undefined;
  let first = at;
  let last = at;
  const free = (index: number): boolean => tokens[index] !== undefined && !SMALL.has(plainWords(tokens[index].word));
  if (language === 'es') last += free(at + 1) && touching(question, tokens[at]?.end, tokens[at + 1]?.start) ? 1 : 0;
  else while (free(first - 1) && touching(question, tokens[first - 1]?.end, tokens[first]?.start)) first -= 1;
  let start = tokens[first]?.start ?? 0;
  const article = /(?:^|\s)(?:a|an|un|una|the|el|la|los|las)\s+$/iu.exec(question.slice(0, start));
  if (article !== null && (/s$/i.test(group.at(-1) ?? '') || content.length < said.length))
    start = article.index + (/^\s/.test(article[0]) ? 1 : 0);
  return `${question.slice(0, start)}${phrase.trim()}${question.slice(tokens[last]?.end)}`;
}

function touching(text: string, from = 0, to = 0): boolean {
  return text.slice(from, to).trim() === '';
}
