import { expect, it } from 'vitest';
import { platformAddress, recordAddress } from '../../../src/findings/filing/platform-address.ts';

it.each([
  ['https://grc.bank.example', 'https://grc.bank.example', 'grc.bank.example'],
  ['https://grc.bank.example:8443/RSAarcher//', 'https://grc.bank.example:8443/RSAarcher', 'grc.bank.example:8443'],
  ['http://127.0.0.1:18081', 'http://127.0.0.1:18081', '127.0.0.1:18081'],
  ['http://[::1]:18081/', 'http://[::1]:18081', '[::1]:18081'],
])('%s is an address', (text, base, host) => {
  expect(platformAddress(text, 'Peer')).toEqual({ base, host });
});

it.each([
  '',
  'grc.bank.example',
  'ftp://grc.bank.example',
  'http://grc.bank.example',
  'http://127.0.0.1.example',
  'https://user:word@grc.bank.example',
  'https://grc.bank.example/?token=1',
  'https://grc.bank.example/#x',
])('%j is none', (text) => {
  expect(() => platformAddress(text, 'Peer')).toThrow(expect.objectContaining({ code: 'misconfigured' }));
});

it('a record is opened at the configured host, whatever its id', () => {
  const address = platformAddress('https://grc.bank.example/a/', 'Peer');
  expect(recordAddress(address, undefined, '1')).toBeUndefined();
  expect(recordAddress(address, '/r?id={id}#{id}', '1&x=/..')).toBe(
    'https://grc.bank.example/a/r?id=1%26x%3D%2F..#1%26x%3D%2F..',
  );
});
