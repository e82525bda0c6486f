import type { LibraryChange } from '../regulations/library.ts';
import type { Audit, Recorded } from './audit.ts';

/** Records a change of the library; called within its transaction. */
export function recordLibraryChange(audit: Audit, change: LibraryChange, by: Recorded): void {
  const { change: what, act, language, date, source, versionKey, gaveWay } = change;
  audit.record(
    {
      type: 'configuration',
      body: {
        what: 'library',
        change: what,
        act,
        language,
        date,
        source,
        version: versionKey,
        ...(gaveWay.length === 0 ? {} : { gaveWay: [...gaveWay] }),
      },
    },
    by,
  );
}
