import { accessSync, closeSync, constants, lstatSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../core/errors.ts';

/** A file that somebody wants a report in, and the option that names it. */
export interface WantedFile {
  readonly path: string;
  readonly option: string;
}

/**
 * Looks before the work whether reports can be written there.
 *
 * @throws AppError `conflict` where there is such a file already, where two would be one file, or where the folder is not
 *   there or may not be written
 */
export function refuseUnwritable(files: readonly WantedFile[]): void {
  const seen = new Set<string>();
  for (const { path, option } of files) {
    const whole = resolve(path);
    if (seen.has(whole)) throw refused(path, 'is named twice', option);
    seen.add(whole);
    if (isThere(path, option)) throw refused(path, 'exists already', option);
  }
}

/** A link that leads nowhere is something as well: what is written through it lies where somebody else said. */
function isThere(path: string, option: string): boolean {
  try {
    accessSync(dirname(resolve(path)), constants.W_OK);
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw refused(path, 'cannot be written', option, error);
  }
}

/**
 * Writes a report. What the bank's own texts say is for its owner's eyes: the file is theirs alone, and never takes the
 * place of another one. What could be written in part only is taken away again.
 *
 * @throws AppError `conflict` where there is such a file already, or it cannot be written
 */
export function writeReport(path: string, content: string | Uint8Array, option: string): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists already' : 'cannot be written';
    throw refused(path, why, option, error);
  }
  try {
    writeFileSync(file, content);
  } catch (error) {
    rmSync(path, { force: true });
    throw refused(path, 'cannot be written', option, error);
  } finally {
    closeSync(file);
  }
}

function refused(path: string, why: string, option: string, cause?: unknown): AppError {
  return new AppError('conflict', `${path} ${why}. Name another file: ${option} F`, { cause });
}
