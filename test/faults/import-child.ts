import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openDesk } from '../../src/compose.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { faultConfig } from './fault-config.ts';
import { ACTS, EDITIONS } from './guild-acts.ts';

/**
 * Imports the same acts over and over, in one edition after the other, until it is killed. Says "ready" when the first
 * round begins, so that the killer knows what it interrupts.
 */
async function importForEver(folder: string, seed: number): Promise<never> {
  const desk = await openDesk(faultConfig(folder), { starter: false });
  process.stdout.write('ready\n');
  for (let round = seed; ; round += 1) {
    for (const act of ACTS) {
      const edition = EDITIONS[round % EDITIONS.length] ?? 'first';
      await desk.library.add(inventedAct({ ...act, edition }));
      await desk.library.reconcile();
    }
  }
}

/** Builds the search index anew over and over, until it is killed. */
async function reindexForEver(folder: string): Promise<never> {
  const desk = await openDesk(faultConfig(folder), { starter: false });
  process.stdout.write('ready\n');
  for (;;) {
    await desk.library.index.renew();
    await desk.library.reconcile();
  }
}

/** Starts on one fresh folder after the other, each at the same moment as the other processes. */
async function startTogether(root: string, self: number, processes: number, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const gate = (of: number): string => join(root, `${round}.${of}`);
    writeFileSync(gate(self), '');
    while (Array.from({ length: processes }, (_, of) => gate(of)).some((file) => !existsSync(file)))
      await setTimeout(1);
    const desk = await openDesk({ dataFolder: join(root, String(round)) });
    const { hits } = await desk.library.index.search('incident', {}, 5);
    await desk.close();
    if (hits.length === 0) throw new Error(`process ${self} found nothing in round ${round}`);
  }
}

const [task = '', folder = '', ...numbers] = process.argv.slice(2);
const [first = 0, second = 0, third = 0] = numbers.map(Number);
if (task === 'start') await startTogether(folder, first, second, third);
else if (task === 'reindex') await reindexForEver(folder);
else await importForEver(folder, first);
