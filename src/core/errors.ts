/** What can go wrong, in words that every door understands. The union is closed: a new kind is a design decision. */
export type ErrorCode =
  | 'invalid_input'
  | 'not_permitted'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'upstream_unavailable'
  | 'misconfigured'
  | 'internal';

/** Why a place of law could not be answered; part of the terminal's JSON contract. */
export type NotFoundReason = 'act_not_held' | 'no_such_article' | 'no_such_paragraph' | 'ambiguous';

export interface AppErrorOptions {
  reason?: NotFoundReason;
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
  readonly suggestions: readonly string[];
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.reason = options.reason;
    this.suggestions = options.suggestions ?? [];
    this.detail = options.detail;
  }
}
