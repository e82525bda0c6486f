import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createEntraTokenVerifier,
  type EntraTokenVerifierOptions,
} from '../../../src/adapters/entra/token-verifier.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { TokenVerifier } from '../../../src/core/identity.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { errorOf } from './expect-error.ts';
import { BANK, NOW, SECONDS, SISTER, type Tokens, tokensOf } from './token-cases.ts';

let authority: Authority;
let tokens: Tokens;
let verifier: TokenVerifier;

const verifierWith = (options: Partial<EntraTokenVerifierOptions> = {}) =>
  createEntraTokenVerifier({
    authority: authority.url,
    audiences: [authority.clientId, authority.appIdUri],
    tenants: [BANK, SISTER],
    now: () => NOW,
    ...options,
  });

beforeAll(async () => {
  authority = await startAuthority({ tenants: [BANK, SISTER], now: () => NOW });
  tokens = tokensOf(authority);
  verifier = verifierWith();
});
afterAll(async () => {
  await authority.close();
});

describe('good tokens', () => {
  it.each([1, 2] as const)('version %i says who it is', async (version) => {
    const user = authority.user(SISTER, 'José  Núñez');
    const token = authority.accessToken({
      user,
      version,
      scopes: ['access_as_user', 'Law.Ask'],
      claims: { roles: ['Officer'] },
    });
    expect(await verifier.verify(token)).toEqual({
      kind: 'user',
      tenant: SISTER,
      id: user.id,
      name: 'José Núñez',
      roles: ['Officer'],
      scopes: ['access_as_user', 'Law.Ask'],
      groups: { known: false },
      expires: SECONDS + 4_000,
    });
  });

  it('version 1 for the client id, as an app registration can ask for', async () => {
    const token = tokens.withClaims({ aud: authority.clientId }, 1);
    expect((await verifier.verify(token)).kind).toBe('user');
  });

  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'jwt'])('the type %s', async (typ) => {
    expect((await verifier.verify(tokens.withHeader({ typ }))).id).toBe(tokens.ana.id);
  });

  it('tenant and object id in capitals are the same person', async () => {
    const token = tokens.withClaims({ tid: BANK.toUpperCase(), oid: tokens.ana.id.toUpperCase() });
    expect(await verifier.verify(token)).toMatchObject({ tenant: BANK, id: tokens.ana.id });
  });

  it('keys that the header names or brings are not looked at', async () => {
    const before = authority.seen.length;
    const header = { jku: `${authority.url}/evil`, x5u: `${authority.url}/evil`, jwk: { kty: 'RSA' }, x5c: ['x'] };
    expect((await verifier.verify(tokens.withHeader(header))).id).toBe(tokens.ana.id);
    expect(authority.seen.length).toBe(before);
  });

  it('idtyp of a person', async () => {
    expect((await verifier.verify(tokens.withClaims({ idtyp: 'user' }))).kind).toBe('user');
  });

  it('an issuer of version 1 of another cloud', async () => {
    const china = verifierWith({ v1Issuer: (tenant) => `https://sts.chinacloudapi.cn/${tenant}/` });
    const token = tokens.withClaims({ iss: `https://sts.chinacloudapi.cn/${BANK}/` }, 1);
    expect((await china.verify(token)).id).toBe(tokens.ana.id);
    expect((await errorOf(china.verify(tokens.withClaims({}, 1)))).code).toBe('not_signed_in');
  });
});

describe('the edges of time, a minute to either side', () => {
  it.each([
    ['ended 59 s ago', { exp: SECONDS - 59 }, true],
    ['ended 60 s ago', { exp: SECONDS - 60 }, false],
    ['begins in 60 s', { nbf: SECONDS + 60 }, true],
    ['begins in 61 s', { nbf: SECONDS + 61 }, false],
    ['issued in 60 s', { iat: SECONDS + 60 }, true],
    ['issued in 61 s', { iat: SECONDS + 61 }, false],
  ])('%s', async (_, claims, good) => {
    const outcome = await verifier.verify(tokens.withClaims(claims)).then(
      () => 'let in',
      (error: AppError) => error.code,
    );
    expect(outcome).toBe(good ? 'let in' : 'not_signed_in');
  });

  it('the clock that is given counts, not the machine’s', async () => {
    const later = verifierWith({ now: () => NOW + 5_000_000 });
    expect((await errorOf(later.verify(tokens.good()))).message).toContain('has ended');
  });
});

describe('scopes', () => {
  it.each([
    ['a short name', 'access_as_user'],
    ['the App ID URI before it', 'api://9f1c/access_as_user'],
    ['an https App ID URI before it', 'https://bank.example/desk/access_as_user'],
  ])('%s is enough', async (_, scope) => {
    const strict = verifierWith({ scopes: ['Other.Scope', scope] });
    expect((await strict.verify(tokens.good())).scopes).toEqual(['access_as_user']);
    expect((await strict.verify(tokens.withClaims({ scp: `openid ${scope}` }))).scopes).toContain('access_as_user');
  });

  it('one of several is enough, and none is not', async () => {
    const strict = verifierWith({ scopes: ['Law.Read', 'Law.Ask'] });
    const asks = authority.accessToken({ user: tokens.ana, scopes: ['Law.Ask'] });
    expect((await strict.verify(asks)).scopes).toEqual(['Law.Ask']);
    const error = await errorOf(strict.verify(tokens.good()));
    expect(error).toMatchObject({ code: 'not_permitted', challenge: { error: 'insufficient_scope' } });
    expect(error.message).toContain('Law.Read or Law.Ask');
  });
});

