import { AppError } from '../../core/errors.ts';
import { randomId } from '../../core/ids.ts';
import { valueAt } from '../../core/json-place.ts';
import { statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { PlatformCheck } from '../../findings/filing/grc-platform.ts';
import { isData } from '../../findings/filing/rest-service.ts';
import { FINDINGS, type GenericParts, pathOf } from './generic-records.ts';

const UNPROVEN =
  'A receiver of this kind does not describe itself, so this is not known until the first finding is filed.';

/** What can be known without writing: whether it answers, knows the program, and keeps to the condition of a look-up. */
export async function checkGenericGrc(parts: GenericParts, signal?: AbortSignal): Promise<readonly PlatformCheck[]> {
  signal?.throwIfAborted();
  const { settings, fields } = parts;
  const asked = [
    ...(settings.lookUp ? [await checkLookUp(parts, signal)] : []),
    ...(settings.read ? [await checkRead(parts, signal)] : []),
  ];
  const nothing: PlatformCheck = {
    what: 'sign-in',
    state: 'unknown',
    says: 'Neither "lookUp" nor "read" is said to be there, so nothing can be asked without writing.',
  };
  return [
    ...(asked.length === 0 ? [nothing] : asked),
    ...(settings.lookUp || settings.upserts
      ? []
      : [
          {
            what: 'look-up',
            state: 'unknown' as const,
            says: 'An attempt without an answer stays in doubt: the finding can neither be looked up nor safely be sent again ("lookUp", "upserts").',
          },
        ]),
    { what: `path ${FINDINGS}/bulk`, state: 'unknown', says: UNPROVEN },
    ...(settings.workflows ? [{ what: 'workflows', state: 'unknown' as const, says: UNPROVEN }] : []),
    ...Object.keys(fields).map((field) => ({ what: `field ${field}`, state: 'unknown' as const, says: UNPROVEN })),
    ...Object.keys(settings.states).map((word) => ({
      what: `state ${word}`,
      state: 'unknown' as const,
      says: UNPROVEN,
    })),
    ...statesWithoutName(settings.states).map((status) => ({
      what: `state ${status}`,
      state: 'unknown' as const,
      says: `No word of the platform stands for "${status}": a finding that comes to it here cannot be told there.`,
    })),
  ];
}

async function checkLookUp({ service, settings }: GenericParts, signal?: AbortSignal): Promise<PlatformCheck> {
  const what = 'sign-in and look-up';
  try {
    const query = { id: nobodys() };
    const json = await service.data({ method: 'GET', path: FINDINGS, query }, signal);
    const rows = valueAt(json, settings.answers.findings);
    if (!Array.isArray(rows))
      return { what, state: 'wrong', says: `The answer has no list at "${settings.answers.findings}".` };
    return rows.length === 0
      ? { what, state: 'ok', says: 'For an id that nobody has it gives an empty list.' }
      : { what, state: 'wrong', says: 'For an id that nobody has it gives findings: it does not keep to ?id=.' };
  } catch (error) {
    return failed(what, error, signal);
  }
}

async function checkRead({ service }: GenericParts, signal?: AbortSignal): Promise<PlatformCheck> {
  const what = `sign-in and path ${FINDINGS}/{id}`;
  try {
    const answer = await service.ask({ method: 'GET', path: pathOf(nobodys()) }, signal);
    if (answer.status === 410 || (answer.status === 404 && answer.json !== undefined))
      return {
        what,
        state: 'unknown',
        says: `For an id that nobody has it says ${answer.status}, as it should; it would for a wrong path as well.`,
      };
    if (isData(answer)) return { what, state: 'wrong', says: 'For an id that nobody has it gives a finding.' };
    throw service.failure(answer);
  } catch (error) {
    return failed(what, error, signal);
  }
}

function nobodys(): string {
  return `check-${randomId()}`;
}

function failed(what: string, error: unknown, signal: AbortSignal | undefined): PlatformCheck {
  if (signal?.aborted) throw signal.reason;
  if (!(error instanceof AppError)) throw error;
  const away = error.code === 'upstream_unavailable' || error.code === 'rate_limited';
  return { what, state: away ? 'unknown' : 'wrong', says: error.message };
}
