import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ImageFile } from '../../regulations/search/segment-store.ts';

/**
 * The search image as a file. Written beside and renamed, so that a reader sees the old or the new one; a write that
 * fails (a full disk) only costs the next start the merge, so it is not an error.
 */
export function createImageFile(path: string): ImageFile {
  return {
    read: () => {
      try {
        return readFileSync(path);
      } catch {
        return undefined;
      }
    },
    write: (bytes) => {
      const draft = `${path}.${process.pid}.tmp`;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(draft, bytes);
        renameSync(draft, path);
      } catch {
        removeQuietly(draft);
      }
    },
  };
}

/** The half-written draft of a write that failed; where it cannot be removed either, the next write goes over it. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing depends on it: the image is a cache.
  }
}
