import { createPublicKey } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../src/adapters/sqlite/library-store.ts';
import type { AuditRow } from '../../src/audit/audit-row.ts';
import { createSigner } from '../../src/audit/checkpoint.ts';
import type { AuditEvidence } from '../../src/audit/verification.ts';
import { verifyAudit } from '../../src/audit/verify-audit.ts';
import { openDesk, openEvidence, readCheckpoints } from '../../src/compose.ts';
import { seeded } from '../seeded.ts';
import { childOf } from './child.ts';

/** Folders of a run, beside the library: what a child was told is done, and what it sent outside. */
export const DONE = 'done';
export const OUTSIDE = 'outside';
/** A seed of the tests: it signs nothing else. */
const KEY = '07'.repeat(32);

/** From so many kills on. */
const LEAST_TELLING = 6;

export function auditFaultConfig(folder: string) {
  return { dataFolder: folder, auditKey: KEY, checkpointFolder: join(folder, 'copies') };
}

/**
 * Kills processes that act and record with SIGKILL at random moments, every third time two at once, and looks at the file
 * as it was left and again after a start: no action without its row, no row without its action, nothing left open.
 */
export async function killAudits(
  wanted: number,
  seed: number,
  report: (line: string) => void = () => {},
): Promise<{ readonly kills: number; readonly rows: number; readonly problems: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-audit-faults-'));
  const problems: string[] = [];
  const random = seeded(seed);
  let kills = 0;
  let rows = 0;
  try {
    for (let round = 0; kills < wanted; round += 1) {
      const writers = round % 3 === 2 && kills + 2 <= wanted ? 2 : 1;
      const children = Array.from({ length: writers }, (_, at) =>
        childOf('audit-child.ts', folder, seed + 10 * round + at),
      );
      await Promise.all(children.map(({ ready }) => ready));
      for (const each of children) setTimeout(() => each.kill(), random() * 700);
      const ends = await Promise.all(children.map(({ end }) => end));
      const failed = ends.flatMap(({ signal, errors }) =>
        signal === 'SIGKILL' ? [] : [`a child ended by itself: ${errors}`],
      );
      const found = [...failed, ...(await looked(folder, false))];
      await (await openDesk(auditFaultConfig(folder), { starter: false })).close();
      found.push(...(await looked(folder, true)));
      kills += writers;
      rows = await counted(folder);
      problems.push(...found.map((problem) => `round ${round + 1}: ${problem}`));
      report(`audit kill ${kills}/${wanted}, ${rows} rows: ${found.length === 0 ? 'whole' : found.join('; ')}`);
    }
    // A run in which nobody saw a sentence before its answer was whole proves nothing of such sentences.
    if (wanted >= LEAST_TELLING && !(await somethingShown(folder))) problems.push('no sentence was ever shown early');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills, rows, problems };
}

async function somethingShown(folder: string): Promise<boolean> {
  const evidence = await openEvidence(join(folder, 'library.sqlite'));
  const shown = evidence.rows({ types: ['shown'] }, 1);
  evidence.close();
  return shown.length > 0;
}

async function counted(folder: string): Promise<number> {
  const evidence = await openEvidence(join(folder, 'library.sqlite'));
  const count = evidence.rowCount();
  evidence.close();
  return count;
}

async function looked(folder: string, started: boolean): Promise<readonly string[]> {
  const evidence = await openEvidence(join(folder, 'library.sqlite'));
  try {
    const rows = allRows(evidence);
    const { problems } = verifyAudit(evidence, {
      publicKeys: [createPublicKey(createSigner(KEY).publicKey)],
      // The folder is made with the first copy.
      copies: existsSync(join(folder, 'copies')) ? readCheckpoints(join(folder, 'copies')) : [],
    });
    return [
      ...problems
        // Killed before its first checkpoint: the next start takes one.
        .filter(({ row, kind }) => started || row !== null || kind !== 'checkpoint_missing')
        .map(({ row, kind, message }) => `${kind} at ${row}: ${message}`),
      ...receiptProblems(folder, evidence, rows),
      ...shownProblems(folder, rows),
      ...ledgerProblems(folder, rows),
      ...outsideProblems(folder, rows, started),
      ...libraryProblems(heldVersions(folder), rows),
    ];
  } finally {
    evidence.close();
  }
}

function heldVersions(folder: string): readonly string[] {
  const database = openDatabase(join(folder, 'library.sqlite'));
  const keys = createSqliteLibraryStore(database)
    .versions()
    .map(({ key }) => key);
  database.close();
  return keys;
}

