import type { Statement } from '../../documents/document.ts';
import { provisionHash } from '../../regulations/provision-tree.ts';
import { longestCommon, pairsInOrder } from './align-statements.ts';
import type { PolicyStatement } from './policy.ts';

/** A statement whose id is not decided yet. */
export type HashedStatement = Omit<PolicyStatement, 'id'>;

/** The statements of a document with the hash of their words; their ids are those of the file alone, and are left out. */
export function hashedStatements(statements: readonly Statement[]): readonly HashedStatement[] {
  return statements.map(({ id: _id, ...statement }) => ({ ...statement, hash: statementHash(statement) }));
}

/** SHA-256 of what a statement says: its lead-in and its text, as far as typography does not matter. */
function statementHash({ leadIn, text }: Pick<Statement, 'leadIn' | 'text'>): string {
  return provisionHash(leadIn === undefined ? text : `${leadIn}\n${text}`);
}

/**
 * Gives the statements of a new version their ids. One whose words stand in the version before keeps the id of those: first
 * those that follow one another in the same sections as before, then those that moved. The others are numbered on from the
 * highest number that any version had, so that an id always means the same words.
 *
 * @param before the statements of the version before; none for a new policy
 * @param used every id that a version of the policy ever had
 */
export function carryIds(
  statements: readonly HashedStatement[],
  before: readonly PolicyStatement[],
  used: Iterable<string>,
): readonly PolicyStatement[] {
  const carried = new Map<number, string>();
  const gone = new Set<number>();
  const carry = ({ before: from, after: to }: { readonly before: number; readonly after: number }): void => {
    const id = before[from]?.id;
    if (id === undefined) return;
    carried.set(to, id);
    gone.add(from);
  };
  longestCommon(before.map(keyOf), statements.map(keyOf)).forEach(carry);
  const left = [...before.keys()].filter((position) => !gone.has(position));
  const open = [...statements.keys()].filter((position) => !carried.has(position));
  const hashes = (list: readonly HashedStatement[], places: readonly number[]) =>
    places.map((position) => list[position]?.hash ?? '');
  for (const pair of pairsInOrder(hashes(before, left), hashes(statements, open)))
    carry({ before: left[pair.before] ?? -1, after: open[pair.after] ?? -1 });
  let highest = highestOf([...used, ...before.map(({ id }) => id)]);
  return statements.map((statement, position) => {
    const known = carried.get(position);
    if (known !== undefined) return { id: known, ...statement };
    highest += 1;
    return { id: `s${highest}`, ...statement };
  });
}

function keyOf({ section, hash }: HashedStatement): string {
  return JSON.stringify([section, hash]);
}

function highestOf(ids: readonly string[]): number {
  return ids.reduce((highest, id) => Math.max(highest, Number(/^s(\d{1,9})$/.exec(id)?.[1] ?? 0)), 0);
}
