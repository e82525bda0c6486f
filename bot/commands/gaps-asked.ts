import type { ActId } from '../../src/regulations/act.ts';
import type { LawReader } from '../../src/regulations/law-reader.ts';
import { actNumber } from '../../src/regulations/named-acts.ts';

/** What somebody wants compared with the bank's policies, as `analyse_gaps` takes it. */
export interface GapsAsked {
  /** Numbers of acts; where none is known, the words in their stead, for the tool to say what is wrong. */
  readonly acts: readonly string[];
  readonly articles?: string;
  readonly chapter?: string;
  readonly topic?: string;
  readonly profile?: string;
}

/** Nobody needs more words for it. */
const LONGEST_ASKED = 500;
/** Acts that the tool takes at once. */
const MOST_ACTS = 5;

/** The command by its name: whatever is behind it is what to look at. */
const NAMED =
  /^(?:gaps?|carencias|brechas)\s+(?!(?:between|entre|and|y|are|is|son|es|analys[ei]s)\b)(?:(?:in|of|for|under|against|on|with|de|del|en|frente a|respecto de|con)\s+)?(?:(?:the|la|el|las|los)\s+)?(.+)$/i;
/** The same in a sentence: only where an act is named, since all else may be a question like others. */
const SAID: readonly RegExp[] = [
  /^(?:(?:please\s+)?(?:do|run|make|start|show(?: me)?|give me)\s+)?(?:an?\s+|the\s+|our\s+)?gaps?[ -]analys[ie]s\s+(?:(?:of|for|on|under|against|in|with)\s+)?(.+)$/i,
  /^(?:please\s+)?(?:analy[sz]e|show(?: me)?|list|find)\s+(?:the\s+|our\s+|all\s+)?gaps\s+(?:of|for|on|under|against|in|with)\s+(.+)$/i,
  /^where\s+(?:do|does|are)\s+(?:we|our policies|the bank|our bank)\s+(?:fall(?:ing)? short|not comply|not meet|miss|lacking)(?:\s+(?:of|under|with|on|in|against))?\s+(.+)$/i,
  /^where\s+(?:do not|don't|don’t)\s+(?:we|our policies)\s+(?:comply|meet)(?:\s+(?:with|of))?\s+(.+)$/i,
  /^(?:where|what)\s+are\s+(?:the|our)\s+gaps\s+(?:of|for|on|under|against|in|with)\s+(.+)$/i,
  /^(?:(?:haz|hacer|realiza|realizar|ejecuta|muestra|muestrame|dame)\s+)?(?:un\s+|el\s+|nuestro\s+)?analisis\s+de\s+(?:las\s+)?(?:carencias|brechas)\s+(?:(?:de|del|en|frente a|respecto de|con|sobre)\s+)?(.+)$/i,
  /^(?:analiza|analizar|muestra|muestrame|lista)\s+(?:las\s+|nuestras\s+)?(?:carencias|brechas)\s+(?:de|del|en|frente a|respecto de|con)\s+(.+)$/i,
  /^(?:donde|en que)\s+(?:no\s+cumplimos|incumplimos|nos\s+quedamos\s+cortos|no\s+cumplen\s+nuestras\s+politicas)(?:\s+(?:con|de|en|frente a))?\s+(.+)$/i,
  /^(?:que|cuanto)\s+nos\s+falta\s+para\s+cumplir(?:\s+con)?\s+(.+)$/i,
  /^(?:cuales|donde)\s+(?:son|estan)\s+(?:las|nuestras)\s+(?:carencias|brechas)\s+(?:de|del|en|frente a|respecto de|con)\s+(.+)$/i,
];

const CHAPTER = /\b(?:chapter|capitulo)\s+([ivxlcdm]{1,8}|\d{1,3})\b/i;
const NUMBER = String.raw`\d{1,4}[a-z]{0,8}(?:\(\w{1,5}\)){0,4}(?:\.\d{1,3}){0,3}`;
const MORE = String.raw`(?:\s{0,2}(?:-|–|to\b|al?\b|hasta\b|,|;|and\b|y\b)\s{0,2}${NUMBER}){0,100}`;
const ARTICLES = new RegExp(String.raw`\b(?:articles?|arts?\.?|articulos?)\s{0,2}(${NUMBER}${MORE})`, 'i');
/** Numbers alone behind the act: "DORA 17-23, 28". */
const NUMBERS = new RegExp(String.raw`^\s{0,3}(${NUMBER}${MORE})\s{0,3}$`, 'i');
const PROFILE = /\s(?:for|para)\s+(?:an?\s+|una?\s+)?([^?]{2,200})$/i;
const TOPIC =
  /\s(?:about|regarding|on|sobre|acerca de|en materia de)\s+(?:the\s+|el\s+|la\s+|los\s+|las\s+)?([^?]{2,200})$/i;

/** What a message asks the gap analysis for; `undefined` where it is something else, such as a question about the law. */
export function gapsAsked(text: string, reader: LawReader): GapsAsked | undefined {
  if (text.length > LONGEST_ASKED) return undefined;
  const said = text
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .replace(/[¿¡]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?]{1,10}$/, '')
    .replace(/^\//, '');
  const named = NAMED.exec(said)?.[1];
  const rest = named ?? SAID.map((form) => form.exec(said)?.[1]).find((found) => found !== undefined);
  if (rest === undefined) return undefined;
  const { acts, left } = actsNamed(rest, reader);
  if (acts.length === 0) return named === undefined ? undefined : { acts: [rest] };
  return { acts: acts.slice(0, MOST_ACTS), ...narrowed(left) };
}

/** The acts in some words, and the words without them. */
function actsNamed(words: string, reader: LawReader): { readonly acts: readonly ActId[]; readonly left: string } {
  const acts: ActId[] = [];
  let left = words;
  for (const word of words.split(/[\s,;]+/)) {
    const number = actNumber(word);
    if (number === undefined) continue;
    acts.push(number);
    left = left.replace(word, '#');
  }
  // A name written small counts here as well ("mar"): nobody asks for the gaps of a sea.
  for (const { acts: found, start, end } of [...reader.at({}).names.find(left)].reverse()) {
    const [act] = found;
    if (act === undefined || new Set(found).size !== 1) continue;
    acts.unshift(act);
    left = `${left.slice(0, start)}#${left.slice(end)}`;
  }
  return { acts: [...new Set(acts)], left };
}

/** What of the acts is meant, and for whom; `#` stands where they were named. */
function narrowed(left: string): Omit<GapsAsked, 'acts'> {
  const profile = PROFILE.exec(left)?.[1]?.trim();
  const scope = profile === undefined ? left : left.replace(PROFILE, '');
  const chapter = CHAPTER.exec(scope)?.[1];
  const articles = ARTICLES.exec(scope)?.[1] ?? NUMBERS.exec(scope.slice(scope.lastIndexOf('#') + 1))?.[1];
  const topic = TOPIC.exec(scope)?.[1]?.replaceAll('#', '').trim();
  return {
    ...(articles === undefined ? {} : { articles: listed(articles) }),
    ...(chapter === undefined ? {} : { chapter: chapter.toUpperCase() }),
    ...(topic === undefined || topic.length < 2 ? {} : { topic }),
    ...(profile === undefined || profile.includes('#') ? {} : { profile }),
  };
}

/** "17 to 23 and 28" as the tool takes it: "17-23, 28". */
function listed(articles: string): string {
  return articles
    .replace(/\s{0,2}(?:–|-|\bto\b|\bal?\b|\bhasta\b)\s{0,2}/gi, '-')
    .replace(/\s{0,2}(?:,|;|\band\b|\by\b)\s{0,2}/gi, ', ')
    .replace(/(\d)\.(\d)/g, '$1($2)');
}
