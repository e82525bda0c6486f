import { join } from 'node:path';
import { openAuditEvidence } from '../../../src/adapters/sqlite/audit-evidence.ts';
import { createSqliteFindingStore } from '../../../src/adapters/sqlite/finding-store.ts';
import { createSqlitePolicyStore } from '../../../src/adapters/sqlite/policy-store.ts';
import type { Audit } from '../../../src/audit/audit.ts';
import { verifyAudit } from '../../../src/audit/verify-audit.ts';
import type { GrcPlatform } from '../../../src/findings/filing/grc-platform.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import type { FindingStore } from '../../../src/findings/finding-store.ts';
import type { SyncParts } from '../../../src/findings/syncing/sync-findings.ts';
import type { PolicyStore } from '../../../src/gaps/policies/policy-store.ts';
import { openAudit, type settableClock, temporaryFolder } from '../../audit/sample-audit.ts';

/** Findings and the audit in one file, and a platform for each tenant that a test sets one up for. */
export interface SyncDesk {
  readonly parts: SyncParts;
  readonly audit: Audit;
  readonly store: FindingStore;
  readonly policies: PolicyStore;
  readonly clock: ReturnType<typeof settableClock>;
  readonly platforms: Map<string, GrcPlatform>;
  /** States that were put in for the platform: finding and state. */
  readonly pushed: string[];
  /** As it is kept now. */
  kept(finding: Pick<Finding, 'id' | 'tenant'>): Finding;
  /** Bodies of the rows on findings, in their order. */
  rows(): readonly Record<string, unknown>[];
  /** Problems that the chain’s verification finds. */
  chainProblems(): readonly unknown[];
  close(): void;
}

export function openSyncDesk(): SyncDesk {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'library.sqlite');
  const { audit, database, clock, close } = openAudit(file);
  const store = createSqliteFindingStore(database);
  const platforms = new Map<string, GrcPlatform>();
  return {
    parts: { store, audit, clock, platformOf: (tenant) => platforms.get(tenant) },
    ...{ audit, store, clock, platforms, pushed: [] },
    policies: createSqlitePolicyStore(database),
    kept: ({ id, tenant }) => {
      const found = store.own.find(tenant, id);
      if (found === undefined) throw new Error(`There is no finding ${id}.`);
      return found;
    },
    rows: () =>
      audit.store.rows({ types: ['finding'] }, 10_000).map(({ body }) => JSON.parse(body) as Record<string, unknown>),
    chainProblems: () => {
      const evidence = openAuditEvidence(file);
      const { problems } = verifyAudit(evidence);
      evidence.close();
      return problems;
    },
    close: () => {
      close();
      remove();
    },
  };
}
