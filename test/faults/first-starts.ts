import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STARTER_LIBRARY } from '../../src/regulations/starter/starter-library.ts';
import { child } from './child.ts';
import { checkLaw, withLeftovers } from './inspect.ts';

/**
 * Lets several processes start on one fresh folder at the same moment, again and again: none may fail, and all digests
 * must be there once, with the index in agreement before anything could mend it.
 */
export async function startTogether(processes: number, rounds: number): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'compliance-starts-'));
  try {
    const starts = Array.from({ length: processes }, (_, self) => child('start', root, self, processes, rounds));
    // The others would wait for ever for one that has failed.
    for (const start of starts)
      void start.end.then(({ code }) => {
        if (code !== 0) for (const other of starts) other.kill();
      });
    const ends = await Promise.all(starts.map(({ end }) => end));
    const failures = ends.flatMap(({ code, signal, errors }) =>
      code === 0 || signal === 'SIGKILL' ? [] : [`a first start failed (${code}): ${errors.slice(0, 400)}`],
    );
    if (failures.length > 0) return failures;
    const problems: string[] = [];
    for (let round = 0; round < rounds; round += 1) problems.push(...(await checkRound(join(root, String(round)))));
    return problems;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function checkRound(folder: string): Promise<readonly string[]> {
  return withLeftovers(folder, async (library, segments) => {
    const keys = library.versions().map(({ key }) => key);
    return [
      ...(await checkLaw(library)),
      ...(keys.length === STARTER_LIBRARY.length
        ? []
        : [`${keys.length} digests of ${STARTER_LIBRARY.length} are held`]),
      ...(keys.sort().join() === [...segments].sort().join()
        ? []
        : ['the index was left without what the library holds']),
    ];
  });
}
