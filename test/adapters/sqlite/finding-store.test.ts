import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteFindingStore } from '../../../src/adapters/sqlite/finding-store.ts';
import { createSqlitePolicyStore } from '../../../src/adapters/sqlite/policy-store.ts';
import { findingStoreContract } from '../../contracts/finding-store-contract.ts';
import { policyVersion } from '../../contracts/policy-store-contract.ts';
import { filedFinding, findingId, inventedFinding, policyEvidence } from '../../findings/invented-finding.ts';
import { asBefore } from './earlier-library.ts';

const ALL = { tenant: 't-1', groups: 'all' } as const;

findingStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-finding-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return database;
  };
  const first = open();
  const policies = createSqlitePolicyStore(first);
  return {
    store: createSqliteFindingStore(first),
    reopen: () => createSqliteFindingStore(open()),
    policy: (tenant, policy, ...groups) => {
      if (!policies.ids(tenant).has(policy)) policies.add(policyVersion({ tenant, policy }));
      policies.restrict(policy, tenant, groups);
    },
    removePolicy: (tenant, policy) => void policies.remove(policy, tenant),
    close: () => {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

describe('findings in the file of the audit', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-findings-'));
    file = join(folder, 'library.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('leave nothing in any file of a draft whose policy went, or of a person who was erased', () => {
    const database = openDatabase(file);
    const store = createSqliteFindingStore(database);
    const policies = createSqlitePolicyStore(database);
    const inFiles = (words: string) =>
      readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(Buffer.from(words)));
    store.add(inventedFinding({ content: { title: 'Secret-draft', evidence: [policyEvidence('keels')] } }));
    store.add(
      filedFinding(2, { drafted: { by: 'Secret-person', name: 'Secret-name', at: '2031-01-01T00:00:00.000Z' } }),
    );
    policies.scrub();
    expect(['Secret-draft', 'Secret-person', 'Secret-name'].map(inFiles)).toEqual([true, true, true]);
    store.forgetPolicy('t-1', 'keels');
    store.forgetPerson('Secret-person', 't-1');
    expect(policies.scrub()).toBe(true);
    expect(['Secret-draft', 'Secret-person', 'Secret-name'].map(inFiles)).toEqual([false, false, false]);
    database.close();
  });

  it('are listed, found and gone through without a walk through those of all others', () => {
    const database = openDatabase(file);
    const plans: string[] = [];
    const watched: SqliteDatabase = {
      ...database,
      prepare: (sql) => {
        if (sql.includes('finding'))
          plans.push(`${sql}: ${JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())}`);
        return database.prepare(sql);
      },
    };
    const store = createSqliteFindingStore(watched);
    store.own.page({ tenant: 't-1', stages: ['filed'], statuses: ['open'] }, 50, findingId(1));
    store.own.page({ stages: ['draft', 'awaiting_approval'], expiredBy: '2031-01-01T00:00:00.000Z' }, 50);
    expect(plans.length).toBeGreaterThan(12);
    // Only who was erased is looked for in all that is kept: no column names people.
    for (const plan of plans.filter((each) => !each.includes('instr(content')))
      expect(plan).not.toMatch(/SCAN (?:findings|used|held|own|finding_)/);
    expect(plans.find((each) => each.includes('expires <= ?'))).toContain('findings_by_stage');
    database.close();
  });

  it('are whole where two connections write and read at once', () => {
    const [one, other] = [openDatabase(file), openDatabase(file)];
    const stores = [createSqliteFindingStore(one), createSqliteFindingStore(other)] as const;
    stores[0].add(filedFinding(1));
    for (let at = 0; at < 20; at += 1) {
      const store = stores[at % 2 === 0 ? 0 : 1];
      store.transaction(() => {
        const found = store.own.find('t-1', findingId(1));
        if (found !== undefined) store.save({ ...found, revision: found.revision + 1 });
      });
      expect(stores[at % 2 === 0 ? 1 : 0].find(findingId(1), ALL)?.revision).toBe(at + 2);
    }
    one.close();
    other.close();
  });

  it('come to a library that was made before there were any', () => {
    const database = openDatabase(file);
    createSqlitePolicyStore(database).add(policyVersion());
    asBefore(database, 'findings');
    database.close();
    const opened = openDatabase(file);
    const store = createSqliteFindingStore(opened);
    expect(store.list(ALL)).toEqual([]);
    store.add(filedFinding(1));
    expect(store.find(findingId(1), ALL)).toEqual(filedFinding(1));
    expect(createSqlitePolicyStore(opened).current(ALL)).toEqual([policyVersion()]);
    opened.close();
  });
});
