import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../seeded.ts';
import { child } from './child.ts';
import { checkEditions, checkLaw, checkStarted, withLeftovers } from './inspect.ts';

/** Every so many rounds two processes write at once, and both are killed. */
const TWO_WRITERS_EVERY = 3;

/**
 * Kills imports with SIGKILL at random moments and looks at the library twice: as it was left, where every act must be
 * there whole and in one edition, and after a start, where the index must agree. In a part of the rounds two processes
 * import into the one library at once, and none may fail for the other.
 *
 * @param wanted how many kills, all on one library, so that each builds on what the last one left
 * @param seed makes the moments repeatable as far as the machine's speed allows
 */
export async function killImports(
  wanted: number,
  seed: number,
  report: (line: string) => void = () => {},
): Promise<{ kills: number; problems: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-faults-'));
  const problems: string[] = [];
  const random = seeded(seed);
  let kills = 0;
  try {
    for (let round = 0; kills < wanted; round += 1) {
      const two = round % TWO_WRITERS_EVERY === TWO_WRITERS_EVERY - 2 && kills + 2 <= wanted;
      const writers = two ? [round, round + 1] : [round];
      const delays = writers.map(() => Math.floor(random() * 900));
      const found = [
        ...(await killWriters(folder, writers, delays)),
        ...(await withLeftovers(folder, async (library) => [...(await checkLaw(library)), ...checkEditions(library)])),
        ...(await checkStarted(folder)),
      ];
      kills += writers.length;
      problems.push(...found.map((problem) => `round ${round + 1}: ${problem}`));
      report(
        `kill ${kills}/${wanted}${two ? ', two at once' : ''}: ${found.length === 0 ? 'whole' : found.join('; ')}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills, problems };
}

/** One process for each of the editions to begin with; tells which ended before they were killed. */
async function killWriters(
  folder: string,
  editions: readonly number[],
  delays: readonly number[],
): Promise<readonly string[]> {
  const writers = editions.map((edition) => child('import', folder, edition));
  await Promise.all(writers.map(({ ready }) => ready));
  for (const [at, writer] of writers.entries()) setTimeout(() => writer.kill(), delays[at] ?? 0);
  const ends = await Promise.all(writers.map(({ end }) => end));
  return ends.flatMap(({ code, signal, errors }) =>
    signal === 'SIGKILL' ? [] : [`an import ended by itself (${code}): ${errors.slice(0, 400)}`],
  );
}
