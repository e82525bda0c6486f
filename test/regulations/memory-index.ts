import type { RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { createEmbeddedIndex } from '../../src/regulations/search/embedded-index.ts';
import type { ImageFile, SegmentStore } from '../../src/regulations/search/segment-store.ts';

/** Segments in memory, for tests. */
export function memorySegments(): SegmentStore & { readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>();
  return {
    entries,
    keys: () => [...entries.keys()].sort(),
    read: (key) => entries.get(key),
    write: (key, bytes) => {
      entries.set(key, bytes.slice());
    },
    remove: (key) => {
      entries.delete(key);
    },
  };
}

export function memoryImage(): ImageFile & { bytes: Uint8Array | undefined } {
  const file: ImageFile & { bytes: Uint8Array | undefined } = {
    bytes: undefined,
    read: () => file.bytes,
    write: (bytes) => {
      file.bytes = bytes.slice();
    },
  };
  return file;
}

export function memoryIndex(): RegulationIndex {
  return createEmbeddedIndex({ segments: memorySegments() });
}
