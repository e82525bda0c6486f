import { AppError } from '../core/errors.ts';
import type { Audit, Recorded } from './audit.ts';

export interface Erased {
  /** People whose texts went, by pseudonym. */
  readonly actors: readonly string[];
  readonly texts: number;
  /** False where another process has the file open: its log may hold old pages until that process ends. */
  readonly scrubbed: boolean;
}

/**
 * Erases what a person wrote and who they were; the chain keeps that somebody did what was done, and still verifies.
 * The erasure itself is a row.
 *
 * @param user the object id, or the local user's name
 * @param tenant only in this tenant; absent, wherever that id is known
 * @throws AppError `not_found` where nobody of that id is known: nothing is erased
 */
export function eraseUser(audit: Audit, user: string, tenant: string | undefined, by: Recorded): Erased {
  const erased = audit.within(() => {
    const people = audit.store.people(user, tenant);
    if (people.length === 0)
      throw new AppError(
        'not_found',
        `The audit knows nobody by the id "${user.slice(0, 80)}"${tenant === undefined ? '' : ` in ${tenant}`}. Ids are those that sign-in gives; names of people are not ids.`,
      );
    const texts = people.map(({ actor }) => {
      audit.record({ type: 'erasure', body: { actor } }, by);
      return audit.store.erase(actor);
    });
    return { actors: people.map(({ actor }) => actor), texts: texts.reduce((sum, count) => sum + count, 0) };
  });
  return { ...erased, scrubbed: audit.store.scrub() };
}
