import type { Client, estypes } from '@elastic/elasticsearch';
import { z } from 'zod';
import type { Sleep } from '../../core/clock.ts';
import { asked, type Fault, ofFault } from './vendor-errors.ts';

/** One change of one document. */
export type Change =
  | { readonly id: string; readonly document: Readonly<Record<string, unknown>> }
  | { readonly id: string; readonly remove: true };

const MOST_CHANGES = 500;
const MOST_BYTES = 4_194_304;
const TRIES = 7;
const FIRST_PAUSE = 100;
const OVERLOADED = 429;
const GONE = 404;

/**
 * Makes changes in bulk. Each item's own outcome is looked at: the request as a whole succeeds although items fail.
 * Items that an overloaded server refuses are tried again with growing pauses; a document to remove that is not there
 * is no fault.
 *
 * @throws AppError naming the first item that failed; the items before it may have been made, and making them again
 *   does no harm
 */
export async function makeChanges(
  client: Client,
  index: string,
  changes: AsyncIterable<Change> | Iterable<Change>,
  sleep: Sleep,
): Promise<void> {
  let batch: Change[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (batch.length > 0) await sendBatch(client, index, batch, sleep);
    batch = [];
    bytes = 0;
  };
  for await (const change of changes) {
    batch.push(change);
    bytes += 'remove' in change ? change.id.length : JSON.stringify(change.document).length;
    if (batch.length >= MOST_CHANGES || bytes >= MOST_BYTES) await send();
  }
  await send();
}

async function sendBatch(client: Client, index: string, batch: readonly Change[], sleep: Sleep): Promise<void> {
  let left = batch;
  for (let attempt = 1; ; attempt += 1) {
    const failures = await failuresOf(client, index, left);
    const overload = failures.filter(({ fault }) => fault.status === OVERLOADED);
    const broken =
      failures.find(({ fault }) => fault.status !== OVERLOADED) ?? (attempt >= TRIES ? overload[0] : undefined);
    if (broken) throw ofFault(broken.fault, `writing ${failures.length} of ${batch.length} documents`);
    if (overload.length === 0) return;
    left = overload.map(({ change }) => change);
    await sleep(FIRST_PAUSE * 2 ** (attempt - 1));
  }
}

const Item = z.object({
  status: z.number(),
  error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
});
const BulkAnswer = z.object({ errors: z.boolean(), items: z.array(z.record(z.string(), Item)) });

interface Failure {
  readonly change: Change;
  readonly fault: Fault;
}

async function failuresOf(client: Client, index: string, batch: readonly Change[]): Promise<readonly Failure[]> {
  const operations = batch.flatMap((change): readonly (estypes.BulkOperationContainer | Record<string, unknown>)[] =>
    'remove' in change ? [{ delete: { _id: change.id } }] : [{ index: { _id: change.id } }, { ...change.document }],
  );
  const request = asked('writing documents', client.bulk({ index, operations, refresh: false }));
  const { items } = BulkAnswer.parse(await request.catch((error: unknown) => refusedWhole(error, batch)));
  return batch.flatMap((change, at): readonly Failure[] => {
    const item = Object.values(items[at] ?? {})[0];
    if (item?.error === undefined && (item?.status ?? 0) < 300) return item ? [] : [{ change, fault: NO_ANSWER }];
    if ('remove' in change && item?.status === GONE) return [];
    const { status = 0, error } = item ?? {};
    return [{ change, fault: { status, type: error?.type ?? 'unknown', reason: error?.reason ?? '' } }];
  });
}

const NO_ANSWER: Fault = { status: 500, type: 'no_answer', reason: 'the server did not say what became of a document' };

/** A request that is refused as a whole for overload has refused each of its items. */
function refusedWhole(error: unknown, batch: readonly Change[]): z.infer<typeof BulkAnswer> {
  const code = (error as { code?: unknown }).code;
  if (code !== 'rate_limited') throw error;
  const refused = { status: OVERLOADED, error: { type: 'es_rejected_execution_exception', reason: 'overloaded' } };
  return { errors: true, items: batch.map(() => ({ index: refused })) };
}
