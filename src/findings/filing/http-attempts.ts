import { type Answer, NoAnswerError, retryAfter } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { cleanText, shortened } from '../../core/text.ts';
import type { CreateOutcome } from './grc-platform.ts';

/** What every platform over HTTP has in common: what an attempt came to where there was no answer, or none of its own. */

/** A platform's own words, as far as a message may hold them. */
const LONGEST_SAID = 240;

/**
 * A platform's own words for a message of ours: one line, shortened. What is secret is taken out of them: platforms repeat
 * what they were asked.
 */
export function platformSaid(words: string, secrets: readonly string[] = []): string {
  const without = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'), words);
  return shortened(cleanText(without.replace(/https?:\/\/\S+/gi, '[address]')), LONGEST_SAID);
}

/**
 * What an attempt to create came to where something was thrown: no answer, or a sign-in that did not work.
 *
 * @throws what is neither: the signal's reason
 */
export function createFailed(error: unknown, label: string): CreateOutcome {
  if (error instanceof NoAnswerError)
    return error.mayHaveArrived
      ? { kind: 'unknown', why: `${label} gave no answer to the new record: ${error.message}.` }
      : { kind: 'later', why: `${label} cannot be reached: ${error.message}.` };
  if (error instanceof AppError) return { kind: passes(error) ? 'later' : 'refused', why: error.message };
  throw error;
}

/**
 * What an answer to a creation means that no platform gives a meaning of its own; `undefined` for what is for the adapter
 * to read. A server that failed, or sent elsewhere, may have made the record all the same (RFC 9110 section 15.6).
 */
export function createUndecided(answer: Answer, label: string, now: number): CreateOutcome | undefined {
  const { status, headers } = answer;
  if (status === 429) {
    const seconds = retryAfter(headers, now);
    const why = `${label} takes no more requests for now.`;
    return seconds === undefined ? { kind: 'later', why } : { kind: 'later', why, afterMs: seconds * 1000 };
  }
  if (status >= 500 || (status >= 300 && status < 400))
    return { kind: 'unknown', why: `${label} answered ${status} to the new record.` };
  return undefined;
}

/** What a question that makes nothing is answered with, as an error. `said`: the platform's own words. */
export function questionFailed(answer: Answer, label: string, now: number, said = ''): AppError {
  const { status, headers } = answer;
  const detail = `${label}: ${status}`;
  const words = said === '' ? '' : ` It says: ${said}`;
  if (status === 429) {
    const seconds = retryAfter(headers, now);
    const when = seconds === undefined ? 'in a while' : `in ${seconds} seconds`;
    return new AppError('rate_limited', `${label} takes no more requests for now. Try again ${when}.`, { detail });
  }
  if (status === 403)
    return new AppError('not_permitted', `${label} does not let the program's user do that.${words}`, { detail });
  if (status >= 400 && status < 500 && status !== 408)
    return new AppError(
      'misconfigured',
      `${label} refuses what the settings have the program ask (${status}).${words} Run "compliance findings check".`,
      { detail },
    );
  return platformAway(label, status < 300 ? 'answers in no form that is known' : `answers ${status}`, detail);
}

/** There was no answer to a question that makes nothing. @throws what is no such error */
export function unanswered(error: unknown, label: string): AppError {
  if (!(error instanceof NoAnswerError)) throw error;
  // The cause stays out: some clients name the whole address in it.
  return platformAway(label, 'does not answer', `${label}: ${error.message}`);
}

export function platformAway(label: string, how: string, detail: string): AppError {
  return new AppError('upstream_unavailable', `${label} ${how}. Try again in a minute.`, { detail });
}

/** Nothing was sent yet, and nothing is wrong with the settings. */
function passes({ code }: AppError): boolean {
  return code === 'upstream_unavailable' || code === 'rate_limited';
}
