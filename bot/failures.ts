import { AppError } from '../src/core/errors.ts';
import { asMarkdown } from '../src/core/markdown.ts';
import type { Language } from '../src/regulations/act.ts';
import { isUncertain, SendError } from './connection/outgoing.ts';
import { noteWords } from './note-words.ts';
import { writable } from './without-commands.ts';
import { say } from './wording.ts';

/** Why something was not done, as a person may read it; nothing of its inner wording. */
export function failureText(error: unknown, language: Language, correlation: string): string {
  if (error instanceof SendError && isUncertain(error)) return say('notHeard', language);
  if (!(error instanceof AppError) || error.code === 'internal')
    return say('wentWrong', language, correlation.slice(0, 8));
  const said = [
    noteWords(error.message, language),
    ...writable(error.suggestions)
      // Often the sentence names them already.
      .filter((each) => !error.message.includes(each))
      .map((each) => `· ${each}`),
  ];
  return said.map(asMarkdown).join('\n\n');
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
