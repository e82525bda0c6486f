import { parseArgs } from 'node:util';
import { startTogether } from './first-starts.ts';
import { killAudits } from './kill-audit.ts';
import { killDeliveries } from './kill-delivery.ts';
import { killGaps } from './kill-gaps.ts';
import { killImports } from './kill-import.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '20261125' } },
});
const runs = Number(values.runs);
const started = Date.now();
const { kills, problems } = await killImports(runs, Number(values.seed), (line) => process.stderr.write(`${line}\n`));
const audits = await killAudits(runs, Number(values.seed), (line) => process.stderr.write(`${line}\n`));
const deliveries = await killDeliveries(runs, Number(values.seed), (line) => process.stderr.write(`${line}\n`));
const gaps = await killGaps(runs, Number(values.seed), (line) => process.stderr.write(`${line}\n`));
const rounds = Math.ceil(runs / 4);
const startProblems = await startTogether(4, rounds);
process.stderr.write(`${rounds} times 4 first starts at once: ${startProblems.length === 0 ? 'whole' : 'not whole'}\n`);
const all = [...problems, ...audits.problems, ...deliveries.problems, ...gaps.problems, ...startProblems];
for (const problem of all) process.stdout.write(`${problem}\n`);
process.stdout.write(
  `${kills} kills of imports, ${audits.kills} of processes that record (${audits.rows} rows), ${deliveries.kills} of processes that send (${deliveries.messages} messages, ${deliveries.doubled} doubled and saying so, ${deliveries.inDoubt} in doubt), ${gaps.kills} of processes that analyse gaps (${gaps.rows} rows), ${4 * rounds} first starts, ${all.length} problems, ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
);
process.exitCode = all.length === 0 ? 0 : 1;
