import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { type Finding, quotedPolicies } from '../../findings/finding.ts';
import type { FindingFilter, FindingStore } from '../../findings/finding-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { createFindingTraces } from './finding-traces.ts';
import { audienceValues, seenBy } from './policy-audience.ts';

/** Whom a policy that went was kept to still counts for what quotes it, beside whom one of the same name is kept to now. */
const SEEN = `${seenBy('finding_policies AS used WHERE used.finding = findings.sequence')}
  AND (?1 IS NULL OR NOT EXISTS (
    SELECT 1 FROM finding_groups AS held WHERE held.finding = findings.sequence
      AND NOT EXISTS (SELECT 1 FROM finding_groups AS own WHERE own.finding = held.finding AND own.policy = held.policy
        AND own.member_of IN (SELECT value FROM json_each(?1)))))`;

/** More findings than anybody looks through. */
const MOST_LISTED = 500;

/** Findings in the audit's own file, so that each change is in the transaction of its row. */
export function createSqliteFindingStore(database: SqliteDatabase): FindingStore {
  const write = <T>(work: () => T): T => inTransaction(database, work);
  const forgetPerson = createFindingTraces(database);
  return {
    transaction: write,
    ...reading(database),
    ...writing(database, write),
    forgetPerson: (person, tenant) => write(() => forgetPerson(person, tenant)),
  };
}

function reading(database: SqliteDatabase): Pick<FindingStore, 'find' | 'list' | 'own'> {
  const find = database.prepare(`SELECT content FROM findings WHERE tenant = ?2 AND id = ?3 AND ${SEEN}`);
  const ownFind = database.prepare('SELECT content FROM findings WHERE tenant = ? AND id = ?');
  const byKey = database.prepare('SELECT content FROM findings WHERE tenant = ? AND key = ?');
  // Another installation of a platform may count from the same number: then the later one is meant.
  const byRecord = database.prepare(
    'SELECT content FROM findings WHERE tenant = ? AND platform = ? AND record = ? ORDER BY sequence DESC LIMIT 1',
  );
  const placeOf = database.prepare('SELECT sequence FROM findings WHERE id = ?');
  const list = database.prepare(
    `SELECT content FROM findings WHERE tenant = ?2 AND ${SEEN}
       AND (?3 IS NULL OR stage IN (SELECT value FROM json_each(?3)))
       AND (?4 IS NULL OR status IN (SELECT value FROM json_each(?4)))
       AND (?5 IS NULL OR due <= ?5) AND (?6 IS NULL OR obligation = ?6)
     ORDER BY sequence DESC LIMIT ?7`,
  );
  // Only what is asked for is a condition: each question goes by the index that fits it.
  const page: FindingStore['own']['page'] = ({ tenant, stages, statuses, expiredBy }, most, after) => {
    const place = after === undefined ? undefined : placeOf.get(after);
    const asked = [
      { sql: 'sequence > ?', value: place === undefined ? 0 : Placed.parse(place).sequence },
      { sql: 'tenant = ?', value: tenant },
      { sql: 'stage IN (SELECT value FROM json_each(?))', value: textOf(stages) },
      { sql: 'status IN (SELECT value FROM json_each(?))', value: textOf(statuses) },
      { sql: 'expires <= ?', value: expiredBy },
    ].filter(({ value }) => value !== undefined);
    return database
      .prepare(
        `SELECT content FROM findings WHERE ${asked.map(({ sql }) => sql).join(' AND ')} ORDER BY sequence LIMIT ?`,
      )
      .all(...asked.map(({ value }) => value), most)
      .map(findingOf);
  };
  return {
    find: (id, audience) => maybe(find.get(...audienceValues(audience), id)),
    list: (audience, filter = {}, limit = MOST_LISTED) =>
      list.all(...audienceValues(audience), ...valuesOf(filter), limit).map(findingOf),
    own: {
      find: (tenant, id) => maybe(ownFind.get(tenant, id)),
      byKey: (tenant, key) => maybe(byKey.get(tenant, key)),
      byRecord: (tenant, platform, record) => maybe(byRecord.get(tenant, platform, record)),
      page,
    },
  };
}

