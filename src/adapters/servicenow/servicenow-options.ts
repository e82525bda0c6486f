import { AppError } from '../../core/errors.ts';
import type { FieldMappings, StateMapping } from '../../findings/filing/field-mapping.ts';

/**
 * How the program signs in: with each request (basic authentication), or by a token of the instance's own OAuth server.
 * `password` signs a user in through the client (RFC 6749 section 4.3), `client_credentials` the client itself, as the
 * user that its entry in the application registry names (section 4.4).
 */
export type ServiceNowAuth =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'password';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly user: string;
      readonly password: string;
    }
  | { readonly kind: 'client_credentials'; readonly clientId: string; readonly clientSecret: string };

/** How a tenant's ServiceNow is reached, and what a finding becomes there. Fields are named as the dictionary has them. */
export interface ServiceNowOptions {
  /** Address of the instance: "https://bank.service-now.com". */
  readonly url: string;
  readonly auth: ServiceNowAuth;
  /** `sn_grc_issue` by default. */
  readonly table?: string;
  /**
   * Values as the database has them: of a choice its value ("2", not "High"), of a reference a sys_id. ServiceNow cuts off
   * without a word what is longer than a field holds: give `longest`.
   */
  readonly fields: FieldMappings;
  /** Values of the state field. What a new record's state is, is the instance's to say unless `fields` fills that field. */
  readonly states: StateMapping;
  /** `state` by default. */
  readonly stateField?: string;
  /**
   * Holds the key that a record is found again by; nothing else may write it. `correlation_id` by default, which allows
   * doublets: a field of the bank's own that the database keeps unique is better.
   */
  readonly keyField?: string;
  /** `number` by default. */
  readonly numberField?: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for one answer; 30 seconds by default. */
  readonly timeout?: number;
}

/** The options with what they leave out filled in. */
export interface ServiceNowSettings extends ServiceNowOptions {
  readonly table: string;
  readonly stateField: string;
  readonly keyField: string;
  readonly numberField: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly timeout: number;
}

/** What messages call it. */
export const SERVICENOW = 'ServiceNow';

/** Names of tables and fields; anything else could end a condition of a query and begin another one. */
const NAME = /^[a-z][a-z0-9_]{0,79}$/i;

/** @throws AppError `misconfigured` for names that cannot be, and for a key field that is filled with something else */
export function settingsOf(options: ServiceNowOptions): ServiceNowSettings {
  const settings: ServiceNowSettings = {
    ...options,
    table: options.table ?? 'sn_grc_issue',
    stateField: options.stateField ?? 'state',
    keyField: options.keyField ?? 'correlation_id',
    numberField: options.numberField ?? 'number',
    fetch: options.fetch ?? fetch,
    now: options.now ?? Date.now,
    timeout: options.timeout ?? 30_000,
  };
  const { table, keyField, stateField, numberField, fields } = settings;
  for (const name of [table, keyField, stateField, numberField, ...Object.keys(fields)])
    if (!NAME.test(name))
      throw new AppError(
        'misconfigured',
        `"${name.slice(0, 60)}" is no name of a table or field of ${SERVICENOW}. Names have letters, digits and "_", as the dictionary shows them.`,
      );
  const filled = fields[keyField];
  if (filled !== undefined && filled !== 'key')
    throw new AppError(
      'misconfigured',
      `The field ${keyField} holds the key by which a record is found again ("keyField"); nothing else may fill it. Take it out of "fields", or name another "keyField".`,
    );
  return settings;
}
