import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { AppError } from '../src/core/errors.ts';
import { DEFAULT_ROLES } from '../src/core/permissions.ts';

describe('config', () => {
  it('has defaults, and an empty variable counts as unset', () => {
    expect(readConfig({})).toEqual({
      dataFolder: resolve('compliance-data'),
      port: 3978,
      cellarUrl: 'https://publications.europa.eu',
      fetchPause: 1_500,
      localUser: userInfo().username,
      account: userInfo().username,
      host: '127.0.0.1',
      roles: DEFAULT_ROLES,
      groupRoles: {},
      mcp: { path: '/mcp', hosts: [], origins: [], rates: { perUser: 120, perTenant: 1_200 } },
      chat: { suggestions: true },
      findingsSync: 15,
    });
    expect(readConfig({ COMPLIANCE_USER: 'ana' }).localUser).toBe('ana');
    expect(readConfig({ COMPLIANCE_CHECKPOINTS: 'copies' }).checkpointFolder).toBe(resolve('copies'));
    expect(readConfig({ COMPLIANCE_DATA: '', PORT: '' })).toEqual(readConfig({}));
  });
  it('takes what is set', () => {
    expect(readConfig({ COMPLIANCE_DATA: '/srv/law', PORT: '8080' })).toMatchObject({
      dataFolder: '/srv/law',
      port: 8080,
    });
  });
  it.each(['x', '-1', '70000', '3.5'])('refuses the port %s, naming it', (PORT) => {
    expect(() => readConfig({ PORT })).toThrow(AppError);
    expect(() => readConfig({ PORT })).toThrow(/PORT/);
  });

  it('names a search server, and how to sign in to it', () => {
    expect(readConfig({ ELASTICSEARCH_URL: 'https://search.example:9200' }).elasticsearch).toEqual({
      url: 'https://search.example:9200',
      prefix: 'compliance',
    });
    expect(
      readConfig({ ELASTICSEARCH_URL: 'https://s.example', ELASTICSEARCH_API_KEY: 'k', ELASTICSEARCH_CA: '/ca.pem' })
        .elasticsearch,
    ).toMatchObject({ apiKey: 'k', caFile: '/ca.pem' });
    expect(readConfig({ ELASTICSEARCH_API_KEY: 'k' }).elasticsearch).toBeUndefined();
  });

  it('names an embedder', () => {
    expect(
      readConfig({ EMBEDDER: 'local', EMBEDDER_MODEL: '/models/e5', EMBEDDER_LANGUAGES: 'en, es' }).embedder,
    ).toEqual({
      kind: 'local',
      model: '/models/e5',
      apiVersion: '2024-10-21',
      languages: ['en', 'es'],
    });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ MODEL_TIMEOUT: '181' }, /MODEL_TIMEOUT/],
    [{ EMBEDDER: 'local' }, /EMBEDDER_MODEL is not set.*folder/],
    [{ EMBEDDER: 'azure', EMBEDDER_MODEL: 'm' }, /EMBEDDER_URL is not set/],
    [{ EMBEDDER: 'magic' }, /EMBEDDER/],
    [{ EMBEDDER: 'local', EMBEDDER_MODEL: 'm', EMBEDDER_LANGUAGES: 'xx' }, /EMBEDDER_LANGUAGES/],
    [{ EMBEDDER: 'local', EMBEDDER_MODEL: 'm', EMBEDDER_DIMENSIONS: 'many' }, /EMBEDDER_DIMENSIONS/],
    [{ CELLAR_URL: 'ftp://law.example' }, /CELLAR_URL/],
    [{ FETCH_PAUSE: '-1' }, /FETCH_PAUSE/],
    [{ FINDINGS_SYNC_MINUTES: '1441' }, /FINDINGS_SYNC_MINUTES/],
    [{ FINDINGS_SYNC_MINUTES: 'often' }, /FINDINGS_SYNC_MINUTES/],
  ])('refuses %j, naming what is wrong', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });
});