function writing(
  database: SqliteDatabase,
  write: <T>(work: () => T) => T,
): Pick<FindingStore, 'add' | 'save' | 'forgetPolicy'> {
  const add = database.prepare(
    `INSERT INTO findings (stage, status, due, expires, obligation, key, platform, record, content, revision, id, tenant)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const save = database.prepare(
    `UPDATE findings SET stage = ?1, status = ?2, due = ?3, expires = ?4, obligation = ?5, key = ?6, platform = ?7,
       record = ?8, content = ?9, revision = ?10
     WHERE id = ?11 AND tenant = ?12 AND revision = ?10 - 1 AND (key IS NULL OR key = ?6) RETURNING sequence`,
  );
  const quotesNone = database.prepare('DELETE FROM finding_policies WHERE finding = ?');
  const quotes = database.prepare('INSERT INTO finding_policies SELECT ?, value FROM json_each(?)');
  // `secure_delete` overwrites what goes.
  const forgetDrafts = database.prepare(
    `DELETE FROM findings WHERE tenant = ?1 AND stage IN ('draft', 'expired') AND json_extract(content, '$.confirmed') IS NULL
       AND sequence IN (SELECT finding FROM finding_policies WHERE policy = ?2) RETURNING 1`,
  );
  const holdGroups = database.prepare(
    `INSERT OR IGNORE INTO finding_groups SELECT used.finding, used.policy, kept.member_of
     FROM finding_policies AS used
     JOIN findings ON findings.sequence = used.finding AND findings.tenant = ?1
     JOIN policy_groups AS kept ON kept.tenant = ?1 AND kept.policy = used.policy
     WHERE used.policy = ?2`,
  );
  const quote = (place: number | bigint, { content }: Finding): void => {
    quotesNone.run(place);
    quotes.run(place, JSON.stringify(quotedPolicies(content)));
  };
  return {
    add: (finding) =>
      write(() => {
        if (finding.revision !== 1) throw outOfStep(finding);
        quote(add.run(...columnsOf(finding)).lastInsertRowid, finding);
      }),
    save: (finding) =>
      write(() => {
        const saved = save.get(...columnsOf(finding));
        if (saved === undefined) throw outOfStep(finding);
        quote(Placed.parse(saved).sequence, finding);
      }),
    forgetPolicy: (tenant, policy) =>
      write(() => {
        const gone = forgetDrafts.all(tenant, policy).length;
        holdGroups.run(tenant, policy);
        return gone;
      }),
  };
}

function outOfStep({ id, revision }: Finding): AppError {
  return new AppError('internal', `The finding ${id.slice(0, 40)} was changed meanwhile, or is not known; try again.`, {
    detail: `Revision ${revision} is not the next one of that id, tenant and key.`,
  });
}

function columnsOf(finding: Finding): readonly (string | number | null)[] {
  const { id, tenant, revision, stage, status, content, expires, filing } = finding;
  const asked = [stage, status ?? null, content.due, expires, content.links.gap?.obligation ?? null];
  const filed = [filing?.key ?? null, filing?.platform ?? null, filing?.record?.id ?? null];
  return [...asked, ...filed, JSON.stringify(finding), revision, id, tenant];
}

function valuesOf({ stages, statuses, dueBy, obligation }: FindingFilter): readonly (string | null)[] {
  return [textOf(stages) ?? null, textOf(statuses) ?? null, dueBy ?? null, obligation ?? null];
}

function textOf(words: readonly string[] | undefined): string | undefined {
  return words === undefined ? undefined : JSON.stringify(words);
}

const Placed = z.object({ sequence: z.int() });
const Kept = z.object({ content: z.string() });

function findingOf(row: unknown): Finding {
  // Written by ourselves from the very type.
  return JSON.parse(Kept.parse(row).content) as Finding;
}

function maybe(row: unknown): Finding | undefined {
  return row === undefined ? undefined : findingOf(row);
}
