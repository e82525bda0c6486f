/** The application that the peer of Archer holds: its level, its fields and the values of its lists. Nothing of it is anybody's. */

export const LEVEL = 57;
export const CONTENT = 'Findings';

export interface PeerField {
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  readonly type: number;
  readonly required?: boolean;
  readonly active?: boolean;
  readonly list?: number;
}

export const PEER_FIELDS: readonly PeerField[] = [
  { id: 300, name: 'Finding Title', alias: 'Finding_Title', type: 1, required: true },
  { id: 301, name: 'Description', alias: 'Description', type: 1 },
  { id: 302, name: 'Severity', alias: 'Severity', type: 4, list: 41 },
  { id: 303, name: 'Due Date', alias: 'Due_Date', type: 3 },
  { id: 304, name: 'Responsible', alias: 'Responsible', type: 1 },
  { id: 305, name: 'Status', alias: 'Status', type: 4, list: 42 },
  { id: 306, name: 'Finding Key', alias: 'Finding_Key', type: 1 },
  { id: 307, name: 'Finding ID', alias: 'Finding_ID', type: 6 },
  { id: 308, name: 'Notes', alias: 'Notes', type: 1 },
  { id: 309, name: 'Reviewers', alias: 'Reviewers', type: 8 },
  { id: 310, name: 'Related Policies', alias: 'Related_Policies', type: 9 },
  { id: 311, name: 'Effort', alias: 'Effort', type: 2 },
  { id: 312, name: 'Old Status', alias: 'Old_Status', type: 1, active: false },
  { id: 313, name: 'Attachments', alias: 'Attachments', type: 11 },
  // Two fields of one name, as applications that were merged have them.
  { id: 314, name: 'Comment', alias: 'Comment_1', type: 1 },
  { id: 315, name: 'Comment', alias: 'Comment_2', type: 1 },
];

export const PEER_LISTS: ReadonlyMap<number, ReadonlyMap<number, string>> = new Map([
  [
    41,
    new Map([
      [411, 'Very High'],
      [412, 'High'],
      [413, 'Moderate'],
      [414, 'Low'],
    ]),
  ],
  [
    42,
    new Map([
      [421, 'Open'],
      [422, 'In Progress'],
      [423, 'Awaiting Validation'],
      [424, 'Closed'],
      [425, 'Risk Accepted'],
      [426, 'Cancelled'],
    ]),
  ],
]);

/** The field's content as it is kept, or why it is not taken. */
export function takenValue(
  { name, type, list }: PeerField,
  value: unknown,
): { readonly kept: unknown } | { readonly why: string } {
  const not = (what: string) => ({ why: `The ${name} field takes ${what}.` });
  if (type === 1) return typeof value === 'string' ? { kept: value } : not('text');
  if (type === 2) return typeof value === 'number' ? { kept: value } : not('numbers');
  if (type === 3) {
    const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(String(value)) ?? [];
    return year === undefined ? not('dates') : { kept: `${year}-${month}-${day}T00:00:00` };
  }
  if (type === 4) return takenFromList(list ?? 0, value) ?? not('values of its list');
  if (type === 8) return { kept: value };
  if (type === 9)
    return Array.isArray(value) && value.every((each) => Number.isInteger((each as { ContentID?: unknown }).ContentID))
      ? { kept: value }
      : not('content ids');
  return { why: `The ${name} field is read-only.` };
}

function takenFromList(list: number, value: unknown): { readonly kept: unknown } | undefined {
  const ids = (value as { ValuesListIds?: unknown } | null)?.ValuesListIds;
  if (!Array.isArray(ids) || ids.length !== 1 || !PEER_LISTS.get(list)?.has(ids[0] as number)) return undefined;
  return { kept: { ValuesListIds: ids, OtherText: null } };
}

/** What is kept, as people see it. */
export function seenValue({ type, list }: PeerField, kept: unknown): string {
  if (kept === undefined || kept === null) return '';
  if (type === 3) return String(kept).slice(0, 10);
  if (type !== 4) return typeof kept === 'object' ? JSON.stringify(kept) : String(kept);
  const [id] = (kept as { ValuesListIds: readonly number[] }).ValuesListIds;
  return PEER_LISTS.get(list ?? 0)?.get(id ?? 0) ?? '';
}

/** A field's definition as the metadata has it, what nobody reads left out. */
export function definitionOf({ id, name, alias, type, required = false, active = true, list }: PeerField): unknown {
  return {
    Id: id,
    Name: name,
    Alias: alias,
    Type: type,
    LevelId: LEVEL,
    IsActive: active,
    IsRequired: required,
    RelatedValuesListId: list ?? null,
  };
}
