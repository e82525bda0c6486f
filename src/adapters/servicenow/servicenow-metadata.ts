import { AppError } from '../../core/errors.ts';
import type { ServiceNowParts } from './servicenow-records.ts';
import { rowsIn, type TableRow, textIn } from './servicenow-requests.ts';

/** A field as the dictionary has it. */
export interface DictionaryField {
  readonly type: string;
  /** Characters that it holds; absent where the dictionary does not say. */
  readonly longest?: number;
}

/** What an instance tells of a table to a user who may read that. */
export interface TableMetadata {
  /** The table and those that it extends, nearest first. */
  readonly tables: readonly string[];
  /** False where it is not told what the table extends: a field that is not found can be a parent's. */
  readonly allTables: boolean;
  /** By name; `undefined` where the dictionary may not be read. */
  readonly fields: ReadonlyMap<string, DictionaryField> | undefined;
  /** Values of the choices of each field that has any. */
  readonly choices: ReadonlyMap<string, ReadonlySet<string>>;
}

/** No table is known that extends more. */
const MOST_PARENTS = 10;
const MOST_ROWS = 1000;

/**
 * Reads the dictionary's entries and the choices of some fields of a table (`sys_db_object`, `sys_dictionary`, `sys_choice`).
 * Most users may not read them; access rules leave an empty answer then, or 403.
 *
 * @throws AppError `upstream_unavailable`, `rate_limited`; the signal's reason
 */
export async function tableMetadata(
  parts: ServiceNowParts,
  fields: readonly string[],
  signal?: AbortSignal,
): Promise<TableMetadata> {
  const { tables, allTables } = await tablesOf(parts, signal);
  // Every table has a `sys_id`: where not even that is told the dictionary is closed.
  const names = [...new Set(['sys_id', ...fields])].join(',');
  const entries = await told(
    parts,
    'sys_dictionary',
    `nameIN${tables.join(',')}^elementIN${names}`,
    'name,element,internal_type,max_length',
    signal,
  );
  const choices = await told(
    parts,
    'sys_choice',
    `nameIN${tables.join(',')}^elementIN${names}^inactive=false`,
    'name,element,value',
    signal,
  );
  return {
    tables,
    allTables,
    fields: entries.length === 0 ? undefined : nearest(tables, entries, (rows) => fieldIn(rows[0] ?? {})),
    choices: nearest(tables, choices, (rows) => new Set(rows.map((row) => textIn(row, 'value') ?? ''))),
  };
}

async function tablesOf(parts: ServiceNowParts, signal: AbortSignal | undefined) {
  const tables: string[] = [];
  let next = parts.settings.table;
  while (next !== '' && !tables.includes(next) && tables.length < MOST_PARENTS) {
    const [row] = await told(parts, 'sys_db_object', `name=${next}`, 'name,super_class.name', signal);
    tables.push(next);
    if (row === undefined || textIn(row, 'name') !== next)
      // Nearly all tables of findings extend tasks.
      return { tables: [...new Set([...tables, 'task'])], allTables: false };
    const parent = textIn(row, 'super_class.name') ?? '';
    next = /^[a-z][a-z0-9_]{0,79}$/i.test(parent) ? parent : '';
  }
  return { tables, allTables: true };
}

async function told(
  { requests }: ServiceNowParts,
  table: string,
  condition: string,
  fields: string,
  signal: AbortSignal | undefined,
): Promise<readonly TableRow[]> {
  const query = {
    sysparm_query: condition,
    sysparm_fields: fields,
    sysparm_display_value: 'false',
    sysparm_exclude_reference_link: 'true',
    sysparm_limit: String(MOST_ROWS),
  };
  try {
    return rowsIn(await requests.ask({ method: 'GET', table, query }, signal));
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_permitted' || error.code === 'misconfigured')) return [];
    throw error;
  }
}

/** What is said of each field by the nearest table that says anything of it: it overrides the tables that it extends. */
function nearest<T>(
  tables: readonly string[],
  rows: readonly TableRow[],
  read: (rows: readonly TableRow[]) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const table of tables) {
    const own = rows.filter((row) => textIn(row, 'name') === table);
    for (const element of new Set(own.map((row) => textIn(row, 'element') ?? '')))
      if (!found.has(element)) found.set(element, read(own.filter((row) => textIn(row, 'element') === element)));
  }
  return found;
}

function fieldIn(row: TableRow): DictionaryField {
  const length = Number(textIn(row, 'max_length') ?? '');
  return {
    type: textIn(row, 'internal_type') ?? '',
    ...(Number.isInteger(length) && length > 0 ? { longest: length } : {}),
  };
}
