import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyFile } from '../audit/tampered.ts';
import { failing } from './expect-error.ts';
import { asked, FILER, writeDesk } from './write-desk.ts';

let desk: ReturnType<typeof writeDesk>;
beforeEach(() => {
  desk = writeDesk();
});
afterEach(() => desk.close());

const NOTE = { text: 'Barley is dry' };
const CHILD = fileURLToPath(new URL('./confirming-child.ts', import.meta.url));

/** What a process says of its call; its signal where it was killed. */
function write(confirmation: string, self: number, processes: number, dies = false): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', CHILD, desk.folder, confirmation, String(self), String(processes), dies ? 'dies' : 'lives'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, signal) => resolve(signal ?? said));
  });
}

const lines = (): readonly string[] =>
  readFileSync(join(desk.folder, 'ledger.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

describe('several processes with one confirmation', () => {
  it('write once, and leave a record that is whole', async () => {
    const confirmation = await asked(desk.bind(), NOTE);
    const said = await Promise.all(Array.from({ length: 4 }, (_, self) => write(confirmation, self, 4)));
    expect([...said].sort()).toEqual(['conflict', 'conflict', 'conflict', 'done']);
    expect(lines()).toEqual([String(said.indexOf('done'))]);
    const outcomes = desk.rows().map(({ type, body }) => `${type} ${String(body.outcome)}`);
    expect([...outcomes].sort()).toEqual([
      'intent undefined',
      'tool_call failed',
      'tool_call failed',
      'tool_call failed',
      'tool_call needs_confirmation',
      'tool_call ok',
    ]);
    expect(verifyFile(desk.file).problems).toEqual([]);
  }, 60_000);

  it('do not write again what one of them was killed in', async () => {
    const confirmation = await asked(desk.bind(), NOTE);
    expect(await write(confirmation, 0, 1, true)).toBe('SIGKILL');
    expect(lines()).toEqual(['0']);
    const error = await failing(desk.bind().call({ ...NOTE, confirmation }, FILER));
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringMatching(/what became of it is not known/) });
    expect(await write(confirmation, 0, 1)).toBe('conflict');
    expect(lines()).toEqual(['0']);
    expect(desk.audit.closeOrphans(() => false)).toBe(1);
    expect(desk.rows().filter(({ type }) => type === 'outcome')).toMatchObject([{ body: { outcome: 'unknown' } }]);
    expect(verifyFile(desk.file).problems).toEqual([]);
  }, 60_000);
});
