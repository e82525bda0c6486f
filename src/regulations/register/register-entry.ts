import type { ActDates, ActId, ActKind, ApplicabilityException, Authority, IsoDate } from '../act.ts';

/**
 * What is known of an act whether or not its text is held: how people call it, where it is published, what became of
 * it. Facts only; no text of the law.
 */
export interface RegisterEntry {
  readonly act: ActId;
  readonly kind: ActKind;
  readonly authority: Authority;
  /** Formal short citation: `Regulation (EU) 2022/2554`; for a Spanish act in Spanish. */
  readonly name: string;
  /** The same in Spanish, for acts of the Union: `Reglamento (UE) 2022/2554`. */
  readonly nameEs?: string;
  /** The word people use, unique in the register: `DORA`. */
  readonly shortName?: string;
  /** What the act is about, in our own words, at most 120 characters. */
  readonly about: string;
  /** Other ways people write it, beside `name`, `nameEs` and `shortName`; case and accents do not matter. */
  readonly aliases: { readonly en: readonly string[]; readonly es: readonly string[] };
  readonly eli?: string;
  readonly dates: ActDates;
  readonly exceptions?: readonly ApplicabilityException[];
  /** The number of the last article of the act as published, where known: `64`. */
  readonly lastArticle?: number;
  /** True where the act has been amended since it was published; the original is then not the law of today. */
  readonly amended: boolean;
  /** Some of the acts that amended it, where known, by their names. */
  readonly amendedBy?: readonly string[];
  readonly repealed?: { readonly by: string; readonly from: IsoDate };
}
