import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createAnswerRecorder } from '../../src/audit/answers.ts';
import { type Audit, createAudit } from '../../src/audit/audit.ts';
import { systemClock } from '../../src/core/clock.ts';
import { randomId } from '../../src/core/ids.ts';
import type { ReadPassage } from '../../src/regulations/read-passage.ts';
import { bindTool } from '../../src/tools/bind-tools.ts';
import { defineTool } from '../../src/tools/define-tool.ts';
import { callContext } from '../asking.ts';
import { type BenchRow, p50 } from './bench-row.ts';

const APPENDS = 2_000;
const CALLS = 5_000;
const SIZES = [100_000, 1_000_000] as const;

async function timed(runs: number, work: (run: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work(run);
    times.push(performance.now() - started);
  }
  return p50(times);
}

function openAudit(folder: string) {
  const database = openDatabase(join(folder, 'library.sqlite'));
  const store = createSqliteAuditStore(database);
  return { database, audit: createAudit({ store, clock: systemClock, newId: randomId, owner: 'bench' }) };
}

const call = (number: number) => ({
  type: 'tool_call' as const,
  body: { tool: 'search_regulations', outcome: 'ok', ms: 12, passages: [] },
  personal: { input: `{"query":"how soon must incident number ${number} be reported?"}` },
});

/** A row with its flush to disk, beside the least that a flush to disk costs in the same file. */
async function appendRows(folder: string): Promise<readonly BenchRow[]> {
  const { database, audit } = openAudit(folder);
  const context = callContext();
  const append = await timed(APPENDS, (run) => audit.record(call(run), context));
  database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO bare (text) VALUES (?)');
  const bare = await timed(APPENDS, (run) => insert.run(`row ${run} ${'x'.repeat(400)}`));
  database.close();
  return [
    { name: 'audit: append p50, flushed to disk', value: append, unit: 'ms' },
    {
      name: 'a bare insert p50, flushed to disk',
      value: bare,
      unit: 'ms',
      note: `an audit row is ${(append / bare).toFixed(1)} of them`,
    },
  ];
}

const echo = defineTool({
  name: 'get_echo',
  title: 'Echo',
  description: 'Says what it was told.',
  input: z.strictObject({ word: z.string() }),
  output: z.strictObject({ said: z.string() }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ word }) => ({ output: { said: word } }),
});

/** The seam beside the same function without it: alone, and with its row flushed to disk. */
async function seamRows(folder: string): Promise<readonly BenchRow[]> {
  const { database, audit } = openAudit(folder);
  const context = callContext();
  const nothing: Pick<Audit, 'admit' | 'record' | 'intend' | 'settle'> = {
    admit: () => {},
    record: () => ({ position: 1 }) as never,
    intend: (_, by) => ({ position: 1, by }),
    settle: () => ({ position: 1 }) as never,
  };
  const now = () => performance.now();
  const alone = bindTool(echo, {}, { audit: nothing, now });
  const recorded = bindTool(echo, {}, { audit, now });
  const unbound = await timed(CALLS, () => echo.run({ word: 'x' }, {}, context));
  const seam = await timed(CALLS, () => alone.call({ word: 'x' }, context));
  const disk = await timed(CALLS, () => recorded.call({ word: 'x' }, context));
  database.close();
  return [
    { name: 'the seam of a tool alone, p50', value: seam - unbound, unit: 'ms', note: 'ceiling 0.3' },
    { name: 'the seam with its row on disk, p50', value: disk - unbound, unit: 'ms' },
  ];
}

const words = (number: number) =>
  `Each guild shall inspect vault ${number} within ${number} days and record what it found there. `.repeat(4);

function passage(number: number): ReadPassage {
  return {
    id: `32099R0001#art_${number}`,
    act: '32099R0001',
    place: `art_${number}`,
    label: `Article ${number}`,
    version: { date: '2099-01-01', source: 'official' },
    versionKey: '32099R0001@2099-01-01:en:0123456789abcdef',
    language: 'en',
    hash: 'a'.repeat(64),
    text: words(number),
  };
}

/** A file with so many rows as a desk writes them: for each answer with its receipt four calls, a thousand people. */
function writeRows(folder: string, rows: number): void {
  const { database, audit } = openAudit(folder);
  const recorder = createAnswerRecorder(audit, { newId: randomId });
  const law = Array.from({ length: 400 }, (_, number) => passage(number));
  for (let made = 0; made < rows; made = audit.store.head()?.position ?? 0) {
    audit.within(() => {
      for (let at = 0; at < 2_000; at += 1) {
        const number = made + at;
        const context = callContext({ user: `u-${number % 1_000}`, conversation: `c-${Math.floor(number / 20)}` });
        if (at % 5 !== 0) audit.record(call(number), context);
        else {
          const read = Array.from({ length: 12 }, (_, each) => law[(number + each * 7) % law.length] ?? passage(0));
          const [cited] = read;
          recorder.record(
            {
              question: `How soon must incident number ${number} be reported?`,
              asked: {},
              status: 'answered',
              sentences: [
                {
                  text: 'x',
                  citations: [{ id: cited?.id ?? '', quote: 'Each guild', version: (cited ?? passage(0)).version }],
                },
              ],
              notes: [],
              searched: { acts: ['32099R0001'], terms: ['incident'] },
              passages: read,
            },
            context,
          );
        }
      }
    });
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

interface Verified {
  readonly ok: boolean;
  readonly rows: number;
  readonly seconds: number;
  /** Most memory that the process had, in megabytes. */
  readonly megabytes: number;
}

/** Verifies in a process of its own, so that its memory can be told. */
function verifiedApart(folder: string): Verified {
  const child = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'verify-child.ts'), join(folder, 'library.sqlite')],
    { encoding: 'utf8' },
  );
  return JSON.parse(child.stdout) as Verified;
}

function verifyRows(): readonly BenchRow[] {
  const found = SIZES.map((size) => {
    const folder = mkdtempSync(join(tmpdir(), 'compliance-bench-audit-'));
    writeRows(folder, size);
    const verified = verifiedApart(folder);
    rmSync(folder, { recursive: true, force: true });
    return verified;
  });
  return found.map(({ ok, rows, seconds, megabytes }) => ({
    name: `audit verify at ${rows.toLocaleString('en')} rows`,
    value: rows / seconds,
    unit: 'rows/s',
    note: `${ok ? 'whole' : 'NOT WHOLE'}, ${Math.round(megabytes)} MB at most, floor 100,000`,
  }));
}

export async function auditBench(): Promise<readonly BenchRow[]> {
  const folders = ['append', 'seam'].map((name) => mkdtempSync(join(tmpdir(), `compliance-bench-${name}-`)));
  const [append = '', seam = ''] = folders;
  const rows = [...(await appendRows(append)), ...(await seamRows(seam)), ...verifyRows()];
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  return rows;
}
