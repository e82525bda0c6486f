import type { FieldMappings, StateMapping } from '../../findings/filing/field-mapping.ts';

/** How a field takes its value; a reference is given by the identifier of what it refers to. */
export type Sai360FieldKind = 'text' | 'day' | 'reference' | 'references';

/**
 * How a tenant's SAI360 is reached, and what a finding becomes there. Fields are named by their tokens, as the metadata
 * has them.
 */
export interface Sai360Options {
  /** The organisation's own host, as `OrganizationHost` tells it: "https://secure.compliance360.com". */
  readonly url: string;
  readonly organization: string;
  readonly integrationKey: string;
  /** "en-us" by default. */
  readonly culture?: string;
  /** Tokens of what holds findings. */
  readonly module: string;
  readonly component: string;
  /** "Default" by default. */
  readonly type?: string;
  /** A String field that holds the key; nothing else writes it. */
  readonly keyField: string;
  readonly stateField: string;
  /** What people call a record by; its id where none is named. */
  readonly numberField?: string;
  /** What records are told apart by; "InstanceId" by default. */
  readonly identityField?: string;
  readonly fields: FieldMappings;
  /** The state's words; of a Relation the identifiers of its values: "Global/Lookups/FindingStatus:3". */
  readonly states: StateMapping;
  /** How fields take their values, for a key that may not read the metadata. */
  readonly fieldKinds?: Readonly<Record<string, Sai360FieldKind>>;
  /** Where people open a record, behind `url`, with `{id}` in it. No link where it is absent. */
  readonly recordPath?: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for one answer; 30 seconds by default. */
  readonly timeout?: number;
}

/** What messages call it. */
export const SAI360 = 'SAI360';

/** "Module/Component/Type:20", the only form of an identifier ("Syntax Reference", Identifier). */
const IDENTIFIER = /^\w+\/\w+\/\w+:(\d{1,15})$/;

export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** The number in an identifier of this very type; undefined for everything else. */
export function numberIn(identifier: string, options: Sai360Options): string | undefined {
  const [, number] = IDENTIFIER.exec(identifier) ?? [];
  return number !== undefined && identifier === identifierOf(number, options) ? number : undefined;
}

export function identifierOf(number: string, { module, component, type = 'Default' }: Sai360Options): string {
  return `${module}/${component}/${type}:${number}`;
}
