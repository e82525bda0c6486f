import { expect } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';

/** The error that a promise ends in; anything but one of ours fails. */
export async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    (value) => new Error(`no error, but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}

/** Neither what is shown nor what is logged may hold a token, a part of one, or what a claim says. The challenge may. */
export function expectNothingOf(error: AppError, secrets: readonly unknown[]): void {
  const told: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    told.push(
      at.message,
      String(at.stack),
      at instanceof AppError ? (at.detail ?? '') : '',
      JSON.stringify({ ...at, challenge: undefined }),
    );
  const text = told.join('\n');
  for (const secret of secrets.flatMap(textsIn)) expect(text).not.toContain(secret);
}

/** Every text of some length: parts of tokens, values of claims. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return (value.length > 4_000 ? [value.slice(0, 200)] : value.split('.')).filter(telling);
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function telling(text: string): boolean {
  return text.length >= 8 && !['access_as_user', 'https://'].includes(text);
}
