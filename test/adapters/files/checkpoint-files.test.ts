import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCheckpointFiles, readCheckpointFiles } from '../../../src/adapters/files/checkpoint-files.ts';
import type { SignedCheckpoint } from '../../../src/audit/checkpoint.ts';
import type { CheckpointCopies } from '../../../src/audit/checkpoints.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compliance-checkpoints-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mark = (number: number, chain = 'chain-1'): SignedCheckpoint => ({
  checkpoint: { chain, number, size: number * 10, head: 'a'.repeat(64), at: '2031-01-01T00:00:00.000Z', previous: '0' },
});

/** The numbers that are held, and the copies as the verifier reads them. */
const heldIn = (files: CheckpointCopies, chain: string) => [...files.held(chain)];
const copiesOf = (chain: string, where = folder) =>
  readCheckpointFiles(where).filter(({ checkpoint }) => checkpoint.chain === chain);

describe('files of checkpoints', () => {
  it('give back what was written, signed or not, by number', () => {
    const files = createCheckpointFiles(join(folder, 'new', 'folder'));
    expect(heldIn(files, 'chain-1')).toEqual([]);
    const signed = { checkpoint: { ...mark(2).checkpoint, key: 'k' }, signature: 'c2ln' };
    files.write(mark(10));
    files.write(signed);
    files.write(mark(1));
    expect(heldIn(files, 'chain-1')).toEqual([1, 2, 10]);
    expect(copiesOf('chain-1', join(folder, 'new', 'folder'))).toEqual([mark(1), signed, mark(10)]);
  });

  it('keep several chains apart, and show all of them to the verifier', () => {
    const files = createCheckpointFiles(folder);
    files.write(mark(1));
    files.write(mark(1, 'chain-2'));
    expect(heldIn(files, 'chain-1')).toEqual([1]);
    expect(heldIn(files, 'chain-3')).toEqual([]);
    expect(readCheckpointFiles(folder)).toEqual([mark(1), mark(1, 'chain-2')]);
  });

  it('are whole or not there, whatever a crash left behind', () => {
    const files = createCheckpointFiles(folder);
    files.write(mark(1));
    writeFileSync(join(folder, 'chain-1-00000002.json.4711.part'), '{"checkpoint":{"cha');
    writeFileSync(join(folder, 'README.txt'), 'notes of whoever keeps them');
    expect(copiesOf('chain-1')).toEqual([mark(1)]);
    files.write(mark(2));
    expect(copiesOf('chain-1')).toEqual([mark(1), mark(2)]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toHaveLength(1);
  });

  it('leave a copy that is there as it is', () => {
    const files = createCheckpointFiles(folder);
    files.write(mark(1));
    const [name = ''] = readdirSync(folder);
    const before = readFileSync(join(folder, name), 'utf8');
    files.write({ checkpoint: { ...mark(1).checkpoint, head: 'b'.repeat(64) } });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(before);
  });

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['another thing', '{"hello":1}'],
    ['a number in words', JSON.stringify(mark(1)).replace('"number":1', '"number":"1"')],
    ['no size', JSON.stringify(mark(1)).replace('"size":10', '"size":0')],
    ['one member more', JSON.stringify(mark(1)).replace('{"chain"', '{"more":1,"chain"')],
    ['nothing', ''],
  ])('are refused by name where one holds %s', (_, contents) => {
    createCheckpointFiles(folder).write(mark(1));
    const bad = join(folder, 'chain-1-00000002.json');
    writeFileSync(bad, contents);
    expect(() => readCheckpointFiles(folder)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        message: `${bad} is no checkpoint of an audit, or was changed.`,
      }),
    );
  });

  it('say that the folder cannot be read', () => {
    const missing = join(folder, 'nowhere');
    expect(() => readCheckpointFiles(missing)).toThrow(`The folder of checkpoints ${missing} cannot be read.`);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => readCheckpointFiles(file)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    mkdirSync(join(folder, 'a-folder-00000001.json'));
    expect(() => readCheckpointFiles(folder)).toThrow(/a-folder-00000001\.json is no checkpoint/);
  });
});
