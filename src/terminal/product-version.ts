import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ name: z.literal('banking-rag-compliance'), version: z.string() });

/** The version of the product: of the package file, which lies above this one both as it is written and as it is built. */
export function productVersion(): string {
  for (const up of ['../..', '../../..']) {
    const manifest = readManifest(join(import.meta.dirname, up, 'package.json'));
    if (manifest !== undefined) return manifest;
  }
  return 'unknown';
}

function readManifest(file: string): string | undefined {
  try {
    const parsed = Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data.version : undefined;
  } catch {
    return undefined;
  }
}
