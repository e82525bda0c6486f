import { systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { type AuditRow, NO_HASH, rowHash } from './audit-row.ts';
import type { AuditReading } from './audit-store.ts';
import { chainOf } from './checkpoints.ts';
import type { AuditReplica, ReplicaHead } from './replica.ts';
import { chainProblem, type GoodRow } from './tampering.ts';
import { MOST_PROBLEMS, type Problem } from './verification.ts';

/** A row, or the first of several behind one another, that is not the same in the file and in its replica. */
export interface ReplicaDifference {
  readonly row: number;
  readonly message: string;
}

/** Keeps a replica in step with the file, and compares the two. The file is only read. */
export interface ReplicaFollower {
  /**
   * Copies the rows that the replica lacks, from its head on. One copying runs at a time: who asks meanwhile waits for
   * it, and it takes along what was written before they asked.
   *
   * @returns how many rows were copied
   * @throws AppError `conflict` where the file is not the one that was copied so far, or its chain is broken: nothing is
   *   copied from there on; and whatever the replica throws
   */
  follow(): Promise<number>;
  /**
   * The same, for a timer or after a write: what keeps rows from being copied is told by `behind`, and never thrown.
   * After a failure it does nothing until a pause is over.
   */
  keepUp(): Promise<void>;
  /**
   * Compares all rows by their hashes, the file's computed anew. Rows behind one another that differ in the same way are
   * one difference; the first come first, at most 50.
   *
   * @throws AppError whatever the replica throws
   */
  compare(): Promise<readonly ReplicaDifference[]>;
  /** Why the last copying failed, in a sentence; empty where it did not. */
  readonly behind: string;
}

export interface ReplicaFollowerOptions {
  readonly reading: AuditReading;
  readonly replica: AuditReplica;
  /** Milliseconds that `keepUp` lets pass after so many failures in a row; by default a second, doubled up to five minutes. */
  readonly pause?: (failures: number) => number;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
}

/** Rows read, copied and compared at a time: memory does not grow with the file. */
const PAGE = 500;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;

export function createReplicaFollower(options: ReplicaFollowerOptions): ReplicaFollower {
  const { reading, replica, pause = growingPause, now = systemClock.now } = options;
  let running: Promise<number> | undefined;
  let behind = '';
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;

  const run = async (): Promise<number> => {
    try {
      const chain = nameOf(reading);
      let good = chain === '' ? START : goodHead(reading, await replica.head(chain));
      let copied = 0;
      // Until nothing is left, and not until a page is not full: rows may have been written meanwhile.
      for (let rows = pageAfter(reading, good); rows.length > 0; rows = pageAfter(reading, good)) {
        good = await copyRows({ reading, replica, chain }, good, rows);
        copied += rows.length;
      }
      [behind, failures, notBefore] = ['', 0, Number.NEGATIVE_INFINITY];
      return copied;
    } catch (error) {
      behind = `Rows could not be copied to the replica: ${error instanceof Error ? error.message : String(error)}`;
      failures += 1;
      notBefore = now() + pause(failures);
      throw error;
    } finally {
      // In the same breath as the last look at the file: whoever asks from now on is not told of a copying that has
      // not seen their row.
      running = undefined;
    }
  };
  const follow = (): Promise<number> => {
    // Begun a moment later, so that it cannot end before it is known to run.
    running ??= Promise.resolve().then(run);
    return running;
  };

  return {
    follow,
    keepUp: async () => {
      if (running === undefined && now() < notBefore) return;
      // Nothing is lost: the rows are in the file, and `behind` says why they are nowhere else.
      await follow().catch(() => undefined);
    },
    compare: () => compareRows(reading, replica),
    get behind() {
      return behind;
    },
  };
}

function growingPause(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}

const START: GoodRow = { position: 0, hash: NO_HASH };

function pageAfter(reading: AuditReading, { position }: GoodRow): readonly AuditRow[] {
  return reading.rows({ after: position }, PAGE);
}

/** Copies rows that follow a good one, and gives the last of them; those behind a break in the chain are not copied. */
async function copyRows(
  { reading, replica, chain }: { reading: AuditReading; replica: AuditReplica; chain: string },
  good: GoodRow,
  rows: readonly AuditRow[],
): Promise<GoodRow> {
  let last = good;
  let broken: Problem | undefined;
  const sound: AuditRow[] = [];
  for (const row of rows) {
    broken = chainProblem(reading, last, row);
    if (broken !== undefined) break;
    sound.push(row);
    last = row;
  }
  if (sound.length > 0) await replica.add(chain, sound);
  if (broken === undefined) return last;
  throw new AppError(
    'conflict',
    `The chain in the file is broken, and nothing behind row ${last.position} is copied. ${broken.message} ${WHAT_TO_DO}`,
  );
}

const WHAT_TO_DO = 'Keep the file and the replica as they are, and run "compliance audit verify".';

/** Where copying goes on: behind the replica's last row, which must be the very row in the file. */
function goodHead(reading: AuditReading, head: ReplicaHead | undefined): GoodRow {
  if (head === undefined) return START;
  const { position, hash } = head;
  const row = reading.row(position);
  if (row?.hash === hash) return { position, hash };
  const what =
    row === undefined
      ? `The file no longer has row ${position}, which was copied: its end was cut off, or an older file put in its place.`
      : `Row ${position} of the file is not the row that was copied: one of the two was changed, or the chain computed anew.`;
  throw new AppError('conflict', `${what} Nothing is copied. ${WHAT_TO_DO}`);
}

/**
 * The chain that is followed. Where the file has lost its first row, the checkpoints still name it.
 *
 * @throws AppError `conflict` where the first row was changed so that it cannot be read
 */
function nameOf(reading: AuditReading): string {
  const name = chainOf(reading);
  if (name !== '') return name;
  if (reading.row(1) !== undefined)
    throw new AppError('conflict', `Row 1 of the file was changed: it does not name its chain. ${WHAT_TO_DO}`);
  return reading.checkpoints().at(-1)?.checkpoint.chain ?? '';
}

type DifferenceKind = 'lacking' | 'differing' | 'gone';

/** Rows behind one another that differ in the same way. */
interface Run {
  readonly kind: DifferenceKind;
  readonly from: number;
  to: number;
}

async function compareRows(reading: AuditReading, replica: AuditReplica): Promise<readonly ReplicaDifference[]> {
  const chain = nameOf(reading);
  if (chain === '') return [];
  // What is written from now on is not lacking: it has not been waited for.
  const end = reading.head()?.position ?? 0;
  const runs: Run[] = [];
  for (let from = 1; runs.length <= MOST_PROBLEMS; from += PAGE) {
    const to = from + PAGE - 1;
    // The replica first: a row is in the file before it is copied, so that one that is copied meanwhile is in both.
    const held = await replica.hashes(chain, from, to);
    if (from > end && held.size === 0) break;
    const rows = reading.rows({ after: from - 1 }, PAGE).filter(({ position }) => position <= to);
    const inFile = new Map(rows.map((row) => [row.position, row]));
    for (let position = from; position <= to; position += 1) {
      const [row, hash] = [inFile.get(position), held.get(position)];
      if (row === undefined && hash !== undefined) note(runs, 'gone', position);
      if (row !== undefined && hash === undefined && position <= end) note(runs, 'lacking', position);
      if (row !== undefined && hash !== undefined && (row.hash !== hash || rowHash(row.previous, row) !== hash))
        note(runs, 'differing', position);
    }
  }
  return runs.slice(0, MOST_PROBLEMS).map((each) => ({ row: each.from, message: messageOf(each, end) }));
}

function note(runs: Run[], kind: DifferenceKind, position: number): void {
  const last = runs.at(-1);
  if (last?.kind === kind && last.to === position - 1) last.to = position;
  else runs.push({ kind, from: position, to: position });
}

function messageOf({ kind, from, to }: Run, end: number): string {
  const one = from === to;
  const rows = one ? `Row ${from}` : `Rows ${from} to ${to}`;
  const [is, was] = one ? ['is', 'was'] : ['are', 'were'];
  if (kind === 'lacking') return `${rows} ${is} not in the replica: not copied yet, or removed there.`;
  if (kind === 'differing')
    return `${rows} of the file ${is} not what was copied: the file was changed, or its chain computed anew, or the replica was changed.`;
  return from > end
    ? `${rows} ${was} copied, and ${is} no longer in the file: its end was cut off.`
    : `${rows} ${was} copied, and ${is} no longer in the file: deleted there.`;
}
