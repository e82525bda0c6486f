import type { Language } from '../../regulations/act.ts';
import { isAgent } from './agents.ts';
import type { Stretch } from './sentence.ts';

/** What stands in front of a modal: its subject, as far as it can be told, and where that begins. */
export interface Subject extends Partial<Stretch> {
  /** The modal is that of a clause within the sentence ("where an entity shall …"), not the sentence's own. */
  readonly subordinate: boolean;
}

/** Words with which an inserted or leading phrase begins, never a subject. */
const INSERT: Readonly<Record<Language, RegExp>> = {
  en: /^(?:other than|except(?:ing)?|excluding|including|where|when|whenever|if|unless|upon|after|before|once|within|without|in|on|at|by|for|to|from|under|through|with|as|acting|having|taking|tak|subject|pursuant|notwithstanding|during|until|following|prior|based|depending|given|however|moreover|furthermore|therefore|thus|nevertheless|nonetheless|additionally|also|consequently|accordingly|hence|otherwise|inter|namely|particularly|especially|notably|irrespective|regardless|whether|despite|of|no later|not later|at least|in particular|via|over|upon|without|provided|save|apart|due|save|always|still|either|both|then|how|what|because|since|so|such as|together|along|against|between|among|across|according|using|concerning|regarding|considering|instead|likewise|similarly|finally|first|second|thirdly|secondly|firstly|where|while|whilst|although|though|even|only|(?:first|second|third|fourth|fifth|last) (?:sub-?)?paragraphs?|points?|paragraphs?|sub-?paragraphs?|articles? \d|[a-z]{3,14}ly)(?![a-z'-])/,
  es: /^(?:salvo|excepto|a|ante|bajo|con|contra|de|del|desde|durante|en|entre|hacia|hasta|mediante|para|por|segun|sin|sobre|tras|cuando|si|siempre|una vez|antes|despues|previa|previo|previamente|conforme|asimismo|igualmente|no obstante|ademas|incluid[oa]s?|incluso|al|como|donde|aunque|que|respecto|sin perjuicio|en particular|asi|adicionalmente|exceptuad[oa]s?|excluid[oa]s?|tambien|tampoco|finalmente|por ultimo|dad[oa]s?|teniendo|atendiendo|siendo|letras?|apartados?|parrafos?|articulos? \d|[a-zñ]{4,20}mente)(?![a-zñ])/,
};
/** Of these, the words that make a clause with a verb of its own. */
const SUBORDINATOR: Readonly<Record<Language, RegExp>> = {
  en: /^(?:(?:except|save|only|even|and|or) )?(?:where|when|whenever|if|unless|whether|how|what|because|since|while|whilst|although|though|which|who|whom|whose|that|provided that|as soon as|once|until|in so far as|insofar as|to the extent that|in the event that|in case)(?![a-z])/,
  es: /^(?:(?:salvo|excepto|y|o) )?(?:cuando|si|siempre que|aunque|donde|que|quien(?:es)?|cuy[oa]s?|a menos que|una vez que|en caso de que|mientras)(?![a-zñ])/,
};
const RELATIVE: Readonly<Record<Language, RegExp>> = {
  en: /(?:^|\s)(?:which|that|who|whom|whose|what)(?:\s(?:also|in turn|then))?$/,
  es: /(?:^|\s)(?:que|quien|quienes|el cual|la cual|los cuales|las cuales|cuyo|cuya)$/,
};
const BARE_RELATIVE = {
  en: /^(?:and |or |of |to |for |in |by |with )?(?:(?:which|who|whom|whose)(?![a-z])|that$)/,
  es: /^(?:y |o |del? |al? |por |en )?(?:el |la |los |las |lo )?(?:que|quien|quienes|cual|cuales|cuyo|cuya)(?![a-zñ])/,
};
const LIST: Readonly<Record<Language, RegExp>> = {
  en: /^(?:and\/or|and|or|nor|as well as)\s/,
  es: /^(?:y\/o|y|e|o|u|ni|asi como)\s/,
};
/** Openings of one or a few words that need no comma: "In such cases the entity shall". */
const OPENING: Readonly<Record<Language, RegExp>> = {
  en: /^(?:(?:and|but|or|in (?:such|this|that|these|those|all|both|any|either|no)(?: a)? (?:cases?|events?|circumstances|instances?|situations?)|to (?:this|that|these|those) (?:ends?|effect)|for (?:this|that|these|those|such) (?:purposes?|reasons?)|in addition|in any event|at (?:all|no) times?|under no circumstances|on this basis|on that basis|thereafter|thereto|when doing so|in doing so|where appropriate|where applicable|where necessary|upon request|(?:by|from|until|before|as from) \d{1,2} [a-z]+ \d{4}|therefore|however|nevertheless|accordingly|also)\s)+/,
  es: /^(?:(?:y|pero|en (?:todo|ningun|tal|este|ese|dicho|cualquier) (?:caso|supuesto|momento)|a (?:tal|estos|tales|dicho) (?:fin|efecto|efectos|fines)|asimismo|igualmente|no obstante|ademas|en particular|tambien|tampoco|en consecuencia|para ello|por su parte)\s)+/,
};
const MOST_SEGMENTS = 40;

interface Segment extends Stretch {
  readonly words: string;
}

/**
 * Finds the subject in front of a modal without knowing grammar: the phrase before it is cut at its commas, and read from
 * the right; what begins like an inserted or leading phrase is passed over, what is joined by "and" or "or" belongs
 * together.
 *
 * @param text the folded text; @param from where the clause begins; @param modal where the modal begins
 */
export function subjectOf(text: string, from: number, modal: number, language: Language): Subject {
  const segments = segmentsOf(text, from, modal, language).slice(-MOST_SEGMENTS);
  let at = segments.length - 1;
  if (RELATIVE[language].test(segments[at]?.words ?? '')) return { subordinate: true };
  while (at >= 0) {
    const { words } = segments[at] ?? { words: '' };
    // "Quienes intervengan … deberán": whoever does is the subject.
    if (BARE_RELATIVE[language].test(words) && !(at === 0 && /^quien/.test(words))) {
      const isSegmentBeforeVerb = at === segments.length - 1 || /^\S+(?: \S+)?$/.test(words);
      if (isSegmentBeforeVerb) return { subordinate: true };
      at -= 1;
    } else if (words === '' || isInsert(words, language)) at -= 1;
    else break;
  }
  const last = segments[at];
  if (last === undefined) return withoutSubject(segments, language);
  if (RELATIVE[language].test(last.words)) return { subordinate: true };
  let first = at;
  while (first > 0 && LIST[language].test(segments[first]?.words ?? '')) {
    let previous = first - 1;
    while (previous > 0 && isListMember(segments, previous, language)) previous -= 1;
    if (isInsert(segments[previous]?.words ?? '', language)) break;
    first = previous;
    if (!LIST[language].test(segments[first]?.words ?? '')) break;
  }
  first = beforeInserts(segments, first, language);
  if (first === at && isJoined(last.words, language))
    while (first > 0 && isMember(segments[first - 1], language)) first -= 1;
  const leading = segments.slice(0, first);
  if (isWithinClause(leading, language)) return { subordinate: true };
  const start =
    (segments[first]?.start ?? last.start) + (LIST[language].exec(segments[first]?.words ?? '')?.[0].length ?? 0);
  const whoever = segments[0];
  if (
    whoever !== undefined &&
    at > 0 &&
    isWhoever(whoever.words, language) &&
    !isAgent(text.slice(start, last.end), language)
  )
    return { subordinate: false, start: whoever.start, end: whoever.end };
  const adverb = ADVERB.exec(last.words);
  return { subordinate: false, start, end: adverb === null ? last.end : last.start + adverb.index };
}

/** "Any person who has decided to acquire, directly or not, …": described at such length that its end is not the subject. */
function isWhoever(words: string, language: Language): boolean {
  const relative = language === 'en' ? /\s(?:who|which|that|whose)(?:\s|$)/ : /\s(?:que|cuy[oa]s?)(?:\s|$)/;
  return relative.test(words) && !isInsert(words, language) && isAgent(words.split(relative)[0] ?? '', language);
}

/** What may stand between a subject and its verb. */
const ADVERB = /\s(?:also|always|still|either|both|then|only|therefore|normally|thus|asimismo|siempre|tambien)$/;

/** "Directors and agents": the end of a list that has no comma before its "and". */
function isJoined(words: string, language: Language): boolean {
  return language === 'en' ? /\s(?:and|or)\s/.test(words) : /\s(?:y|e|o|u)\s/.test(words);
}

/** "The controller and, where applicable, its representative": what an inserted phrase parts is one subject. */
function beforeInserts(segments: readonly Segment[], first: number, language: Language): number {
  let at = first - 1;
  while (at > 0 && isInsert(segments[at]?.words ?? '', language)) at -= 1;
  const { words } = segments[at] ?? { words: '' };
  return at < first - 1 && at >= 0 && !isInsert(words, language) && /\s(?:and|or|y|e|o|u)$/.test(words) ? at : first;
}

function isMember(segment: Segment | undefined, language: Language): boolean {
  return segment !== undefined && !isInsert(segment.words, language) && isAgent(segment.words, language);
}

/** A member in the middle of a list: what stands before it is one, too. */
function isListMember(segments: readonly Segment[], at: number, language: Language): boolean {
  const before = segments[at - 1]?.words ?? '';
  return before !== '' && !isInsert(before, language) && !BARE_RELATIVE[language].test(before);
}

function isInsert(words: string, language: Language): boolean {
  const bare = words.replace(LIST[language], '');
  return INSERT[language].test(bare);
}

/** "Where, in the case of X, an entity is required to": all in front of the subject belongs to a clause that is still open. */
function isWithinClause(leading: readonly Segment[], language: Language): boolean {
  const [first, ...others] = leading;
  if (first === undefined || !/^\S+(?: that| que)?$/.test(first.words)) return false;
  return SUBORDINATOR[language].test(first.words) && others.every(({ words }) => isInsert(words, language));
}

function withoutSubject(segments: readonly Segment[], language: Language): Subject {
  const last = segments.at(-1);
  // "Where an institution intends to use an agent it shall": the pronoun begins the sentence's own clause.
  const pronoun = last === undefined ? null : /\s(?:it|they)$/.exec(last.words);
  if (last !== undefined && pronoun !== null)
    return { subordinate: false, start: last.start + pronoun.index + 1, end: last.end };
  if (segments.some(({ words }) => SUBORDINATOR[language].test(words.replace(LIST[language], ''))))
    return { subordinate: true };
  const noun =
    last === undefined || /^(?:before|after|upon|following|until|as|with|without|prior|once)\b/.test(last.words)
      ? undefined
      : [...last.words.matchAll(NOUN[language])].filter(({ index }) => !PART.test(last.words.slice(0, index))).at(-1);
  if (last === undefined || noun === undefined) return { subordinate: false };
  return { subordinate: false, start: last.start + noun.index + 1, end: last.end };
}

/** Where no comma stands before the subject: "For the purposes of paragraph 1 the competent authorities shall". */
const PART = /(?:^|\s)(?:of|in|under|to|for|by|from|with|on|at|and|or|del?|en|al?|por|con|para|y|o)$/;
const NOUN = {
  en: /\s(?:the|each|any|all|every|an?|member states|financial entities)\s(?!purposes?)/g,
  es: /\s(?:el|la|los|las|cada)\s/g,
};

/** The phrase in front of a modal, cut at commas that stand outside brackets; a semicolon or colon begins it anew. */
function segmentsOf(text: string, from: number, modal: number, language: Language): readonly Segment[] {
  const segments: Segment[] = [];
  let start = from;
  let depth = 0;
  const close = (end: number): void => {
    let [a, b] = [start, end];
    while (a < b && /[\s,—–-]/.test(text.charAt(a))) a += 1;
    while (b > a && /[\s,—–-]/.test(text.charAt(b - 1))) b -= 1;
    const isMore = segments.length > 0 && LIST[language].test(text.slice(a, b + 1));
    if (!isMore) a += OPENING[language].exec(text.slice(a, b + 1))?.[0].length ?? 0;
    a = Math.min(a, b);
    segments.push({ start: a, end: b, words: text.slice(a, b) });
    start = end + 1;
  };
  for (let at = from; at < modal; at += 1) {
    const character = text.charAt(at);
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) close(at);
    else if ((character === ';' || character === ':') && depth === 0) {
      segments.length = 0;
      start = at + 1;
    }
  }
  close(modal);
  return segments;
}
