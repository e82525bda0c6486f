import { parseArgs } from 'node:util';
import { fileUnderLoad, loadLine } from './filing-load.ts';
import { startTogether } from './first-starts.ts';
import { killAudits } from './kill-audit.ts';
import { killDeliveries } from './kill-delivery.ts';
import { killFindings } from './kill-findings.ts';
import { killGaps } from './kill-gaps.ts';
import { killImports } from './kill-import.ts';

interface Told {
  /** What was done, for the last line. */
  readonly line: string;
  readonly problems: readonly string[];
}

/** Kills of processes that file, where nothing is named: they take longest. */
const SAMPLE = 10;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '20261125' },
    only: { type: 'string' },
    writers: { type: 'string', default: '20' },
    findings: { type: 'string', default: '2000' },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
const report = (line: string): void => void process.stderr.write(`${line}\n`);

const TASKS: Readonly<Record<string, () => Promise<Told>>> = {
  imports: async () => {
    const { kills, problems } = await killImports(runs, seed, report);
    return { line: `${kills} kills of imports`, problems };
  },
  audits: async () => {
    const { kills, rows, problems } = await killAudits(runs, seed, report);
    return { line: `${kills} of processes that record (${rows} rows)`, problems };
  },
  deliveries: async () => {
    const { kills, messages, doubled, inDoubt, problems } = await killDeliveries(runs, seed, report);
    const what = `${messages} messages, ${doubled} doubled and saying so, ${inDoubt} in doubt`;
    return { line: `${kills} of processes that send (${what})`, problems };
  },
  findings: async () => {
    const wanted = values.only === undefined ? Math.min(runs, SAMPLE) : runs;
    const { kills, filed, messages, calls, failed, problems } = await killFindings(wanted, seed, report);
    const what = `${filed} findings filed, each once; ${messages} messages, ${calls} calls, ${failed} of them failed`;
    return { line: `${kills} of processes that file (${what})`, problems };
  },
  gaps: async () => {
    const { kills, rows, problems } = await killGaps(runs, seed, report);
    return { line: `${kills} of processes that analyse gaps (${rows} rows)`, problems };
  },
  starts: async () => {
    const rounds = Math.ceil(runs / 4);
    const problems = await startTogether(4, rounds);
    report(`${rounds} times 4 first starts at once: ${problems.length === 0 ? 'whole' : 'not whole'}`);
    return { line: `${4 * rounds} first starts`, problems };
  },
  'filing-load': async () => {
    const [writers, findings] = [Number(values.writers), Number(values.findings)];
    const load = await fileUnderLoad({ writers, findings, seed }, report);
    return { line: loadLine(load), problems: load.problems };
  },
};

/** Run where it is named alone: it takes all of a machine. */
const NAMED_ALONE = 'filing-load';

const names = values.only === undefined ? Object.keys(TASKS).filter((name) => name !== NAMED_ALONE) : [values.only];
const started = Date.now();
const told: Told[] = [];
for (const name of names) {
  const task = TASKS[name];
  if (task === undefined) throw new Error(`There is no run ${name}: --only takes ${Object.keys(TASKS).join(', ')}.`);
  told.push(await task());
}
const problems = told.flatMap((each) => each.problems);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(
  `${told.map(({ line }) => line).join(', ')}, ${problems.length} problems, ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
