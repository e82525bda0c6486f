import type { ActId, IsoDate } from '../act.ts';
import type { Place } from '../provision.ts';

/**
 * A digest: what an article demands, in our own words, one statement for each place of the official text that it rests
 * on. It stands in for the official text on a fresh clone, is marked as a digest wherever it shows, and gives way to
 * the official text as soon as that is added.
 */
export interface StarterAct {
  readonly act: ActId;
  /** The document's date of the text that the digest was checked against. */
  readonly date: IsoDate;
  readonly articles: readonly StarterArticle[];
}

export interface StarterArticle {
  readonly place: Place;
  /** What the article is about, in our own words, at most 80 characters. */
  readonly heading: string;
  readonly statements: readonly StarterStatement[];
}

/** One or two full sentences that can be read alone, and the most exact place of the official text that says so. */
export interface StarterStatement {
  readonly place: Place;
  readonly text: string;
}

/**
 * Writes an article of a digest down shortly.
 *
 * @param number the article's number, as in `19`
 * @param statements pairs of a place below the article (`par_4/pnt_a`; empty for the article itself) and the statement
 */
export function article(
  number: string,
  heading: string,
  statements: readonly (readonly [string, string])[],
): StarterArticle {
  const place = `art_${number}`;
  return {
    place,
    heading,
    statements: statements.map(([below, text]) => ({ place: below === '' ? place : `${place}/${below}`, text })),
  };
}
