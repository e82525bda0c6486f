import { AppError } from '../../core/errors.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import type { KeyField } from './servicenow-key-field.ts';
import { SERVICENOW } from './servicenow-options.ts';
import { pagesOf } from './servicenow-pages.ts';
import { isSysId, recordOf, type ServiceNowParts } from './servicenow-records.ts';
import { type TableRow, textIn } from './servicenow-requests.ts';

/** Ids to one question: the address stays under 2 KB. */
const BATCH = 50;
/** Keys as `Filing` has them; nothing in one can end a condition of a query. */
const KEY = /^[A-Za-z0-9-]{1,60}$/;

/**
 * The record that carries a key. ServiceNow leaves out, without a word, a condition that it does not understand, and then
 * gives records of others: each one is held against the key. Where several carry it, it is the oldest.
 *
 * `undefined` only where all that was found was seen and is another's: where records were counted that the user may not
 * see, ours may be among them.
 *
 * @throws AppError
 */
export async function recordByKey(
  parts: ServiceNowParts,
  keyField: KeyField,
  key: string,
  signal?: AbortSignal,
): Promise<PlatformRecord | undefined> {
  signal?.throwIfAborted();
  if (!KEY.test(key)) throw new AppError('internal', 'A key of a finding has letters, digits and "-" alone.');
  keyField.check();
  const { settings } = parts;
  let [seen, counted] = [0, 0];
  for await (const { rows, total } of pagesOf(parts, `${settings.keyField}=${key}`, signal)) {
    for (const row of rows) keyField.read(row);
    const ours = rows.filter((row) => textIn(row, settings.keyField) === key);
    const record = oldestOf(parts, ours);
    if (record !== undefined) return record;
    counted = Math.max(counted, seen + (total ?? 0));
    seen += rows.length;
    if (rows.some((row) => textIn(row, settings.keyField) === '')) throw keyField.withheld();
  }
  if (counted > seen)
    throw new AppError(
      'not_permitted',
      `${SERVICENOW} counts a record with the finding's key that the program's user may not see. Give the user the right to read ${settings.table}.`,
    );
  if (seen === 0) await keyField.prove(signal);
  return undefined;
}

function oldestOf(parts: ServiceNowParts, rows: readonly TableRow[]): PlatformRecord | undefined {
  const age = (row: TableRow) => `${textIn(row, 'sys_created_on') ?? ''} ${textIn(row, 'sys_id') ?? ''}`;
  const [oldest] = [...rows].sort((one, other) => (age(one) < age(other) ? -1 : 1));
  return oldest === undefined ? undefined : recordOf(parts, oldest);
}

/** Records by their ids, in batches; what is not there, not to be seen, or without a key, is absent. @throws AppError */
export async function recordsByIds(
  parts: ServiceNowParts,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PlatformRecord>> {
  signal?.throwIfAborted();
  const asked = [...new Set(ids.filter(isSysId))];
  const found = new Map<string, PlatformRecord>();
  for (let at = 0; at < asked.length; at += BATCH) {
    const batch = new Set(asked.slice(at, at + BATCH));
    for await (const { rows } of pagesOf(parts, `sys_idIN${[...batch].join(',')}`, signal)) {
      const records = rows.flatMap((row) => recordOf(parts, row) ?? []);
      for (const record of records) if (batch.has(record.id)) found.set(record.id, record);
      if ([...batch].every((id) => found.has(id))) break;
    }
  }
  return found;
}
