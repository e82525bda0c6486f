import { AppError, type ErrorCode } from '../src/core/errors.ts';
import { asMarkdown } from '../src/core/markdown.ts';
import type { Language } from '../src/regulations/act.ts';
import { isUncertain, SendError } from './connection/outgoing.ts';
import { noteWords } from './note-words.ts';
import { writable } from './without-commands.ts';
import { say, type Word } from './wording.ts';

/** What people are told of a failure. */
export interface Told {
  readonly code: ErrorCode;
  /** Not Markdown. */
  readonly message: string;
  readonly suggestions: readonly string[];
}

/**
 * What people are told of a failure. What lies at the desk's own end, such as the path of a file or the name of a setting,
 * is told to whoever runs it, by the audit and by "compliance doctor"; here no more than the number to find it by.
 */
export function toldOf(error: unknown, language: Language, correlation: string): Told {
  const code = error instanceof AppError ? error.code : 'internal';
  if (error instanceof AppError && OWN_END[code] === undefined)
    return {
      code,
      message: noteWords(error.message, language),
      // Often the sentence names them already.
      suggestions: writable(error.suggestions).filter((each) => !error.message.includes(each)),
    };
  const message = say(OWN_END[code] ?? 'wentWrong', language, correlation.slice(0, 8));
  return { code, message, suggestions: [] };
}

const OWN_END: Partial<Record<ErrorCode, Word>> = {
  internal: 'wentWrong',
  misconfigured: 'wentWrong',
  upstream_unavailable: 'notAvailable',
};

/** Why something was not done, as a person may read it: Markdown. */
export function failureText(error: unknown, language: Language, correlation: string): string {
  if (error instanceof SendError && isUncertain(error)) return say('notHeard', language);
  const { message, suggestions } = toldOf(error, language, correlation);
  return [message, ...suggestions.map((each) => `· ${each}`)].map(asMarkdown).join('\n\n');
}

const STATUS = {
  invalid_input: 400,
  not_signed_in: 401,
  not_permitted: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  misconfigured: 500,
  internal: 500,
  upstream_unavailable: 503,
} as const;

/** The HTTP status of a failure. */
export function failureStatus(error: unknown): number {
  return error instanceof AppError ? STATUS[error.code] : 500;
}
