import { cleanText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { ActNames } from '../../regulations/mentions/act-names.ts';
import { findMentions } from '../../regulations/mentions/find-mentions.ts';
import type { ReadPassage } from '../../regulations/read-passage.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { amountsNotCited } from './cited-amounts.ts';
import { namesNotCited, partsNotCited } from './cited-parts.ts';
import { placesNotCited } from './cited-places.ts';
import {
  citedSentences,
  createPassageReader,
  type LocatedQuote,
  type PassageReader,
  touched,
  wordsOf,
} from './cited-sentences.ts';
import { wordsNotCited } from './cited-words.ts';
import { clausesOf } from './clauses.ts';
import { actorDiffers } from './compare-actors.ts';
import { dutyDiffers } from './compare-duty.ts';
import { polarityDiffers } from './compare-polarity.ts';
import { subjectsMixed } from './compare-subjects.ts';
import { cutShort } from './cut-short.ts';
import type { CitablePassage, DraftSentence, Grounded, GroundedCitation, GroundingFault } from './draft.ts';
import { locateQuote } from './locate-quote.ts';
import { withoutPlaces } from './mask-places.ts';
import { saysTheOpposite } from './opposites.ts';
import { readAmounts } from './quantities.ts';
import { linkIn, tooLong, withoutAddresses, wrongLanguage } from './sentence-form.ts';
import type { StoredSentence } from './stored-sentences.ts';

export interface GroundingOptions {
  /** The names of acts, as `LawView.names`: for reading places and acts in the sentence and in the law. */
  readonly names: ActNames;
  /** Official addresses of the passages that may be cited; no other address may stand in a sentence. */
  readonly allowedUrls: ReadonlySet<string>;
  /** The language of the answer; absent, it is told from the sentence. */
  readonly language?: Language;
  /** The headings that stand over a passage, which its text does not hold: they count as its words. */
  readonly headingsOf?: (passage: ReadPassage) => string;
}

/** Characters of a sentence and of its quotes that are read: far beyond what is taken. */
const MOST_READ = 4_000;
const LONGEST_QUOTE = 4_000;
const MOST_CITATIONS = 20;

/**
 * Holds a drafted sentence against what it cites, without a model. It passes only if nothing in it is beyond the stored
 * sentences that its quotes stand in: handles, quotes, numbers, dates, places, acts, yes and no, duty and option, who it
 * speaks of, its words, and no links. Sentence and passages may each be English or Spanish.
 *
 * @param passages those shown in this turn; a handle of any other turn is unknown
 * @returns the sentence cleaned, with its quotes exactly as stored; or every fault, each with what would be right
 */
export function groundSentence(
  draft: DraftSentence,
  passages: readonly CitablePassage[],
  options: GroundingOptions,
): Grounded {
  const text = cleanText(draft.text.slice(0, MOST_READ).normalize('NFC'));
  const faults: GroundingFault[] = [];
  const add = (kind: GroundingFault['kind'], reason: string | undefined): void => {
    if (reason !== undefined) faults.push({ kind, reason });
  };
  const reader = createPassageReader(options.names);
  const quotes = locatedQuotes(draft, passages, reader, add);
  add('too_long', draft.text.length > MOST_READ ? tooLong(draft.text) : tooLong(text));
  add('link', linkIn(text, options.allowedUrls));
  if (!/[\p{L}]/u.test(text)) add('words_not_cited', 'The sentence has no words. Say what the cited text says.');
  add('wrong_language', wrongLanguage(text, options.language));
  const language = options.language ?? guessLanguage(text) ?? quotes[0]?.passage.language ?? 'en';
  checkQuotes(quotes, { text, language }, add);
  if (quotes.length > 0) checkContent(withoutAddresses(text), language, quotes, reader, options, add);
  if (faults.length > 0) return { ok: false, draft, faults };
  return { ok: true, text, citations: distinct(quotes) };
}

type AddFault = (kind: GroundingFault['kind'], reason: string | undefined) => void;

function locatedQuotes(
  draft: DraftSentence,
  passages: readonly CitablePassage[],
  reader: PassageReader,
  add: AddFault,
): readonly LocatedQuote[] {
  if (draft.citations.length === 0)
    add(
      'no_citation',
      'The sentence cites nothing. Give at least one passage of this turn with the words it rests on.',
    );
  if (draft.citations.length > MOST_CITATIONS)
    add(
      'too_long',
      `The sentence has ${draft.citations.length} citations; at most ${MOST_CITATIONS} are taken. Say it in several sentences.`,
    );
  return draft.citations.slice(0, MOST_CITATIONS).flatMap(({ passage: handle, quote }): readonly LocatedQuote[] => {
    const passage = passages.find((each) => each.handle === handle)?.passage;
    if (passage === undefined) {
      const known = passages
        .map((each) => each.handle)
        .slice(0, 20)
        .join(', ');
      add(
        'unknown_passage',
        `"${handle.slice(0, 60)}" is no passage shown in this turn${known === '' ? '' : ` (${known})`}. Cite one of these, or search again.`,
      );
      return [];
    }
    const located = bestOccurrence(draft.text.slice(0, MOST_READ), quote, passage, reader);
    if (located === undefined) add('quote_not_found', notFound(quote, handle, passage));
    return located === undefined ? [] : [located];
  });
}

function notFound(quote: string, handle: string, { label }: ReadPassage): string {
  const shown = quote.length <= 120 ? quote : `${quote.slice(0, 120)} …`;
  const stitched = /…|\.{3}|\[\s*\]/.test(quote.trim().replace(/^[.…\s]+|[.…\s]+$/g, ''));
  return stitched
    ? `The quote "${shown}" is stitched together with an ellipsis. Copy one unbroken stretch of ${handle} (${label}) for each citation.`
    : `The quote "${shown}" does not stand in ${handle} (${label}). Copy the words exactly as they were shown, in their language.`;
}

/** Of several places where a quote stands, the one whose stored sentence shares most with the sentence. */
function bestOccurrence(
  text: string,
  quote: string,
  passage: ReadPassage,
  reader: PassageReader,
): LocatedQuote | undefined {
  const spans = quote.length > LONGEST_QUOTE ? [] : locateQuote(passage.text, quote);
  const said = [...wordsOf(text)];
  const [best] = spans
    .map((span) => {
      const sentences = touched(reader.sentences(passage), span);
      return { span, sentences, common: said.filter((word) => sentences.some(({ words }) => words.has(word))).length };
    })
    .filter(({ sentences }) => sentences.length > 0)
    .sort((a, b) => b.common - a.common);
  if (best === undefined) return undefined;
  const { span, sentences } = best;
  return { passage, quote: passage.text.slice(span.start, span.end), span, sentences };
}

function checkQuotes(
  quotes: readonly LocatedQuote[],
  draft: { readonly text: string; readonly language: Language },
  add: AddFault,
): void {
  // A lead-in is the same sentence whichever passage of the version shows it.
  const keyOf = ({ text, passage }: StoredSentence): string => `${passage.versionKey} ${text}`;
  const quoted = new Set(quotes.flatMap(({ sentences }) => sentences.map(keyOf)));
  for (const { span, sentences } of quotes)
    add(
      'quote_cut_short',
      cutShort(span, sentences, draft, (sentence) => quoted.has(keyOf(sentence))),
    );
}

function checkContent(
  text: string,
  language: Language,
  quotes: readonly LocatedQuote[],
  reader: PassageReader,
  { names, headingsOf = () => '' }: GroundingOptions,
  add: AddFault,
): void {
  const cited = citedSentences(quotes);
  const passages = [...new Set(quotes.map(({ passage }) => passage))];
  const plain = withoutPlaces(text, names);
  const amounts = readAmounts(plain, language);
  const clauses = clausesOf(text, language, amounts);
  const draft = { text, language, amounts, clauses };
  const headings = passages.map((passage) => `${passage.label} ${headingsOf(passage)}`).join(' ');
  const called = `${passages.map(({ label }) => label).join(' ')} ${actsIn(plain, names)}`;
  const labels = readAmounts(called, language);
  for (const { kind, reason } of amountsNotCited(text, amounts, cited, labels)) add(kind, reason);
  for (const reason of placesNotCited(text, quotes, cited, names)) add('place_not_cited', reason);
  add(
    'negation_differs',
    polarityDiffers(
      draft,
      cited,
      quotes.map(({ quote }) => quote),
    ),
  );
  const wholes = cited.map(({ whole, passage }) => ({ text: whole, language: passage.language }));
  add('negation_differs', saysTheOpposite(draft, wholes));
  add('duty_differs', dutyDiffers(draft, cited));
  add(
    'subjects_mixed',
    subjectsMixed(
      draft,
      cited,
      passages.flatMap((passage) => reader.sentences(passage)),
    ),
  );
  add('subjects_mixed', actorDiffers(draft, cited));
  add('words_not_cited', wordsNotCited(plain, language, cited, headings));
  add('words_not_cited', partsNotCited(plain, language, cited, called));
  add(
    'words_not_cited',
    namesNotCited(
      plain,
      `${wholes.map((each) => each.text).join(' ')} ${called}`,
      passages.some((each) => each.language !== language),
    ),
  );
}

/** Words that are the names of acts: which act may be named is checked apart. */
function actsIn(text: string, names: ActNames): string {
  const large = new Set(text.match(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}-]+/gu) ?? []);
  return [...large].filter((word) => findMentions(word, names).mentions.some(({ acts }) => acts.length > 0)).join(' ');
}

/** A quote given twice is one citation. */
function distinct(quotes: readonly LocatedQuote[]): readonly GroundedCitation[] {
  const seen = new Map(
    quotes.map(({ passage, quote }) => [`${passage.versionKey} ${passage.id} ${quote}`, { passage, quote }]),
  );
  return [...seen.values()];
}