describe('applications', () => {
  const application = (claims: Record<string, unknown> = {}, version: 1 | 2 = 2) =>
    authority.applicationToken({ user: tokens.ana, version, claims });

  it.each([1, 2] as const)('of version %i come in where they are admitted', async (version) => {
    const open = verifierWith({ applications: true, scopes: ['access_as_user'] });
    const identity = await open.verify(application({}, version));
    expect(identity).toMatchObject({ kind: 'application', roles: ['Law.Read'], scopes: [] });
    expect(identity).not.toHaveProperty('name');
    expect((await open.verify(application({ idtyp: undefined }, version))).kind).toBe('application');
  });

  it('without an app role do not: any program of the tenant can get such a token', async () => {
    const error = await errorOf(verifierWith({ applications: true }).verify(application({ roles: undefined })));
    expect(error.code).toBe('not_permitted');
    expect(error.message).toContain('app role');
  });

  it('an id token with app roles is taken for none', async () => {
    const open = verifierWith({ applications: true });
    for (const version of [1, 2] as const) {
      const claims = { nonce: undefined, roles: ['Law.Read'] };
      const error = await errorOf(open.verify(authority.idToken({ user: tokens.ana, version, claims })));
      expect(error).toMatchObject({ code: 'not_signed_in', challenge: { error: 'invalid_token' } });
    }
  });
});

describe('groups', () => {
  const [one = '', two = ''] = [randomUUID(), randomUUID()];
  it.each([
    ['listed', { groups: [one, two.toUpperCase(), one] }, { known: true, ids: [one, two] }],
    ['listed as none', { groups: [] }, { known: true, ids: [] }],
    ['left out, which is not none', {}, { known: false }],
    [
      'too many',
      { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.windows.net/evil' } } },
      { known: false },
    ],
    ['too many, beside an empty list', { groups: [], _claim_names: { groups: 'src1' } }, { known: false }],
    ['too many for a short token', { hasgroups: true }, { known: false }],
    ['too many, said as text', { hasgroups: 'true', groups: [one] }, { known: false }],
    ['not too many', { hasgroups: false, groups: [one] }, { known: true, ids: [one] }],
    ['another claim too long', { groups: [one], _claim_names: { address: 'src1' } }, { known: true, ids: [one] }],
    ['listed by name', { groups: [one, 'BANK\\Compliance'] }, { known: false }],
  ])('%s', async (_, claims, groups) => {
    const before = authority.seen.length;
    expect((await verifier.verify(tokens.withClaims(claims))).groups).toEqual(groups);
    expect(authority.seen.length).toBe(before);
  });

  it('are those of the token’s own tenant', async () => {
    const sister = authority.user(SISTER);
    const token = authority.accessToken({ user: { ...sister, id: tokens.ana.id }, groups: [one] });
    expect(await verifier.verify(token)).toMatchObject({ tenant: SISTER, id: tokens.ana.id });
    const forged = authority.accessToken({ user: sister, groups: [one], claims: { tid: BANK } });
    expect((await errorOf(verifier.verify(forged))).code).toBe('not_signed_in');
  });
});

describe('names', () => {
  it.each([
    ['hidden characters go', { name: 'Ana\u202e\u200b Ruiz\n' }, 'Ana Ruiz'],
    ['a long one is cut', { name: 'x'.repeat(500) }, 'x'.repeat(128)],
    ['not within a character', { name: `${'x'.repeat(127)}😀` }, 'x'.repeat(127)],
    ['an empty one gives way', { name: '\u200b', preferred_username: 'ana@bank.example' }, 'ana@bank.example'],
    [
      'the oldest claim is the last',
      { name: undefined, preferred_username: undefined, upn: 'ana@b.example' },
      'ana@b.example',
    ],
    ['there may be none', { name: undefined, preferred_username: undefined }, undefined],
  ])('%s', async (_, claims, name) => {
    expect((await verifier.verify(tokens.withClaims(claims))).name).toBe(name);
  });
});

describe('settings that cannot work', () => {
  it.each([
    ['a tenant by name', { tenants: ['bank.example'] }],
    ['the tenant "common"', { tenants: ['common'] }],
    ['no tenant', { tenants: [] }],
    ['no audience', { audiences: [] }],
    ['an empty audience', { audiences: [''] }],
    ['no scope in a list of them', { scopes: [] }],
    ['http to elsewhere', { authority: 'http://login.example' }],
    ['an authority with a path', { authority: 'https://login.example/tenant' }],
    ['no address', { authority: 'login.example' }],
    ['a password in the address', { authority: 'https://me:it@login.example' }],
  ])('%s', (_, options) => {
    expect(() => verifierWith(options)).toThrow(AppError);
  });
});
