import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteGapStore } from '../../src/adapters/sqlite/gap-store.ts';
import { createSqlitePolicyStore } from '../../src/adapters/sqlite/policy-store.ts';
import { verifyAudit } from '../../src/audit/verify-audit.ts';
import { openDesk, openEvidence } from '../../src/compose.ts';
import { seeded } from '../seeded.ts';
import { childOf } from './child.ts';
import { SENTENCES } from './gap-policies.ts';

const ALL = { tenant: 't-1', groups: 'all' } as const;

export interface KilledGaps {
  readonly kills: number;
  /** Rows of policies, analyses and decisions. */
  readonly rows: number;
  readonly problems: readonly string[];
}

/**
 * Kills processes that import folders of policies, analyse, decide and take policies away with SIGKILL at random moments,
 * every third time two at once, and looks at the file as it was left and again after a start: each policy whole, in
 * versions without a hole; nothing that quotes one which is gone; no policy, analysis or decision without its row, and no
 * row without what it tells of.
 */
export async function killGaps(
  wanted: number,
  seed: number,
  report: (line: string) => void = () => {},
): Promise<KilledGaps> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-gap-faults-'));
  const problems: string[] = [];
  const random = seeded(seed);
  let kills = 0;
  let rows = 0;
  try {
    await (await openDesk({ dataFolder: folder }, { starter: false })).close();
    for (let round = 0; kills < wanted; round += 1) {
      const count = round % 3 === 1 && kills + 2 <= wanted ? 2 : 1;
      const children = Array.from({ length: count }, (_, at) =>
        childOf('gap-child.ts', folder, seed + 10 * round + at),
      );
      await Promise.all(children.map(({ ready }) => ready));
      for (const each of children) setTimeout(() => each.kill(), random() * 1_500);
      const ends = await Promise.all(children.map(({ end }) => end));
      const found = ends.flatMap(({ signal, errors }) =>
        signal === 'SIGKILL' ? [] : [`a child ended by itself: ${errors.slice(0, 400)}`],
      );
      found.push(...looked(folder).problems);
      await (await openDesk({ dataFolder: folder }, { starter: false })).close();
      const after = looked(folder);
      found.push(...after.problems, ...(await verified(folder)));
      rows = after.rows;
      kills += count;
      problems.push(...found.map((problem) => `round ${round + 1}: ${problem}`));
      report(`gap kill ${kills}/${wanted}, ${rows} rows: ${found.length === 0 ? 'whole' : found.join('; ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills, rows, problems };
}

async function verified(folder: string): Promise<readonly string[]> {
  const evidence = await openEvidence(join(folder, 'library.sqlite'));
  try {
    // Without a key there are no checkpoints that could be verified.
    return verifyAudit(evidence, { publicKeys: [], copies: [] })
      .problems.filter(({ kind }) => !kind.startsWith('checkpoint'))
      .map(({ row, kind, message }) => `${kind} at ${row}: ${message}`);
  } finally {
    evidence.close();
  }
}

function looked(folder: string): { readonly rows: number; readonly problems: readonly string[] } {
  const database = openDatabase(join(folder, 'library.sqlite'));
  try {
    const told = rowsOf(database);
    return {
      rows: told.length,
      problems: [...policyProblems(database, told), ...leftBehind(database), ...runProblems(database, told)],
    };
  } finally {
    database.close();
  }
}

interface Told {
  readonly what: string;
  readonly id?: string;
  readonly number?: number;
  readonly run?: string;
  readonly decision?: string;
}

function rowsOf(database: SqliteDatabase): readonly Told[] {
  const rows = database
    .prepare("SELECT body FROM audit_rows WHERE type IN ('policy', 'gap_analysis') ORDER BY position")
    .all() as readonly { readonly body: string }[];
  return rows.map(({ body }) => JSON.parse(body) as Told);
}

/** The policies that are held are those that the rows lead to, each whole and of one edition. */
function policyProblems(database: SqliteDatabase, told: readonly Told[]): readonly string[] {
  const store = createSqlitePolicyStore(database);
  const expected = new Map<string, number>();
  for (const { what, id = '', number = 0 } of told) {
    if (what === 'added' || what === 'updated') expected.set(id, number);
    if (what === 'removed') expected.delete(id);
  }
  const held = store.current(ALL);
  const whole = held.flatMap(({ policy, number, statements }) => {
    const editions = new Set(statements.flatMap(({ text }) => /edition (.+)\.$/.exec(text)?.[1] ?? []));
    const numbers = store.versions(policy, ALL).map((each) => each.number);
    return [
      ...(editions.size === 1 ? [] : [`${policy} mixes the editions ${[...editions].join(' and ')}`]),
      ...(statements.length === SENTENCES ? [] : [`${policy} has ${statements.length} statements`]),
      ...(numbers.every((each, at) => each === number - at) ? [] : [`${policy} has the versions ${numbers.join()}`]),
      ...(statements.every(({ id }) => store.statementIds(policy, 't-1').has(id)) ? [] : [`${policy} lost ids`]),
    ];
  });
  return [
    ...whole,
    ...held
      .filter(({ policy, number }) => expected.get(policy) !== number)
      .map(({ policy, number }) => `${policy} is held in version ${number}, the rows tell ${expected.get(policy)}`),
    ...[...expected.keys()].filter((id) => !held.some(({ policy }) => policy === id)).map((id) => `${id} is gone`),
  ];
}

/** Of a policy that is not there nothing is kept. */
function leftBehind(database: SqliteDatabase): readonly string[] {
  return ['policy_groups', 'policy_statement_ids', 'gap_work', 'gap_run_policies'].flatMap((table) => {
    const left = database
      .prepare(`SELECT DISTINCT policy FROM ${table} WHERE policy NOT IN (SELECT policy FROM policy_versions)`)
      .all() as readonly { readonly policy: string }[];
    return left.map(({ policy }) => `${table} still has ${policy}`);
  });
}

function runProblems(database: SqliteDatabase, told: readonly Told[]): readonly string[] {
  const store = createSqliteGapStore(database);
  const runs = store.list(ALL);
  const tellsOf = new Set(told.flatMap(({ run, decision }) => run ?? decision ?? []));
  const broken = runs.filter(({ id, counts }) => {
    const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
    return store.find(id, ALL)?.results.length !== all;
  });
  const decided = database.prepare('SELECT id FROM gap_decisions').all() as readonly { readonly id: string }[];
  const gone = told.filter(({ decision }) => decision !== undefined && !decided.some(({ id }) => id === decision));
  return [
    ...broken.map(({ id }) => `the analysis ${id} is not whole`),
    ...[...runs, ...decided].filter(({ id }) => !tellsOf.has(id)).map(({ id }) => `no row tells of ${id}`),
    ...gone.map(({ decision }) => `the decision ${decision} is gone`),
  ];
}
