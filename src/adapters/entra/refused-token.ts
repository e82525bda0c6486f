import { AppError } from '../../core/errors.ts';

/**
 * A token that proves nothing (RFC 6750 section 3.1, `invalid_token`). The message is the same whatever was wrong,
 * so that it helps nobody who makes tokens up.
 *
 * @param detail the reason, for logs: names of claims and rules, never their values
 */
export function refusedToken(detail: string, cause?: unknown): AppError {
  return new AppError('not_signed_in', 'Your sign-in could not be accepted. Sign in again.', {
    challenge: { error: 'invalid_token' },
    detail: `entra token: ${detail}`,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A token that was good once. */
export function endedToken(): AppError {
  return new AppError('not_signed_in', 'Your sign-in has ended. Sign in again.', {
    challenge: { error: 'invalid_token' },
    detail: 'entra token: it has expired',
  });
}
