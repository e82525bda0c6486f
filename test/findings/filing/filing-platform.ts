import { AppError } from '../../../src/core/errors.ts';
import type { CreateOutcome, Filing, GrcPlatform, PlatformRecord } from '../../../src/findings/filing/grc-platform.ts';
import type { RemediationState } from '../../../src/findings/finding.ts';

/**
 * What a platform does with one call of `create`. `unknown made`: the record is made and nobody is told; `broke off`: the
 * call never ends by itself; `threw`: the adapter is at fault; `made keyless`: a record without our key.
 */
export type Creating =
  | 'created'
  | 'later'
  | 'refused'
  | 'unknown made'
  | 'unknown unmade'
  | 'broke off made'
  | 'broke off unmade'
  | 'threw made'
  | 'threw unmade'
  | 'made keyless';

export type Calling = 'create' | 'lookUp' | 'setStatus' | 'startWorkflow';

/** A platform that does as a test says and keeps what it made; a second record of a key is seen in `records`. */
export function filingPlatform(
  more: Partial<Pick<GrcPlatform, 'name' | 'tracksWorkflow' | 'host'>> & { readonly now?: () => number } = {},
) {
  const { name = 'servicenow', host = 'grc.invented.example', tracksWorkflow = false, now = () => 0 } = more;
  const records: PlatformRecord[] = [];
  const calls: { readonly call: Calling; readonly of: string; readonly at: number }[] = [];
  const creating: Creating[] = [];
  const failing: Partial<Record<Calling, unknown[]>> = {};
  const steps: string[][] = [];
  /** What a call of another kind throws next. */
  const next = (call: Calling, of: string): void => {
    calls.push({ call, of, at: now() });
    const error = failing[call]?.shift();
    if (error !== undefined) throw error;
  };
  const make = ({ key, finding }: Filing, carried = key): PlatformRecord => {
    const number = `ISS${String(records.length + 1).padStart(4, '0')}`;
    const record: PlatformRecord = {
      ...{ id: `id-${records.length + 1}`, number, url: `https://${host}/${number}`, key: carried, state: 'New' },
      status: 'open',
      says: { title: finding.content.title },
    };
    records.push(record);
    return record;
  };
  const never = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  const create = async (filing: Filing, signal?: AbortSignal): Promise<CreateOutcome> => {
    next('create', filing.key);
    const does = creating.shift() ?? 'created';
    if (does === 'later') return { kind: 'later', why: 'Too many requests.', afterMs: 1_000 };
    if (does === 'refused') return { kind: 'refused', why: 'The title is too long.' };
    const made = does.endsWith(' unmade') ? undefined : make(filing, does === 'made keyless' ? '' : undefined);
    if (does.startsWith('broke off')) return never(signal);
    if (does.startsWith('threw')) throw new TypeError('secret detail');
    if (does.startsWith('unknown') || made === undefined) return { kind: 'unknown', why: 'The connection broke.' };
    return { kind: 'created', record: made };
  };
  const platform: GrcPlatform = {
    name,
    host,
    tracksWorkflow,
    check: async () => [],
    lookUp: async (key) => {
      next('lookUp', key);
      return records.find((each) => each.key === key);
    },
    create,
    read: async (ids) => new Map(records.filter(({ id }) => ids.includes(id)).map((each) => [each.id, each])),
    setStatus: async (id, status: RemediationState) => {
      next('setStatus', `${id} ${status}`);
      const at = records.findIndex((each) => each.id === id);
      const record = records[at];
      if (record === undefined) throw new AppError('not_permitted', `There is no record ${id}, or it may not be seen.`);
      records[at] = { ...record, status, state: status };
    },
    ...(tracksWorkflow
      ? {
          startWorkflow: async ({ key }, given) => {
            next('startWorkflow', key);
            if (!records.some((each) => each.key === key))
              throw new AppError('not_permitted', 'There is no such record.');
            steps.push(given.map(({ step }) => step));
          },
        }
      : {}),
    close: async () => {},
  };
  return { platform, records, calls, creating, failing, steps, called: () => calls.map(({ call }) => call) };
}
