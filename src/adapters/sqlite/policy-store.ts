import { z } from 'zod';
import type { DocumentKind } from '../../documents/document-kind.ts';
import type { PolicyFacts, PolicyListing, PolicyVersion } from '../../gaps/policies/policy.ts';
import type { PolicyAudience, PolicyStore } from '../../gaps/policies/policy-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

const LISTED = `v.tenant, v.policy, v.number, v.key, v.facts, v.name, v.kind, v.sha256, v.statements, v.added,
  (SELECT json_group_array(member_of) FROM policy_groups g WHERE g.tenant = v.tenant AND g.policy = v.policy) AS groups`;

/** ?1 the tenant, ?2 the groups as a JSON list, or NULL for whoever sees all. */
const SEEN = `v.tenant = ?1 AND (
  ?2 IS NULL
  OR NOT EXISTS (SELECT 1 FROM policy_groups g WHERE g.tenant = v.tenant AND g.policy = v.policy)
  OR EXISTS (SELECT 1 FROM policy_groups g WHERE g.tenant = v.tenant AND g.policy = v.policy
    AND g.member_of IN (SELECT value FROM json_each(?2))))`;

const LATEST =
  'v.number = (SELECT max(number) FROM policy_versions w WHERE w.tenant = v.tenant AND w.policy = v.policy)';

const TABLES = ['policy_versions', 'policy_groups', 'policy_statement_ids'] as const;

/** Policies in the audit's own file, so that each change is in the transaction of its row. */
export function createSqlitePolicyStore(database: SqliteDatabase): PolicyStore {
  const write = <T>(work: () => T): T => inTransaction(database, work);
  return { transaction: write, ...reading(database), ...writing(database, write) };
}

function reading(
  database: SqliteDatabase,
): Pick<PolicyStore, 'current' | 'list' | 'versions' | 'find' | 'ids' | 'statementIds' | 'restricts'> {
  const current = database.prepare(
    `SELECT ${LISTED}, v.content FROM policy_versions v WHERE ${SEEN} AND ${LATEST} ORDER BY v.policy`,
  );
  const list = database.prepare(
    `SELECT ${LISTED} FROM policy_versions v WHERE ${SEEN} AND ${LATEST} ORDER BY v.policy`,
  );
  const versions = database.prepare(
    `SELECT ${LISTED} FROM policy_versions v WHERE ${SEEN} AND v.policy = ?3 ORDER BY v.number DESC`,
  );
  const find = database.prepare(
    `SELECT ${LISTED}, v.content FROM policy_versions v
     WHERE ${SEEN} AND v.policy = ?3 AND (?4 IS NULL OR v.number = ?4) ORDER BY v.number DESC LIMIT 1`,
  );
  const ids = database.prepare('SELECT DISTINCT policy AS id FROM policy_versions WHERE tenant = ?');
  const statementIds = database.prepare('SELECT id FROM policy_statement_ids WHERE tenant = ? AND policy = ?');
  const restricted = database.prepare('SELECT 1 FROM policy_groups WHERE tenant = ? LIMIT 1');
  return {
    current: (audience) => current.all(...valuesOf(audience)).map(versionOf),
    list: (audience) => list.all(...valuesOf(audience)).map(listingOf),
    versions: (policy, audience) => versions.all(...valuesOf(audience), policy).map(listingOf),
    find: (policy, audience, number) => {
      const found = find.get(...valuesOf(audience), policy, number ?? null);
      return found === undefined ? undefined : versionOf(found);
    },
    ids: (tenant) => new Set(ids.all(tenant).map((row) => Named.parse(row).id)),
    statementIds: (policy, tenant) => new Set(statementIds.all(tenant, policy).map((row) => Named.parse(row).id)),
    restricts: (tenant) => restricted.get(tenant) !== undefined,
  };
}

function writing(
  database: SqliteDatabase,
  write: <T>(work: () => T) => T,
): Pick<PolicyStore, 'add' | 'restrict' | 'remove' | 'scrub'> {
  const add = database.prepare(
    `INSERT INTO policy_versions (tenant, policy, number, key, facts, name, kind, sha256, statements, added, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const keepIds = database.prepare(
    'INSERT OR IGNORE INTO policy_statement_ids (tenant, policy, id) SELECT ?, ?, value FROM json_each(?)',
  );
  const open = database.prepare('DELETE FROM policy_groups WHERE tenant = ? AND policy = ?');
  // Of a policy that is not there nothing is kept.
  const keepTo = database.prepare(
    `INSERT INTO policy_groups (tenant, policy, member_of) SELECT DISTINCT ?1, ?2, value FROM json_each(?3)
     WHERE EXISTS (SELECT 1 FROM policy_versions v WHERE v.tenant = ?1 AND v.policy = ?2)`,
  );
  const all = database.prepare(
    `SELECT ${LISTED} FROM policy_versions v WHERE v.tenant = ? AND v.policy = ? ORDER BY v.number DESC`,
  );
  const taking = TABLES.map((table) => database.prepare(`DELETE FROM ${table} WHERE tenant = ? AND policy = ?`));
  const restrict: PolicyStore['restrict'] = (policy, tenant, groups) =>
    write(() => {
      open.run(tenant, policy);
      keepTo.run(tenant, policy, JSON.stringify(groups));
    });
  return {
    add: ({ tenant, policy, number, key, facts, name, kind, sha256, groups, statements, notes, added }) =>
      write(() => {
        const about = [JSON.stringify(facts), name, kind, sha256, statements.length, added];
        add.run(tenant, policy, number, key, ...about, JSON.stringify({ statements, notes }));
        keepIds.run(tenant, policy, JSON.stringify(statements.map(({ id }) => id)));
        restrict(policy, tenant, groups);
      }),
    restrict,
    remove: (policy, tenant) =>
      write(() => {
        const gone = all.all(tenant, policy).map(listingOf);
        for (const each of taking) each.run(tenant, policy);
        return gone;
      }),
    scrub: () => {
      const [done] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      return Emptied.parse(done).busy === 0;
    },
  };
}

const Emptied = z.object({ busy: z.int() });
const Named = z.object({ id: z.string() });

function valuesOf({ tenant, groups }: PolicyAudience): readonly (string | null)[] {
  return [tenant, groups === 'all' ? null : JSON.stringify([...groups])];
}

const Listed = z.object({
  tenant: z.string(),
  policy: z.string(),
  number: z.int(),
  key: z.string(),
  facts: z.string(),
  name: z.string(),
  kind: z.string(),
  sha256: z.string(),
  statements: z.int(),
  added: z.string(),
  groups: z.string().transform((text) => (JSON.parse(text) as readonly string[]).toSorted()),
});
const Whole = Listed.extend({ content: z.string() });

function listingOf(row: unknown): PolicyListing {
  const { facts, kind, ...listed } = Listed.parse(row);
  // Written by ourselves from the very types.
  return { ...listed, kind: kind as DocumentKind, facts: JSON.parse(facts) as PolicyFacts };
}

function versionOf(row: unknown): PolicyVersion {
  const { content } = Whole.parse(row);
  // As above; what is large is not looked through again at each question.
  return { ...listingOf(row), ...(JSON.parse(content) as Pick<PolicyVersion, 'statements' | 'notes'>) };
}
