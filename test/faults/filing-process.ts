import { join } from 'node:path';
import { ownerLives, processOwner } from '../../src/adapters/host/process-owner.ts';
import { createServiceNowPlatform } from '../../src/adapters/servicenow/servicenow-platform.ts';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteFindingStore } from '../../src/adapters/sqlite/finding-store.ts';
import { createSqliteOutboxStore } from '../../src/adapters/sqlite/outbox-store.ts';
import { createAudit } from '../../src/audit/audit.ts';
import { systemClock } from '../../src/core/clock.ts';
import { randomId } from '../../src/core/ids.ts';
import type { SendPace } from '../../src/delivery/sender.ts';
import { systemTimer } from '../../src/delivery/timer.ts';
import { createFiledHook } from '../../src/findings/filing/filed.ts';
import { createFilingSender } from '../../src/findings/filing/filing-sender.ts';
import { putInFiling, putInStatus } from '../../src/findings/filing/put-in-filing.ts';
import type { Finding, RemediationState } from '../../src/findings/finding.ts';
import { startWorkflow } from '../../src/findings/remediation/steps.ts';
import { settingsFor } from '../adapters/servicenow/servicenow-ground.ts';
import { inventedFinding } from '../findings/invented-finding.ts';

export const TENANT = 't-1';

export interface FilingProcessOptions {
  /** Where the file of the audit lies. */
  readonly folder: string;
  /** Where the ServiceNow is. */
  readonly url: string;
  readonly settleMs: number;
  readonly pace: Partial<SendPace>;
}

/** All that a process needs to file: the stores on one file, and ServiceNow's adapter; as the desk puts them together. */
export function openFilingProcess({ folder, url, settleMs, pace }: FilingProcessOptions) {
  const database = openDatabase(join(folder, 'library.sqlite'));
  const [clock, owner] = [systemClock, processOwner()];
  const audit = createAudit({ store: createSqliteAuditStore(database), clock, newId: randomId, owner });
  audit.closeOrphans(ownerLives);
  const outbox = createSqliteOutboxStore(database);
  const store = createSqliteFindingStore(database);
  const platform = createServiceNowPlatform(settingsFor(url));
  const parts = {
    ...{ store, outbox, audit, clock },
    startWorkflow: (finding: Finding) => startWorkflow(finding, { today: clock.today() }),
  };
  const sender = createFilingSender({
    ...parts,
    ended: createFiledHook(parts),
    ...{ timer: systemTimer, random: Math.random, owner, lives: ownerLives, platformOf: () => platform },
    settleMs,
    pace,
  });
  const change = (id: string, more: (finding: Finding) => Partial<Finding>): Finding => {
    const finding = store.own.find(TENANT, id);
    if (finding === undefined) throw new Error(`${id} is not there`);
    const changed = { ...finding, ...more(finding), revision: finding.revision + 1 };
    store.save(changed);
    return changed;
  };
  return {
    outbox,
    store,
    sender,
    audit,
    /** Keeps a finding that is approved, as its second person left it. */
    approve: (id: string): void =>
      store.add(
        inventedFinding({
          ...{ id, tenant: TENANT, stage: 'approved' },
          approved: { by: 'u-2', at: new Date(clock.now()).toISOString(), eyes: 2 },
        }),
      ),
    /** Puts an approved finding on its way. */
    file: (id: string): void => {
      audit.within(() => {
        const since = new Date(clock.now()).toISOString();
        const filing = { platform: platform.name, host: platform.host, key: keyOf(id), since };
        putInFiling(
          parts,
          change(id, () => ({ stage: 'filing', filing })),
          { correlation: id },
        );
      });
      sender.wake();
    },
    /** Moves a finding that is filed; false where it is not. */
    move: (id: string, status: RemediationState): boolean => {
      const moved = audit.within(() => {
        if (store.own.find(TENANT, id)?.stage !== 'filed') return false;
        return putInStatus(
          parts,
          change(id, () => ({ status })),
          status,
        );
      });
      sender.wake();
      return moved;
    },
    /** How many messages still have to go. */
    left: (): number => {
      const { waiting, sending } = outbox.count();
      return waiting + sending;
    },
    close: async (): Promise<void> => {
      await sender.stop(5_000);
      await platform.close();
      database.close();
    },
  };
}

/** The key that a finding's record carries. */
export function keyOf(id: string): string {
  return `${id}-K`;
}
