/** A row as conditions see it. */
export type QueriedRow = Readonly<Record<string, string>>;

export interface QueryRules {
  /** Whether the table has such a field. */
  readonly knows: (field: string) => boolean;
  /** Whether conditions on the field are left out all the same. */
  readonly ignores: (field: string) => boolean;
  /** `glide.invalid_query.returns_no_rows`. */
  readonly invalidGivesNothing: boolean;
}

const CONDITION = /^([a-z][a-z0-9_.]*)(!=|>=|<=|=|>|<|IN|LIKE|STARTSWITH|ISEMPTY|ISNOTEMPTY)(.*)$/s;
const ORDER = /^ORDERBY(DESC)?(\w+)$/;

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  /** Joined to the one before by OR. */
  readonly or: boolean;
}

/**
 * The rows that an encoded query gives, in its order. What the table does not know, or what is no condition at all, is left
 * out without a word, unless the instance is set to give nothing then.
 */
export function queried<T extends QueriedRow>(rows: readonly T[], query: string, rules: QueryRules): readonly T[] {
  const conditions: Condition[] = [];
  const orders: { readonly field: string; readonly down: boolean }[] = [];
  let invalid = false;
  for (const part of query.split('^').filter((text) => text !== '')) {
    const order = ORDER.exec(part);
    if (order !== null) {
      orders.push({ field: order[2] ?? '', down: order[1] !== undefined });
      continue;
    }
    const or = part.startsWith('OR');
    const [, field = '', operator = '', value = ''] = CONDITION.exec(or ? part.slice(2) : part) ?? [];
    if (field === '' || !rules.knows(field)) invalid = true;
    else if (!rules.ignores(field)) conditions.push({ field, operator, value, or });
  }
  if (invalid && rules.invalidGivesNothing) return [];
  const met = rows.filter((row) => groups(conditions).every((group) => group.some((each) => meets(row, each))));
  return met.sort((one, other) => {
    for (const { field, down } of orders) {
      const [left, right] = [one[field] ?? '', other[field] ?? ''];
      if (left !== right) return left < right === down ? 1 : -1;
    }
    return 0;
  });
}

/** Conditions that are joined by OR stand together; all groups must be met. */
function groups(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const all: Condition[][] = [];
  for (const condition of conditions)
    if (condition.or && all.length > 0) all.at(-1)?.push(condition);
    else all.push([condition]);
  return all;
}

/** Texts are compared as the database compares them: in whatever case. */
function meets(row: QueriedRow, { field, operator, value }: Condition): boolean {
  const [left, right] = [(row[field] ?? '').toLowerCase(), value.toLowerCase()];
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case 'IN':
      return right.split(',').includes(left);
    case 'LIKE':
      return left.includes(right);
    case 'STARTSWITH':
      return left.startsWith(right);
    case 'ISEMPTY':
      return left === '';
    default:
      return left !== '';
  }
}
