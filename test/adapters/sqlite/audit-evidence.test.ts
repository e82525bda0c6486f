import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditEvidence } from '../../../src/adapters/sqlite/audit-evidence.ts';
import { createSqliteAuditStore } from '../../../src/adapters/sqlite/audit-store.ts';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import type { AuditStore } from '../../../src/audit/audit-store.ts';
import { addRow } from '../../contracts/audit-store-contract.ts';

let folder: string;
let file: string;
let database: SqliteDatabase;
let store: AuditStore;
beforeEach(() => {
  // A name that is no plain path of an address: the file is opened by one.
  folder = mkdtempSync(join(tmpdir(), 'compliance evidence #1 ?ro% ñ-'));
  file = join(folder, 'library.sqlite');
  database = openDatabase(file);
  store = createSqliteAuditStore(database);
  addRow(store);
  addRow(store);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an audit as evidence', () => {
  it('shows one state of the file, whatever others write meanwhile', () => {
    const evidence = openAuditEvidence(file);
    expect(evidence.rowCount()).toBe(2);
    addRow(store);
    store.addText({ position: 3, name: 'input', salt: 's', text: 'words', actor: 'p-1' });
    store.addReceipt({ id: 'r', position: 3, body: '{}' });
    expect(evidence.rowCount()).toBe(2);
    expect(evidence.rows({}, 9)).toHaveLength(2);
    expect(evidence.texts(1, 9)).toEqual([]);
    expect(evidence.receipts(1, 9)).toEqual([]);
    evidence.close();
    const later = openAuditEvidence(file);
    expect(later.rowCount()).toBe(3);
    later.close();
  });

  it('leaves the file as it is, and lets go of it', () => {
    store.scrub();
    const before = readFileSync(file);
    const evidence = openAuditEvidence(file);
    expect(evidence.damage()).toEqual([]);
    expect(evidence.guardFaults()).toEqual([]);
    expect(evidence.damagedCheckpoints()).toEqual([]);
    expect(evidence.brokenConversations()).toEqual([]);
    evidence.close();
    expect(readFileSync(file).equals(before)).toBe(true);
    database.exec('PRAGMA busy_timeout = 20');
    store.scrub();
  });

  it('is none where there is no file, and none is made', () => {
    const nowhere = join(folder, 'nowhere.sqlite');
    expect(() => openAuditEvidence(nowhere)).toThrow(
      expect.objectContaining({ code: 'not_found', message: `There is no file ${nowhere}.` }),
    );
    expect(readdirSync(folder)).not.toContain('nowhere.sqlite');
  });

  it('is none where the file is no database, or holds no audit', () => {
    const letter = join(folder, 'letter.sqlite');
    writeFileSync(letter, 'a letter to the editor, which is no database. '.repeat(90));
    expect(() => openAuditEvidence(letter)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    writeFileSync(letter, '');
    expect(() => openAuditEvidence(letter)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        message: `${letter} holds no audit.`,
      }),
    );
    expect(() => openAuditEvidence(folder)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });

  it('is damaged where bytes are no text, told without reading them', () => {
    const many = Array.from({ length: 1_200 }, () => undefined);
    store.transaction(() => many.forEach(() => void addRow(store)));
    database.exec('DROP TRIGGER audit_rows_never_change');
    for (const position of [1, 700, 1_202])
      database.exec(`UPDATE audit_rows SET correlation = CAST(x'ff' AS TEXT) WHERE position = ${position}`);
    const evidence = openAuditEvidence(file);
    // The first page that is damaged is told, row by row: it is what counts.
    expect(evidence.damage()).toEqual([{ part: 'rows', row: 1 }]);
    evidence.close();
  });
});
