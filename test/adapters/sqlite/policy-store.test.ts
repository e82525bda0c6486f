import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqlitePolicyStore } from '../../../src/adapters/sqlite/policy-store.ts';
import { openAudit } from '../../audit/sample-audit.ts';
import { policyStoreContract, policyVersion } from '../../contracts/policy-store-contract.ts';
import { asBefore } from './earlier-library.ts';

const ALL = { tenant: 't-1', groups: 'all' } as const;

policyStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-policy-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return createSqlitePolicyStore(database);
  };
  return {
    store: open(),
    reopen: open,
    close: () => {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

describe('policies in the file of the audit', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-policies-'));
    file = join(folder, 'library.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('leave nothing of their words in any file once they were removed, in whatever order they came and went', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 60 })), { maxLength: 40 }), (steps) => {
        rmSync(folder, { recursive: true, force: true });
        const database = openDatabase(file);
        const store = createSqlitePolicyStore(database);
        const alive = new Set<number>();
        for (const [which, size] of steps) {
          const policy = `p-${which}`;
          if (alive.delete(which)) store.remove(policy, 't-1');
          else {
            const statements = Array.from({ length: size }, (_, at) => ({
              id: `s${at + 1}`,
              section: [],
              text: `Secret-${which}-${at} ${'of the harbour '.repeat(size % 7)}`,
              hash: 'h',
            }));
            const title = `Secret-${which}-title`;
            store.add(
              policyVersion({ policy, statements, facts: { title, language: 'en' }, groups: [`Secret-${which}-g`] }),
            );
            alive.add(which);
          }
        }
        expect(store.scrub()).toBe(true);
        const left = readdirSync(folder)
          .map((name) => readFileSync(join(folder, name)).toString('latin1'))
          .flatMap((bytes) => [...bytes.matchAll(/Secret-(\d+)-/g)].map(([, which]) => Number(which)));
        database.close();
        expect(new Set(left)).toEqual(alive);
      }),
      { seed: 13, numRuns: 25 },
    );
  });

  it('are found by their tenant without a walk through those of all others', () => {
    const database = openDatabase(file);
    const plans: string[] = [];
    const watched: SqliteDatabase = {
      ...database,
      prepare: (sql) => {
        if (sql.includes('FROM policy_'))
          plans.push(JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()));
        return database.prepare(sql);
      },
    };
    createSqlitePolicyStore(watched);
    expect(plans.length).toBeGreaterThan(8);
    for (const plan of plans) expect(plan).not.toMatch(/SCAN (?:[vgw]\b|policy_)/);
    database.close();
  });

  it('come to a library that was made before there were any, and leave what is in it', () => {
    const { audit, database, close } = openAudit(file);
    audit.record(
      { type: 'configuration', body: {} },
      { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' },
    );
    const head = audit.store.head();
    asBefore(database, 'policy_versions');
    close();
    const opened = openAudit(file);
    const store = createSqlitePolicyStore(opened.database);
    expect(store.list(ALL)).toEqual([]);
    store.add(policyVersion());
    expect(store.current(ALL)).toEqual([policyVersion()]);
    expect(opened.audit.store.head()).toEqual(head);
    opened.close();
  });
});
