import { AppError } from '../../core/errors.ts';
import { textAt, valueAt } from '../../core/json-place.ts';
import { stateNamed } from '../../findings/filing/field-mapping.ts';
import type { GrcPlatform, PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformAddress } from '../../findings/filing/platform-address.ts';
import { createRestService, isData, isEmpty, type RestServiceOptions } from '../../findings/filing/rest-service.ts';
import type { RemediationState } from '../../findings/finding.ts';
import { checkGenericGrc } from './generic-check.ts';
import type { GenericGrcSettings } from './generic-grc-settings.ts';
import { FINDINGS, fieldsOf, type GenericParts, isKey, pathOf, recordOf } from './generic-records.ts';
import { sendFinding } from './send-finding.ts';
import { sendWorkflow } from './send-workflow.ts';

export interface GenericGrcOptions extends Pick<RestServiceOptions, 'fetch' | 'now' | 'bounds'> {
  /** As `GenericGrcSettings` parses them. */
  readonly settings: GenericGrcSettings;
}

const NAME = 'The GRC platform';
/** Findings that are read at once. */
const AT_ONCE = 4;

/**
 * A receiver of findings over plain REST. Findings in bulk and workflows are its given wire; reading, looking up and
 * setting states are an assumed counterpart, used where the settings say that it is there. The finding's key is the id on
 * that wire, so the id of a record and its key are one.
 *
 * Where a finding can neither be looked up nor sent again without harm (`upserts`), an attempt without an answer stays in
 * doubt: `lookUp` then says that it cannot know.
 */
export function createGenericGrcPlatform({ settings, ...http }: GenericGrcOptions): GrcPlatform {
  const { url, credential, workflows, lookUp: looksUp, upserts } = settings;
  const service = createRestService({ ...http, label: NAME, address: platformAddress(url, NAME), credential });
  const parts: GenericParts = { service, settings, fields: fieldsOf(settings), now: http.now ?? Date.now };
  return {
    name: 'generic',
    host: service.address.host,
    tracksWorkflow: workflows,
    unread: !settings.read && !looksUp,
    check: (signal) => checkGenericGrc(parts, signal),
    lookUp: async (key, signal) => {
      signal?.throwIfAborted();
      if (looksUp) return lookUp(parts, key, signal);
      // Whether it is there is not known, and need not be: the same id sent again changes it and makes no second.
      if (upserts) return undefined;
      throw new AppError(
        'misconfigured',
        `${NAME} cannot be asked for a finding, so it is not known whether ${key} is there. Look for it there. Where its receiver has a look-up, or takes an id twice as one finding, say so in its settings ("lookUp", "upserts").`,
      );
    },
    create: (filing, signal) => sendFinding(parts, filing, readerOf(parts, filing.key, signal), signal),
    read: (ids, signal) => readAll(parts, ids, signal),
    setStatus: (id, status, signal) => setStatus(parts, id, status, signal),
    ...(workflows ? { startWorkflow: (filing, steps, signal) => sendWorkflow(parts, filing, steps, signal) } : {}),
    close: async () => service.close(),
  };
}

/** How one finding is read, where the receiver can be asked. */
function readerOf(
  parts: GenericParts,
  id: string,
  signal: AbortSignal | undefined,
): (() => Promise<PlatformRecord | undefined>) | undefined {
  if (parts.settings.read) return () => readOne(parts, id, signal);
  return parts.settings.lookUp ? () => lookUp(parts, id, signal) : undefined;
}

async function lookUp(parts: GenericParts, key: string, signal?: AbortSignal): Promise<PlatformRecord | undefined> {
  const { service, settings } = parts;
  const { findings, id, state } = settings.answers;
  const json = await service.data({ method: 'GET', path: FINDINGS, query: { id: key } }, signal);
  const rows = valueAt(json, findings);
  const wrong = (says: string) => new AppError('misconfigured', `${NAME} answers the look-up ${says}`);
  if (!Array.isArray(rows)) throw wrong(`without a list at "${findings}".`);
  if (rows.length === 0) return undefined;
  const ours = rows.filter((row) => textAt(row, id) === key);
  const [record] = ours.flatMap((row) => recordOf(parts, row, key) ?? []);
  if (record !== undefined) return record;
  if (ours.length > 0) throw wrong(`with a finding that has no state at "${state}".`);
  throw wrong('with other findings than the one asked for: it does not keep to ?id=, so it cannot be known.');
}

async function readAll(
  parts: GenericParts,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PlatformRecord>> {
  signal?.throwIfAborted();
  const { read, lookUp: looksUp } = parts.settings;
  if (!read && !looksUp)
    throw new AppError(
      'misconfigured',
      `${NAME} has nothing that findings could be read from, so their states come by webhook alone. Where its receiver has, say so in its settings ("read", "lookUp").`,
    );
  const found = new Map<string, PlatformRecord>();
  const waiting = [...new Set(ids)].filter(isKey);
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const record = await readerOf(parts, id, signal)?.();
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

async function readOne(parts: GenericParts, id: string, signal?: AbortSignal): Promise<PlatformRecord | undefined> {
  const { service, settings } = parts;
  const answer = await service.ask({ method: 'GET', path: pathOf(id) }, signal);
  // A page that says 404 is no receiver's: it speaks for a wrong address, not for a finding that is gone.
  if (answer.status === 410 || (answer.status === 404 && answer.json !== undefined)) return undefined;
  if (!isData(answer)) throw service.failure(answer);
  const record = recordOf(parts, answer.json, id);
  if (record !== undefined) return record;
  throw new AppError(
    'misconfigured',
    `${NAME} answers with another finding than the one asked for, or without an id or a state at "${settings.answers.id}" and "${settings.answers.state}".`,
  );
}

async function setStatus(
  parts: GenericParts,
  id: string,
  status: RemediationState,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const { service, settings } = parts;
  if (!settings.setStatus)
    throw new AppError(
      'misconfigured',
      `${NAME} takes no states from here. Where its receiver does, say so in its settings ("setStatus").`,
    );
  if (!isKey(id)) throw new AppError('misconfigured', `${NAME} has no finding of such an id.`);
  const word = stateNamed(settings.states, status);
  const answer = await service.ask({ method: 'PATCH', path: pathOf(id), body: { status: word } }, signal);
  if (isEmpty(answer)) return;
  if (!isData(answer)) throw service.failure(answer);
  const { id: at, state } = settings.answers;
  if (textAt(answer.json, at) !== id || textAt(answer.json, state) === word) return;
  throw new AppError(
    'misconfigured',
    `${NAME} took the change, and the finding stays in another state than "${word}".`,
  );
}