function allRows(evidence: AuditEvidence): readonly AuditRow[] {
  const rows: AuditRow[] = [];
  for (;;) {
    const page = evidence.rows({ after: rows.length }, 2_000);
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

function bodies<T>(rows: readonly AuditRow[], type: AuditRow['type']): readonly (T & { readonly position: number })[] {
  return rows
    .filter((row) => row.type === type)
    .map(({ body, position }) => ({ ...(JSON.parse(body) as T), position }));
}

/** Every answer that somebody received has its row and its receipt; every row of an answer has its receipt. */
function receiptProblems(folder: string, evidence: AuditEvidence, rows: readonly AuditRow[]): readonly string[] {
  const recorded = new Set(bodies<{ receipt: string }>(rows, 'answer').map(({ receipt }) => receipt));
  const given = readdirSync(join(folder, DONE)).flatMap((name) => (name.startsWith('receipt ') ? [name.slice(8)] : []));
  return [
    ...given.filter((receipt) => !recorded.has(receipt)).map((receipt) => `${receipt} was given and is not recorded`),
    ...[...recorded]
      .filter((receipt) => evidence.receipt(receipt) === undefined)
      .map((receipt) => `${receipt} is gone`),
  ];
}

/** Every sentence that somebody saw has a row: of its own, or that of its whole answer. */
function shownProblems(folder: string, rows: readonly AuditRow[]): readonly string[] {
  const recorded = new Map<string, number>();
  for (const { type, correlation } of rows)
    if (type === 'shown') recorded.set(correlation, (recorded.get(correlation) ?? 0) + 1);
  const whole = new Set(rows.flatMap(({ type, correlation }) => (type === 'answer' ? [correlation] : [])));
  const seen = readdirSync(join(folder, DONE)).flatMap((name) => (name.startsWith('shown ') ? [name.split(' ')] : []));
  return seen.flatMap(([, correlation = '', sentence]) =>
    whole.has(correlation) || (recorded.get(correlation) ?? 0) >= Number(sentence)
      ? []
      : [`sentence ${sentence} of ${correlation} was seen and is not recorded`],
  );
}

/** What a model took is in the ledger exactly where the audit tells of its call, and each answer counts as a question. */
function ledgerProblems(folder: string, rows: readonly AuditRow[]): readonly string[] {
  const database = openDatabase(join(folder, 'library.sqlite'));
  const entries = database.prepare('SELECT kind, state FROM usage_entries').all() as readonly {
    readonly kind: 'question' | 'call';
    readonly state: 'reserved' | 'settled';
  }[];
  const totals = database
    .prepare(
      "SELECT sum(calls) AS calls, sum(questions) AS questions FROM usage_totals WHERE scope = 'tenant' AND length(period) = 7",
    )
    .get() as { readonly calls: number | null; readonly questions: number | null };
  database.close();
  const calls = bodies<{ what?: string }>(rows, 'intent').filter(({ what }) => what === 'model').length;
  const ended = bodies<{ what?: string; use?: unknown }>(rows, 'outcome').filter(({ what }) => what === 'model').length;
  const answers = rows.filter(({ type }) => type === 'answer').length;
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind);
  const wrong = (what: string, held: number, told: number): readonly string[] =>
    held === told ? [] : [`the ledger has ${held} ${what}, the audit ${told}`];
  return [
    ...wrong('calls', of('call').length, calls),
    ...wrong('calls that ended', of('call').filter(({ state }) => state === 'settled').length, ended),
    ...wrong('questions', of('question').length, answers),
    ...wrong('calls in its totals', totals.calls ?? 0, calls),
    ...wrong('questions in its totals', totals.questions ?? 0, answers),
  ];
}

/** Nothing was sent without a row before; each such row has at most one outcome, and after a start exactly one. */
function outsideProblems(folder: string, rows: readonly AuditRow[], started: boolean): readonly string[] {
  const intents = new Set(bodies<object>(rows, 'intent').map(({ position }) => position));
  const outcomes = bodies<{ intent: number }>(rows, 'outcome').map(({ intent }) => intent);
  const once = new Set(outcomes);
  const sent = readdirSync(join(folder, OUTSIDE)).map(Number);
  return [
    ...sent.filter((position) => !intents.has(position)).map((position) => `${position} was sent and is not recorded`),
    ...(once.size === outcomes.length ? [] : ['an intent has two outcomes']),
    ...outcomes.filter((intent) => !intents.has(intent)).map((intent) => `an outcome of ${intent}, which is no intent`),
    ...(started ? [...intents].filter((intent) => !once.has(intent)).map((intent) => `${intent} is still open`) : []),
  ];
}

interface Change {
  readonly what: string;
  readonly change: 'added' | 'replaced' | 'removed';
  readonly version: string;
  readonly gaveWay?: readonly string[];
}

/** The library holds exactly what the rows of its changes lead to. */
function libraryProblems(held: readonly string[], rows: readonly AuditRow[]): readonly string[] {
  const told = new Set<string>();
  for (const { what, change, version, gaveWay = [] } of bodies<Change>(rows, 'configuration')) {
    if (what !== 'library') continue;
    for (const key of gaveWay) told.delete(key);
    if (change === 'removed') told.delete(version);
    else told.add(version);
  }
  return [
    ...held.filter((key) => !told.has(key)).map((key) => `${key} is held, and no row tells of it`),
    ...[...told].filter((key) => !held.includes(key)).map((key) => `a row tells of ${key}, which is not held`),
  ];
}
