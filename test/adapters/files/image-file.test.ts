import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImageFile } from '../../../src/adapters/files/image-file.ts';
import type { IndexedVersion } from '../../../src/regulations/regulation-index.ts';
import { createEmbeddedIndex } from '../../../src/regulations/search/embedded-index.ts';
import { memorySegments } from '../../regulations/memory-index.ts';

const OLD = Buffer.from('the old image');
const NEW = Buffer.from('the new image, which is longer');
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compliance-image-'));
  path = join(folder, 'search-image.bin');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Where this process writes before it renames. */
const draft = (): string => `${path}.${process.pid}.tmp`;

describe('the image as a file', () => {
  it('is read as it was written, by this and by another reader', () => {
    const image = createImageFile(path);
    for (const bytes of [OLD, NEW, Buffer.alloc(0), Buffer.alloc(3_000_000, 7), OLD]) {
      image.write(bytes);
      expect(Buffer.from(image.read()!).equals(bytes)).toBe(true);
      expect(Buffer.from(createImageFile(path).read()!).equals(bytes)).toBe(true);
      expect(readdirSync(folder), 'no draft is left').toEqual(['search-image.bin']);
    }
  });

  it('holds the bytes of a view and not those around it', () => {
    createImageFile(path).write(new Uint8Array(OLD.buffer.slice(OLD.byteOffset), 4, 3));
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('makes the folders it lies in', () => {
    path = join(folder, 'not', 'yet', 'image.bin');
    const image = createImageFile(path);
    expect(image.read()).toBeUndefined();
    expect(existsSync(join(folder, 'not')), 'reading makes nothing').toBe(false);
    image.write(OLD);
    expect(image.read()).toEqual(OLD);
  });

  it('is nothing where there is no file, or what is there cannot be read', () => {
    expect(createImageFile(path).read()).toBeUndefined();
    mkdirSync(path);
    expect(createImageFile(path).read()).toBeUndefined();
    expect(createImageFile(join(import.meta.filename, 'image.bin')).read()).toBeUndefined();
    expect(createImageFile(join(folder, 'a\0b')).read()).toBeUndefined();
  });

  it('is read anew each time: removed or replaced by another process, that is what is seen', () => {
    const image = createImageFile(path);
    image.write(OLD);
    writeFileSync(path, NEW);
    expect(image.read()).toEqual(NEW);
    rmSync(path);
    expect(image.read()).toBeUndefined();
  });
});

describe('a write', () => {
  it('never changes the file that a reader has open', () => {
    const image = createImageFile(path);
    image.write(OLD);
    const reader = openSync(path, 'r');
    image.write(NEW);
    expect(readFileSync(reader)).toEqual(OLD);
    closeSync(reader);
    expect(image.read()).toEqual(NEW);
  });

  it('goes over the draft of one that was killed, which no reader sees', () => {
    const image = createImageFile(path);
    image.write(OLD);
    writeFileSync(draft(), Buffer.alloc(100, 1));
    expect(image.read()).toEqual(OLD);
    image.write(NEW);
    expect(image.read()).toEqual(NEW);
    expect(readdirSync(folder)).toEqual(['search-image.bin']);
  });

  it('leaves the draft of another process alone', () => {
    const theirs = `${path}.${process.pid + 1}.tmp`;
    writeFileSync(theirs, 'half');
    createImageFile(path).write(NEW);
    expect(readFileSync(theirs, 'utf8')).toBe('half');
    expect(readFileSync(path)).toEqual(NEW);
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk keeps the old image, without a draft or an error', () => {
    const image = createImageFile(path);
    image.write(OLD);
    symlinkSync('/dev/full', draft());
    expect(() => image.write(NEW)).not.toThrow();
    expect(image.read()).toEqual(OLD);
    expect(readdirSync(folder)).toEqual(['search-image.bin']);
    image.write(NEW);
    expect(image.read(), 'the next write succeeds').toEqual(NEW);
  });

  it('that cannot take the place of what is there leaves it, without a draft or an error', () => {
    mkdirSync(path);
    writeFileSync(join(path, 'kept'), 'x');
    expect(() => createImageFile(path).write(NEW)).not.toThrow();
    expect(statSync(path).isDirectory()).toBe(true);
    expect(readdirSync(folder)).toEqual(['search-image.bin']);
  });

  it('that cannot even begin is no error', () => {
    expect(() => createImageFile(join(import.meta.filename, 'image.bin')).write(NEW)).not.toThrow();
    mkdirSync(draft());
    const image = createImageFile(path);
    expect(() => image.write(NEW)).not.toThrow();
    expect(image.read()).toBeUndefined();
  });
});

describe('an index over a damaged image', () => {
  const OWLS: IndexedVersion = {
    key: 'owls@1',
    act: 'owls',
    kind: 'other',
    authority: 'OTHER',
    language: 'en',
    from: '2020-01-01',
  };

  it('answers as before, and mends the file, wherever it was cut or changed', async () => {
    const segments = memorySegments();
    const open = () => createEmbeddedIndex({ segments, image: createImageFile(path) });
    const first = open();
    await first.put(OWLS, [{ place: 'art_1', text: 'Night owls hoot in the old barn.' }]);
    await first.commit();
    const whole = readFileSync(path);
    const { hits } = await first.search('hooting owls', {}, 5);
    expect(hits).toHaveLength(1);
    const step = Math.max(1, Math.floor(whole.length / 40));
    for (let at = 0; at < whole.length; at += step) {
      for (const damage of [
        () => truncateSync(path, at),
        () => writeFileSync(path, whole.with(at, whole[at]! ^ 0x10)),
        () => writeFileSync(path, Buffer.concat([whole, whole.subarray(0, at + 1)])),
      ]) {
        damage();
        const again = open();
        await again.describe([OWLS]);
        expect(await again.commit()).toEqual([]);
        expect((await again.search('hooting owls', {}, 5)).hits).toEqual(hits);
        expect(readFileSync(path).equals(whole), `mended at ${at}`).toBe(true);
      }
    }
  });
});
