import type { Language } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { foldInPlace } from '../../regulations/mentions/cursor.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { type Named, namedIn } from './named-places.ts';

/** A question with the words that only lead it in, or only end it, taken off. */
export interface Spoken {
  readonly text: string;
  /** What is asked, as typed: of "and what about paragraph 2, please?" it is "paragraph 2". */
  readonly core: string;
  /** Where that stands in the question. */
  readonly at: number;
  /** The same folded, each character where it was. */
  readonly folded: string;
  /** The question without "and" and the like, and without its last mark. */
  readonly sentence: string;
  /** How it is led in: by "and", by "what about" or "same for", by "what does … say", or by nothing. */
  readonly lead: { readonly joined: boolean; readonly about: boolean; readonly says: boolean };
  readonly named: Named;
  readonly language: Language;
}

const JOINED =
  /^[\s¿¡("'«]*(?:(?:ok(?:ay)?|and|but|so|now|then|also|well|right|thanks|thank you|y|e|pero|entonces|vale|bueno|pues|ahora|gracias|tambien|perfecto)(?![\p{L}\p{N}])[\s,;.:!–—¿¡-]*)*/u;
const CONJUNCTION = /(?<![\p{L}\p{N}])(?:and|but|so|now|then|also|y|e|pero|entonces|ahora|tambien)(?![\p{L}\p{N}])/u;
const ABOUT =
  /^(?:what about|how about|what of|(?:is it )?(?:the )?same (?:question |thing |goes |rule |applies )?(?:for|with|in|under|to)|likewise for|(?:with regard|as) (?:to|for)|regarding|tell me (?:more )?about|que (?:hay|pasa|ocurre|sucede|tal)(?: (?:de|con|en(?= el caso)))|(?:y )?lo mismo (?:para|con|de|en|bajo|segun)|igual (?:para|con)|en cuanto a|respecto (?:a|de)|en lo que respecta a)(?![\p{L}\p{N}])\s*/u;
const SAYS =
  /^(?:(?:and )?what (?:does|do|did|is in|is said in|says)|what's in|show me|give me|quote|read(?: me)?|show|que (?:dicen?|establecen?|disponen?|preve|prescribe|hay en|pone(?: en)?)|dime(?: que dice)?|muestra(?:me)?|ensename|cita|lee(?:me)?)(?![\p{L}\p{N}])\s*/u;
const ENDING =
  /(?:[\s,]+(?:says?|states?|provides?|then|please|too|as well|instead|exactly|dice|establece|exactamente|por favor|tambien|entonces|(?:of|in) (?:it|that|this|there)|(?:of|in) (?:that|this|the same) (?:article|one|act|regulation|directive|annex|paragraph)|thereof|de (?:este|ese|dicho)(?: mismo)? (?:articulo|reglamento|apartado|anexo)|del mismo(?: (?:articulo|reglamento|apartado))?))*[\s?!.…"'»,;]*$/u;

/** Takes a question apart; `language` is its own where its words tell, else that of the conversation. */
export function spokenOf(text: string, view: LawView, conversation: Language | undefined): Spoken {
  const folded = foldInPlace(text);
  const start = JOINED.exec(folded)?.[0].length ?? 0;
  const joined = CONJUNCTION.test(folded.slice(0, start));
  let rest = folded.slice(start);
  const about = ABOUT.exec(rest)?.[0] ?? '';
  rest = rest.slice(about.length);
  const says = about === '' ? (SAYS.exec(rest)?.[0] ?? '') : '';
  const from = start + about.length + says.length;
  const core = text.slice(from, folded.length - (ENDING.exec(folded.slice(from))?.[0].length ?? 0));
  return {
    text,
    core,
    at: from,
    folded: folded.slice(from, from + core.length),
    sentence: text.slice(start).replace(/[\s?!.…]+$/u, ''),
    lead: { joined, about: about !== '', says: says !== '' },
    named: namedIn(text, view),
    language: languageOf(text, folded) ?? conversation ?? 'en',
  };
}

/** "y la letra c" has too few words for the guess, and its first one tells. */
function languageOf(text: string, folded: string): Language | undefined {
  if (/^\s*(?:y|e|pero|lo mismo)\s/.test(folded)) return 'es';
  if (/^\s*(?:and|but|what|how|same)\s/.test(folded)) return 'en';
  return guessLanguage(text);
}
