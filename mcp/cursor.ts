import { AppError } from '../src/core/errors.ts';

/** Where a list goes on: a number, written so that nobody takes it for one. */
export function writeCursor(skip: number): string {
  return Buffer.from(`skip:${skip}`, 'utf8').toString('base64url');
}

/** @throws AppError `invalid_input` for anything but a cursor that was given out */
export function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, digits] = /^skip:(\d{1,9})$/.exec(Buffer.from(cursor.slice(0, 100), 'base64url').toString('utf8')) ?? [];
  if (digits === undefined || writeCursor(Number(digits)) !== cursor)
    throw new AppError('invalid_input', 'The cursor is none that this list gave. Leave it out to begin at the start.');
  return Number(digits);
}
