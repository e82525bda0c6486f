import type { FieldMappings, StateMapping } from '../../findings/filing/field-mapping.ts';

/** How a field of Archer takes its value. `users` and `references` are given by ids, several with commas between. */
export const ARCHER_FIELD_KINDS = ['text', 'number', 'date', 'values_list', 'users', 'references'] as const;
export type ArcherFieldKind = (typeof ARCHER_FIELD_KINDS)[number];

/** A field as the settings tell it, for a user who may not read Archer's metadata. */
export interface ArcherFieldSetting {
  readonly id: number;
  readonly kind: ArcherFieldKind;
  /** Its alias, by which the Content API knows it; its name by default. */
  readonly alias?: string;
  /** Of a values list: the id of each value, by its name. */
  readonly values?: Readonly<Record<string, number>>;
}

/**
 * How a tenant's Archer is reached, and what a finding becomes there. Fields are named by their alias, their name or
 * their id, as people know them; the metadata of the level tells the rest, or `fieldSettings`.
 */
export interface ArcherOptions {
  /** Address of the installation, without the path of an API: "https://grc.bank.example/RSAarcher". */
  readonly url: string;
  /** Path of the REST API behind it: `platformapi` from release 6.5 on (the default), `api` before. */
  readonly api?: 'platformapi' | 'api';
  readonly instance: string;
  readonly user: string;
  /** Empty by default. */
  readonly userDomain?: string;
  readonly password: string;
  /** LevelId of the application that holds findings. */
  readonly level: number;
  /** What the Content API calls that level: the last part of `contentapi/Findings`. */
  readonly content: string;
  /** Column of the Content API that holds a record's id; `<content>_Id` by default. */
  readonly contentIdColumn?: string;
  /** A text field of one line that holds the key; nothing else writes it. */
  readonly keyField: string;
  /** A values list; "Status" by default. */
  readonly stateField?: string;
  /** What people call a record by: a tracking id. The id of the record where none is named. */
  readonly numberField?: string;
  readonly fields: FieldMappings;
  /** The names of the state's values. */
  readonly states: StateMapping;
  readonly fieldSettings?: Readonly<Record<string, ArcherFieldSetting>>;
  /** Text areas that hold HTML: what goes there is marked up. */
  readonly richText?: readonly string[];
  /** How a day is written for Archer: `us` 12/27/2031, as its documentation does (the default), or `iso` 2031-12-27. */
  readonly days?: 'us' | 'iso';
  /** Where people open a record, behind `url`: "apps/ArcherApp/Home.aspx#record/75/67/{id}". No link where it is absent. */
  readonly recordPath?: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for one answer; 30 seconds by default. */
  readonly timeout?: number;
}

/** What messages call it. */
export const ARCHER = 'RSA Archer';
export const STATE_FIELD = 'Status';
