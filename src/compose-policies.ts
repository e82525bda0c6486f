import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqlitePolicyStore } from './adapters/sqlite/policy-store.ts';
import type { Audit } from './audit/audit.ts';
import { createPolicyRecorder } from './audit/policies.ts';
import type { Clock } from './core/clock.ts';
import { createPolicies, type Policies } from './gaps/policies/policies.ts';

/** The bank's own policies: in the audit's own file, so that each change is there with its row. */
export function composePolicies(database: SqliteDatabase, audit: Audit, clock: Clock): Policies {
  return createPolicies({
    store: createSqlitePolicyStore(database),
    ledger: { within: audit.within, record: createPolicyRecorder(audit).record },
    clock,
  });
}
