import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { createSqliteConfirmationStore } from '../../src/adapters/sqlite/confirmation-store.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createAudit } from '../../src/audit/audit.ts';
import { readTrail, type TrailRow } from '../../src/audit/trail.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { bindWriteTool, type WriteSeam } from '../../src/tools/bind-write-tool.ts';
import { createConfirmations } from '../../src/tools/confirmations.ts';
import { callContext } from '../asking.ts';
import { type LedgerDeps, type LedgerTool, ledgerNoteTool, type Note } from './ledger-note-tool.ts';

export const NOON = Date.parse('2040-06-15T12:00:00.000Z');
export const MINUTE = 60_000;
/** Whoever may file, and nothing else. */
export const FILER = callContext({ permissions: ['findings:file'] });

export type BoundLedger = ReturnType<typeof bindWriteTool<LedgerTool['input'], LedgerTool['output'], LedgerDeps>>;

/** An audit and its confirmations in a file, with a clock that is set, as one process sees them. */
export function openWriting(file: string, clock: { time: number }) {
  const database = openDatabase(file);
  const time = { now: () => clock.time, today: () => new Date(clock.time).toISOString().slice(0, 10) };
  const audit = createAudit({
    store: createSqliteAuditStore(database),
    clock: time,
    newId: randomUUID,
    owner: 'test',
  });
  const store = createSqliteConfirmationStore(database);
  const confirmations = createConfirmations({ store, clock: time, newId: randomUUID });
  const seam: WriteSeam = { audit, now: () => 0, confirmations };
  return { database, audit, store, confirmations, seam };
}

/** A desk with a ledger that notes are filed in. */
export function writeDesk() {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-writing-'));
  const file = join(folder, 'library.sqlite');
  const clock = { time: NOON };
  const opened = openWriting(file, clock);
  const others: ReturnType<typeof openWriting>[] = [];
  const { database, audit, seam } = opened;
  const ledger: Note[] = [];
  return {
    ...opened,
    folder,
    file,
    clock,
    ledger,
    bind: (
      more: Omit<LedgerDeps, 'ledger'> = {},
      tool: LedgerTool = ledgerNoteTool(),
      seamOf: Partial<WriteSeam> = {},
    ): BoundLedger => bindWriteTool(tool, { ledger, ...more }, { ...seam, ...seamOf }),
    /** The same file as another process sees it. */
    reopen: () => {
      const other = openWriting(file, clock);
      others.push(other);
      return other;
    },
    /** The rows, but for those that open the chain and tell who is who. */
    rows: (): readonly TrailRow[] =>
      readTrail(audit.store, {}, 1_000).filter(({ type }) => type !== 'chain_started' && type !== 'person'),
    /** Everything that can never be taken back, and all confirmations, as one text. */
    forever: (): string =>
      JSON.stringify([
        database.prepare('SELECT * FROM audit_rows').lists(),
        database.prepare('SELECT * FROM confirmations').lists(),
      ]),
    /** Lets nothing more be written to the chain. */
    seal: () =>
      database.exec("CREATE TRIGGER sealed BEFORE INSERT ON audit_rows BEGIN SELECT RAISE(ABORT, 'sealed'); END"),
    unseal: () => database.exec('DROP TRIGGER sealed'),
    close: () => {
      for (const other of others) other.database.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Calls without a confirmation, and gives the id of the one that waits then. */
export async function asked(tool: BoundLedger, raw: object, context: CallContext = FILER): Promise<string> {
  const { output } = await tool.call(raw, context);
  if (output.confirmation === undefined) throw new Error(`no confirmation was asked for: ${JSON.stringify(output)}`);
  return output.confirmation.id;
}
