import { type Answer, NoAnswerError } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { isData, type RestRequest, type RestService } from '../../core/rest-service.ts';
import type { CreateOutcome } from './grc-platform.ts';

/**
 * One attempt to create a record by a request, its answer told as an outcome. Statuses mean what RFC 9110 says: what may
 * have been done all the same (5xx, 408, a redirect, a page, no answer) is `unknown`; 409 too, as it can be the record that
 * an attempt before has made.
 *
 * @param read of an answer that is data, what became of the record; its AppErrors are `unknown`
 * @throws the signal's reason
 */
export async function createAttempt(
  service: RestService,
  request: RestRequest,
  read: (answer: Answer) => Promise<CreateOutcome> | CreateOutcome,
  signal?: AbortSignal,
): Promise<CreateOutcome> {
  let answer: Answer;
  try {
    answer = await service.attempt(request, signal);
  } catch (error) {
    return notAsked(service.name, error, signal);
  }
  const { status } = answer;
  if (isData(answer)) return inDoubtWhereItThrows(() => read(answer), signal);
  const why = service.failure(answer, 'the new record').message;
  if (status === 429) {
    const afterMs = service.patience(answer);
    return { kind: 'later', why, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  // What the settings say wrong can be put right while it waits.
  if (status === 401) return { kind: 'later', why };
  return { kind: IN_DOUBT.has(status) || status < 400 || status >= 500 ? 'unknown' : 'refused', why };
}

const IN_DOUBT: ReadonlySet<number> = new Set([408, 409]);

function notAsked(name: string, error: unknown, signal: AbortSignal | undefined): CreateOutcome {
  if (signal?.aborted) throw signal.reason;
  if (error instanceof NoAnswerError)
    return { kind: error.mayHaveArrived ? 'unknown' : 'later', why: `${name} does not answer (${error.message}).` };
  // The sign-in failed: nothing was asked.
  if (error instanceof AppError) return { kind: 'later', why: error.message };
  return { kind: 'unknown', why: `${name} could not be asked, through a fault of this program.` };
}

async function inDoubtWhereItThrows(
  read: () => Promise<CreateOutcome> | CreateOutcome,
  signal: AbortSignal | undefined,
): Promise<CreateOutcome> {
  try {
    return await read();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const why =
      error instanceof AppError ? error.message : 'The answer could not be read, through a fault of this program.';
    return { kind: 'unknown', why };
  }
}
