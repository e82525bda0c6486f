import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createImageFile } from '../../../src/adapters/files/image-file.ts';
import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteSegmentStore } from '../../../src/adapters/sqlite/segment-store.ts';
import type { IndexedVersion } from '../../../src/regulations/regulation-index.ts';
import { createAnalyser } from '../../../src/regulations/search/analysis.ts';
import { decodeBlocks, encodeBlocks } from '../../../src/regulations/search/blocks.ts';
import { createEmbeddedIndex } from '../../../src/regulations/search/embedded-index.ts';
import { buildSegment, decodeSegment, encodeSegment } from '../../../src/regulations/search/segment.ts';
import { regulationIndexContract } from '../../contracts/regulation-index-contract.ts';
import { vectorArmContract } from '../../contracts/vector-arm-contract.ts';
import { memoryImage, memorySegments } from '../memory-index.ts';

regulationIndexContract('embedded, in memory', async () =>
  createEmbeddedIndex({ segments: memorySegments(), image: memoryImage() }),
);

describe('embedded, over SQLite and a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-index-'));
  const opened: ReturnType<typeof openDatabase>[] = [];
  afterAll(() => {
    for (const database of opened) database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  regulationIndexContract('embedded, SQLite', async () => {
    const database = openDatabase(join(folder, `${opened.length}.sqlite`));
    opened.push(database);
    return createEmbeddedIndex({
      segments: createSqliteSegmentStore(database),
      image: createImageFile(join(folder, `${opened.length}.bin`)),
    });
  });
});

vectorArmContract('embedded, in memory', async () => {
  const [segments, vectors, image] = [memorySegments(), memorySegments(), memoryImage()];
  return {
    open: (embedder) =>
      createEmbeddedIndex({ segments, image, ...(embedder ? { vectors: { store: vectors, embedder } } : {}) }),
  };
});

describe('embedded with vectors, over SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-vectors-'));
  const opened: ReturnType<typeof openDatabase>[] = [];
  afterAll(() => {
    for (const database of opened) database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  vectorArmContract('embedded, SQLite', async () => {
    const database = openDatabase(join(folder, `${opened.length}.sqlite`));
    opened.push(database);
    const [segments, store] = [createSqliteSegmentStore(database), createSqliteSegmentStore(database, 'vectors')];
    return {
      open: (embedder) => createEmbeddedIndex({ segments, ...(embedder ? { vectors: { store, embedder } } : {}) }),
    };
  });
});

const OWLS: IndexedVersion = {
  key: 'owls@1',
  act: 'owls',
  kind: 'other',
  authority: 'OTHER',
  language: 'en',
  from: '2020-01-01',
};
const WORDS = [{ place: 'art_1', text: 'Night owls hoot in the old barn.' }];

