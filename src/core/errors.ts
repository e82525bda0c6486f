/** What can go wrong, in words that every door understands. The union is closed: a new kind is a design decision. */
export type ErrorCode =
  | 'invalid_input'
  | 'not_signed_in'
  | 'not_permitted'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'upstream_unavailable'
  | 'misconfigured'
  | 'internal';

/** Why a place of law could not be answered; part of the terminal's JSON contract. */
export type NotFoundReason = 'act_not_held' | 'no_such_article' | 'no_such_paragraph' | 'ambiguous';

/**
 * What a door must send back so that the person can sign in again; RFC 6750 section 3.1, and Microsoft Entra's claims
 * challenge.
 */
export interface SignInChallenge {
  readonly error: 'invalid_token' | 'insufficient_scope' | 'interaction_required' | 'consent_required';
  /** The claims that the next token must fulfil, as the authority asked for them: JSON, to be passed on as it is. */
  readonly claims?: string;
}

export interface AppErrorOptions {
  reason?: NotFoundReason;
  /** With `not_signed_in`, and with `not_permitted` where the sign-in covers too little: how to sign in. */
  challenge?: SignInChallenge;
  /** What the person could try instead, most likely first: places, commands. */
  suggestions?: readonly string[];
  /** For logs only, never shown. */
  detail?: string;
  cause?: unknown;
}

/**
 * The one error that crosses our own borders. `message` is written for the person who asked (what was wrong and what
 * to do) and is safe to show; `detail` and `cause` are for logs. Thrown below, translated once by each door.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: NotFoundReason | undefined;
  readonly challenge: SignInChallenge | undefined;
  readonly suggestions: readonly string[];
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.reason = options.reason;
    this.challenge = options.challenge;
    this.suggestions = options.suggestions ?? [];
    this.detail = options.detail;
  }
}
