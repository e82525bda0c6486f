import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk, readLawFiles } from '../../src/compose.ts';
import { importLaw } from '../../src/regulations/importers/import-law.ts';
import { HAVE_CORPORA } from '../corpora.ts';
import { corporaPaths } from '../evals/corpora-library.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { assistantBench } from './assistant-bench.ts';
import { auditBench } from './audit-bench.ts';
import type { BenchRow } from './bench-row.ts';
import { changesRows } from './changes-bench.ts';
import { conflictsBench } from './conflicts-bench.ts';
import { deliveryBench } from './delivery-bench.ts';
import { documentsBench } from './documents-bench.ts';
import { findingsBench } from './findings-bench.ts';
import { gapsBench } from './gaps-bench.ts';
import { mcpBench } from './mcp-bench.ts';
import { searchBench } from './search-bench.ts';
import { teamsBench } from './teams-bench.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'dist', 'src', 'terminal', 'main.js');

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Whole-process wall time in milliseconds, the median of several runs. */
function processTime(words: readonly string[], environment: Record<string, string> = {}, runs = 7): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, words, { env: { ...process.env, ...environment }, stdio: 'ignore' });
    times.push(performance.now() - started);
    // What does not start is quick.
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}`);
  }
  return median(times);
}

/** Reading and storing real law, then indexing it, provision by provision. */
async function importRows(folder: string): Promise<readonly BenchRow[]> {
  const desk = await openDesk({ dataFolder: folder }, { starter: false });
  let provisions = 0;
  const started = performance.now();
  for (const path of corporaPaths()) {
    for (const result of await importLaw(await readLawFiles(path), path)) {
      if ('imported' in result) provisions += (await desk.library.add(result.imported)).provisions;
    }
  }
  const stored = performance.now();
  await desk.library.reconcile();
  const indexed = performance.now();
  await desk.close();
  return [
    {
      name: 'import: read and store',
      value: (provisions / (stored - started)) * 1_000,
      unit: 'provisions/s',
      note: `${provisions} provisions, floor 3,000`,
    },
    { name: 'import: read, store and index', value: (provisions / (indexed - started)) * 1_000, unit: 'provisions/s' },
  ];
}

async function inventedRows(folder: string): Promise<readonly BenchRow[]> {
  const desk = await openDesk({ dataFolder: folder }, { starter: false });
  const text = inventedAct({ articles: 2_000 });
  const started = performance.now();
  await desk.library.add(text);
  const stored = performance.now();
  await desk.close();
  return [
    {
      name: 'store one act of 2,000 articles',
      value: (text.nodes.length / (stored - started)) * 1_000,
      unit: 'provisions/s',
    },
  ];
}

function startRows(folder: string): readonly BenchRow[] {
  const data = { COMPLIANCE_DATA: folder };
  return [
    { name: 'baseline: an empty process', value: processTime(['-e', '0']), unit: 'ms' },
    {
      name: 'cold start: ask, library built',
      value: processTime([MAIN, 'ask', 'How often are threat-led penetration tests required?', '--json'], data),
      unit: 'ms',
      note: 'ceiling 1,500',
    },
    { name: 'cold start: show', value: processTime([MAIN, 'show', 'Article 19(4) DORA', '--json'], data), unit: 'ms' },
  ];
}

const folders = [
  mkdtempSync(join(tmpdir(), 'compliance-bench-')),
  mkdtempSync(join(tmpdir(), 'compliance-bench-')),
] as const;
spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, stdio: 'inherit' });
const rows: BenchRow[] = [];
if (HAVE_CORPORA) rows.push(...(await importRows(folders[0])));
rows.push(...(await inventedRows(folders[1])));
if (HAVE_CORPORA) rows.push(...startRows(folders[0]));
else process.stderr.write('The corpora are not here: the rows on real law are left out.\n');
rows.push(...(await changesRows()));
rows.push(...(await searchBench()));
rows.push(...(await auditBench()));
rows.push(...deliveryBench());
rows.push(...(await assistantBench()));
rows.push(...(await documentsBench()));
rows.push(...gapsBench());
rows.push(...conflictsBench());
rows.push(...(await findingsBench()));
rows.push(...(await mcpBench()));
rows.push(...(await teamsBench()));
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
process.stdout.write(`Node.js ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]?.model ?? ''}\n`);
for (const { name, value, unit, note } of rows) {
  const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
  process.stdout.write(`${name.padEnd(46)} ${shown.padStart(12)} ${unit.padEnd(14)} ${note ?? ''}\n`);
}
