import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { BANK, type Refused } from './token-cases.ts';

/** Tokens that are signed with another key, in another way, or are no tokens. */
export const REFUSED_FORMS: readonly Refused[] = [
  // Key and signature
  {
    why: "another authority's key signs",
    token: (t) => t.authority.accessToken({ user: t.ana, key: t.authority.foreignKey }),
    detail: /key is none/,
  },
  {
    why: "another authority's key signs under the right key's name",
    token: (t) =>
      t.authority.accessToken({ user: t.ana, key: { ...t.authority.foreignKey, kid: t.authority.keyOf(BANK).kid } }),
    detail: /SIGNATURE/,
  },
  { why: 'the signature is cut', token: (t) => t.part(2, (text) => text.slice(0, -20)), detail: /SIGNATURE/ },
  {
    why: 'the signature is of another token',
    token: (t) =>
      [
        ...t.good().split('.').slice(0, 2),
        t.authority.accessToken({ user: t.authority.user(BANK) }).split('.')[2],
      ].join('.'),
  },
  {
    why: 'a claim was changed',
    token: (t) =>
      t.part(1, () => Buffer.from(JSON.stringify({ ...decodeJwt(t.good()), oid: randomUUID() })).toString('base64url')),
    detail: /SIGNATURE/,
  },
  // Algorithm
  { why: 'alg is none and there is no signature', token: (t) => t.signed({ alg: 'none' }), unasked: true },
  {
    why: 'alg is none with a signature',
    token: (t) => t.part(0, () => Buffer.from('{"typ":"JWT","alg":"none"}').toString('base64url')),
    unasked: true,
  },
  { why: 'alg is NONE', token: (t) => `${t.signed({ alg: 'NONE' })}`, unasked: true },
  {
    why: 'HS256 is signed with the public key',
    token: (t) => t.signed({ alg: 'HS256' }),
    detail: /RS256/,
    unasked: true,
  },
  {
    why: 'RS512 is signed with the right key',
    token: (t) => t.signed({ alg: 'RS512' }),
    detail: /RS256/,
    unasked: true,
  },
  { why: 'alg is PS256', token: (t) => t.signed({ alg: 'PS256' }), unasked: true },
  { why: 'alg is a list', token: (t) => t.signed({ alg: ['RS256'] }), unasked: true },
  { why: 'there is no alg', token: (t) => t.signed({ alg: undefined }), unasked: true },
  {
    why: 'the type is another token',
    token: (t) => t.withHeader({ typ: 'logout+jwt' }),
    detail: /type/,
    unasked: true,
  },
  { why: 'there is no type', token: (t) => t.withHeader({ typ: undefined }), unasked: true },
  {
    why: 'the header asks for an extension',
    token: (t) => t.withHeader({ crit: ['exp'], exp: 1 }),
    detail: /extensions/,
    unasked: true,
  },
  { why: 'the header asks for no base64', token: (t) => t.withHeader({ crit: ['b64'], b64: false }), unasked: true },
  { why: 'crit is empty', token: (t) => t.withHeader({ crit: [] }), unasked: true },
  // Key ids
  { why: 'there is no key id', token: (t) => t.withHeader({ kid: undefined }), unasked: true },
  { why: 'the key id is empty', token: (t) => t.withHeader({ kid: '' }), unasked: true },
  { why: 'the key id is a path', token: (t) => t.withHeader({ kid: '../../../../dev/null' }), unasked: true },
  { why: 'the key id is an address', token: (t) => t.withHeader({ kid: 'https://evil.example/key' }), unasked: true },
  { why: 'the key id is a query', token: (t) => t.withHeader({ kid: "x' OR 1=1 --" }), unasked: true },
  { why: 'the key id is very long', token: (t) => t.withHeader({ kid: 'k'.repeat(5_000) }), unasked: true },
  { why: 'the key id has line ends', token: (t) => t.withHeader({ kid: 'a\r\nb' }), unasked: true },
  { why: 'the key id is a number', token: (t) => t.withHeader({ kid: 7 }), unasked: true },
  { why: 'the key id is the name of a method', token: (t) => t.withHeader({ kid: 'constructor' }) },
  { why: 'the key id is __proto__', token: (t) => t.signed(JSON.parse('{"kid":"__proto__"}')) },
  // Keys that the token brings along
  {
    why: 'jwk brings its own key',
    token: (t) => t.brought((key) => ({ jwk: key.publicKey.export({ format: 'jwk' }) })),
    detail: /SIGNATURE/,
  },
  {
    why: 'jku points to its own keys',
    token: (t) => t.brought(() => ({ jku: `${t.authority.url}/evil/keys` })),
    detail: /SIGNATURE/,
  },
  {
    why: 'x5u points to its own certificate',
    token: (t) => t.brought(() => ({ x5u: `${t.authority.url}/evil/certificate` })),
    detail: /SIGNATURE/,
  },
  { why: 'x5c brings its own certificate', token: (t) => t.brought(() => ({ x5c: ['MIIC'] })), detail: /SIGNATURE/ },
  // Form
  { why: 'there is no token', token: () => '', unasked: true },
  { why: 'it is no text', token: () => ({ length: 3 }) as unknown as string, unasked: true },
  { why: 'it is two dots', token: () => '..', unasked: true },
  { why: 'it has two parts', token: (t) => t.good().split('.').slice(0, 2).join('.'), unasked: true },
  { why: 'it has four parts', token: (t) => `${t.good()}.x`, unasked: true },
  { why: 'it is encrypted, or says so', token: (t) => `${t.good()}.x.y`, unasked: true },
  { why: 'it comes with its scheme', token: (t) => `Bearer ${t.good()}`, unasked: true },
  { why: 'it has a line end', token: (t) => `${t.good()}\n`, unasked: true },
  { why: 'it is padded', token: (t) => t.part(1, (text) => `${text}==`), unasked: true },
  { why: 'it is garbage in base64', token: () => 'AAAA.BBBB.CCCC', unasked: true },
  { why: 'it is no base64', token: () => 'ñ.ñ.ñ', unasked: true },
  {
    why: 'its header is a list',
    token: (t) => t.part(0, () => Buffer.from('["RS256"]').toString('base64url')),
    unasked: true,
  },
  { why: 'its claims are text', token: (t) => t.signed({}, '"claims"'), unasked: true },
  { why: 'its claims are null', token: (t) => t.signed({}, 'null'), unasked: true },
  {
    why: 'it has 1 MB',
    token: (t) => t.withClaims({ filling: 'x'.repeat(1_000_000) }),
    detail: /too long/,
    unasked: true,
  },
];
