import { AppError } from '../../core/errors.ts';
import { SERVICENOW } from './servicenow-options.ts';
import { recordQuery, type ServiceNowParts } from './servicenow-records.ts';
import { rowsIn, type TableRow, textIn } from './servicenow-requests.ts';

/** What is known about the field that holds the key: without it a record could not be found again, and be made twice. */
export interface KeyField {
  /** @throws AppError `misconfigured` where it is known that the table has no such field, or keeps keys otherwise */
  check(): void;
  /** Learns from a record of the table. @throws as `check` */
  read(row: TableRow): void;
  /** The field was written, and reads otherwise: as what, or undefined where it cannot be read. */
  readsAs(text: string | undefined): void;
  /**
   * Looks at the latest records of the table where nothing is known yet: an instance that answers a condition on a field
   * that is not there with nothing (`glide.invalid_query.returns_no_rows`) says the same as one that has no such record.
   *
   * @throws AppError
   */
  prove(signal?: AbortSignal): Promise<void>;
  /** Records came back for a key without telling theirs. */
  withheld(): AppError;
}

/** Access rules come after the limit: of one record alone nothing might be seen. */
const A_FEW = '20';
/** Milliseconds after which a field that was missing is looked for again: it can have been made, or opened. */
const MISSING_FOR = 60_000;

export function createKeyField({ settings, requests }: ServiceNowParts): KeyField {
  const { keyField, table, now } = settings;
  let proven = false;
  let wrong: { readonly error: AppError; readonly until: number } | undefined;

  const unusable = (why: string, until: number): AppError => {
    const error = new AppError(
      'misconfigured',
      `The field ${keyField} of ${table} ${why}, so a record could not be found again. Set "keyField" to a text field of at least 60 characters that the program's user may read and write.`,
    );
    wrong = { error, until };
    return error;
  };
  const missing = (): AppError => unusable('is not there, or may not be read', now() + MISSING_FOR);
  const check = (): void => {
    if (wrong !== undefined && now() < wrong.until) throw wrong.error;
  };
  const read = (row: TableRow): void => {
    if (textIn(row, keyField) === undefined) throw missing();
    proven = true;
  };

  return {
    check,
    read,
    readsAs: (text) =>
      // What the field makes of keys shows in no other record: that is not looked at again.
      void (text === undefined
        ? missing()
        : unusable('does not keep a key as it is written', Number.POSITIVE_INFINITY)),
    withheld: () =>
      new AppError(
        'misconfigured',
        `${SERVICENOW} finds records for the finding's key but keeps back what stands in their field ${keyField}. Give the program's user the right to read it.`,
      ),
    prove: async (signal) => {
      check();
      if (proven) return;
      const query = {
        ...recordQuery(settings),
        sysparm_query: 'ORDERBYDESCsys_created_on',
        sysparm_limit: A_FEW,
      };
      const rows = rowsIn(await requests.ask({ method: 'GET', table, query }, signal));
      for (const row of rows) read(row);
    },
  };
}
