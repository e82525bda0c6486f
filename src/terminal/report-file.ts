import { existsSync, writeFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';

/**
 * Looks before the work whether a report can be written there.
 *
 * @throws AppError `conflict` where there is such a file already
 */
export function refuseExisting(path: string | undefined, option: string): void {
  if (path !== undefined && existsSync(path)) throw refused(path, 'exists already', option);
}

/**
 * Writes a report. What the bank's own texts say is for its owner's eyes: the file is theirs alone, and never takes the
 * place of another one.
 *
 * @throws AppError `conflict` where there is such a file already, or it cannot be written
 */
export function writeReport(path: string, content: string | Uint8Array, option: string): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists already' : 'cannot be written';
    throw refused(path, why, option, error);
  }
}

function refused(path: string, why: string, option: string, cause?: unknown): AppError {
  return new AppError('conflict', `${path} ${why}. Name another file: ${option} F`, { cause });
}
