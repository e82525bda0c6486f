import { z } from 'zod';
import { canonicalJson, type Json } from '../../core/canonical-json.ts';
import type { Assessment } from '../../gaps/coverage/assessment.ts';
import type { GapDecision, GapRun, GapScope } from '../../gaps/runs/gap-run.ts';
import type { GapStore, RunListing } from '../../gaps/runs/gap-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { audienceValues, seenBy } from './policy-audience.ts';

const SEEN = seenBy('gap_run_policies AS used WHERE used.run = runs.sequence');
const SEEN_DECISION = seenBy('gap_decision_policies AS used WHERE used.decision = decided.sequence');

/** Runs of the gap analysis and what people decided, in the audit's own file. */
export function createSqliteGapStore(database: SqliteDatabase): GapStore {
  const write = <T>(work: () => T): T => inTransaction(database, work);
  const prepared = statementsOf(database);
  return {
    transaction: write,
    save: (run) =>
      write(() => {
        const { id, tenant, at, scope, policies } = run;
        const { lastInsertRowid } = prepared.save.run(
          id,
          tenant,
          at,
          scopeText(scope),
          JSON.stringify(listingOf(run)),
          JSON.stringify(run),
        );
        for (const { policy } of policies) prepared.savePolicy.run(lastInsertRowid, policy);
      }),
    list: (audience, scope, limit = MOST_LISTED) =>
      prepared.list
        .all(...audienceValues(audience), scope === undefined ? null : scopeText(scope), limit)
        .map((row) => JSON.parse(Listed.parse(row).listing) as RunListing),
    find: (id, audience) => {
      const row = prepared.find.get(...audienceValues(audience), id);
      return row === undefined ? undefined : (JSON.parse(Content.parse(row).content) as GapRun);
    },
    prune: (tenant, keep, most) => write(() => prepared.prune.all(tenant, keep, most).length),
    worked: ({ tenant, law, policy, version, scorer }) => {
      const row = prepared.worked.get(tenant, policy, law, version, scorer);
      return row === undefined ? undefined : Content.parse(row).content;
    },
    keepWork: ({ tenant, law, policy, version, scorer }, json) => {
      write(() => prepared.keepWork.run(tenant, policy, law, version, scorer, json));
    },
    refined: ({ tenant, law, refiner }) => {
      const row = prepared.refined.get(tenant, law, refiner);
      return row === undefined ? undefined : Content.parse(row).content;
    },
    keepRefined: ({ tenant, law, refiner }, json) => {
      write(() => prepared.keepRefined.run(tenant, law, refiner, json));
    },
    judged: (tenant, key) => {
      const row = prepared.judged.get(tenant, key);
      return row === undefined ? undefined : (JSON.parse(Content.parse(row).content) as Assessment);
    },
    keepJudged: (tenant, key, assessment, policies) => {
      write(() => {
        prepared.forgetJudged.run(tenant, key);
        prepared.keepJudged.run(tenant, key, JSON.stringify(assessment));
        prepared.judgedOn.run(tenant, key, JSON.stringify(policies));
      });
    },
    decisions: (audience) =>
      prepared.decisions.all(...audienceValues(audience)).map((row) => decisionOf(Decided.parse(row))),
    decide: ({ id, tenant, obligation, by, name, reason, ...rest }, policies) => {
      write(() => {
        const values = [id, tenant, obligation, by, name ?? null, reason, JSON.stringify(rest)];
        const { lastInsertRowid } = prepared.decide.run(...values);
        prepared.decidedOn.run(lastInsertRowid, JSON.stringify(policies));
      });
    },
    forgetPolicy: (tenant, policy) =>
      write(() => prepared.forget.reduce((gone, statement) => gone + statement.all(tenant, policy).length, 0)),
  };
}

/** More runs than anybody looks through. */
const MOST_LISTED = 500;

