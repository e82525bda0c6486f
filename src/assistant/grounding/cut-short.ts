import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { ReadSentence } from './cited-sentences.ts';
import { clausesOf } from './clauses.ts';
import type { QuoteSpan } from './locate-quote.ts';
import { polarityOf } from './negation.ts';
import type { StoredSentence } from './stored-sentences.ts';

/** Negations and limits that govern what follows, with the small words that may stand in between; at the end of a text. */
const GOVERNING: Readonly<Record<Language, RegExp>> = {
  en: /(?<idiom>\bnot only|\bno(?:t)? (?:later|more|less|longer|fewer) than)?\b(?<word>not|no|never|neither|nor|only|solely|unless|except|without|cannot|none of|in no case|prohibited|forbidden|prohibits|exempt(?:ed)?|excluded|refrain|save|other than)(?: (?:be|been|to|the|a|an|any|for|from|of|in|where|when|if|required|obliged|allowed|permitted|entitled|considered|deemed|case|cases|also|have|by|apply|applicable|those|such|with|respect|that)){0,5}[\s,‘“«"'(]*$/,
  es: /(?<idiom>\bno (?:solo|obstante)|\bno mas tarde (?:de|del))?\b(?<word>no|nunca|jamas|ni|solo|solamente|unicamente|salvo|excepto|sin|ningun[oa]?|tampoco|prohibid[oa]s?|prohibe|prohiben|exent[oa]s?|exclu\w+|a menos que|abstendra|abstendran|distint[oa]s de)(?: (?:se|le|les|lo|la|los|las|el|un|una|de|del|a|al|en|que|por|para|podra|podran|puede|pueden|debera|deberan|sera|seran|ser|estara|estaran|obligad[oa]s?|cuando|si|caso|casos|aquell[oa]s|haya|hayan|aplicara|aplicable|sera)){0,5}[\s,‘“«"'(]*$/,
};

/** A condition or limit at the head of a sentence; what stands behind its comma holds only with it. */
const HEAD_LIMIT: Readonly<Record<Language, RegExp>> = {
  en: /^(?:\W*)(?:unless|except|only (?:where|when|if)|save)\b[^;]*,\s*$/,
  es: /^(?:\W*)(?:salvo|excepto|solo (?:cuando|si)|unicamente (?:cuando|si)|a menos que|a no ser que)\b[^;]*,\s*$/,
};
const HEAD_CONDITION: Readonly<Record<Language, RegExp>> = {
  en: /^(?:\W*)(?:where|if|when|in the case|in case|provided that)\b[^;]*,\s*$/,
  es: /^(?:\W*)(?:cuando|si|en caso de|en el caso de|siempre que|en los casos|en aquellos casos)\b[^;]*,\s*$/,
};
const CONDITIONAL: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:if|where|when|whenever|once|in case|in the case|in cases|during|for|after|upon|on|provided|as long as|following)\b/,
  es: /\b(?:si|cuando|en caso|en el caso|en los casos|en casos|durante|para|tras|despues|al|siempre que|una vez|mientras|ante)\b/,
};

/** Qualifications of what stands before them, wherever they stand behind it. */
const QUALIFIES: Readonly<Record<Language, RegExp>> = {
  en: /(?<![\p{L}\p{N}])(?:unless|except(?! that the fact)|save (?:where|in|for|that|as)|provided that|provided,|other than|without prejudice to|in so far as|insofar as|to the extent|as long as|only (?:if|when|where|in|to|for|after)|with the exception|notwithstanding|on condition that)(?![\p{L}\p{N}])|,\s*subject to\b|\bsubject to (?:the )?(?:prior |following |paragraph |article |approval|consent|conditions?|authori[sz])/u,
  es: /(?<![\p{L}\p{N}])(?:salvo|excepto|a menos que|a no ser que|siempre que|siempre y cuando|sin perjuicio de|a excepcion de|con (?:la )?(?:salvedad|excepcion)|en la medida en que|con sujecion a|a reserva de|a condicion de que|solo (?:si|cuando|en|para)|unicamente (?:si|cuando|en|para)|distint[oa]s? de)(?![\p{L}\p{N}])/u,
};
/** Conditions behind a comma; those of another main clause are that clause's own. */
const CONDITION: Readonly<Record<Language, RegExp>> = {
  en: /^\s*,?\s*(?:but |and )?(?:only )?(?:where|if|when)(?! (?:applicable|necessary|appropriate|relevant|possible|needed))\b|,\s*(?:but |and )?(?:only )?(?:where|if|when)(?! (?:applicable|necessary|appropriate|relevant|possible|needed|required by))\b/,
  es: /^\s*,?\s*(?:pero |y )?(?:solo )?(?:cuando|si)(?! (?:proceda|corresponda|fuera necesario|fuese necesario|es posible|procede|sea posible|sea necesario))\b|,\s*(?:pero |y )?(?:solo )?(?:cuando|si)(?! (?:proceda|corresponda|fuera necesario|fuese necesario|es posible|procede|sea posible|sea necesario))\b/,
};
const OTHER_CLAUSE: Readonly<Record<Language, RegExp>> = {
  en: /,?\s(?:and|or|but)\s(?:\p{L}+\s){0,4}(?:shall|must|may|should)\b/u,
  es: /,?\s(?:y|e|o|pero)\s(?:\p{L}+\s){0,4}(?:deberan?|podran?|debe|deben|puede|pueden|\p{L}{3,}(?:ra|ran))\b/u,
};

