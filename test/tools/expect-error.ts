import { expect } from 'vitest';
import { AppError } from '../../src/core/errors.ts';

/** What a call fails with; one that succeeds fails the test. */
export async function failing(call: Promise<unknown>): Promise<AppError> {
  const error = await call.then(
    (result) => new Error(`gave ${JSON.stringify(result)}`),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}