describe('what the embedded index keeps', () => {
  it('serves after a reopening what was committed before, from the image or without it', async () => {
    const segments = memorySegments();
    const image = memoryImage();
    const first = createEmbeddedIndex({ segments, image });
    await first.put(OWLS, WORDS);
    await first.commit();
    for (const bytes of [
      image.bytes,
      undefined,
      Uint8Array.from([1, 2, 3]),
      image.bytes!.slice(0, -5),
      image.bytes!.map((byte, at) => (at === 300 ? byte ^ 1 : byte)),
    ]) {
      image.bytes = bytes;
      const again = createEmbeddedIndex({ segments, image });
      expect(await again.held()).toEqual(new Set(['owls@1']));
      await again.describe([OWLS]);
      expect(await again.commit()).toEqual([]);
      expect((await again.search('hooting owls', {}, 5)).hits).toHaveLength(1);
    }
  });

  it('reports a damaged segment, and is healed by putting it again', async () => {
    const segments = memorySegments();
    const first = createEmbeddedIndex({ segments });
    await first.put(OWLS, WORDS);
    await first.commit();
    const bytes = segments.entries.get('owls@1')!;
    bytes[bytes.length - 9]! ^= 4;
    const again = createEmbeddedIndex({ segments });
    await again.describe([OWLS]);
    expect(await again.commit()).toEqual(['owls@1']);
    expect(await again.held()).toEqual(new Set());
    await again.put(OWLS, WORDS);
    expect(await again.commit()).toEqual([]);
    expect((await again.search('owls', {}, 5)).hits).toHaveLength(1);
  });

  it('reports a segment that another process dropped, with the image or without it', async () => {
    for (const image of [memoryImage(), undefined]) {
      const segments = memorySegments();
      const index = createEmbeddedIndex({ segments, ...(image ? { image } : {}) });
      await index.put(OWLS, WORDS);
      await index.commit();
      const again = createEmbeddedIndex({ segments, ...(image ? { image } : {}) });
      await again.describe([OWLS]);
      segments.remove(OWLS.key);
      expect(await again.commit()).toEqual([OWLS.key]);
      // The one that has it loaded must not take it for kept either.
      expect(await index.commit()).toEqual([OWLS.key]);
      await again.put(OWLS, WORDS);
      expect(await again.commit()).toEqual([]);
      expect((await again.search('owls', {}, 5)).hits).toHaveLength(1);
    }
  });

  it('works where the image cannot be written', async () => {
    // Below a file no folder can be made.
    const index = createEmbeddedIndex({
      segments: memorySegments(),
      image: createImageFile(join(import.meta.filename, 'image.bin')),
    });
    await index.put(OWLS, WORDS);
    await index.commit();
    expect((await index.search('owls', {}, 5)).hits).toHaveLength(1);
  });

  it('putting versions one by one or all at once ranks alike', async () => {
    const texts = ['red owls hoot', 'blue owls sleep', 'green frogs sleep by day', 'frogs hoot never'];
    const versions = texts.map((_, at) => ({ ...OWLS, key: `v${at}`, act: `v${at}` }));
    const [slow, fast] = [
      createEmbeddedIndex({ segments: memorySegments() }),
      createEmbeddedIndex({ segments: memorySegments() }),
    ];
    for (const [at, version] of versions.entries()) {
      await slow.put(version, [{ place: 'art_1', text: texts[at]! }]);
      await slow.commit();
      await fast.put(version, [{ place: 'art_1', text: texts[at]! }]);
    }
    await fast.commit();
    for (const words of ['owls sleep', 'frogs hoot', 'green'])
      expect(await slow.search(words, {}, 5)).toEqual(await fast.search(words, {}, 5));
  });
});

describe('containers of arrays', () => {
  const bytes = encodeBlocks(
    'TESTTEST',
    { a: 1 },
    {
      x: Float64Array.from([1.5, -2]),
      y: Uint32Array.from([7]),
      z: Uint8Array.from([1, 2, 3]),
      f: Float32Array.from([0.5]),
    },
  );

  it('give back what was put in', () => {
    const blocks = decodeBlocks('TESTTEST', bytes);
    expect(blocks?.header).toEqual({ a: 1 });
    expect([...(blocks?.f64('x') ?? [])]).toEqual([1.5, -2]);
    expect([...(blocks?.u32('y') ?? [])]).toEqual([7]);
    expect([...(blocks?.u8('z') ?? [])]).toEqual([1, 2, 3]);
    expect([...(blocks?.f32('f') ?? [])]).toEqual([0.5]);
  });

  it('notice every changed bit and every cut', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        expect(decodeBlocks('TESTTEST', damaged)).toBeUndefined();
      }),
    );
    for (let length = 0; length < bytes.length; length += 1)
      expect(decodeBlocks('TESTTEST', bytes.slice(0, length))).toBeUndefined();
    expect(decodeBlocks('OTHERONE', bytes)).toBeUndefined();
  });

  it('a segment survives its encoding', () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 30 }), { maxLength: 12 }), (texts) => {
        const passages = texts.map((text, at) => ({ place: `art_${at + 1}`, text }));
        const segment = buildSegment('en', passages, createAnalyser('en'));
        expect(decodeSegment(encodeSegment(segment))).toEqual(segment);
      }),
    );
  });
});

describe('analysis', () => {
  it.each([
    ['en', 'The notifications were reported', ['notif', 'report']],
    ['en', 'Article 5(1) AI', ['articl', '5', '1', 'ai']],
    ['es', 'Las notificaciones del artículo', ['notif', 'articul']],
    ['es', 'ARTICULO', ['articul']],
  ] as const)('%s: %s', (language, text, stems) => {
    expect(createAnalyser(language).stems(text)).toEqual(stems);
  });
});