/**
 * Why a quote does not tell what its stored sentence says: it begins right behind a word that denies or limits it, or
 * stops short of a qualification.
 *
 * @param sentences those the quote touches
 * @param draft the sentence that cites it: a condition that it tells itself may be left out at the quote's head
 * @param isQuoted true for a stored sentence that some citation quotes
 * @returns the reason for the model, or `undefined`
 */
export function cutShort(
  span: QuoteSpan,
  sentences: readonly ReadSentence[],
  draft: { readonly text: string; readonly language: Language },
  isQuoted: (sentence: StoredSentence) => boolean,
): string | undefined {
  const [first, last] = [sentences[0], sentences.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const language = first.passage.language;
  return (
    tooShort(span, sentences) ??
    beginsBehind(span, first, language, draft) ??
    withoutItsLeadIn(span, first, language, isQuoted) ??
    stopsShort(span, last, language)
  );
}

function tooShort(span: QuoteSpan, sentences: readonly ReadSentence[]): string | undefined {
  const words = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const quote = sentences[0]?.passage.text.slice(span.start, span.end) ?? '';
  const whole = sentences.some(({ text }) => words(text) < 3 && words(text) <= words(quote));
  return words(quote) >= 3 || whole
    ? undefined
    : `The quote "${quote}" is too short to show anything. Quote the whole clause that the sentence rests on, at least three words.`;
}

function beginsBehind(
  span: QuoteSpan,
  sentence: ReadSentence,
  language: Language,
  draft: { readonly text: string; readonly language: Language },
): string | undefined {
  const prefix = foldText(sentence.passage.text.slice(sentence.start, span.start).normalize('NFC'));
  if (prefix.trim() === '') return undefined;
  const tail = prefix.slice(-160);
  const governing = GOVERNING[language].exec(tail);
  if (governing !== null && governing.groups?.['idiom'] === undefined && !idiomAt(tail, governing.index))
    return `The quote begins right behind "${tail.slice(governing.index).trim()}", which governs it, so that it no longer says what the text says. Begin the quote before these words.`;
  const limit = HEAD_LIMIT[language].exec(prefix);
  const condition = HEAD_CONDITION[language].exec(prefix);
  const told = CONDITIONAL[draft.language].test(foldText(draft.text));
  if (limit !== null || (condition !== null && !told))
    return `The quote leaves out the condition in front of it ("${sentence.text.slice(0, 60).trim()} …"), and the sentence does not tell it. Quote the stored sentence from its beginning, and say when it applies.`;
  return undefined;
}

/** "not later than", "not only" end there without denying anything. */
function idiomAt(tail: string, index: number): boolean {
  return /^(?:not? (?:later|more|less|fewer|longer) than|not only|not exceeding|no (?:mas|menos) (?:tarde )?(?:de|del)|no (?:solo|obstante)|only child)/.test(
    tail.slice(index),
  );
}

function withoutItsLeadIn(
  span: QuoteSpan,
  sentence: ReadSentence,
  language: Language,
  isQuoted: (sentence: StoredSentence) => boolean,
): string | undefined {
  const denying = sentence.leadIns.find(
    (lead) =>
      lead.end <= span.start && polarityOf(lastClause(lead.text, language), language).negative && !isQuoted(lead),
  );
  return denying === undefined
    ? undefined
    : `The quote is a point of a list that is opened by "${denying.text}", which turns its meaning. Cite that lead-in as well.`;
}

/** The clause that opens the list: what a condition before it denies does not turn the points. */
function lastClause(text: string, language: Language): string {
  return clausesOf(text.replace(/[:\s]+$/, ''), language).at(-1)?.text ?? text;
}

function stopsShort(span: QuoteSpan, sentence: ReadSentence, language: Language): string | undefined {
  const rest = sentence.passage.text.slice(span.end, sentence.end).normalize('NFC');
  const folded = foldText(rest);
  // What ends at a semicolon is whole, unless an exception follows it directly.
  const whole = /^\s*;/.test(folded);
  const behind = folded.replace(/^\s*;\s*/, '');
  const scope = whole ? '' : (folded.split(/;(?=\s)/)[0] ?? '');
  const exception = whole && /^(?:unless|except|save|provided|salvo|excepto|siempre que|a menos que)\b/.test(behind);
  const other = OTHER_CLAUSE[language].exec(scope)?.index ?? scope.length;
  const qualified = QUALIFIES[language].exec(scope) ?? CONDITION[language].exec(scope.slice(0, other));
  if (!exception && qualified === null) return undefined;
  const words = rest.replace(/^[\s;,]*/, '').slice(exception ? 0 : Math.max(0, (qualified?.index ?? 0) - 1));
  return `The quote stops short of a qualification in the same stored sentence ("${words.trim().slice(0, 80)}"). Quote to the end of that sentence, and let the sentence tell the qualification.`;
}
