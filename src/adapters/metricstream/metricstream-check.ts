import { AppError } from '../../core/errors.ts';
import { randomId } from '../../core/ids.ts';
import { textAt, valueAt } from '../../core/json-place.ts';
import { cleanText, shortened } from '../../core/text.ts';
import { statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { PlatformCheck } from '../../findings/filing/grc-platform.ts';
import { isData } from '../../findings/filing/rest-service.ts';
import { lookUpByKey } from './look-up.ts';
import { listAt, type MetricStreamParts, withId } from './metricstream-records.ts';

const NO_DESCRIPTION =
  'MetricStream publishes no description of its records, so this is not known until the first finding is filed.';

/** Holds the settings against what the installation shows: what it cannot show is `unknown`, never `ok`. */
export async function checkMetricStream(
  parts: MetricStreamParts,
  signal?: AbortSignal,
): Promise<readonly PlatformCheck[]> {
  signal?.throwIfAborted();
  // A key that nobody has: the answer shows that the program is known, and whether the condition is kept to.
  const key = `check-${randomId()}`;
  const first = await attempted(() => lookUpByKey(parts, key, signal), signal);
  const { create, setStatus } = parts.settings.requests;
  const unknown = [
    { what: `path ${create.path} for new records`, state: 'unknown' as const, says: NO_DESCRIPTION },
    { what: `path ${setStatus.path} for states`, state: 'unknown' as const, says: NO_DESCRIPTION },
  ];
  if ('error' in first) {
    const { code, message } = first.error;
    // Nothing more can be seen: it is away, or does not know the program.
    const what = code === 'misconfigured' ? 'sign-in and look-up' : 'sign-in';
    const away = code === 'upstream_unavailable' || code === 'rate_limited';
    return [{ what, state: away ? 'unknown' : 'wrong', says: message }, ...unknown];
  }
  const { strangers } = first.value;
  return [
    { what: 'sign-in', state: 'ok', says: 'The look-up was answered.' },
    strangers === 0
      ? { what: 'look-up', state: 'ok', says: 'For a key that nobody has it gives an empty list.' }
      : {
          what: 'look-up',
          state: 'wrong',
          says: `It gave ${strangers} records of other keys: its condition is not kept to. Correct "lookUp" in the settings.`,
        },
    await checkRead(parts, key, signal),
    ...unknown,
    ...(await checkSample(parts, signal)),
    ...statesWithoutName(parts.settings.states).map((status) => ({
      what: `state ${status}`,
      state: 'unknown' as const,
      says: `No word of the platform stands for "${status}": a finding that comes to it here cannot be told there.`,
    })),
  ];
}

async function checkRead(
  { service, settings }: MetricStreamParts,
  id: string,
  signal?: AbortSignal,
): Promise<PlatformCheck> {
  const { path } = settings.requests.read;
  const what = `path ${path} for one record`;
  const asked = await attempted(() => service.ask({ method: 'GET', path: withId(path, id) }, signal), signal);
  if ('error' in asked) return { what, state: 'unknown', says: asked.error.message };
  const answer = asked.value;
  if (settings.absent.includes(answer.status))
    return {
      what,
      state: 'unknown',
      says: `For an id that nobody has it says ${answer.status}, as it should; it would for a wrong path as well.`,
    };
  return {
    what,
    state: 'wrong',
    says: isData(answer)
      ? 'For an id that nobody has it gives data. Correct the path of "read" in the settings.'
      : `${service.failure(answer).message} Expected for an id that nobody has: ${settings.absent.join(' or ')} ("absent").`,
  };
}

/** Fields and states, as far as records that are there show them. */
async function checkSample(
  { service, settings }: MetricStreamParts,
  signal?: AbortSignal,
): Promise<readonly PlatformCheck[]> {
  const { answers, fields, states, requests, stateField } = settings;
  const places = [...new Set([...Object.keys(fields), stateField])];
  const words = Object.keys(states);
  const unseen = (says: string): readonly PlatformCheck[] => [
    ...places.map((field) => ({ what: `field ${field}`, state: 'unknown' as const, says })),
    ...words.map((word) => ({ what: `state ${word}`, state: 'unknown' as const, says })),
  ];
  const { sample } = requests;
  if (sample === undefined)
    return unseen(`${NO_DESCRIPTION} With "sample" in the settings records that are there are looked at.`);
  const asked = await attempted(async () => {
    const json = await service.data({ method: 'GET', ...sample }, signal);
    return listAt(json, answers.found, service.label);
  }, signal);
  if ('error' in asked)
    return [{ what: 'sample', state: 'wrong', says: asked.error.message }, ...unseen(NO_DESCRIPTION)];
  const rows = asked.value;
  if (rows.length === 0) return unseen('There is no record yet that would show it.');
  const seen =
    rows.length === 1 ? 'the one record that was looked at' : `the ${rows.length} records that were looked at`;
  const shows = (place: string) => rows.some((row) => valueAt(row, place) !== undefined);
  const inRecords = new Set(rows.map((row) => textAt(row, answers.state)).filter((word) => word !== undefined));
  return [
    ...[answers.id, answers.state, ...(answers.number === undefined ? [] : [answers.number])].map((place) =>
      shows(place)
        ? { what: `answer ${place}`, state: 'ok' as const, says: `In ${seen}.` }
        : {
            what: `answer ${place}`,
            state: 'wrong' as const,
            says: `In none of ${seen}. Correct it among the answers in the settings.`,
          },
    ),
    ...places.map((field) =>
      shows(field)
        ? { what: `field ${field}`, state: 'ok' as const, says: `In ${seen}.` }
        : {
            what: `field ${field}`,
            state: 'unknown' as const,
            says: `In none of ${seen}: it may be empty there, or not exist.`,
          },
    ),
    ...words.map((word) =>
      inRecords.has(word)
        ? { what: `state ${word}`, state: 'ok' as const, says: `In ${seen}.` }
        : { what: `state ${word}`, state: 'unknown' as const, says: `In none of ${seen}.` },
    ),
    ...[...inRecords]
      .filter((word) => !Object.hasOwn(states, word))
      .map((word) => ({
        what: `state ${shortened(cleanText(word), 60)}`,
        state: 'wrong' as const,
        says: 'Records are in it, and the settings do not say what it means. Add it to "states".',
      })),
  ];
}

/** What came of it, or why nothing did. @throws the signal's reason, and what is no failure of the platform's */
async function attempted<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<{ readonly value: T } | { readonly error: Pick<AppError, 'code' | 'message'> }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof AppError) return { error };
    throw error;
  }
}
