import { AppError } from '../../core/errors.ts';
import { placed, valueAt } from '../../core/json-place.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import type { RestRequest } from '../../findings/filing/rest-service.ts';
import { listAt, type MetricStreamParts, type RecordReader } from './metricstream-records.ts';
import type { MetricStreamSettings } from './metricstream-settings.ts';

/** A platform that leaves the condition out is not read to its end, if it has one. */
const MOST_PAGES = 200;

/** What a look-up came upon. */
export interface LookedUp {
  readonly record?: PlatformRecord;
  /** Records that do not carry the key: the platform did not keep to the condition. */
  readonly strangers: number;
}

/**
 * Asks for the records with a key, and goes through them until one carries it. A short page is not the last one (what the
 * program may not see can be missing from it): an empty one is.
 *
 * @throws AppError `misconfigured` where strangers came and it cannot be known whether ours is among those that did not
 */
export async function lookUpByKey(
  { service, settings, reader }: MetricStreamParts,
  key: string,
  signal?: AbortSignal,
): Promise<LookedUp> {
  const { pages } = settings.requests.lookUp;
  const seen = new Set<string>();
  let strangers = 0;
  for (let page = 0; page < (pages === undefined ? 1 : MOST_PAGES); page += 1) {
    const json = await service.data(askedFor(settings, key, page), signal);
    const rows = listAt(json, settings.answers.found, service.label);
    if (rows.length === 0) return { strangers };
    const record = rows.map(reader.read).find((each) => each?.key === key);
    if (record !== undefined) return { record, strangers };
    notOursForSure(rows, reader, key, service.label);
    const fresh = rows.map(reader.idOf).filter((id) => id !== undefined && !seen.has(id));
    for (const id of fresh) seen.add(id as string);
    strangers += rows.length;
    if (fresh.length === 0) break;
  }
  throw new AppError(
    'misconfigured',
    `${service.label} answers the look-up for a key with ${strangers} records of other keys, so it cannot be known whether the record is there. Correct the condition of "lookUp" in its settings, or name its pages.`,
  );
}

/** Rows without the key's field are no evidence: its place may be wrong. One with our key, but no id or state, is ours. */
function notOursForSure(rows: readonly unknown[], { keyAt }: RecordReader, key: string, name: string): void {
  const keys = rows.map((row) => valueAt(row, keyAt));
  if (keys.every((each) => each === undefined))
    throw new AppError(
      'misconfigured',
      `${name} gives records without a field "${keyAt}", so none can be found by its key. Correct the field of the key in its settings.`,
    );
  if (keys.some((each) => String(each) === key))
    throw new AppError(
      'misconfigured',
      `${name} gives the record without an id or a state at the places of the settings. Correct "id" and "state" among its answers.`,
    );
}

function askedFor({ requests: { lookUp } }: MetricStreamSettings, key: string, page: number): RestRequest {
  const { method, path, query, body, pages } = lookUp;
  const filled = (text: string) => text.replaceAll('{key}', () => key);
  const which =
    pages === undefined
      ? {}
      : {
          [pages.size.parameter]: String(pages.size.records),
          [pages.parameter]: String(pages.first + page * (pages.counts === 'records' ? pages.size.records : 1)),
        };
  const conditions = Object.entries(body).map(([place, text]) => [place, filled(text)] as const);
  return {
    method,
    path: path.replaceAll('{key}', () => encodeURIComponent(key)),
    query: { ...Object.fromEntries(Object.entries(query).map(([name, text]) => [name, filled(text)])), ...which },
    ...(method === 'GET' ? {} : { body: placed(conditions) }),
  };
}
