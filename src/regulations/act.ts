/** Languages in which law is held and questions are understood. ISO 639-1. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The number that names an act for ever: the base CELEX number (`32022R2554`, never a consolidated one such as
 * `02022R2554-20250101`, which names a version) or the BOE identifier (`BOE-A-2010-6737`).
 */
export type ActId = string;

/** A calendar day, `YYYY-MM-DD`. Law knows no time of day. */
export type IsoDate = string;

export type ActKind =
  | 'regulation'
  | 'directive'
  | 'decision'
  | 'delegated_regulation'
  | 'implementing_regulation'
  | 'ley_organica'
  | 'ley'
  | 'real_decreto_ley'
  | 'real_decreto_legislativo'
  | 'real_decreto'
  | 'orden'
  | 'circular'
  | 'other';

/** Who issued the act. `EU` stands for the co-legislators and the Council, `COM` for the Commission, `ES` for the Spanish state. */
export type Authority = 'EU' | 'COM' | 'EBA' | 'ESMA' | 'EIOPA' | 'ECB' | 'ES' | 'BDE' | 'CNMV' | 'IOSCO' | 'OTHER';

/**
 * The dates of an act. Entry into force, application and (for a directive) the end of the transposition period are
 * three different things and are never substituted for one another; an unknown one is absent.
 */
export interface ActDates {
  /** Of the document itself: the day of adoption, as in "Regulation (EU) 2022/2554 … of 14 December 2022". */
  readonly document?: IsoDate;
  /** Publication in the Official Journal or the BOE. */
  readonly published?: IsoDate;
  readonly inForce?: IsoDate;
  readonly applicable?: IsoDate;
  readonly transposition?: IsoDate;
}

/** Provisions that apply from another day than the act as a whole. */
export interface ApplicabilityException {
  /** Places, each with all below it: `art_6/par_1`, or a range of articles `art_16..art_47`. */
  readonly places: readonly string[];
  readonly from: IsoDate;
  /** The first day on which the exception is the law: before it an earlier date holds. Absent: as the act was published. */
  readonly since?: IsoDate;
  /** The part of the matter that alone it concerns, as `the security measures`; the place's own date stands beside it. */
  readonly only?: string;
  /** Where a date comes from that the act as published does not name: `moved by …`. Said in brackets behind the date. */
  readonly why?: string;
}

/** An act's identity, as the library stores it and as the register knows it even where the text is not held. */
export interface Act {
  readonly id: ActId;
  readonly kind: ActKind;
  readonly authority: Authority;
  /** The full title in the language of the text. */
  readonly title: string;
  /** The formal short citation: `Regulation (EU) 2022/2554`, `Ley 10/2010`. */
  readonly name: string;
  /** What people say, where there is such a word: `DORA`, `GDPR`. */
  readonly shortName?: string;
  readonly eli?: string;
  readonly dates: ActDates;
}

/** Where a text comes from: the publisher, or a digest written for this product that only stands in for it. */
export type TextSource = 'official' | 'digest';

/**
 * One state of an act's text in one language. The act, the date and the language identify it: two sources of the same
 * state are one version.
 */
export interface VersionRef {
  readonly act: ActId;
  readonly language: Language;
  /** For a text as published: the document's own date. For a consolidation: the day up to which it is consolidated. */
  readonly date: IsoDate;
}

/** What every answer says of the version it read; part of the terminal's JSON contract. */
export interface VersionLabel {
  readonly date: IsoDate;
  readonly source: TextSource;
}
