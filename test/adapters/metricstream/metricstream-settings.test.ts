import { describe, expect, it } from 'vitest';
import { MetricStreamSettings } from '../../../src/adapters/metricstream/metricstream-settings.ts';
import { metricStreamSettings } from '../../peers/grc/peer-settings.ts';

const GOOD = metricStreamSettings('https://grc.example/metric/');

function wrong(altered: object): readonly string[] {
  const parsed = MetricStreamSettings.safeParse({ ...GOOD, ...altered });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

describe('settings of MetricStream', () => {
  it('are taken, with what goes without saying', () => {
    const { url, requests, absent } = MetricStreamSettings.parse(GOOD);
    expect(url).toBe('https://grc.example/metric');
    expect([requests.create.method, requests.setStatus.method, requests.lookUp.method]).toEqual([
      'POST',
      'PATCH',
      'GET',
    ]);
    expect(absent).toEqual([404, 410]);
  });

  it.each([
    ['http://grc.example'],
    ['https://user:wick@grc.example'],
    ['https://grc.example?key=wick'],
    ['https://grc.example/#a'],
    ['ftp://grc.example'],
    ['grc.example'],
  ])('have an address that secrets can go to: not %s', (url) => {
    expect(wrong({ url })).toEqual(['url']);
  });

  it('have nothing that is not known', () => {
    expect(wrong({ fieldz: {} })).toEqual(['']);
    expect(wrong({ requests: { ...GOOD.requests, delete: { path: '/x' } } })).toEqual(['requests']);
  });

  it.each(['rest', '/rest?x=1', '/rest#x', '/a/../b', '/..', '/a b', '\\a'])(
    'have paths below the address: not %s',
    (path) => {
      expect(wrong({ requests: { ...GOOD.requests, create: { path } } })).toContain('requests.create.path');
    },
  );

  it('name the record where one is read or changed, and the key where one is looked up', () => {
    const { requests } = GOOD;
    expect(wrong({ requests: { ...requests, read: { path: '/rest' } } })).toEqual(['requests.read.path']);
    expect(wrong({ requests: { ...requests, setStatus: { path: '/rest' } } })).toEqual(['requests.setStatus.path']);
    expect(wrong({ requests: { ...requests, lookUp: { path: '/rest', query: { q: 'key' } } } })).toEqual([
      'requests.lookUp',
    ]);
    expect(wrong({ requests: { ...requests, lookUp: { path: '/rest', body: { q: '{key}' } } } })).toEqual([
      'requests.lookUp.body',
    ]);
  });

  it('have one field for the key, as it is', () => {
    for (const fields of [
      { name: 'title' },
      { ref: { source: 'key', longest: 20 } },
      { ref: { source: 'key', values: { a: 'b' } } },
    ])
      expect(wrong({ fields })).toEqual(['fields']);
  });

  it('have fields that one record can have', () => {
    for (const fields of [
      { ref: 'key', a: 'title', 'a.b': 'owner' },
      { ref: 'key', a: 'title', '/a': 'owner' },
      { ref: 'key', 'a..b': 'owner' },
      { ref: 'key', '__proto__.a': 'owner' },
      { ref: 'key', 'constructor.prototype': 'owner' },
    ])
      expect(wrong({ fields })).toEqual(['fields']);
  });

  it('have a word for what is new', () => {
    expect(wrong({ states: { Done: 'closed' } })).toEqual(['states']);
    expect(wrong({ states: { New: 'open', Odd: 'odd' } })).toEqual(['states.Odd']);
  });

  it('leave the headers of the program to it', () => {
    for (const name of ['Authorization', 'cookie', 'Host', 'content-length', 'a b'])
      expect(wrong({ headers: { [name]: 'x' } })).toEqual([`headers.${name}`]);
    expect(wrong({ headers: { 'X-A': 'a\r\nb: c' } })).toEqual(['headers.X-A']);
  });

  it.each([
    { kind: 'bearer', token: 'a b' },
    { kind: 'bearer', token: 'a\nb' },
    { kind: 'basic', user: 'a:b', password: 'c' },
    { kind: 'basic', user: 'a', password: '' },
    { kind: 'api_key', header: 'x y', key: 'c' },
    { kind: 'client_credentials', tokenUrl: 'http://grc.example/token', clientId: 'a', clientSecret: 'b' },
    { kind: 'client_credentials', tokenUrl: 'https://grc.example/token', clientId: 'a' },
    { kind: 'none' },
  ])('have a credential that can be sent: not %j', (credential) => {
    expect(wrong({ credential }).every((path) => path.startsWith('credential'))).toBe(true);
    expect(wrong({ credential })).not.toEqual([]);
  });
});
