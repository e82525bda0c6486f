import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '../../src/regulations/embedder.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compliance-evals');

export interface CachedEmbedder extends Embedder {
  /** Writes what was embedded, for the next run. */
  save(): void;
}

/**
 * An embedder whose vectors are kept in a file between runs: embedding the benchmark takes minutes, and nothing of it
 * changes while the embedder's id stays the same.
 */
export function cachedEmbedder(embedder: Embedder): CachedEmbedder {
  const file = join(FOLDER, `${createHash('sha256').update(embedder.id).digest('hex').slice(0, 16)}.vectors`);
  const known = existsSync(file) ? readVectors(readFileSync(file), embedder.dimensions) : new Map();
  let grown = false;
  return {
    ...embedder,
    embed: async (texts, as, signal) => {
      const names = texts.map((text) => createHash('sha256').update(`${as}\n${text}`).digest('hex'));
      const missing = texts.flatMap((text, at) =>
        known.has(names[at] ?? '') ? [] : [{ text, name: names[at] ?? '' }],
      );
      const fresh = await embedder.embed(
        missing.map(({ text }) => text),
        as,
        signal,
      );
      for (const [at, { name }] of missing.entries()) known.set(name, fresh[at] ?? new Float32Array());
      grown ||= missing.length > 0;
      return names.map((name) => known.get(name) ?? new Float32Array());
    },
    save: () => {
      if (!grown) return;
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, writeVectors(known, embedder.dimensions));
    },
  };
}

const NAME_BYTES = 32;

function writeVectors(vectors: ReadonlyMap<string, Float32Array>, dimensions: number): Uint8Array {
  const row = NAME_BYTES + dimensions * 4;
  const bytes = Buffer.alloc(vectors.size * row);
  let at = 0;
  for (const [name, vector] of vectors) {
    bytes.write(name, at, 'hex');
    bytes.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), at + NAME_BYTES);
    at += row;
  }
  return bytes;
}

function readVectors(bytes: Buffer, dimensions: number): Map<string, Float32Array> {
  const row = NAME_BYTES + dimensions * 4;
  const vectors = new Map<string, Float32Array>();
  for (let at = 0; at + row <= bytes.length; at += row) {
    const floats = new Uint8Array(bytes.subarray(at + NAME_BYTES, at + row));
    vectors.set(bytes.toString('hex', at, at + NAME_BYTES), new Float32Array(floats.buffer));
  }
  return vectors;
}
