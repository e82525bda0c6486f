import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../../src/compose.ts';
import { checkLibrary } from '../../src/terminal/library.ts';
import { ACTS, EDITIONS } from './guild-acts.ts';

/**
 * Kills an import with SIGKILL at random moments and reopens the library: every act must be there whole, in one edition,
 * with the index in agreement.
 *
 * @param runs how many kills, all on one library, so that each builds on what the last one left
 * @param seed makes the moments repeatable as far as the machine's speed allows
 */
export async function killImports(
  runs: number,
  seed: number,
  report: (line: string) => void = () => {},
): Promise<{ kills: number; problems: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-faults-'));
  const problems: string[] = [];
  let state = seed >>> 0 || 1;
  const random = (): number => {
    // xorshift32: small, seeded, good enough to scatter moments.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  try {
    for (let run = 0; run < runs; run += 1) {
      await killOnce(folder, run, Math.floor(random() * 900));
      for (const problem of await inspect(folder)) problems.push(`run ${run + 1}: ${problem}`);
      report(`kill ${run + 1}/${runs}: ${problems.length === 0 ? 'whole' : problems.at(-1)}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills: runs, problems };
}

function killOnce(folder: string, run: number, delay: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'import-child.ts'), folder, String(run)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL'
        ? resolve()
        : reject(new Error(`the import ended by itself (${code}): ${errors.slice(0, 400)}`)),
    );
  });
}

async function inspect(folder: string): Promise<readonly string[]> {
  const desk = await openDesk({ dataFolder: folder, port: 0 }, { starter: false });
  try {
    const problems = [...(await checkLibrary(desk.library))];
    for (const version of desk.library.versions()) {
      const expected = ACTS.find(({ act }) => act === version.act);
      const tree = desk.library.tree(version.key);
      const editions = EDITIONS.filter((edition) => tree.nodes.some(({ text }) => text.includes(edition)));
      if (editions.length !== 1) problems.push(`${version.act} mixes the editions ${editions.join(' and ')}`);
      if (tree.tops().length !== expected?.articles) problems.push(`${version.act} has ${tree.tops().length} articles`);
    }
    const { hits } = await desk.library.index.search('guild exempt warden', {}, 50);
    const known = new Set(desk.library.versions().map(({ key }) => key));
    if (hits.some(({ versionKey }) => !known.has(versionKey)))
      problems.push('a search found a version that the library does not hold');
    return problems;
  } finally {
    await desk.close();
  }
}
