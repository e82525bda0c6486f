import type { Answer } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { textAt, valueAt } from '../../core/json-place.ts';
import { mappedFields, stateNamed } from '../../findings/filing/field-mapping.ts';
import type { CreateOutcome, Filing, PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import { FINDINGS, type GenericParts } from './generic-records.ts';

const BULK = `${FINDINGS}/bulk`;

/**
 * Sends one finding as a bulk of one: of several in one request a part could be taken, and an answer that is lost would
 * leave them all in doubt.
 *
 * @param readBack the finding as it is there now, where the receiver can be asked
 */
export async function sendFinding(
  parts: GenericParts,
  filing: Filing,
  readBack: (() => Promise<PlatformRecord | undefined>) | undefined,
  signal?: AbortSignal,
): Promise<CreateOutcome> {
  signal?.throwIfAborted();
  const { service, settings, fields, now } = parts;
  let finding: Readonly<Record<string, string>>;
  try {
    finding = mappedFields(filing, fields);
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', why: error.message };
    throw error;
  }
  const body = { source: settings.source, findings: [finding], sync_timestamp: new Date(now()).toISOString() };
  const request = { method: 'POST', path: BULK, body };
  return service.create(request, (answer) => outcomeOf(parts, answer, filing.key, readBack, signal), signal);
}

/** Of a bulk's answer the entry for our finding counts, nothing else: a receiver says 200 to a list of which it took none. */
async function outcomeOf(
  { service: { label: name, tell }, settings: { answers, states } }: GenericParts,
  { json }: Answer,
  key: string,
  readBack: (() => Promise<PlatformRecord | undefined>) | undefined,
  signal: AbortSignal | undefined,
): Promise<CreateOutcome> {
  const results = valueAt(json, answers.results);
  const entries = Array.isArray(results) ? results.filter((each) => textAt(each, answers.id) === key) : [];
  const [entry] = entries;
  if (entry === undefined)
    return { kind: 'unknown', why: `${name} answers without an entry for the finding at "${answers.results}".` };
  const errors = entries.map((each) => errorOf(each, answers.error)).filter((said) => said !== undefined);
  const words = entries.map((each) => textAt(each, answers.outcome));
  const taken = words.every((word) => word !== undefined && answers.taken.includes(word));
  if (taken && errors.length === 0) {
    const open = stateNamed(states, 'open');
    const sent: PlatformRecord = {
      id: key,
      number: platformWord(textAt(entry, answers.number)) || key,
      key,
      state: open,
      status: 'open',
      says: {},
    };
    return { kind: 'created', record: (await seen(readBack, signal)) ?? sent };
  }
  // Two entries for one finding that say different things, and one that says nothing, leave it open.
  const told = words.filter((word) => word !== undefined);
  const someTaken = told.some((word) => answers.taken.includes(word));
  if (someTaken || (told.length === 0 && errors.length === 0))
    return { kind: 'unknown', why: `${name} does not say clearly whether it took the finding ("${answers.outcome}").` };
  const why = tell(errors.find((said) => said !== '') ?? told[0] ?? '');
  return { kind: 'refused', why: `${name} does not take the finding.${why === '' ? '' : ` It says: ${why}`}` };
}

/** That it was taken is known: what cannot be read now is read with the next states. */
async function seen(
  readBack: (() => Promise<PlatformRecord | undefined>) | undefined,
  signal: AbortSignal | undefined,
): Promise<PlatformRecord | undefined> {
  try {
    return await readBack?.();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** What stands for an error in an entry; '' for one without words, undefined for none. */
function errorOf(entry: unknown, place: string): string | undefined {
  const error = valueAt(entry, place);
  if (error === undefined || error === null || error === false || error === '') return undefined;
  return textAt(error, '') ?? textAt(error, 'message') ?? '';
}
