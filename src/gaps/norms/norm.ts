/** How strongly a sentence binds. "May not" and "no podrá" forbid; "it is recommended" is `should`. */
export const MODALITIES = ['must', 'must_not', 'may', 'should'] as const;
export type Modality = (typeof MODALITIES)[number];

/** Words of a text and where they stand in it: `text.slice(start, end)`. */
export interface Words {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * How a time binds. `within`: a period that runs from an event ("within four hours of …"). `by`: a day. `recurring`: how
 * often ("at least once a year"). `retention`: how long something is kept, at least. `prompt`: at once, without a number
 * ("without undue delay").
 */
export const DEADLINE_KINDS = ['within', 'by', 'recurring', 'retention', 'prompt'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export interface Deadline extends Words {
  readonly kind: DeadlineKind;
  /**
   * ISO 8601: a duration (`PT4H`, `P5Y`), a day (`2025-01-17`), or for what recurs a repeating interval (`R/P1Y`); null where
   * the words give no number. Working days are days with `working`.
   */
  readonly iso: string | null;
  /** Working or business days are counted. */
  readonly working?: true;
}

/** What one sentence demands, forbids, allows or recommends: its parts, word for word. */
export interface Norm {
  readonly modality: Modality;
  /** The words that bind: "shall", "must not", "deberán". For a plain present ("approves") the verb. */
  readonly modal: Words;
  /** Who it binds, without articles around it: "financial entities". Absent where the sentence does not say. */
  readonly actor?: Words;
  /** What is to be done, from its verb on, without deadline, trigger, condition and exception where they stand apart. */
  readonly action: Words;
  /** In the order of the text. */
  readonly deadlines: readonly Deadline[];
  /** To whom something is reported, notified, submitted or given: "the competent authority". */
  readonly recipient?: Words;
  /** What sets it off: "upon becoming aware of …", "where an incident …". */
  readonly triggers: readonly Words[];
  /** Under which condition it holds, beside what sets it off: "provided that …", "for contracts that support …". */
  readonly conditions: readonly Words[];
  /** When it does not hold: "unless …", "except for microenterprises", "other than …". */
  readonly exceptions: readonly Words[];
}
