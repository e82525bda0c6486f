import type { Language } from '../../regulations/act.ts';
import { isPronoun } from './actors.ts';
import { isAgent } from './agents.ts';
import type { Words } from './norm.ts';
import { phraseAt } from './phrases.ts';
import type { Sentence, Stretch } from './sentence.ts';

/** Verbs that hand something to somebody: "report … to", "make available to". */
const GIVING: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:report(?:s|ed|ing)?|submit(?:s|ted|ting)?|communicat(?:e|es|ed|ing)|provid(?:e|es|ed|ing)|transmit(?:s|ted|ting)?|sen(?:d|ds|t|ding)|forward(?:s|ed|ing)?|disclos(?:e|es|ed|ing)|(?:make|makes|made|making)|suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|escalat(?:e|es|ed|ing)|refer(?:s|red|ring)?|present(?:s|ed|ing)?|furnish(?:es|ed)?|giv(?:e|es|en|ing)|notif(?:y|ies|ied|ying|ications?)|return(?:s|ed)?|refund(?:s|ed)?|pass(?:es|ed)?|hand(?:s|ed)?|explain(?:s|ed)?|reply|respond)(?![a-z])/g,
  es: /(?<![a-zñ])(?:(?:comunic|notific|remit|inform|report|env[i]|traslad|transmit|facilit|entreg|present|suministr|aport|elev|dirig|prest|pondr|pon|proporcion|declar|d(?:ar|an|a)(?![a-zñ]))[a-zñ]{0,12}|(?:comunicacion|notificacion|disposicion|cuenta|traslado|informe))(?![a-zñ])/g,
};
/** Verbs whose object is who is told. */
const TELLING =
  /\b(?:notif(?:y|ies|ying)|inform(?:s|ing)?|alert(?:s|ing)?|advis(?:e|es|ing)|tell(?:s|ing)?|warn(?:s|ing)?|consult(?:s|ing)?|provid(?:e|es|ing)|supply|supplies|offer(?:s)?|refund(?:s)?|send(?:s)?|give(?:s)?|ask(?:s)?) (?=(?:the|its|their|that|those|each|any|all|his|such|an?|both|[a-z]+)\b)/g;
const TO: Readonly<Record<Language, RegExp>> = {
  en: /\sto (?=(?:the|its|their|that|those|each|any|all|a|an|senior|such|competent|supervisory|clients?|customers?|regulators?|[a-z]+)\b)/g,
  es: /\s(?:al|a (?:la|los|las|su|sus|cada|dich[oa]s?|aquell[oa]s?|quien|tod[oa]s (?:los|las)|el)) /g,
};
/** Behind the verb that hands over, the recipient is not far. */
const REACH = 260;

/** To whom something is reported, notified, submitted or given; `undefined` where the words name nobody. */
export function recipientOf(sentence: Sentence, action: Stretch, actor: Words | undefined): Words | undefined {
  const { text, folded, language } = sentence;
  const part = folded.slice(action.start, action.end);
  const isOther = (phrase: Words | undefined): phrase is Words =>
    phrase !== undefined &&
    !isPronoun(phrase.text, language) &&
    !/^(?:it|them|him|her|for)\s?(?![a-z])/i.test(phrase.text) &&
    phrase.start !== actor?.start &&
    (isAgent(phrase.text, language) || /^(?:general )?public\b|^publico/.test(phrase.text.toLowerCase()));
  const candidates: Words[] = [];
  for (const verb of part.matchAll(GIVING[language])) {
    const from = verb.index + verb[0].length;
    const reach = part.slice(from, from + REACH);
    for (const to of reach.matchAll(TO[language])) {
      const start = action.start + from + to.index + to[0].length;
      const phrase = phraseAt(text, folded, start, action.end, language);
      if (isOther(phrase)) {
        candidates.push(phrase);
        break;
      }
    }
    if (candidates.length > 0) break;
  }
  if (language === 'en')
    for (const verb of part.matchAll(TELLING)) {
      const phrase = phraseAt(text, folded, action.start + verb.index + verb[0].length, action.end, language);
      if (isOther(phrase)) {
        candidates.push(phrase);
        break;
      }
    }
  return candidates.sort((a, b) => a.start - b.start)[0];
}
