import type { SignInRecorder } from '../../src/audit/sign-ins.ts';
import { AppError, type ErrorCode } from '../../src/core/errors.ts';
import type { DoorParts } from '../door-parts.ts';
import { failureStatus } from '../failures.ts';
import type { Turn } from '../turn.ts';
import type { Afterwards } from './afterwards.ts';
import type { SignInPages } from './oauth-card.ts';
import type { PendingSignIns } from './pending-sign-ins.ts';

/** What the rooms of sign-in share. */
export interface SignInParts extends Pick<DoorParts, 'passes' | 'chats' | 'clock' | 'appId'> {
  readonly recorder: SignInRecorder;
  readonly pages: SignInPages;
  readonly pending: PendingSignIns;
  readonly behind: Afterwards['behind'];
  readonly resume: Afterwards['resume'];
}

/** True where the person has to agree to something, or show more of themselves, before their token can be used. */
export function needsPerson(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    error.code === 'not_signed_in' &&
    (error.challenge?.error === 'consent_required' || error.challenge?.error === 'interaction_required')
  );
}

/** What Teams is told of a token that was not taken: 401 would be read as ours, not as the token's. */
export function tokenStatus(error: unknown): number {
  const status = failureStatus(error);
  return status === 401 ? 400 : status;
}

/** Why a token was not taken, in words that may be shown. */
export function tokenReason(error: unknown): string {
  const own = !(error instanceof AppError) || error.code === 'internal' || error.code === 'misconfigured';
  return own ? 'The sign-in could not be used.' : error.message;
}

/** A refusal of something that came, recorded. */
export function refused(
  code: Extract<ErrorCode, 'invalid_input' | 'not_permitted'>,
  message: string,
  { recorder }: Pick<SignInParts, 'recorder'>,
  { correlation }: Pick<Turn, 'correlation'>,
): AppError {
  const error = new AppError(code, message, { detail: `teams: ${message}` });
  recorder.refused(error, 'teams', correlation);
  return error;
}
