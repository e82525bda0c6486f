import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { type PlatformAddress, recordAddress } from '../../findings/filing/platform-address.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import { fieldsThatSay, recordSays } from '../../findings/filing/record-says.ts';
import type { ServiceNowSettings } from './servicenow-options.ts';
import { type TableRequests, type TableRow, textIn } from './servicenow-requests.ts';

/** What the rooms of the adapter stand on. */
export interface ServiceNowParts {
  readonly settings: ServiceNowSettings;
  readonly address: PlatformAddress;
  readonly requests: TableRequests;
}

/** Ids of records; anything else could end a condition of a query and begin another one. */
export function isSysId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}

/** What is asked for of each record, as values of the database and without links. */
export function recordQuery({
  keyField,
  stateField,
  numberField,
  fields,
}: ServiceNowSettings): Readonly<Record<string, string>> {
  const names = ['sys_id', 'sys_created_on', keyField, stateField, numberField, ...fieldsThatSay(fields)];
  return {
    sysparm_fields: [...new Set(names)].join(','),
    sysparm_display_value: 'false',
    sysparm_exclude_reference_link: 'true',
  };
}

/** A record in our words; `undefined` where it does not tell its id and its key. */
export function recordOf({ settings, address }: ServiceNowParts, row: TableRow): PlatformRecord | undefined {
  const { table, keyField, stateField, numberField, fields, states } = settings;
  const [id, key] = [textIn(row, 'sys_id') ?? '', textIn(row, keyField) ?? ''];
  if (!isSysId(id) || key === '') return undefined;
  const state = platformWord(textIn(row, stateField));
  const number = platformWord(textIn(row, numberField));
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  const url = recordAddress(address, `nav_to.do?uri=${encodeURIComponent(`${table}.do?sys_id=`)}{id}`, id);
  return {
    id,
    number: number === '' ? id : number,
    ...(url === undefined ? {} : { url }),
    key,
    state,
    ...(status === undefined ? {} : { status }),
    says: recordSays(fields, (field) => dayOf(textIn(row, field))),
  };
}

/** Due dates are points in time as ServiceNow ships them, in UTC: a day comes back as its midnight. */
function dayOf(text: string | undefined): string | undefined {
  return text?.replace(/^(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}$/, '$1');
}
