import type { Client } from '@elastic/elasticsearch';
import { z } from 'zod';
import type { IndexedVersion, Passage } from '../../regulations/regulation-index.ts';
import type { Analyser } from '../../regulations/search/analysis.ts';
import { gramsOf, pairsOf } from '../../regulations/search/text-features.ts';
import type { VectorRows } from '../../regulations/search/vectors.ts';
import type { Change } from './bulk.ts';
import { fieldsOf } from './layout.ts';
import { asked } from './vendor-errors.ts';

/** The one document that says what searches may see. */
export const COMMITTED_ID = 'committed';

export function passageId(version: string, position: number): string {
  return `passage ${version} ${position}`;
}

export function versionId(version: string): string {
  return `version ${version}`;
}

/** What is known of a version whose passages are all stored; written after the last of them. */
export const StoredVersion = z.object({
  passages: z.number(),
  /** Stems of all passages together. */
  length: z.number(),
  /** Character 4-grams of all passages together. */
  gramLength: z.number(),
  /** Whether its passages have the vectors that they are to have. */
  embedded: z.boolean(),
});
export type StoredVersion = z.infer<typeof StoredVersion>;

/** A passage ready to be written, and what it adds to its version's sums. */
interface WrittenPassage {
  readonly change: Change;
  readonly length: number;
  readonly gramLength: number;
}

/**
 * A passage with its terms. The id is the version's key and the passage's position, so writing it again replaces it.
 *
 * @param vectors one row for each passage of the version; absent where there are none
 */
export function passageChange(
  { key, language, tenant }: IndexedVersion,
  { place, text }: Passage,
  position: number,
  analyser: Analyser,
  vectors: VectorRows | undefined,
  dimensions: number,
): WrittenPassage {
  const stems = analyser.stems(text);
  const grams = gramsOf(stems);
  const fields = fieldsOf(language);
  const vector = vectors?.subarray(position * dimensions, (position + 1) * dimensions);
  const document = {
    record: 'passage',
    version: key,
    ...(tenant === undefined ? {} : { tenant }),
    position,
    place,
    text,
    [fields.stems]: stems.join(' '),
    [fields.pairs]: pairsOf(stems).join(' '),
    [fields.grams]: grams.join(' '),
    // A passage without words has a row of zeros, which the server would refuse.
    ...(vector?.some((value) => value !== 0) ? { vector: Array.from(vector) } : {}),
  };
  return { change: { id: passageId(key, position), document }, length: stems.length, gramLength: grams.length };
}

export function versionChange(key: string, held: StoredVersion): Change {
  return { id: versionId(key), document: { record: 'version', version: key, held } };
}

const Version = z.object({
  key: z.string(),
  act: z.string(),
  kind: z.string(),
  authority: z.string(),
  language: z.enum(['en', 'es']),
  from: z.string(),
  until: z.string().optional(),
  tenant: z.string().optional(),
});

/** What searches may see: the versions as described at the last commit, and what is stored of each. */
const CommittedShape = z.object({
  seal: z.string(),
  versions: z.array(z.object({ version: Version, held: StoredVersion })),
});

export interface CommittedVersion {
  readonly version: IndexedVersion;
  readonly held: StoredVersion;
}

export interface Committed {
  readonly seal: string;
  readonly versions: readonly CommittedVersion[];
}

/** What searches of an index may see; `undefined` where nothing was committed to it yet. */
export async function readCommitted(client: Client, index: string): Promise<Committed | undefined> {
  const answer = await asked('reading what is committed', client.get({ index, id: COMMITTED_ID }, { ignore: [404] }));
  const { found, _source } = z
    .object({ found: z.boolean().default(false), _source: z.unknown().optional() })
    .parse(answer);
  if (!found) return undefined;
  const { held } = z.object({ held: CommittedShape }).parse(_source);
  return { seal: held.seal, versions: held.versions as readonly CommittedVersion[] };
}
