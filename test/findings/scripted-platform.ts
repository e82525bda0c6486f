import { AppError } from '../../src/core/errors.ts';
import type { StateMapping } from '../../src/findings/filing/field-mapping.ts';
import type { GrcPlatformName } from '../../src/findings/filing/finding-filing.ts';
import type { CreateOutcome, Filing, GrcPlatform, PlatformRecord } from '../../src/findings/filing/grc-platform.ts';
import type { Finding } from '../../src/findings/finding.ts';

/** The platform's own words for states, as an instance might have them. */
const STATES: StateMapping = {
  New: 'open',
  Analyse: 'in_progress',
  Respond: 'in_progress',
  Review: 'validating',
  Closed: 'closed',
  Accepted: 'risk_accepted',
};

/**
 * How a call goes wrong: an error that is thrown before anything is done; of `create` also `later`, `refused` and `undone`
 * (nothing is made, and nobody can tell), or `done` (it is made, and nobody can tell).
 */
export type Fault = AppError | 'later' | 'refused' | 'undone' | 'done';
export type FaultyCall = 'create' | 'lookUp' | 'read' | 'setStatus';

export interface ScriptedPlatform extends GrcPlatform {
  /** Every record it has, duplicates as well. */
  readonly records: readonly PlatformRecord[];
  /** Keys that more than one record carries: there must never be any. */
  readonly duplicates: readonly string[];
  /** What was asked of it: `read rec-1,rec-2`. */
  readonly calls: readonly string[];
  /** The next calls of a kind go wrong so, one after the other. */
  fail(call: FaultyCall, ...faults: readonly Fault[]): void;
  /** Makes the record of a finding that was filed before. */
  has(finding: Finding): void;
  /** Somebody there changes a record. */
  change(
    id: string,
    change: { readonly state?: string; readonly key?: string; readonly says?: PlatformRecord['says'] },
  ): void;
  /** Somebody there takes a record out of sight, or back into it. */
  hide(id: string, isHidden?: boolean): void;
}

const KEY = /^[A-Za-z0-9-]{1,60}$/;
const MOST_READ = 100;

/** A platform that does what a test says, and is as strict as the real ones: it refuses what it never gave out. */
export function createScriptedPlatform(
  options: { readonly name?: GrcPlatformName; readonly host?: string; readonly states?: StateMapping } = {},
): ScriptedPlatform {
  const { name = 'servicenow', host = 'grc.invented.example', states = STATES } = options;
  const records: PlatformRecord[] = [];
  const calls: string[] = [];
  const hidden = new Set<string>();
  const faults: Record<FaultyCall, Fault[]> = { create: [], lookUp: [], read: [], setStatus: [] };
  let isClosed = false;

  const placeOf = (id: string): number => {
    const place = records.findIndex((record) => record.id === id);
    if (place < 0) throw new Error(`The platform never had a record ${id}.`);
    return place;
  };
  const called = (call: FaultyCall, of: string, signal: AbortSignal | undefined): Fault | undefined => {
    signal?.throwIfAborted();
    if (isClosed) throw new Error('The platform was closed.');
    calls.push(`${call} ${of}`);
    const fault = faults[call].shift();
    if (fault instanceof AppError) throw fault;
    return fault;
  };
  const withStatus = ({ status: _status, ...record }: PlatformRecord): PlatformRecord => {
    const status = Object.hasOwn(states, record.state) ? states[record.state] : undefined;
    return { ...record, ...(status === undefined ? {} : { status }) };
  };
  const make = ({ key, finding }: Filing, id: string): PlatformRecord => {
    const { title, severity, due, owner } = finding.content;
    const says = { title, severity, due, owner };
    const made = withStatus({
      id,
      number: `ISS${records.length + 1}`,
      key,
      state: wordFor(states, 'open') ?? 'New',
      says,
    });
    records.push(made);
    return made;
  };

  return {
    ...{ name, host, records, calls, tracksWorkflow: false },
    get duplicates() {
      return records.map(({ key }) => key).filter((key, place, all) => all.indexOf(key) !== place);
    },
    fail: (call, ...more) => void faults[call].push(...more),
    has: (finding) => {
      const { key, record } = finding.filing ?? {};
      if (key === undefined || record === undefined) throw new Error('The finding was never filed.');
      make({ key, finding }, record.id);
    },
    change: (id, { says, ...change }) => {
      const place = placeOf(id);
      const record = records[place]!;
      records[place] = withStatus({ ...record, ...change, says: { ...record.says, ...says } });
    },
    hide: (id, isHidden = true) => {
      placeOf(id);
      if (isHidden) hidden.add(id);
      else hidden.delete(id);
    },
    check: async () => [],
    lookUp: async (key, signal) => {
      called('lookUp', key, signal);
      return records.find((record) => record.key === key && !hidden.has(record.id));
    },
    create: async (filing, signal) =>
      outcomeOf(
        () => called('create', filing.key, signal),
        () => make(filing, `rec-${records.length + 1}`),
        filing,
        signal,
      ),
    read: async (ids, signal) => {
      called('read', ids.join(), signal);
      if (ids.length === 0 || ids.length > MOST_READ || new Set(ids).size !== ids.length)
        throw new Error(`The platform was asked for ${ids.length} records at once, or for one of them twice.`);
      for (const id of ids) placeOf(id);
      return new Map(
        records.filter(({ id }) => ids.includes(id) && !hidden.has(id)).map((record) => [record.id, record]),
      );
    },
    setStatus: async (id, status, signal) => {
      called('setStatus', `${id} ${status}`, signal);
      const place = placeOf(id);
      if (hidden.has(id)) throw new AppError('not_permitted', 'The record may not be written to.');
      const state = wordFor(states, status);
      if (state === undefined) throw new AppError('misconfigured', `The settings name no state for "${status}".`);
      records[place] = withStatus({ ...records[place]!, state });
    },
    close: async () => {
      isClosed = true;
    },
  };
}

/** `create` never throws but for the signal's reason. */
function outcomeOf(
  call: () => Fault | undefined,
  make: () => PlatformRecord,
  { key }: Filing,
  signal: AbortSignal | undefined,
): CreateOutcome {
  signal?.throwIfAborted();
  const fault = call();
  if (fault === 'later') return { kind: 'later', why: 'The platform asks for patience.', afterMs: 1 };
  if (fault === 'refused' || !KEY.test(key)) return { kind: 'refused', why: 'The platform does not take it.' };
  if (fault === 'undone') return { kind: 'unknown', why: 'The connection broke.' };
  const record = make();
  return fault === 'done' ? { kind: 'unknown', why: 'The connection broke.' } : { kind: 'created', record };
}

function wordFor(states: StateMapping, status: string): string | undefined {
  return Object.entries(states).find(([, ours]) => ours === status)?.[0];
}
