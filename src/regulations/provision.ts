import type { Act, IsoDate, Language, TextSource } from './act.ts';

/**
 * Where a provision stands within its act: path elements joined by `/`, as `art_19/par_4/pnt_a`. See `place.ts` for
 * the grammar. With the act in front (`32022R2554#art_19/par_4/pnt_a`) it is the provision's stable id.
 */
export type Place = string;

/**
 * One node of an act's tree. Nodes are kept as a flat list in the order of the document; the tree is in the places.
 *
 * `text` is the node's own words alone, without its marker and without its children's: for a paragraph that introduces
 * points it is the lead-in, for a paragraph that only holds subparagraphs it is empty. So nothing is stored twice, and
 * the nodes of an article, in order, marker and text joined, are the whole article.
 *
 * White space is typography, not text: importers turn each run of blanks, tabs, no-break spaces and soft line ends into
 * one space, drop soft hyphens and zero-width characters, and keep every other character as published.
 */
export interface ProvisionNode {
  readonly place: Place;
  /** As printed: `1.`, `(a)`, `Article 19`, `Artículo 4 bis.`, `ANNEX I`; empty for an unnumbered block. */
  readonly marker: string;
  /** The provision's own heading (`Subject matter`); empty where it has none. */
  readonly heading: string;
  readonly text: string;
  /**
   * The node whose text introduces this one and must be read with it: for a point its paragraph, subparagraph or parent
   * point. Absent for nodes that stand alone. It differs from the parent where a paragraph has several subparagraphs:
   * the points of the first keep the place `par_1/pnt_a`, and are introduced by `par_1/sub_1`.
   */
  readonly leadIn?: Place;
  /** Headings of the divisions around a top-level provision, outermost first: `CHAPTER II — ICT risk management`. */
  readonly divisions?: readonly string[];
  /** The source lost the words that should stand here; the article is never presented as complete. */
  readonly lost?: true;
}

/** The formats that can be read, best first: where two carry the same state of an act, the earlier is preferred on a tie. */
export type SourceFormat = 'formex' | 'oj-xhtml' | 'consolidated-xhtml' | 'boe-markdown' | 'eu-json' | 'digest';

/** What an importer makes of a file, before the library gives it a version. */
export interface ImportedText {
  readonly act: Act;
  readonly language: Language;
  readonly format: SourceFormat;
  readonly source: TextSource;
  /** Set where the text is a consolidation: the day up to which amendments are worked in. */
  readonly consolidatedTo?: IsoDate;
  readonly nodes: readonly ProvisionNode[];
  /** Sentences for the person who imports: what was lost, skipped or doubtful, and where. */
  readonly warnings: readonly string[];
}
