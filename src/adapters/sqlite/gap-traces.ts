import type { GapDecision, GapResult, GapRun } from '../../gaps/runs/gap-run.ts';
import type { SqliteDatabase } from './database.ts';

/** In the stead of who decided, and of why: both go with the person, and what was decided goes on. */
const ERASED = 'erased';

/**
 * What people decided on gaps, and the copies of it that analyses carry. The reason goes as well: it is what they wrote, in
 * the audit as here. That there was a decision, of what kind and on which words, stays, so that no analysis reads otherwise
 * for it. Returns how many decisions and analyses were changed.
 */
export function createGapTraces(database: SqliteDatabase): (person: string, tenant: string | undefined) => number {
  const decisions = database.prepare(
    `UPDATE gap_decisions SET decided_by = '${ERASED}', name = NULL, reason = '${ERASED}'
     WHERE decided_by = ?1 AND (?2 IS NULL OR tenant = ?2) RETURNING 1`,
  );
  // One after the other: all runs together are more than is held at once.
  const carrying = database.prepare(
    'SELECT sequence FROM gap_runs WHERE instr(content, ?1) > 0 AND (?2 IS NULL OR tenant = ?2)',
  );
  const content = database.prepare('SELECT content FROM gap_runs WHERE sequence = ?');
  const rewrite = database.prepare('UPDATE gap_runs SET content = ? WHERE sequence = ?');
  return (person, tenant) => {
    const gone = decisions.all(person, tenant ?? null).length;
    const written = `"by":${JSON.stringify(person)}`;
    const runs = carrying.all(written, tenant ?? null) as readonly { readonly sequence: number }[];
    for (const { sequence } of runs) {
      const stored = content.get(sequence) as { readonly content: string };
      // Written by ourselves from the very type.
      const run = JSON.parse(stored.content) as GapRun;
      const results = run.results.map((result) => withoutPerson(result, person));
      rewrite.run(JSON.stringify({ ...run, results }), sequence);
    }
    return gone + runs.length;
  };
}

function withoutPerson(result: GapResult, person: string): GapResult {
  const { assessment, decision, lapsed } = result;
  const decidedBy = decision?.by === person ? decision : undefined;
  return {
    ...result,
    // A decided obligation gives the reason of the decision as its own.
    ...(decidedBy !== undefined && assessment.reason === decidedBy.reason
      ? { assessment: { ...assessment, reason: ERASED } }
      : {}),
    ...(decidedBy === undefined ? {} : { decision: erased(decidedBy) }),
    ...(lapsed?.by === person ? { lapsed: erased(lapsed) } : {}),
  };
}

function erased({ name: _name, ...decision }: GapDecision): GapDecision {
  return { ...decision, by: ERASED, reason: ERASED };
}
