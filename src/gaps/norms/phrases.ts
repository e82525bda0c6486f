import type { Language } from '../../regulations/act.ts';
import type { Words } from './norm.ts';
import { type Stretch, wordsAt } from './sentence.ts';

const DETERMINER: Readonly<Record<Language, RegExp>> = {
  en: /^(?:(?:and|or|both|neither|either|nor|all|each|every|any|no|the|a|an|of|such|said|both the) )+(?=\S)/,
  es: /^(?:(?:y|e|o|todos?|todas?|cada|el|la|los|las|un|una|unos|unas|ningun|ninguna|dich[oa]s?|al|del?|a|cualquier|ni) )+(?=\S)/,
};
/** A noun phrase ends where a relative clause or a reference begins: who is bound is named before it. */
const LIMIT: Readonly<Record<Language, RegExp>> = {
  en: /(?<!\b(?:and|or),?),? (?:(?:that|which|who|whom|whose|where|when|if|unless|other than|except|including|referred to|as referred to|as defined|defined in|within the meaning|in accordance with|pursuant to|to which|to whom|in which|for which|of which|by which|on whose|whether|without|who is|shall|must|should|may|is|are|has|have)(?![a-z-]))/,
  es: /,? (?:(?:que|quien|quienes|a (?:las?|los?) que|a que se|cuando|si|salvo|excepto|incluid[oa]s?|previst[oa]s?|mencionad[oa]s?|referid[oa]s?|relacionad[oa]s?|señalad[oa]s?|comprendid[oa]s?|de conformidad|conforme|en los terminos|con arreglo|cuy[oa]s?|sujet[oa]s|obligad[oa]s a|de que se trate|en virtud|segun)(?![a-zñ]))/,
};

/** A noun phrase of the text without its articles, up to what describes it further. */
export function nounPhrase(
  text: string,
  folded: string,
  { start, end }: Stretch,
  language: Language,
): Words | undefined {
  const first = wordsAt(text, start, end);
  if (first === undefined) return undefined;
  const phrase = folded.slice(first.start, first.end);
  const article = DETERMINER[language].exec(phrase)?.[0].length ?? 0;
  const limit = LIMIT[language].exec(phrase.slice(article));
  const close = limit === null || limit.index === 0 ? first.end : first.start + article + limit.index;
  return wordsAt(text, first.start + article, close);
}

/** Behind an object or an agent goes on what is done with it; the phrase ends there. */
const AFTER: Readonly<Record<Language, RegExp>> = {
  en: /[,;:.()]|\s(?:each|every) (?:day|week|month|quarter|year)(?![a-z])|\s(?:in|on|at|for|with|without|within|by|upon|under|using|through|via|when|where|if|that|which|who|whose|whether|no later|not later|immediately|promptly|about|regarding|concerning|as|before|after|(?<!the )following|during|unless|until|once|to|from|at least|in accordance|pursuant|thereof|and (?:shall|must|to|the\s[a-z]+\s(?:shall|must)|any|all|provide|keep|ensure|make|inform|notify|submit|take)|is|are|has|have|shall|must|may|annually|monthly|quarterly|yearly|daily|weekly|without|(?<!of |by )the|what|how|why)(?![a-z-])|\s[a-z]{4,14}ing(?=\s(?:an?|the|that|their|its|any|all|whether|to)\s)|(?<!\b(?:bank|head|director|chief|office|chair|ministry|court|department|secretary))\sof (?!(?:the |its |their |that |each |those |any )?(?:home|host|member|state|origin|relevant|payer|payee|issuer|other|financial|credit|payment|bank|board|union|court|group|directors|management|supervisors|commission|joint|oversight)\b)/,
  es: /[,;:.()]|\s(?:en|con|sin|por|para|cuando|si|que|a|al|mediante|segun|sobre|desde|hasta|dentro|antes|tras|inmediatamente|toda|todo|cualquier|cuant[oa]s?|lo|la|las|los|el|su|sus|un|una|conforme|salvo|siempre|pueda|puedan|haya|hayan|sea|sean|deba|deban|podran?|deberan?|y (?:se|la|el|los|las|no|deber|podr|conserv))(?![a-zñ])|\sde (?!(?:la |los |las )?(?:origen|acogida|españa|supervision|control|administracion|direccion|prevencion|inteligencia|credito|pago|cumplimiento|seguridad|riesgos|proteccion|datos|auditoria|la comision|los mercados|dinero|resolucion|atencion|blanqueo|los estados|los interesados)\b)/,
};
const LONGEST_PHRASE = 160;

/** The noun phrase that begins at an offset and ends where its verb's other parts go on. */
export function phraseAt(
  text: string,
  folded: string,
  start: number,
  end: number,
  language: Language,
): Words | undefined {
  const part = folded.slice(start, Math.min(end, start + LONGEST_PHRASE));
  const lead = /^\s*/.exec(part)?.[0].length ?? 0;
  const stop = AFTER[language].exec(part.slice(lead));
  const close = stop === null ? part.length : lead + stop.index;
  const loose = /(?:\s(?:and|or|of|for|by|y|e|o|u|del?|por))+\s*$/.exec(part.slice(0, close));
  return nounPhrase(text, folded, { start: start + lead, end: start + (loose?.index ?? close) }, language);
}
