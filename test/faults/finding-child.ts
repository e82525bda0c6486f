import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { REMEDIATION_STATES } from '../../src/findings/finding.ts';
import { seeded } from '../seeded.ts';
import { openFilingProcess } from './filing-process.ts';
import { APPROVED, PUT_IN } from './kill-findings.ts';

/**
 * Approves findings, files them and moves them from state to state, over and over until it is killed. What it did it notes
 * in files of its own. As the last one (`drain`) it begins nothing, and ends once nothing is left.
 */
const [folder = '', url = '', seed = '0', task = 'write'] = process.argv.slice(2);
const random = seeded(Number(seed));
const filings = openFilingProcess({
  folder,
  url,
  settleMs: 250,
  pace: { firstWait: 5, longestWait: 50, attempts: 1_000, lookEvery: 20, careEvery: 50 },
});
void filings.sender.run();
process.stdout.write('ready\n');

if (task === 'drain') {
  while (filings.left() > 0) await setTimeout(20);
  await filings.close();
  process.exit(0);
}
const filed: string[] = [];
for (let number = 0; ; number += 1) {
  const id = `F-${Number(seed).toString(16).padStart(10, '0')}${number.toString(16).padStart(6, '0')}`;
  filings.approve(id);
  appendFileSync(join(folder, APPROVED), `${id}\n`);
  await setTimeout(random() * 4);
  filings.file(id);
  appendFileSync(join(folder, PUT_IN), `${id}\n`);
  filed.push(id);
  await setTimeout(random() * 10);
  const other = filed[Math.floor(random() * filed.length)] ?? id;
  const status = REMEDIATION_STATES[Math.floor(random() * REMEDIATION_STATES.length)] ?? 'closed';
  if (random() < 0.4) filings.move(other, status);
}
