import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { openAuditEvidence } from '../../src/adapters/sqlite/audit-evidence.ts';
import { AUDIT_TRIGGERS } from '../../src/adapters/sqlite/audit-schema.ts';
import { type AuditRow, rowHash } from '../../src/audit/audit-row.ts';
import type { Verification } from '../../src/audit/verification.ts';
import { type VerifyOptions, verifyAudit } from '../../src/audit/verify-audit.ts';

export const ROW_COLUMNS = [
  ...(['position', 'conversation', 'sequence', 'at', 'tenant', 'actor', 'channel', 'correlation', 'type'] as const),
  ...(['body', 'texts', 'previous', 'hash'] as const),
];
const COLUMNS = ROW_COLUMNS.join(', ');

let copies = 0;

/** What somebody can do who can write the file: anything. */
export interface Tamperer {
  /** Changes whatever is to be changed; rows of a query come from `all`. */
  run(sql: string, ...values: readonly unknown[]): void;
  all<Row = Record<string, unknown>>(sql: string, ...values: readonly unknown[]): readonly Row[];
  rows(): readonly AuditRow[];
  row(position: number): AuditRow;
  /** Puts rows in place of all that are there from the first one's position on. */
  replaceFrom(position: number, rows: readonly AuditRow[]): void;
}

/** A row as if it had been written behind another one: everything fits. */
export function behind(before: Pick<AuditRow, 'position' | 'hash'> | undefined, row: AuditRow): AuditRow {
  const moved = { ...row, position: (before?.position ?? 0) + 1, previous: before?.hash ?? '0'.repeat(64) };
  return { ...moved, hash: rowHash(moved.previous, moved) };
}

/** A row whose hash is computed anew, and nothing else. */
export function rehashed(row: AuditRow): AuditRow {
  return { ...row, hash: rowHash(row.previous, row) };
}

/** A chain computed anew from rows as they are. */
export function rechained(before: AuditRow | undefined, rows: readonly AuditRow[]): readonly AuditRow[] {
  let last = before;
  return rows.map((row) => {
    last = behind(last, row);
    return last;
  });
}

/**
 * Does something to a copy of an audit, its guards taken away meanwhile and put back, so that the tampering alone can
 * show.
 *
 * @returns the copy’s path
 */
export function tamper(file: string, work: (tamperer: Tamperer) => void): string {
  copies += 1;
  const copy = join(dirname(file), `copy-${copies}.sqlite`);
  copyFileSync(file, copy);
  const database = new Database(copy);
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF');
  const all = <Row>(sql: string, ...values: readonly unknown[]): readonly Row[] =>
    database.prepare(sql).all([...values]) as readonly Row[];
  const rows = () => all<AuditRow>(`SELECT ${COLUMNS} FROM audit_rows ORDER BY position`);
  try {
    for (const name of Object.keys(AUDIT_TRIGGERS)) database.exec(`DROP TRIGGER ${name}`);
    work({
      run: (sql, ...values) => void database.prepare(sql).run([...values]),
      all,
      rows,
      row: (position) => {
        const found = rows().find((row) => row.position === position);
        if (found === undefined) throw new Error(`no row ${position}`);
        return found;
      },
      replaceFrom: (position, fresh) => {
        database.prepare('DELETE FROM audit_rows WHERE position >= ?').run([position]);
        const marks = ROW_COLUMNS.map(() => '?').join(', ');
        const insert = database.prepare(`INSERT INTO audit_rows (${COLUMNS}) VALUES (${marks})`);
        database.exec('BEGIN');
        for (const row of fresh) insert.run(ROW_COLUMNS.map((column) => row[column]));
        database.exec('COMMIT');
      },
    });
    for (const sql of Object.values(AUDIT_TRIGGERS)) database.exec(sql);
  } finally {
    database.close();
  }
  return copy;
}

export function verifyFile(file: string, options: VerifyOptions = {}): Verification {
  const evidence = openAuditEvidence(file);
  try {
    return verifyAudit(evidence, options);
  } finally {
    evidence.close();
  }
}
