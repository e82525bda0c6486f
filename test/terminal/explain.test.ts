import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { law } from '../regulations/importers/law-fixtures.ts';
import { temporaryTerminal } from './run.ts';

const terminal = temporaryTerminal();

beforeAll(async () => {
  const file = join(terminal.folder, 'texts', 'farol.md');
  mkdirSync(join(terminal.folder, 'texts'));
  const defined = 'Farol: toda luz que guía a un barco.';
  writeFileSync(
    file,
    law('farol-ley.md')
      .replace('2 ter. Fareros', '2 ter. Definiciones')
      .replace('El farero vive en el puerto.', defined),
  );
  const { code, out } = await terminal.run('library', 'add', file, '--json');
  expect(code, out).toBe(0);
});
afterAll(() => terminal.remove());

describe('explain', () => {
  it('gives the definition word for word, with its place', async () => {
    const { json, out } = await terminal.run('explain', 'faroles', '--json');
    expect(json, out).toMatchObject({
      definitions: [{ term: 'Farol', label: expect.any(String), text: expect.stringContaining('toda luz que guía') }],
    });
    expect((await terminal.run('explain', 'farol')).out).toMatch(/toda luz/);
  });

  it('says which acts were searched where none defines it, and what is near', async () => {
    const { code, json } = await terminal.run('explain', 'frol', '--json');
    expect(code).toBe(1);
    expect(json).toMatchObject({
      error: {
        code: 'not_found',
        message: expect.stringMatching(/None of the \d+ acts searched defines "frol"/),
        suggestions: ['Farol'],
      },
    });
  });
});
