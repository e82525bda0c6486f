import { parseArgs } from 'node:util';
import { killImports } from './kill-import.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '20261125' } },
});
const started = Date.now();
const { kills, problems } = await killImports(Number(values.runs), Number(values.seed), (line) =>
  process.stderr.write(`${line}\n`),
);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${kills} kills, ${problems.length} problems, ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
