import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';
import { createElasticsearchIndex } from '../../../src/adapters/elasticsearch/elasticsearch-index.ts';
import { regulationIndexContract } from '../../contracts/regulation-index-contract.ts';
import { vectorArmContract } from '../../contracts/vector-arm-contract.ts';

const url = inject('elasticsearch');

describe.skipIf(url === '')('with a real server', () => {
  regulationIndexContract('Elasticsearch', async () =>
    createElasticsearchIndex({ url, prefix: `test-${randomUUID()}` }),
  );
  vectorArmContract('Elasticsearch', async () => {
    const prefix = `test-${randomUUID()}`;
    return { open: (embedder) => createElasticsearchIndex({ url, prefix, ...(embedder ? { embedder } : {}) }) };
  });
});
