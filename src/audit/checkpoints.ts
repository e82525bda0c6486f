import type { Clock } from '../core/clock.ts';
import { sha256 } from '../core/digests.ts';
import type { Audit } from './audit.ts';
import { NO_HASH } from './audit-row.ts';
import type { AuditReading } from './audit-store.ts';
import { type Checkpoint, checkpointText, type SignedCheckpoint, type Signer } from './checkpoint.ts';
import { recordedObject } from './recorded-json.ts';

/** Where copies of checkpoints go: best on another machine, which whoever can write the audit cannot reach. */
export interface CheckpointCopies {
  /** Numbers of the checkpoints copied of a chain. */
  held(chain: string): ReadonlySet<number>;
  /** Adds a copy; one that is there already is left as it is. */
  write(checkpoint: SignedCheckpoint): void;
}

export interface Checkpoints {
  /**
   * Takes a checkpoint of the chain as it is, and copies all that lack a copy.
   *
   * @param idle takes one even where no row came since the last: that nothing happened is worth knowing, too
   * @returns `undefined` where there was nothing to take
   */
  take(idle?: boolean): SignedCheckpoint | undefined;
  /** As `take`, for a start or a timer: what goes wrong is told by `problem`, and the next time tries again. */
  keepUp(idle?: boolean): void;
  /** What kept the last checkpoint or its copy from being made, in a sentence; empty where nothing did. */
  readonly problem: string;
}

export function createCheckpoints(
  audit: Audit,
  options: { readonly clock: Clock; readonly signer?: Signer; readonly copies?: CheckpointCopies },
): Checkpoints {
  const { clock, signer, copies } = options;
  let problem = '';
  const covered = () => audit.store.lastCheckpoint()?.checkpoint.size === audit.store.head()?.position;
  const take = (idle: boolean): SignedCheckpoint | undefined => {
    // Looked at first without the write lock: a start must not wait where there is nothing to take.
    if (!idle && covered()) return undefined;
    return audit.store.transaction(() => {
      const head = audit.store.head();
      if (head === undefined) return undefined;
      const last = audit.store.lastCheckpoint();
      if (last?.checkpoint.size === head.position && !idle) return undefined;
      const checkpoint: Checkpoint = {
        chain: chainOf(audit.store),
        number: (last?.checkpoint.number ?? 0) + 1,
        size: head.position,
        head: head.hash,
        at: new Date(clock.now()).toISOString(),
        previous: last === undefined ? NO_HASH : sha256(checkpointText(last.checkpoint)),
        ...(signer === undefined ? {} : { key: signer.keyId }),
      };
      const signature = signer?.sign(checkpointText(checkpoint));
      const signed = { checkpoint, ...(signature === undefined ? {} : { signature }) };
      audit.store.addCheckpoint(signed);
      return signed;
    });
  };
  const copy = (): void => {
    if (copies === undefined || audit.store.head() === undefined) return;
    try {
      const there = copies.held(chainOf(audit.store));
      const last = audit.store.lastCheckpoint()?.checkpoint.number ?? 0;
      if (there.size < last)
        for (const each of audit.store.checkpoints()) if (!there.has(each.checkpoint.number)) copies.write(each);
      problem = '';
    } catch (error) {
      // The chain goes on; what lacks a copy is copied with the next checkpoint, and "doctor" tells.
      problem = `Checkpoints could not be copied: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  return {
    take: (idle = false) => {
      const taken = take(idle);
      copy();
      return taken;
    },
    keepUp: (idle = false) => {
      try {
        take(idle);
        copy();
      } catch (error) {
        problem = `No checkpoint could be taken: ${error instanceof Error ? error.message : String(error)}`;
      }
    },
    get problem() {
      return problem;
    },
  };
}

/** The chain's own id; empty for an audit whose first row is not there, or does not tell. */
export function chainOf(reading: Pick<AuditReading, 'row'>): string {
  const first = reading.row(1);
  return first === undefined ? '' : String(recordedObject(first.body)['chain'] ?? '');
}
