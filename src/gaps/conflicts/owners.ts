import type { Language } from '../../regulations/act.ts';
import { type Clause, foldedSame } from './clause.ts';

const EN_WHO = "(?:the )?(?<who>[a-z][a-z&/' -]{1,70}?)(?: \\([a-z]{2,8}\\))?";
const EN_WHAT = '(?<what>[a-z][^,;.:()]{2,140})';
const ES_WHO = '(?:el |la |los |las )?(?<who>[a-zñ][a-zñ/ -]{1,70}?)(?: \\([a-z]{2,8}\\))?';
const ES_WHAT = '(?<what>[a-zñ][^,;.:()]{2,140})';
/** Of lists somebody's keeping is owning: there is one of each. */
const EN_LIST = '(?:registers?|inventory|inventories|catalogue|repository|list|log|ledger|database|schedule)';
const ES_LIST = '(?:registros?|inventarios?|catalogo|repositorio|listado|lista|base de datos)';

/** How it is said who something belongs to, over folded sentences, from their beginning. */
const SAYINGS: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    new RegExp(
      `^${EN_WHO} (?:is|are|remains|shall be|will be|must be) (?:responsible|accountable|answerable|in charge) (?:for|of) ${EN_WHAT}`,
      'd',
    ),
    new RegExp(
      `^${EN_WHO} (?:owns|has ownership of|is the owner of|shall own|answers for|bears responsibility for|has responsibility for|takes responsibility for) ${EN_WHAT}`,
      'd',
    ),
    new RegExp(
      `^${EN_WHO} (?:(?:must|shall) (?:keep|maintain)|keeps|maintains) (?<what>(?:the|an?) (?:[a-z-]{2,20} ){0,3}${EN_LIST}\\b[^,;.:()]{0,120})`,
      'd',
    ),
    new RegExp(
      `^(?<what>[a-z][^,;.:()]{2,140}?) (?:is|are|must be|shall be) (?:owned|run|administered) by ${EN_WHO}(?=[,;.]|$)`,
      'd',
    ),
    new RegExp(
      `^(?<what>(?:the|an?) (?:[a-z-]{2,20} ){0,3}${EN_LIST}\\b[^,;.:()]{0,100}?) (?:is|are|must be|shall be) (?:kept|maintained|managed) by ${EN_WHO}(?=[,;.]|$)`,
      'd',
    ),
    new RegExp(`^(?<what>[a-z][^,;.:()]{2,140}?) (?:is|are) the responsibility of ${EN_WHO}(?=[,;.]|$)`, 'd'),
    new RegExp(
      `^(?:the )?(?:responsibility|accountability) for (?<what>[a-z][^,;.:()]{2,140}?) (?:lies|rests|sits|is) with ${EN_WHO}(?=[,;.]|$)`,
      'd',
    ),
    new RegExp(`^(?:the )?owner of (?<what>[a-z][^,;.:()]{2,140}?) is ${EN_WHO}(?=[,;.]|$)`, 'd'),
  ],
  es: [
    new RegExp(
      `^${ES_WHO} (?:es|son|sera|seran) (?:el |la )?(?:responsable|responsables|encargad[oa]) (?:de|del) ${ES_WHAT}`,
      'd',
    ),
    new RegExp(`^${ES_WHO} (?:se encarga|se encargara|se ocupa|responde) (?:de|del) ${ES_WHAT}`, 'd'),
    new RegExp(
      `^${ES_WHO} (?:lleva|llevara|mantiene|mantendra|gestiona|gestionara) (?<what>(?:el|la|un|una) (?:[a-zñ]{2,20} ){0,3}${ES_LIST}\\b[^,;.:()]{0,120})`,
      'd',
    ),
    new RegExp(
      `^(?<what>[a-zñ][^,;.:()]{2,140}?) (?:es|son|sera) responsabilidad (?:de|del) ${ES_WHO}(?=[,;.]|$)`,
      'd',
    ),
    new RegExp(
      `^la responsabilidad (?:de|del|sobre|por) (?<what>[a-zñ][^,;.:()]{2,140}?) (?:corresponde|recae) (?:a|al|en|sobre) ${ES_WHO}(?=[,;.]|$)`,
      'd',
    ),
    new RegExp(
      `^el (?:propietario|titular|responsable) (?:de|del) (?<what>[a-zñ][^,;.:()]{2,140}?) es ${ES_WHO}(?=[,;.]|$)`,
      'd',
    ),
  ],
};

const MAY_SAY =
  /\b(?:responsib|accountab|answer|charge|own|keep|kept|maintain|manage|run by|administer|responsab|encarg|ocupa|responde|lleva|manten|mantien|gestiona|propietario|titular)/;
/** Several share it, or each has a part of it. */
const SHARED =
  /\b(?:jointly|joint|together with|shared|share|support|supports|assist|help|ultimate|ultimately|overall|final responsibility|day-to-day|day to day|operational|technical|deputy|in (?:the|his|her|their) absence|each|every|any|its|their|own part|respective|conjunt\w{1,6}|junto con|compartid\w|apoya|ultim[oa]|operativ[oa]|tecnic[oa]|en su ausencia|cada|su|sus|respectiv\w{1,3})\b/;
const BREAK = /(?:^|[.;]\s+)(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+)?/g;
const LONGEST = 320;

/** Calls back with who owns what, as stretches of the text; owners that share something are left out. */
export function ownersIn<T>(
  text: string,
  language: Language,
  found: (owner: Clause, thing: Clause) => readonly T[],
): readonly T[] {
  const folded = foldedSame(text);
  if (!MAY_SAY.test(folded)) return [];
  const all: T[] = [];
  for (const match of folded.matchAll(BREAK)) {
    const from = match.index + match[0].length;
    const stop = folded.slice(from, from + LONGEST).search(/[.;](?:\s|$)/);
    const sentence = folded.slice(from, stop < 0 ? from + LONGEST : from + stop);
    if (SHARED.test(sentence)) continue;
    for (const pattern of SAYINGS[language]) {
      const said = pattern.exec(sentence);
      const [who, what] = [said?.indices?.groups?.['who'], said?.indices?.groups?.['what']];
      if (who === undefined || what === undefined) continue;
      all.push(...found({ start: from + who[0], end: from + who[1] }, { start: from + what[0], end: from + what[1] }));
      break;
    }
  }
  return all;
}
