import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEntraTokenVerifier } from '../../../src/adapters/entra/token-verifier.ts';
import type { TokenVerifier } from '../../../src/core/identity.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { createSigningKey, publicJwk } from '../../fixtures/entra/signing-keys.ts';
import type { TestUser } from '../../fixtures/entra/tokens.ts';
import { errorOf } from './expect-error.ts';
import { BANK, NOW, SISTER } from './token-cases.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let authority: Authority;
let verifier: TokenVerifier;
let ana: TestUser;
let now: number;

beforeEach(async () => {
  now = NOW;
  authority = await startAuthority({ tenants: [BANK, SISTER], now: () => now });
  ana = authority.user(BANK);
  verifier = createEntraTokenVerifier({
    authority: authority.url,
    audiences: [authority.clientId],
    tenants: [BANK, SISTER],
    now: () => now,
  });
});
afterEach(async () => {
  await authority.close();
});

const token = () => authority.accessToken({ user: ana });
const verified = async () => (await verifier.verify(token())).id === ana.id;
const refusal = async (given = token()) => (await errorOf(verifier.verify(given))).code;
const requests = () => [authority.count('metadata'), authority.count('keys')];
const issuer = () => `${authority.url}/${BANK}/v2.0`;

describe('keys are fetched once', () => {
  it('for hours, by tenant', async () => {
    await verified();
    now += 5 * HOUR;
    await verified();
    expect(requests()).toEqual([1, 1]);
    await verifier.verify(authority.accessToken({ user: authority.user(SISTER) }));
    expect(requests()).toEqual([2, 2]);
  });

  it('for all who come at the same time', async () => {
    authority.fail('keys', { delay: 50 });
    expect(await Promise.all(Array.from({ length: 50 }, verified))).not.toContain(false);
    expect(requests()).toEqual([1, 1]);
  });

  it('and again after six hours', async () => {
    await verified();
    now += 6 * HOUR;
    await verified();
    await verified();
    expect(requests()).toEqual([2, 2]);
  });
});

describe('rotation', () => {
  it('a new key is found, and the old one goes on', async () => {
    const old = token();
    await verified();
    now += MINUTE;
    authority.rotateKeys(BANK);
    expect(await verified()).toBe(true);
    expect((await verifier.verify(old)).id).toBe(ana.id);
    expect(requests()).toEqual([2, 2]);
  });

  it('a key that was withdrawn is refused once the keys were looked at again', async () => {
    const old = token();
    await verified();
    now += MINUTE;
    authority.rotateKeys(BANK, { keepOld: false });
    expect(await verified()).toBe(true);
    expect(await refusal(old)).toBe('not_signed_in');
  });

  it('a key that was withdrawn is refused after six hours at the latest', async () => {
    const old = authority.accessToken({ user: ana, claims: { exp: NOW / 1000 + 86_400 } });
    await verified();
    authority.rotateKeys(BANK, { keepOld: false });
    now += 6 * HOUR;
    expect(await refusal(old)).toBe('not_signed_in');
  });

  it('a thousand unknown keys make one request a minute', async () => {
    await verified();
    now += MINUTE;
    const junk = () =>
      authority.accessToken({
        user: ana,
        key: { ...authority.foreignKey, kid: `junk${Math.random().toString(36).slice(2)}` },
      });
    for (let at = 0; at < 500; at += 1) expect(await refusal(junk())).toBe('not_signed_in');
    await Promise.all(Array.from({ length: 500 }, () => refusal(junk())));
    expect(requests()).toEqual([2, 2]);
    now += MINUTE;
    await Promise.all(Array.from({ length: 500 }, () => refusal(junk())));
    expect(requests()).toEqual([3, 3]);
    expect(await verified()).toBe(true);
  });

  it('another tenant is found at once while one is being hammered', async () => {
    await refusal(authority.accessToken({ user: ana, key: authority.foreignKey }));
    expect((await verifier.verify(authority.accessToken({ user: authority.user(SISTER) }))).tenant).toBe(SISTER);
  });
});

