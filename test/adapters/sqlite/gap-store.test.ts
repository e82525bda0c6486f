import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteGapStore } from '../../../src/adapters/sqlite/gap-store.ts';
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations.ts';
import { createSqlitePolicyStore } from '../../../src/adapters/sqlite/policy-store.ts';
import { assessmentOn, gapDecision, gapRun, gapStoreContract } from '../../contracts/gap-store-contract.ts';
import { policyVersion } from '../../contracts/policy-store-contract.ts';
import { asBefore, asBeforeStep } from './earlier-library.ts';

const ALL = { tenant: 't-1', groups: 'all' } as const;

gapStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-gap-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return database;
  };
  const first = open();
  const policies = createSqlitePolicyStore(first);
  return {
    store: createSqliteGapStore(first),
    reopen: () => createSqliteGapStore(open()),
    policy: (tenant, policy, ...groups) => {
      if (!policies.ids(tenant).has(policy)) policies.add(policyVersion({ tenant, policy }));
      policies.restrict(policy, tenant, groups);
    },
    close: () => {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

describe('gap analyses in the file of the audit', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-gaps-'));
    file = join(folder, 'library.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('leave nothing of a policy’s words in any file once it was forgotten, in whatever order they came and went', () => {
    const step = fc.record({
      what: fc.constantFrom('run', 'work', 'judged', 'forget'),
      policies: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
      size: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        rmSync(folder, { recursive: true, force: true });
        const database = openDatabase(file);
        const store = createSqliteGapStore(database);
        const forgotten = new Set<number>();
        for (const [at, { what, policies, size }] of steps.entries()) {
          const ids = policies.map((policy) => `Secret-${policy}-`);
          const filler = 'of the harbour '.repeat(size);
          const [first = 0] = policies;
          if (what === 'run') store.save(gapRun(`r-${at}`, ids, { notes: [filler] }));
          if (what === 'judged')
            store.keepJudged('t-1', `k-${at}`, { ...assessmentOn(), reason: `${ids.join()} ${filler}` }, ids);
          if (what === 'work')
            store.keepWork(
              { tenant: 't-1', law: `law-${at}`, policy: `Secret-${first}-`, version: 'v', scorer: 1 },
              JSON.stringify([`Secret-${first}-`, filler]),
            );
          for (const policy of what === 'forget' ? [] : what === 'work' ? [first] : policies) forgotten.delete(policy);
          if (what !== 'forget') continue;
          store.forgetPolicy('t-1', `Secret-${first}-`);
          forgotten.add(first);
        }
        expect(createSqlitePolicyStore(database).scrub()).toBe(true);
        const left = readdirSync(folder)
          .map((name) => readFileSync(join(folder, name)).toString('latin1'))
          .flatMap((bytes) => [...bytes.matchAll(/Secret-(\d+)-/g)].map(([, which]) => Number(which)));
        database.close();
        expect([...new Set(left)].filter((which) => forgotten.has(which))).toEqual([]);
      }),
      { seed: 17, numRuns: 20 },
    );
  });

  it('are listed, found and forgotten without a walk through those of all others', () => {
    const database = openDatabase(file);
    const plans: string[] = [];
    const watched: SqliteDatabase = {
      ...database,
      prepare: (sql) => {
        if (sql.includes('gap_')) plans.push(JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()));
        return database.prepare(sql);
      },
    };
    createSqliteGapStore(watched);
    expect(plans.length).toBeGreaterThan(12);
    for (const plan of plans) expect(plan).not.toMatch(/SCAN (?:runs|decided|used|gap_)/);
    database.close();
  });

  it('are whole where two connections write and read at once', () => {
    const [one, other] = [openDatabase(file), openDatabase(file)];
    const stores = [createSqliteGapStore(one), createSqliteGapStore(other)] as const;
    for (let at = 0; at < 20; at += 1) {
      const store = stores[at % 2 === 0 ? 0 : 1];
      store.transaction(() => {
        store.save(gapRun(`r-${at}`, ['keels']));
        store.prune('t-1', 5, 100);
      });
      expect(stores[at % 2 === 0 ? 1 : 0].find(`r-${at}`, ALL)?.id).toBe(`r-${at}`);
    }
    expect(stores[0].list(ALL).map(({ id }) => id)).toEqual(['r-19', 'r-18', 'r-17', 'r-16', 'r-15']);
    one.close();
    other.close();
  });

  it('come to a library that was made before there were any', () => {
    const database = openDatabase(file);
    createSqlitePolicyStore(database).add(policyVersion());
    asBefore(database, 'gap_runs');
    database.close();
    const opened = openDatabase(file);
    const store = createSqliteGapStore(opened);
    expect([store.list(ALL), store.decisions(ALL)]).toEqual([[], []]);
    store.save(gapRun('r-1', ['keels']));
    expect(store.find('r-1', ALL)).toEqual(gapRun('r-1', ['keels']));
    expect(createSqlitePolicyStore(opened).current(ALL)).toEqual([policyVersion()]);
    opened.close();
  });

  it('that were kept before decisions and judgements had their policies are kept from whom they quote too much', () => {
    const before = openDatabase(file);
    const step = MIGRATIONS.findIndex((sql) => sql.includes('CREATE TABLE gap_decision_policies'));
    asBeforeStep(before, step);
    before.exec('DROP INDEX gap_run_policies_by_policy');
    const { id, tenant, obligation, by, reason, name: _name, ...rest } = gapDecision('d-1');
    before
      .prepare(
        'INSERT INTO gap_decisions (id, tenant, obligation, decided_by, reason, content) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(id, tenant, obligation, by, reason, JSON.stringify(rest));
    before.prepare('INSERT INTO gap_judged VALUES (?, ?, ?)').run('t-1', 'k-1', JSON.stringify(assessmentOn('keels')));
    before.close();
    const database = openDatabase(file);
    createSqlitePolicyStore(database).add(policyVersion({ groups: ['g-1'] }));
    const store = createSqliteGapStore(database);
    expect(store.decisions(ALL).map(({ id: each }) => each)).toEqual(['d-1']);
    expect(store.decisions({ tenant: 't-1', groups: new Set() })).toEqual([]);
    expect(store.judged('t-1', 'k-1')).toEqual(assessmentOn('keels'));
    expect(store.forgetPolicy('t-1', 'keels')).toBe(2);
    expect(store.judged('t-1', 'k-1')).toBeUndefined();
    database.close();
  });
});
