/** What the peer of SAI360 holds: one type with its fields, and the lookups they refer to. Nothing of it is anybody's. */

export const TYPE = 'Findings/MetaFinding/Default';

export interface PeerField {
  readonly token: string;
  readonly fieldType: 'String' | 'LongString' | 'DateTime' | 'Relation' | 'Integer';
  readonly multiple?: boolean;
  readonly readOnly?: boolean;
  readonly required?: boolean;
  readonly related?: string;
}

export const PEER_FIELDS: readonly PeerField[] = [
  { token: 'InstanceId', fieldType: 'Relation', readOnly: true, required: true, related: TYPE },
  { token: 'Name', fieldType: 'String', required: true },
  { token: 'Description', fieldType: 'LongString' },
  { token: 'Rating', fieldType: 'Relation', related: 'Global/Lookups/Rating' },
  { token: 'DueDate', fieldType: 'DateTime' },
  { token: 'Owner', fieldType: 'String' },
  { token: 'ExternalKey', fieldType: 'String' },
  { token: 'Stage', fieldType: 'String' },
  { token: 'Status', fieldType: 'Relation', related: 'Global/Lookups/FindingStatus' },
  { token: 'Reference', fieldType: 'String', readOnly: true },
  { token: 'Notes', fieldType: 'LongString' },
  { token: 'Reviewers', fieldType: 'Relation', multiple: true, related: 'EmployeeManagement/Employee/Default' },
];

/** How many values each lookup has, from 1 on. */
const LOOKUPS: ReadonlyMap<string, number> = new Map([
  ['Global/Lookups/Rating', 4],
  ['Global/Lookups/FindingStatus', 6],
  ['EmployeeManagement/Employee/Default', 3],
]);

export function lookupRows(type: string, where: string | null): readonly { readonly id: string }[] | undefined {
  const count = LOOKUPS.get(type);
  if (count === undefined) return undefined;
  const rows = Array.from({ length: count }, (_, at) => ({ id: `${type}:${at + 1}` }));
  return where === null ? rows : rows.filter(({ id }) => where === `InstanceId='${id}'`);
}

/** The field's value as it is kept, or why it is not taken. */
export function takenValue(field: PeerField, value: unknown): { readonly kept: unknown } | { readonly why: string } {
  const { token, fieldType, multiple = false, readOnly = false } = field;
  if (readOnly) return { why: `Field ${token} is read-only.` };
  if (fieldType === 'Relation') {
    const ids = (multiple ? value : [value]) as readonly { readonly id?: unknown; readonly action?: unknown }[];
    const known =
      Array.isArray(ids) && ids.every(({ id, action }) => isKnown(field, id) && (!multiple || action === 'Add'));
    if (!known) return { why: `Field ${token} does not refer to ${field.related}.` };
    return { kept: multiple ? ids.map(({ id }) => ({ id })) : { id: ids[0]?.id } };
  }
  if (typeof value !== 'string') return { why: `Field ${token} takes text.` };
  if (fieldType === 'DateTime' && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(value))
    return { why: `Field ${token} takes a date and a time.` };
  return { kept: value };
}

function isKnown({ related = '' }: PeerField, id: unknown): boolean {
  return lookupRows(related, `InstanceId='${String(id)}'`)?.length === 1;
}

/** What is kept, as text. */
export function seenValue(kept: unknown): string {
  if (Array.isArray(kept)) return kept.map(seenValue).join(',');
  if (typeof kept === 'object' && kept !== null) return String((kept as { id: unknown }).id);
  return kept === undefined ? '' : String(kept).replace(/T00:00:00$/, '');
}

/** The type as the metadata describes it. */
export function describedType(): unknown {
  return {
    Type: 'Type',
    Token: 'Default',
    QualifiedToken: TYPE,
    IsReadOnly: false,
    Fields: PEER_FIELDS.map(({ token, fieldType, multiple = false, readOnly = false, required = false, related }) => ({
      Token: token,
      QualifiedToken: `${TYPE}/${token}`,
      FieldType: fieldType,
      IsMultiValue: multiple,
      IsReadOnly: readOnly,
      IsRequired: required,
      ...(related === undefined ? {} : { RelatedType: { Token: 'Default', QualifiedToken: related } }),
    })),
    Operations: [],
  };
}

/** Terms `Field='value'` joined by `|`, the only conditions that the peer understands; undefined for anything else. */
export function conditionIn(where: string): readonly { readonly field: string; readonly value: string }[] | undefined {
  const terms = where.split('|').map((term) => /^([A-Za-z]+)='([^']*)'$/.exec(term));
  const known = terms.every((term) => PEER_FIELDS.some(({ token }) => token === term?.[1]));
  return known ? terms.map((term) => ({ field: term?.[1] ?? '', value: term?.[2] ?? '' })) : undefined;
}
