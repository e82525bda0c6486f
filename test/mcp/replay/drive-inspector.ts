import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentsOf, CALLS } from './drive-clients.ts';

const ADDRESS = 'regulation://32099R0001/art_1';

/**
 * The command line of the MCP Inspector: a process a method, as a person types it.
 *
 * @param program its file
 */
export async function driveInspector(program: string, url: URL, era: 'legacy' | 'modern'): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'compliance-inspector-'));
  const run = (...options: readonly string[]) => inspect(program, home, [url.href, ...eraOptions(era), ...options]);
  try {
    await run('--method', 'tools/list');
    for (const { name, arguments: given } of CALLS)
      await run('--method', 'tools/call', '--tool-name', name, ...pairs('--tool-arg', given));
    await run('--method', 'resources/list');
    await run('--method', 'resources/templates/list');
    await run('--method', 'resources/read', '--uri', ADDRESS);
    const listed = await run('--method', 'prompts/list');
    for (const prompt of promptsIn(listed))
      await run(
        '--method',
        'prompts/get',
        '--prompt-name',
        prompt.name,
        ...pairs('--prompt-args', argumentsOf(prompt)),
      );
    await run('--method', 'prompts/get', '--prompt-name', 'no_such_prompt');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function eraOptions(era: 'legacy' | 'modern'): readonly string[] {
  return ['--transport', 'http', '--format', 'json', ...(era === 'modern' ? ['--protocol-era', 'modern'] : [])];
}

function pairs(option: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const entries = Object.entries(given);
  return entries.length === 0 ? [] : [option, ...entries.map(([name, value]) => `${name}=${String(value)}`)];
}

function promptsIn(
  output: string,
): readonly { readonly name: string; readonly arguments?: { readonly name: string }[] }[] {
  try {
    const given = JSON.parse(output) as { result?: { prompts?: [] }; prompts?: [] };
    return given.result?.prompts ?? given.prompts ?? [];
  } catch {
    return [];
  }
}

/** What it printed; that a method failed is told by its exit code, and is in the capture. */
function inspect(program: string, home: string, options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, '--cli', ...options], {
      env: { PATH: process.env['PATH'], HOME: home, MCP_CATALOG_PATH: join(home, 'mcp.json') },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
