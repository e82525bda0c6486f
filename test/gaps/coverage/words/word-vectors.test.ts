import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRootReader } from '../../../../src/gaps/coverage/words/roots.ts';
import { DIMENSIONS, vectorOf } from '../../../../src/gaps/coverage/words/word-vectors.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const NOTICE = 'src/gaps/coverage/words/NOTICE.md';
const rootOf = createRootReader('en');

describe('English word vectors', () => {
  it.each([
    'notify',
    'outsourcing',
    'supplier',
    'laundering',
    'ict',
    'cryptoasset',
    'tlpt',
    'beneficiary',
    'quarterly',
  ])('knows "%s"', (word) => {
    const vector = vectorOf(rootOf(word));
    expect(vector).toBeInstanceOf(Int8Array);
    expect(vector).toHaveLength(DIMENSIONS);
    expect(Math.max(...(vector ?? []).map(Math.abs))).toBe(127);
  });

  it('gives the same numbers each time', () => {
    expect(vectorOf('notifi')).toEqual(vectorOf('notifi'));
    expect(vectorOf(rootOf('retain'))).toEqual(vectorOf(rootOf('retains')));
  });

  it.each(['', 'qqqq', '__proto__', 'constructor', 'notif supplier', 'NOTIF', 'señal'])(
    'knows nothing of "%s"',
    (root) => {
      expect(vectorOf(root)).toBeUndefined();
    },
  );

  it('ships the notice of the works that they are made of', () => {
    const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
    expect(files).toEqual(expect.arrayContaining([NOTICE, 'LICENSE']));
    const notice = readFileSync(join(ROOT, NOTICE), 'utf8');
    for (const named of ['all-MiniLM-L6-v2', 'Apache License 2.0', 'langchain4j', 'GRAYPE Systems'])
      expect(notice).toContain(named);
  });
});