function statementsOf(database: SqliteDatabase) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    save: prepare('INSERT INTO gap_runs (id, tenant, at, scope, listing, content) VALUES (?, ?, ?, ?, ?, ?)'),
    savePolicy: prepare('INSERT INTO gap_run_policies VALUES (?, ?)'),
    list: prepare(
      `SELECT listing FROM gap_runs AS runs WHERE tenant = ?2 AND (?3 IS NULL OR scope = ?3) AND ${SEEN}
       ORDER BY sequence DESC LIMIT ?4`,
    ),
    find: prepare(`SELECT content FROM gap_runs AS runs WHERE tenant = ?2 AND id = ?3 AND ${SEEN}`),
    // Runs of one scope over different policies are counted apart: one department does not push out another's.
    prune: prepare(
      `DELETE FROM gap_runs WHERE sequence IN (
         SELECT sequence FROM (
           SELECT sequence, row_number() OVER (
             PARTITION BY scope, (SELECT group_concat(policy) FROM gap_run_policies WHERE run = sequence) ORDER BY sequence DESC
           ) AS nth, row_number() OVER (ORDER BY sequence DESC) AS of_all
           FROM gap_runs WHERE tenant = ?1) WHERE nth > ?2 OR of_all > ?3) RETURNING 1`,
    ),
    worked: prepare(
      'SELECT content FROM gap_work WHERE tenant = ? AND policy = ? AND law = ? AND version = ? AND scorer = ?',
    ),
    keepWork: prepare('INSERT OR REPLACE INTO gap_work VALUES (?, ?, ?, ?, ?, ?)'),
    refined: prepare('SELECT content FROM gap_refined WHERE tenant = ? AND law = ? AND refiner = ?'),
    keepRefined: prepare('INSERT OR REPLACE INTO gap_refined VALUES (?, ?, ?, ?)'),
    judged: prepare('SELECT content FROM gap_judged WHERE tenant = ? AND key = ?'),
    forgetJudged: prepare('DELETE FROM gap_judged WHERE tenant = ? AND key = ?'),
    keepJudged: prepare('INSERT INTO gap_judged VALUES (?, ?, ?)'),
    judgedOn: prepare(
      'INSERT INTO gap_judged_policies (tenant, key, policy) SELECT DISTINCT ?1, ?2, value FROM json_each(?3)',
    ),
    decisions: prepare(
      `SELECT id, tenant, obligation, decided_by, name, reason, content FROM gap_decisions WHERE sequence IN (
         SELECT max(sequence) FROM gap_decisions AS decided WHERE tenant = ?2 AND ${SEEN_DECISION} GROUP BY obligation)
       ORDER BY sequence`,
    ),
    decide: prepare(
      'INSERT INTO gap_decisions (id, tenant, obligation, decided_by, name, reason, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    decidedOn: prepare(
      'INSERT INTO gap_decision_policies (decision, policy) SELECT DISTINCT ?1, value FROM json_each(?2)',
    ),
    forget: [
      `DELETE FROM gap_runs WHERE tenant = ?1
         AND sequence IN (SELECT run FROM gap_run_policies WHERE policy = ?2) RETURNING 1`,
      'DELETE FROM gap_work WHERE tenant = ?1 AND policy = ?2 RETURNING 1',
      `DELETE FROM gap_judged WHERE tenant = ?1
         AND key IN (SELECT key FROM gap_judged_policies WHERE tenant = ?1 AND policy = ?2) RETURNING 1`,
      `DELETE FROM gap_decisions WHERE tenant = ?1
         AND EXISTS (SELECT 1 FROM policy_groups WHERE tenant = ?1 AND policy = ?2)
         AND sequence IN (SELECT decision FROM gap_decision_policies WHERE policy = ?2) RETURNING 1`,
    ].map(prepare),
  };
}

const Listed = z.object({ listing: z.string() });
const Content = z.object({ content: z.string() });
const Decided = z.object({
  id: z.string(),
  tenant: z.string(),
  obligation: z.string(),
  decided_by: z.string(),
  name: z.string().nullable(),
  reason: z.string(),
  content: z.string(),
});

function decisionOf({ decided_by: by, name, content, ...row }: z.output<typeof Decided>): GapDecision {
  // Written by ourselves from the very type.
  const rest = JSON.parse(content) as Omit<GapDecision, 'id' | 'tenant' | 'obligation' | 'by' | 'name' | 'reason'>;
  return { ...rest, ...row, by, ...(name === null ? {} : { name }) };
}

/** Two scopes are the same where they say the same, in whatever order their members stand. */
function scopeText(scope: GapScope): string {
  return canonicalJson(JSON.parse(JSON.stringify(scope)) as Json);
}

function listingOf({ id, tenant, at, scope, counts, scorer, law, policies }: GapRun): RunListing {
  return { id, tenant, at, scope, counts, scorer, law, policies };
}
