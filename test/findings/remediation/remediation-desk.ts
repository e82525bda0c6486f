import { join } from 'node:path';
import { createSqliteAuditStore } from '../../../src/adapters/sqlite/audit-store.ts';
import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteFindingStore } from '../../../src/adapters/sqlite/finding-store.ts';
import { createSqliteOutboxStore } from '../../../src/adapters/sqlite/outbox-store.ts';
import { createAudit } from '../../../src/audit/audit.ts';
import { readTrail } from '../../../src/audit/trail.ts';
import type { CallContext } from '../../../src/core/call-context.ts';
import type { AppError } from '../../../src/core/errors.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { unknownFinding } from '../../../src/findings/findings.ts';
import { startWorkflow } from '../../../src/findings/remediation/steps.ts';
import { audienceOf } from '../../../src/gaps/policies/audience.ts';
import { temporaryFolder } from '../../audit/sample-audit.ts';
import { type FindingOverrides, filedFinding } from '../invented-finding.ts';

/** A Monday. */
export const MONDAY = '2031-04-07';

/** The n-th filed finding, with its steps begun on that Monday. */
export function trackedFinding(n: number, more: FindingOverrides = {}): Finding {
  const finding = filedFinding(n, more);
  return { ...finding, workflow: startWorkflow(finding, { today: MONDAY }), ...more, content: finding.content };
}

/** What an operation threw. */
export function thrown(work: () => unknown): AppError | undefined {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  return undefined;
}

/** A store of findings, an outbox and the audit in a file of their own, on days that only a test moves. */
export function remediationDesk() {
  const { folder, remove } = temporaryFolder();
  const database = openDatabase(join(folder, 'library.sqlite'));
  let day = MONDAY;
  const clock = { today: () => day, now: () => Date.parse(`${day}T12:00:00Z`) };
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  const audit = createAudit({ store: createSqliteAuditStore(database), clock, newId, owner: 'host|1|0' });
  const store = createSqliteFindingStore(database);
  return {
    store,
    find: (id: string, context: CallContext): Finding => {
      const found = store.find(id, audienceOf(context));
      if (found === undefined) throw unknownFinding(id);
      return found;
    },
    outbox: createSqliteOutboxStore(database),
    audit,
    clock,
    on: (next: string) => {
      day = next;
    },
    /** Rows about findings, in their order: their bodies with what people wrote beside them, and who they were. */
    rows: (): readonly Readonly<Record<string, unknown>>[] =>
      readTrail(audit.store, { types: ['finding'] }, 10_000).map(({ body, texts, who }) => ({
        ...body,
        ...texts,
        who,
      })),
    close: () => {
      database.close();
      remove();
    },
  };
}
