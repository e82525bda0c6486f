import { openDesk } from '../../src/compose.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { ACTS, EDITIONS } from './guild-acts.ts';

/**
 * Imports the same acts over and over, in one edition after the other, until it is killed. Says "ready" when the first
 * round begins, so that the killer knows what it interrupts.
 */
const [folder = '', seed = '0'] = process.argv.slice(2);
const desk = await openDesk({ dataFolder: folder, port: 0 }, { starter: false });
process.stdout.write('ready\n');
for (let round = Number(seed); ; round += 1) {
  for (const act of ACTS) {
    const edition = EDITIONS[round % EDITIONS.length] ?? 'first';
    await desk.library.add(inventedAct({ ...act, edition }));
    await desk.library.reconcile();
  }
}
