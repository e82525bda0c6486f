import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createClient, type ElasticsearchSettings } from '../../../src/adapters/elasticsearch/client.ts';
import { createElasticsearchIndex } from '../../../src/adapters/elasticsearch/elasticsearch-index.ts';
import { toyEmbedder } from '../../regulations/toy-embedder.ts';

describe('settings of the search server', () => {
  it.each<[ElasticsearchSettings, RegExp]>([
    [{ url: 'search' }, /ELASTICSEARCH_URL/],
    [{ url: 'ftp://search.example' }, /ELASTICSEARCH_URL/],
    [{ url: 'https://user:secret@search.example' }, /ELASTICSEARCH_USERNAME/],
    [{ url: 'http://search.example:9200', apiKey: 'k' }, /unencrypted/],
    [{ url: 'http://search.example:9200', username: 'u', password: 'p' }, /unencrypted/],
    [{ url: 'https://search.example', username: 'u' }, /ELASTICSEARCH_PASSWORD is not set/],
    [{ url: 'https://search.example', password: 'p' }, /ELASTICSEARCH_USERNAME is not set/],
    [{ url: 'https://search.example', apiKey: 'k', username: 'u', password: 'p' }, /Both an API key and a user/],
  ])('that cannot work are refused, and no secret is repeated: %j', (settings, message) => {
    expect(() => createClient(settings)).toThrow(message);
    expect(() => createClient(settings)).not.toThrow(/secret/);
  });

  it.each(['', 'Upper', '-dash', 'a/b', 'a*', 'x'.repeat(80)])('the prefix %j is refused', (prefix) => {
    expect(() => createElasticsearchIndex({ url: 'http://127.0.0.1:9', prefix })).toThrow(/ELASTICSEARCH_PREFIX/);
  });

  it('vectors longer than the server takes are refused', () => {
    const embedder = toyEmbedder({ dimensions: 5_000 });
    expect(() => createElasticsearchIndex({ url: 'http://127.0.0.1:9', prefix: 'p', embedder })).toThrow(
      /at most 4096/,
    );
  });

  it.each<[Partial<ElasticsearchSettings>, string | undefined]>([
    [{}, undefined],
    [{ apiKey: 'the-key' }, 'ApiKey the-key'],
    [{ username: 'u', password: 'p' }, `Basic ${Buffer.from('u:p').toString('base64')}`],
  ])('signs in with %j', async (settings, header) => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200, { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = createClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...settings });
    await client.info();
    await client.close();
    server.close();
    expect(seen).toEqual([header]);
  });
});
