import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desk, openDesk, readLawFiles } from '../../src/compose.ts';
import { importLaw } from '../../src/regulations/importers/import-law.ts';
import { corpus } from '../corpora.ts';
import { fixedClock } from '../fixed-clock.ts';

/** Everything in the corpora that is law, oldest versions first, as a person would name it to `library add`. */
export function corporaPaths(): readonly string[] {
  const files = (...folder: string[]): string[] =>
    readdirSync(corpus(...folder))
      .filter((name) => /\.(?:json|xml|html|md)$/.test(name))
      .sort()
      .map((name) => corpus(...folder, name));
  return [
    ...files('eu', 'json'),
    ...files('eu', 'formex'),
    corpus('eu', 'formex', '32024R0903'),
    ...files('es', 'versions'),
    ...files('es'),
  ];
}

/** A desk over a library of its own that holds all the corpora; `close` removes it. */
export async function corporaDesk(): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-corpora-'));
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock('2026-11-25') });
  for (const path of corporaPaths()) {
    for (const result of await importLaw(await readLawFiles(path), path)) {
      if ('failure' in result) throw result.failure;
      await desk.library.add(result.imported);
    }
  }
  await desk.library.reconcile();
  return {
    ...desk,
    close: async () => {
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
