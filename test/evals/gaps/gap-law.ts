import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk, readLawFiles } from '../../../src/compose.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { obligationsOf } from '../../../src/gaps/obligations/obligations-of.ts';
import { importLaw } from '../../../src/regulations/importers/import-law.ts';
import { corpus } from '../../corpora.ts';
import { fixedClock } from '../../fixed-clock.ts';
import { GAP_ACTS } from './gap-acts.ts';

/** All obligations of the acts, by act, as the product reads them out of the corpora. */
export async function gapLaw(): Promise<ReadonlyMap<string, readonly Obligation[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-gaps-'));
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock('2026-11-25') });
  try {
    for (const path of Object.values(GAP_ACTS).map((names) => corpus(...names)))
      for (const result of await importLaw(await readLawFiles(path), path)) {
        if ('failure' in result) throw result.failure;
        await desk.library.add(result.imported);
      }
    await desk.library.reconcile();
    return new Map(
      Object.keys(GAP_ACTS).map((act) => {
        const view = desk.reader.at({ language: act.startsWith('BOE') ? 'es' : 'en' });
        const version = view.version(act);
        if (version === undefined) throw new Error(`${act} was not read`);
        return [act, obligationsOf(view, version)] as const;
      }),
    );
  } finally {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
