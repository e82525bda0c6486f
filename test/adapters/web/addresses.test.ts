import { describe, expect, it } from 'vitest';
import { checkedAddress, isPublic } from '../../../src/adapters/web/addresses.ts';

const POLICY = { hosts: ['law.example', '.union.example'], trusted: ['http://127.0.0.1:8080'] };

describe('an address to be read', () => {
  it.each([
    ['https://law.example/a?b=c#d', 'https://law.example/a?b=c'],
    ['http://law.example/a', 'https://law.example/a'],
    ['http://law.example:80/a', 'https://law.example/a'],
    ['https://texts.union.example/a', 'https://texts.union.example/a'],
    ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
  ])('%s is read as %s', (given, asked) => {
    expect(checkedAddress(given, undefined, POLICY).href).toBe(asked);
  });

  it('of a redirect is read from where it stands, and never as plain http', () => {
    const base = 'https://law.example/resource/celex/1';
    expect(checkedAddress('../cellar/2', base, POLICY).href).toBe('https://law.example/resource/cellar/2');
    expect(checkedAddress('http://law.example/2', base, POLICY).href).toBe('https://law.example/2');
    expect(checkedAddress('//law.example/3', base, POLICY).href).toBe('https://law.example/3');
  });

  it.each([
    ['nonsense', /is no address/],
    ['ftp://law.example/a', /not http or https/],
    ['file:///etc/passwd', /not http or https/],
    ['javascript:alert(1)', /not http or https/],
    ['https://user:secret@law.example/', /user or password/],
    ['https://law.example:8443/', /names a port/],
    ['https://other.example/', /not among the hosts/],
    ['https://law.example.evil.example/', /not among the hosts/],
    ['https://union.example/', /not among the hosts/],
    ['https://evilunion.example/', /not among the hosts/],
    ['http://127.0.0.1:8081/', /private address/],
    ['http://127.0.0.1/', /private address/],
    ['http://2130706433/', /private address/],
    ['http://0x7f.1/', /private address/],
    ['http://0177.0.0.1/', /private address/],
    ['http://[::1]/', /private address/],
    ['http://[::ffff:10.0.0.1]/', /private address/],
    ['http://[::ffff:a00:1]/', /private address/],
    ['http://169.254.169.254/latest/meta-data/', /private address/],
    ['http://[64:ff9b::7f00:1]/', /private address/],
    ['http://0.0.0.0/', /private address/],
    ['http://localhost/', /not among the hosts/],
    ['http://8.8.8.8/', /not among the hosts/],
  ])('%s is refused', (given, why) => {
    expect(() => checkedAddress(given, undefined, POLICY)).toThrow(why);
    expect(() => checkedAddress(given, 'https://law.example/', { ...POLICY, hosts: ['law.example'] })).not.toThrow(
      /TypeError/,
    );
  });
});

describe('a public address', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])('is %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });
  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.53',
    '169.254.1.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '0.0.0.0',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:192.168.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001::1',
    '::7f00:1',
    '::10.0.0.1',
    'nonsense',
    '',
  ])('is not %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});
