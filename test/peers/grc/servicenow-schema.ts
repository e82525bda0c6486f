/** A field as the peer's dictionary has it. */
export interface SchemaField {
  readonly type: 'string' | 'integer' | 'reference' | 'glide_date_time' | 'GUID';
  readonly longest: number;
}

export interface SchemaTable {
  readonly parent: string;
  readonly fields: Readonly<Record<string, SchemaField>>;
  /** Values by field. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const string = (longest: number): SchemaField => ({ type: 'string', longest });
const INTEGER: SchemaField = { type: 'integer', longest: 40 };
const REFERENCE: SchemaField = { type: 'reference', longest: 32 };
const TIME: SchemaField = { type: 'glide_date_time', longest: 40 };

/** A part of an instance: issues over planned tasks over tasks, with a few columns of the bank's own (`u_…`). */
export const TABLES: Readonly<Record<string, SchemaTable>> = {
  sn_grc_issue: {
    parent: 'planned_task',
    fields: {
      classification: INTEGER,
      issue_type: INTEGER,
      issue_rating: INTEGER,
      u_owner: string(100),
      u_reference: string(1000),
      u_plan: string(8000),
      u_finding_key: string(60),
      u_short_key: string(20),
    },
    choices: {
      state: ['1', '2', '5', '0', '3', '4'],
      classification: ['1', '2', '3', '4', '20'],
      issue_type: ['1', '2', '3', '7', '8', '9', '10', '11', '12', '13', '15'],
    },
  },
  planned_task: { parent: 'task', fields: { percent_complete: INTEGER }, choices: {} },
  task: {
    parent: '',
    fields: {
      sys_id: { type: 'GUID', longest: 32 },
      sys_created_on: TIME,
      number: string(40),
      short_description: string(160),
      description: string(8000),
      state: INTEGER,
      priority: INTEGER,
      due_date: TIME,
      assigned_to: REFERENCE,
      correlation_id: string(100),
      correlation_display: string(100),
    },
    choices: { state: ['-5', '1', '2', '3', '4', '7'], priority: ['1', '2', '3', '4', '5'] },
  },
};

/** The table and those that it extends, nearest first. */
export function lineOf(table: string): readonly string[] {
  const line: string[] = [];
  for (let next = table; next !== ''; next = TABLES[next]?.parent ?? '') line.push(next);
  return line;
}

export function fieldOfTable(table: string, field: string): SchemaField | undefined {
  for (const each of lineOf(table)) {
    const fields = TABLES[each]?.fields ?? {};
    if (Object.hasOwn(fields, field)) return fields[field];
  }
  return undefined;
}

/** The rows of `sys_db_object`, `sys_dictionary` and `sys_choice`. */
export function metadataRows(table: string): readonly Readonly<Record<string, string>>[] {
  const tables = Object.entries(TABLES);
  if (table === 'sys_db_object')
    return tables.map(([name, { parent }]) => ({ name, label: name, 'super_class.name': parent }));
  if (table === 'sys_dictionary')
    return tables.flatMap(([name, { fields }]) =>
      Object.entries(fields).map(([element, { type, longest }]) => ({
        name,
        element,
        internal_type: type,
        max_length: String(longest),
      })),
    );
  return tables.flatMap(([name, { choices }]) =>
    Object.entries(choices).flatMap(([element, values]) =>
      values.map((value) => ({ name, element, value, label: `Choice ${value}`, inactive: 'false' })),
    ),
  );
}

/** What the database keeps of what was written: too long a text is cut off, what is no number or time is nothing. */
export function keptValue({ type, longest }: SchemaField, value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  if (type === 'integer') return /^-?\d{1,10}$/.test(text) ? text : '';
  if (type === 'glide_date_time') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text} 00:00:00`;
    return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? text : '';
  }
  return text.slice(0, longest);
}
