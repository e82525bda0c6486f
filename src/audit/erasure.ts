import { AppError } from '../core/errors.ts';
import type { Audit, Recorded } from './audit.ts';

export interface Erased {
  /** People whose texts went, by pseudonym. */
  readonly actors: readonly string[];
  readonly texts: number;
}

/**
 * Erases what a person wrote and who they were; the chain keeps that somebody did what was done, and still verifies.
 * The erasure itself is a row.
 *
 * @param user the object id, or the local user's name
 * @param tenant only in this tenant; absent, wherever that id is known
 * @param forget what is kept of them beside the audit goes with it, in the same transaction
 * @throws AppError `not_found` where nobody of that id is known: nothing is erased; `conflict` where it is, and what was
 *   erased can still be read in the file's log, see `AuditStore.scrub`
 */
export function eraseUser(
  audit: Audit,
  user: string,
  tenant: string | undefined,
  by: Recorded,
  forget: (user: string, tenant: string | undefined) => number = () => 0,
): Erased {
  if (audit.store.people(user, tenant).length === 0) {
    // Somebody may be unknown because they were erased a moment ago, and the log could not be emptied then.
    audit.store.scrub();
    throw new AppError(
      'not_found',
      `The audit knows nobody by the id "${user.slice(0, 80)}"${tenant === undefined ? '' : ` in ${tenant}`}. Ids are those that sign-in gives; names of people are not ids.`,
    );
  }
  const erased = audit.within(() => {
    const people = audit.store.people(user, tenant);
    const texts = people.map(({ actor }) => {
      audit.record({ type: 'erasure', body: { actor } }, by);
      return audit.store.erase(actor);
    });
    forget(user, tenant);
    return { actors: people.map(({ actor }) => actor), texts: texts.reduce((sum, count) => sum + count, 0) };
  });
  audit.store.scrub();
  return erased;
}

/** At a start: sees to an erasure whose process ended, or was kept from the file, before all of it could be carried out. */
export function finishErasures(audit: Audit): void {
  if (!audit.store.unscrubbed()) return;
  try {
    audit.store.scrub();
  } catch (error) {
    // Another process is at work on the file: a start does not fail for it, and the next one tries again.
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
  }
}
