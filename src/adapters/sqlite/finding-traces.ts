import type { Finding } from '../../findings/finding.ts';
import { namesPerson, withoutPerson } from '../../findings/forget-person.ts';
import type { SqliteDatabase } from './database.ts';

/**
 * Who drafted, confirmed, approved or refused a finding, or did a step of putting it right: erased, and what it says stays.
 * Within a transaction of the caller's. Returns in how many findings.
 */
export function createFindingTraces(database: SqliteDatabase): (person: string, tenant: string | undefined) => number {
  // One after the other: all findings together are more than is held at once.
  const naming = database.prepare(
    'SELECT sequence FROM findings WHERE instr(content, ?1) > 0 AND (?2 IS NULL OR tenant = ?2)',
  );
  const kept = database.prepare('SELECT content FROM findings WHERE sequence = ?');
  const rewrite = database.prepare('UPDATE findings SET content = ?, revision = ? WHERE sequence = ?');
  return (person, tenant) => {
    const rows = naming.all(JSON.stringify(person), tenant ?? null) as readonly { readonly sequence: number }[];
    let changed = 0;
    for (const { sequence } of rows) {
      const { content } = kept.get(sequence) as { readonly content: string };
      // Written by ourselves from the very type.
      const finding = JSON.parse(content) as Finding;
      if (!namesPerson(finding, person)) continue;
      const erased = withoutPerson(finding, person);
      rewrite.run(JSON.stringify(erased), erased.revision, sequence);
      changed += 1;
    }
    return changed;
  };
}
