import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createElasticsearchIndex } from '../../src/adapters/elasticsearch/elasticsearch-index.ts';
import { createLocalEmbedder, type TransformersPackage } from '../../src/adapters/local-embedder/local-embedder.ts';
import type { Embedder } from '../../src/regulations/embedder.ts';
import type { RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { createEmbeddedIndex } from '../../src/regulations/search/embedded-index.ts';
import { startElasticsearch } from '../peers/elasticsearch-peer.ts';
import { memorySegments } from '../regulations/memory-index.ts';
import { type CachedEmbedder, cachedEmbedder } from './cached-embedder.ts';

export const ENGINES = ['memory', 'elasticsearch'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface Engine {
  readonly index: RegulationIndex;
  /** Ends the engine, and the server where it was started for it. */
  stop(): Promise<void>;
}

/**
 * The embedder that the evaluation is to use: a model's folder. The optional package is looked for where
 * `EMBEDDINGS_PACKAGES` says, else beside the product.
 */
export async function openEmbedder(folder: string): Promise<CachedEmbedder> {
  const packages = process.env['EMBEDDINGS_PACKAGES'];
  const embedder = await createLocalEmbedder({
    folder,
    ...(packages === undefined
      ? {}
      : {
          loadPackage: async () =>
            (await import(
              createRequire(join(packages, 'x.js')).resolve('@huggingface/transformers')
            )) as TransformersPackage,
        }),
  });
  return cachedEmbedder(embedder);
}

/** An empty index of the engine named; for Elasticsearch a server is started where `ELASTICSEARCH_URL` names none. */
export async function openEngine(name: EngineName, embedder?: Embedder): Promise<Engine> {
  if (name === 'memory') {
    const vectors = embedder && { store: memorySegments(), embedder };
    const index = createEmbeddedIndex({ segments: memorySegments(), ...(vectors === undefined ? {} : { vectors }) });
    return { index, stop: () => index.close() };
  }
  const peer = await startElasticsearch();
  if ('missing' in peer) throw new Error(`${peer.missing}. Set ELASTICSEARCH_URL to a server.`);
  const index = createElasticsearchIndex({
    url: peer.url,
    prefix: `eval-${randomUUID()}`,
    ...(embedder === undefined ? {} : { embedder }),
  });
  return {
    index,
    stop: async () => {
      await index.close();
      await peer.stop();
    },
  };
}
