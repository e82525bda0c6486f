import type { Answer } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { placed, textAt, valueAt } from '../../core/json-place.ts';
import { mappedFields, stateNamed } from '../../findings/filing/field-mapping.ts';
import type { CreateOutcome, Filing, GrcPlatform, PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformAddress } from '../../findings/filing/platform-address.ts';
import { createRestService, isData, isEmpty, type RestServiceOptions } from '../../findings/filing/rest-service.ts';
import type { RemediationState } from '../../findings/finding.ts';
import { lookUpByKey } from './look-up.ts';
import { checkMetricStream } from './metricstream-check.ts';
import { createRecordReader, isId, type MetricStreamParts, withId } from './metricstream-records.ts';
import type { MetricStreamSettings } from './metricstream-settings.ts';

export interface MetricStreamOptions extends Pick<RestServiceOptions, 'fetch' | 'now' | 'bounds'> {
  /** As `MetricStreamSettings` parses them. */
  readonly settings: MetricStreamSettings;
}

const NAME = 'MetricStream';
/** Records that are read at once. */
const AT_ONCE = 4;

/**
 * MetricStream through the REST services of one installation, which the settings describe: there is no public wire
 * format, and nothing here was held against an installation of theirs. What is sure is what each answer shows: a record
 * counts as made, found or moved only where the answer has its id, its key and its state at the places of the settings.
 *
 * Whether a record that was just made can be looked up at once is the installation's: where its search lags behind, the
 * outbox's wait before a look-up must be longer than that.
 */
export function createMetricStreamPlatform({ settings, ...http }: MetricStreamOptions): GrcPlatform {
  const { url, credential, headers, answers } = settings;
  const service = createRestService({
    ...http,
    label: NAME,
    address: platformAddress(url, NAME),
    credential,
    ...(headers === undefined ? {} : { headers }),
    ...(answers.says === undefined ? {} : { saysAt: [answers.says] }),
  });
  const parts = { service, settings, reader: createRecordReader(settings, service) };
  return {
    name: 'metricstream',
    host: service.address.host,
    tracksWorkflow: false,
    check: (signal) => checkMetricStream(parts, signal),
    lookUp: async (key, signal) => (await lookUpByKey(parts, key, signal)).record,
    create: (filing, signal) => create(parts, filing, signal),
    read: (ids, signal) => readAll(parts, ids, signal),
    setStatus: (id, status, signal) => setStatus(parts, id, status, signal),
    close: async () => service.close(),
  };
}

async function create(parts: MetricStreamParts, filing: Filing, signal?: AbortSignal): Promise<CreateOutcome> {
  signal?.throwIfAborted();
  const { service, settings } = parts;
  const { method, path, within } = settings.requests.create;
  let body: unknown;
  try {
    body = bodyWithin(within, Object.entries(mappedFields(filing, settings.fields)));
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', why: error.message };
    throw error;
  }
  return service.create({ method, path, body }, (answer) => made(parts, answer, filing.key, signal), signal);
}

/** An answer that shows the record, or at least its id: then it is read. */
async function made(
  parts: MetricStreamParts,
  { json }: Answer,
  key: string,
  signal?: AbortSignal,
): Promise<CreateOutcome> {
  const { reader, settings } = parts;
  const row = valueAt(json, settings.answers.created);
  const shown = reader.read(row);
  const id = reader.idOf(row);
  if (id === undefined)
    return {
      kind: 'unknown',
      why: `${NAME} answers without the id of a record at "${settings.answers.created}" and "${settings.answers.id}".`,
    };
  const record = shown ?? (await readOne(parts, id, signal));
  if (record === undefined)
    return { kind: 'unknown', leave: true, why: `${NAME} made record ${id}, and does not show it.` };
  if (record.key === key) return { kind: 'created', record };
  return { kind: 'unknown', leave: true, why: `${NAME} answers with record ${id} of another key than ${key}.` };
}

async function readAll(
  parts: MetricStreamParts,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PlatformRecord>> {
  signal?.throwIfAborted();
  const found = new Map<string, PlatformRecord>();
  const waiting = [...new Set(ids)].filter(isId);
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const record = await readOne(parts, id, signal);
      if (record !== undefined) found.set(id, record);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    // One that fails ends the others.
    waiting.length = 0;
  }
  return found;
}

/** A record by its id; undefined where the platform says that it is not there, or carries no key. */
async function readOne(
  { service, settings, reader }: MetricStreamParts,
  id: string,
  signal?: AbortSignal,
): Promise<PlatformRecord | undefined> {
  const answer = await service.ask({ method: 'GET', path: withId(settings.requests.read.path, id) }, signal);
  if (settings.absent.includes(answer.status)) return undefined;
  if (!isData(answer)) throw service.failure(answer);
  const row = valueAt(answer.json, settings.answers.read);
  if (reader.idOf(row) !== id)
    throw new AppError(
      'misconfigured',
      `${NAME} answers with another record than the one asked for, or with none at "${settings.answers.read}". Correct "read" and "id" among its answers.`,
    );
  if (textAt(row, settings.answers.state) === undefined)
    throw new AppError('misconfigured', `${NAME} gives records without a state at "${settings.answers.state}".`);
  return reader.read(row);
}

async function setStatus(
  { service, settings, reader }: MetricStreamParts,
  id: string,
  status: RemediationState,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  if (!isId(id)) throw new AppError('misconfigured', `${NAME} has no record of such an id.`);
  const word = stateNamed(settings.states, status);
  const { method, path, within } = settings.requests.setStatus;
  const body = bodyWithin(within, [[settings.stateField, word]]);
  const answer = await service.ask({ method, path: withId(path, id), body }, signal);
  if (isEmpty(answer)) return;
  if (!isData(answer)) throw service.failure(answer);
  const row = valueAt(answer.json, settings.answers.read);
  if (reader.idOf(row) !== id || textAt(row, settings.answers.state) === word) return;
  throw new AppError('misconfigured', `${NAME} took the change, and the record stays in another state than "${word}".`);
}

/** Where something inside the body is named, the values go there. */
function bodyWithin(within: string, values: readonly (readonly [string, string])[]): unknown {
  const inside = placed(values);
  return within === '' ? inside : placed([[within, inside]]);
}
