import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { law } from '../regulations/importers/law-fixtures.ts';
import { temporaryTerminal } from './run.ts';

const terminal = temporaryTerminal();
const LEY = 'BOE-A-2031-777';

/** The invented law as it stood on a day, with other words. */
async function add(day: string, change: (text: string) => string): Promise<void> {
  const file = join(terminal.folder, 'texts', `${day}.md`);
  mkdirSync(join(terminal.folder, 'texts'), { recursive: true });
  writeFileSync(file, change(law('farol-ley.md')).replace(/last_updated: "[^"]*"/, `last_updated: "${day}"`));
  const { code, out } = await terminal.run('library', 'add', file, '--json');
  expect(code, out).toBe(0);
}

beforeAll(async () => {
  await add('2032-01-01', (text) => text);
  await add('2033-01-01', (text) => text.replace(/(\n1\. )/, '$1Desde ahora: '));
  await add('2034-01-01', (text) => text.replace(/(\n1\. )/, '$1Desde hoy: '));
});
afterAll(() => terminal.remove());

const changes = (...words: string[]) => terminal.run('library', 'changes', LEY, ...words, '--json');

describe('library changes', () => {
  it('compares the latest version with the one before it', async () => {
    const { json, code } = await changes();
    expect(code).toBe(0);
    expect(json).toMatchObject({ act: LEY, from: '2033-01-01', to: '2034-01-01' });
    const [change] = (json as { changes: Record<string, unknown>[] }).changes;
    expect(Object.keys(change ?? {}).sort()).toEqual(['after', 'before', 'id', 'kind', 'label', 'marks', 'words']);
    expect(change).toMatchObject({ kind: 'reworded', before: expect.stringContaining('Desde ahora') });
  });

  it('compares the versions of the days asked for', async () => {
    expect((await changes('--from', '2032-06-01', '--to', '2033-12-31')).json).toMatchObject({
      from: '2032-01-01',
      to: '2033-01-01',
    });
    expect((await changes('--from', '2032-06-01')).json).toMatchObject({ from: '2032-01-01', to: '2034-01-01' });
    expect((await changes('--from', '2034-06-01')).json).toMatchObject({ changes: [] });
  });

  it('shows people what went and what came', async () => {
    const { out } = await terminal.run('library', 'changes', LEY);
    expect(out).toMatch(/from 2033-01-01 to 2034-01-01: 1 reworded/);
    expect(out).toMatch(/Desde\s\[-ahora-\]\s?\{\+hoy\+\}/);
  });

  it.each<[string[], number, RegExp]>([
    [['--from', '2031-01-01'], 1, /as old as 2031-01-01.*2032-01-01, 2033-01-01, 2034-01-01/],
    [['--from', '2034-01-01', '--to', '2033-01-01'], 2, /Exchange the two days/],
    [['--to', '2032-01-01'], 1, /No earlier version/],
    [['--language', 'en'], 1, /two official versions/],
    [['--from', 'soon'], 2, /not a day/],
  ])('says what is wrong: %s', async (words, code, message) => {
    const ran = await changes(...words);
    expect(ran.code).toBe(code);
    expect((ran.json as { error: { message: string } }).error.message).toMatch(message);
  });

  it('says that an act is not held, or only as a digest', async () => {
    expect((await terminal.run('library', 'changes', '32099R0009', '--json')).out).toMatch(/does not hold 32099R0009/);
    expect((await terminal.run('library', 'changes', 'DORA', '--json')).out).toMatch(/only a digest/);
  });
});
