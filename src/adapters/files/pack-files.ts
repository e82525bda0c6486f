import { readFileSync, writeFileSync } from 'node:fs';
import type { PackFiles } from '../../audit/pack.ts';
import type { PackContents } from '../../audit/verify-pack.ts';
import { AppError } from '../../core/errors.ts';
import { isZip, unzip, zip } from './zip.ts';

/** A pack holds what people wrote. */
const OWNER_ALONE = 0o600;
const MEGABYTE = 1_048_576;
const LIMITS = { totalBytes: 2_048 * MEGABYTE, fileBytes: 1_024 * MEGABYTE, entries: 500_000, ratio: 2_000 };

/** @throws AppError `conflict` where there is such a file already: a pack never takes the place of another one */
export function writePack(path: string, files: PackFiles): void {
  try {
    writeFileSync(path, zip(files), { flag: 'wx', mode: OWNER_ALONE });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists already' : 'cannot be written';
    throw new AppError('conflict', `${path} ${why}. Name another file: --out F`, { cause: error });
  }
}

/** @throws AppError `not_found` or `invalid_input`, naming what is wrong */
export function readPack(path: string): PackContents {
  const bytes = readBytes(path);
  if (!isZip(bytes)) throw new AppError('invalid_input', `${path} is no zip, and so no examiner pack.`);
  return unzip(bytes, path, LIMITS, () => true);
}

/** @throws AppError `not_found` */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new AppError('not_found', `There is no file ${path} that can be read.`, { cause: error });
  }
}
