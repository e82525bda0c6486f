import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'tools');
const BIN = join(FOLDER, 'node_modules/.bin');
const NODE = join(FOLDER, 'node_modules/node');
/** Which lock the tools were installed by. */
const INSTALLED = join(FOLDER, 'node_modules/.installed-by');

/** Installs the suite, the Inspector and their Node.js where they are not there as their lock has them. */
export function installTools(): void {
  const lock = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === lock) return;
  must(spawnSync('npm', ['ci'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] }).status, 'npm ci');
  // The one install script that is needed: it fetches the program of this platform.
  const script = join(NODE, 'installArchSpecificPackage.js');
  must(spawnSync(process.execPath, [script], { cwd: NODE, stdio: 'ignore' }).status, 'the installation of Node.js 22');
  writeFileSync(INSTALLED, lock);
}

/** The suite's own list of what a revision requires, as YAML. */
export function requirements(revision: string): string {
  return readFileSync(
    join(FOLDER, `node_modules/@modelcontextprotocol/conformance/requirements/${revision}.yaml`),
    'utf8',
  );
}

function must(status: number | null, what: string): void {
  if (status !== 0) throw new Error(`${what} failed in ${FOLDER}`);
}

export interface ToolRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one of the tools with their own Node.js; a run that hangs is ended and fails. */
export function runTool(
  name: 'conformance' | 'mcp-inspector',
  words: readonly string[],
  seconds = 120,
): Promise<ToolRun> {
  return new Promise((resolve) => {
    const environment = { ...process.env, PATH: `${join(NODE, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
    const child = spawn(join(BIN, name), [...words], { cwd: FOLDER, env: environment, timeout: seconds * 1_000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString('utf8');
    });
    child.on('close', (code) => resolve({ code: code ?? 1, out, err }));
  });
}