describe('keys that cannot be had', () => {
  it.each([
    ['the metadata fails', 'metadata', { status: 500 }],
    ['the keys fail', 'keys', { status: 503, body: 'away' }],
    ['the connection is cut', 'metadata', { cut: true }],
    ['the metadata is garbage', 'metadata', { body: '<html>' }],
    ['the metadata redirects', 'metadata', { status: 302, headers: { location: '/elsewhere' } }],
    ['the keys redirect', 'keys', { status: 307, headers: { location: '/elsewhere' } }],
    ['the keys are garbage', 'keys', { body: { keys: 'none' } }],
    ['there are no keys', 'keys', { body: { keys: [] } }],
    ['the keys are endless', 'keys', { body: `{"keys":[${' '.repeat(300 * 1024)}]}` }],
    ['the metadata lacks the keys', 'metadata', { body: { issuer: 'x' } }],
  ] as const)('%s', async (_, place, fault) => {
    authority.fail(place, fault);
    const error = await errorOf(verifier.verify(token()));
    expect(error).toMatchObject({ code: 'upstream_unavailable', challenge: undefined });
    expect(authority.seen.map(({ path }) => path)).not.toContain('/elsewhere');
    authority.fail(place, undefined);
    now += 10_000;
    expect(await verified()).toBe(true);
  });

  it('no answer in five seconds', async () => {
    const never: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const options = { authority: authority.url, audiences: [authority.clientId], tenants: [BANK], now: () => now };
    const error = await errorOf(createEntraTokenVerifier({ ...options, fetch: never }).verify(token()));
    expect(error.code).toBe('upstream_unavailable');
    expect(error.detail).toContain('no answer within 5000 ms');
  });

  it('the authority is left alone for ten seconds after a failure', async () => {
    authority.fail('metadata', { status: 500 });
    for (let at = 0; at < 20; at += 1) expect(await refusal()).toBe('upstream_unavailable');
    expect(requests()).toEqual([1, 0]);
  });

  it('those that were had go on being used, for a day', async () => {
    await verified();
    authority.fail('metadata', { cut: true });
    for (let hour = 0; hour < 23; hour += 1) {
      now += HOUR;
      expect(await verified()).toBe(true);
      expect(await verified()).toBe(true);
    }
    // Once an hour from the sixth on, and not for each token.
    expect(requests()[0]).toBe(1 + 18);
    const unknown = authority.accessToken({ user: ana, key: authority.foreignKey });
    expect(await refusal(unknown)).toBe('upstream_unavailable');
    now += HOUR;
    expect(await refusal()).toBe('upstream_unavailable');
  });
});

describe('metadata and keys that are not trusted', () => {
  it.each([
    ['keys of another host', () => ({ issuer: issuer(), jwks_uri: 'https://evil.example/keys' })],
    ['keys of another port', () => ({ issuer: issuer(), jwks_uri: `${authority.graphUrl}/keys` })],
    ['keys of a host that begins alike', () => ({ issuer: issuer(), jwks_uri: `${authority.url}.evil.example/keys` })],
    ['keys over a password', () => ({ issuer: issuer(), jwks_uri: authority.url.replace('//', '//a:b@') })],
    ['keys of a file', () => ({ issuer: issuer(), jwks_uri: 'file:///etc/passwd' })],
    ['keys of no address', () => ({ issuer: issuer(), jwks_uri: '/discovery/keys' })],
    [
      'another issuer',
      () => ({ issuer: `${authority.url}/${SISTER}/v2.0`, jwks_uri: `${authority.url}/${SISTER}/discovery/v2.0/keys` }),
    ],
  ])('%s', async (_, metadata) => {
    authority.fail('metadata', { body: metadata() });
    const error = await errorOf(verifier.verify(token()));
    expect(error.code).toBe('upstream_unavailable');
    expect(error.detail).toMatch(/names another issuer|points to another host/);
    expect(authority.seen.filter(({ place }) => place !== 'metadata')).toEqual([]);
  });

  const jwk = (change: Record<string, unknown>) => ({ ...publicJwk(authority.keyOf(BANK), issuer()), ...change });
  it.each([
    ['of another issuer', () => [jwk({ issuer: `${authority.url}/${SISTER}/v2.0` })], 'upstream_unavailable'],
    ['for encryption', () => [jwk({ use: 'enc' })], 'upstream_unavailable'],
    ['for another algorithm', () => [jwk({ alg: 'RS512' })], 'upstream_unavailable'],
    ['shared secrets', () => [{ kty: 'oct', kid: authority.keyOf(BANK).kid, k: 'c2VjcmV0' }], 'upstream_unavailable'],
    ['damaged', () => [jwk({ n: '!!' })], 'not_signed_in'],
    ['too short', () => [jwk({ n: 'sXch' })], 'not_signed_in'],
  ])('keys %s sign nothing', async (_, keys, code) => {
    authority.fail('keys', { body: { keys: keys() } });
    expect(await refusal()).toBe(code);
  });

  it('a key of all tenants, its issuer a template, and one without an issuer', async () => {
    authority.fail('keys', { body: { keys: [jwk({ issuer: `${authority.url}/{tenantid}/v2.0` })] } });
    expect(await verified()).toBe(true);
    const other = createSigningKey();
    const { issuer: _, ...plain } = publicJwk(other, '');
    authority.fail('keys', { body: { keys: [plain, 'garbage'] } });
    now += MINUTE;
    expect((await verifier.verify(authority.accessToken({ user: ana, key: other }))).id).toBe(ana.id);
  });
});
