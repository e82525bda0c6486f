import { setTimeout } from 'node:timers/promises';
import { AppError } from '../../src/core/errors.ts';
import { openFilingProcess } from './filing-process.ts';

/**
 * One of many writers on one file: approves its findings and puts them in, and sends from the outbox what anybody put in,
 * until nothing is left. Says `ready` before it begins, and at the end how often it found the file locked.
 */
const [folder = '', url = '', number = '0', count = '0'] = process.argv.slice(2);
const filings = openFilingProcess({
  folder,
  url,
  settleMs: 300,
  pace: { firstWait: 20, longestWait: 300, attempts: 1_000, lookEvery: 100, careEvery: 60_000 },
});
process.stdout.write('ready\n');
await new Promise<void>((go) => process.stdin.once('data', () => go()));
void filings.sender.run();

let locked = 0;
/** As a person does who is told that another process is writing: again. */
async function insist(work: () => void): Promise<void> {
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      locked += 1;
      await setTimeout(10);
    }
  }
}
for (let at = 0; at < Number(count); at += 1) {
  const id = `F-${Number(number).toString(16).padStart(8, '0')}${at.toString(16).padStart(8, '0')}`;
  await insist(() => filings.approve(id));
  await insist(() => filings.file(id));
  // What was sent in the meantime is heard of.
  await setTimeout(0);
}
while (filings.left() > 0) await setTimeout(100);
await filings.close();
process.stdout.write(`${JSON.stringify({ locked })}\n`);
process.exit(0);
