import { AppError } from '../../core/errors.ts';

/** SQLite's primary result codes that a person can do something about; https://sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const NAME_A_FOLDER =
  'Check that COMPLIANCE_DATA names a folder you may write to and that the disk is not full; if the file is damaged, ' +
  'move it away, and keep it, for it holds the audit; then add the acts again.';
const REPLACE_IT =
  'Move it away, and keep it: it holds the audit; then add the acts again, or name another folder in COMPLIANCE_DATA.';
const MAY_WRITE = 'Let this user write to it and to its folder, or name another folder in COMPLIANCE_DATA.';

const FAULTS: ReadonlyMap<number, { readonly what: string; readonly remedy: string }> = new Map([
  [3, { what: 'access to it is denied', remedy: MAY_WRITE }],
  [8, { what: 'it can be read but not written', remedy: MAY_WRITE }],
  [10, { what: 'the disk failed to read or write it', remedy: `Check the disk and its free space. ${NAME_A_FOLDER}` }],
  [11, { what: 'it is damaged', remedy: REPLACE_IT }],
  [13, { what: 'the disk is full', remedy: 'Make room on the disk that holds it, then try again.' }],
  [14, { what: 'there is no file that can be opened', remedy: NAME_A_FOLDER }],
  [26, { what: 'it is no database', remedy: REPLACE_IT }],
]);

/**
 * What the binding threw, as an error of ours: `conflict` where another process holds the lock, `misconfigured` where
 * the file or the disk is at fault, `internal` for any other refusal of SQLite. Everything else is given back as it is.
 *
 * @param what how far it came: `could not be opened`, `cannot be used`
 */
export function fromVendor(error: unknown, file: string, what: string): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  if (code === BUSY || code === LOCKED) {
    return new AppError('conflict', 'Another process is writing to the library; try again.', { cause: error });
  }
  const fault = FAULTS.get(code);
  if (fault) {
    return new AppError('misconfigured', `The library file ${file} ${what}: ${fault.what}. ${fault.remedy}`, {
      cause: error,
    });
  }
  return new AppError('internal', `The library file ${file} refused a step; run "compliance doctor".`, {
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}

/** What is said where a file could not be opened for a reason that SQLite has no code for. */
export function notOpened(error: unknown, file: string, what: string): AppError {
  const why = error instanceof Error ? error.message : String(error);
  return new AppError('misconfigured', `The library file ${file} ${what}: ${why}. ${NAME_A_FOLDER}`, { cause: error });
}

/** The primary result code: the low byte of the extended one. `undefined` for what is no refusal of SQLite. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { rawCode } = error as Error & { rawCode?: unknown };
  if (typeof rawCode === 'number') return rawCode & 0xff;
  // A file that cannot be opened comes without a code of its own; it stands at the end of the message.
  const failed = /^ConnectionFailed\(.*: (\d+)"\)$/.exec(error.message);
  return failed ? Number(failed[1]) & 0xff : undefined;
}
