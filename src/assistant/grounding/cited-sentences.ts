import type { ActNames } from '../../regulations/mentions/act-names.ts';
import type { ReadPassage } from '../../regulations/read-passage.ts';
import { amountKeys, type Clause, clausesOf } from './clauses.ts';
import type { QuoteSpan } from './locate-quote.ts';
import { withoutPlaces } from './mask-places.ts';
import { type Amounts, readAmounts } from './quantities.ts';
import { type StoredSentence, storedSentences } from './stored-sentences.ts';

/** A stored sentence with what is read from it, made once for all checks of a sentence. */
export interface ReadSentence extends StoredSentence {
  /** Of the sentence with its lead-ins. */
  readonly amounts: Amounts;
  /** The amounts as keys, see `amountKeys`. */
  readonly amountKeys: ReadonlySet<string>;
  readonly clauses: readonly Clause[];
  /** Its distinct words, lower case. */
  readonly words: ReadonlySet<string>;
}

/** A quote that was found, with the stored sentences that it stands in. */
export interface LocatedQuote {
  readonly passage: ReadPassage;
  /** As stored. */
  readonly quote: string;
  readonly span: QuoteSpan;
  readonly sentences: readonly ReadSentence[];
}

/** Reads passages once, however many quotes are taken from them. */
export interface PassageReader {
  sentences(passage: ReadPassage): readonly ReadSentence[];
}

export function createPassageReader(names: ActNames): PassageReader {
  const read = new Map<ReadPassage, readonly ReadSentence[]>();
  return {
    sentences: (passage) => {
      const known = read.get(passage);
      if (known !== undefined) return known;
      const made = storedSentences(passage).map((sentence) => withReadings(sentence, names));
      read.set(passage, made);
      return made;
    },
  };
}

/** Amounts and clauses are read when they are asked for: most sentences of a passage are not. */
function withReadings(sentence: StoredSentence, names: ActNames): ReadSentence {
  let amounts: Amounts | undefined;
  let clauses: readonly Clause[] | undefined;
  let words: ReadonlySet<string> | undefined;
  let keys: ReadonlySet<string> | undefined;
  const { whole, passage } = sentence;
  return {
    ...sentence,
    get amounts() {
      amounts ??= readAmounts(withoutPlaces(whole, names), passage.language);
      return amounts;
    },
    get amountKeys() {
      keys ??= new Set(amountKeys(this.amounts));
      return keys;
    },
    get clauses() {
      clauses ??= clausesOf(whole, passage.language, this.amounts);
      return clauses;
    },
    get words() {
      words ??= wordsOf(whole);
      return words;
    },
  };
}

/** The distinct words of a text, lower case. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** The sentences that a span touches. */
export function touched(sentences: readonly ReadSentence[], { start, end }: QuoteSpan): readonly ReadSentence[] {
  return sentences.filter((sentence) => sentence.start < end && sentence.end > start);
}

/** Every stored sentence cited, once, in order. */
export function citedSentences(quotes: readonly LocatedQuote[]): readonly ReadSentence[] {
  return [...new Set(quotes.flatMap(({ sentences }) => sentences))];
}
