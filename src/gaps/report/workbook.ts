/** A workbook as plain data: what stands in which cell, and how it looks. No kind of file is known here. */
export interface Workbook {
  /** In the order of the tabs. */
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  /** On the tab. What a spreadsheet does not take in a name is left out when it is written. */
  readonly name: string;
  /** In characters, one a column. */
  readonly widths: readonly number[];
  /** How many rows and columns stay in sight. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly rows: readonly (readonly Cell[])[];
  /** Lets people filter by the columns of the first row. */
  readonly filter?: true;
  /** How high the first row is, in points; by default as its words need. */
  readonly headerHeight?: number;
}

/** Words, a number, a moment, or nothing. Words are words, whatever they begin with. */
export interface Cell {
  /** Moments are `Date`, in UTC. */
  readonly value: string | number | Date | null;
  readonly look?: Look;
}

export interface Look {
  readonly bold?: true;
  readonly italic?: true;
  /** `#RRGGBB`. */
  readonly fill?: string;
  /** Of the words, `#RRGGBB`. */
  readonly color?: string;
  /** Breaks lines within the cell. */
  readonly wrap?: true;
  readonly align?: 'left' | 'center' | 'right';
  /** In points. */
  readonly size?: number;
  /** Turned to read upwards. */
  readonly upright?: true;
  /** How a number is written: `percent` of one, `day`, `minute`. */
  readonly format?: 'percent' | 'day' | 'minute';
}
