import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOnBehalfOf, type OnBehalfOf, type OnBehalfOfOptions } from '../../../src/adapters/entra/on-behalf-of.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { selfSignedCertificate } from '../../fixtures/entra/self-signed-certificate.ts';
import { consentMissing, entraError, interactionRequired } from '../../fixtures/entra/token-endpoint.ts';
import type { TestUser } from '../../fixtures/entra/tokens.ts';
import { errorOf, expectNothingOf } from './expect-error.ts';
import { BANK, SISTER } from './token-cases.ts';

/** As Entra's documentation shows it: it must come through character by character. */
const CLAIMS = '{"access_token":{"polids":{"essential":true,"values":["9ab03e19-ed42-4168-b6b7-7001fb3e933a"]}}}';

let authority: Authority;
let certificate: string;
let now = Date.now();

const trusted = new Set<string>();
const exchangeWith = (options: Partial<OnBehalfOfOptions> = {}): OnBehalfOf =>
  createOnBehalfOf({
    clientId: authority.clientId,
    credential: { certificate },
    authority: authority.url,
    now: () => now,
    fetch: (url, init) => {
      trusted.add(new URL(String(url)).origin);
      return fetch(url, init);
    },
    ...options,
  });
const tokenFor = (user: TestUser, obo = exchangeWith()) =>
  obo.tokenFor(authority.accessToken({ user }), user.tenant, [`${authority.graphUrl}/.default`]);

beforeAll(async () => {
  authority = await startAuthority({ tenants: [BANK, SISTER], now: () => now });
  certificate = selfSignedCertificate();
  authority.certificates.add(certificate);
});
afterEach(() => {
  authority.fail('token', undefined);
  now = Date.now();
});
afterAll(async () => {
  await authority.close();
});

describe('a token in a person’s name', () => {
  it.each([BANK, SISTER])('is of the person and the tenant %s', async (tenant) => {
    const ana = authority.user(tenant);
    const claims = decodeJwt(await tokenFor(ana));
    expect(claims).toMatchObject({ oid: ana.id, tid: tenant, aud: authority.graphUrl });
  });

  it('comes with a token of version 1 too', async () => {
    const ana = authority.user(BANK);
    const token = authority.accessToken({ user: ana, version: 1 });
    const got = await exchangeWith().tokenFor(token, BANK.toUpperCase(), [`${authority.graphUrl}/User.Read`]);
    expect(decodeJwt(got)['oid']).toBe(ana.id);
  });

  it('asks the token endpoint once, and nothing else', async () => {
    const before = authority.seen.length;
    await tokenFor(authority.user(BANK));
    const [{ place, path, body } = { place: '', path: '', body: '' }, ...more] = authority.seen.slice(before);
    expect({ place, more }).toEqual({ place: 'token', more: [] });
    expect(path).toBe(`/${BANK}/oauth2/v2.0/token`);
    expect(new URLSearchParams(body).get('requested_token_use')).toBe('on_behalf_of');
    expect(new URLSearchParams(body).has('client_secret')).toBe(false);
    expect([...trusted]).toEqual([authority.url]);
  });
});

describe('tokens are held', () => {
  it('and never given to another person, of this tenant or another', async () => {
    const obo = exchangeWith();
    const sister = authority.user(SISTER);
    const people = [...Array.from({ length: 20 }, () => authority.user(BANK)), sister, { ...sister, tenant: BANK }];
    const rounds = [...people, ...people, ...people.toReversed()];
    const got = await Promise.all(rounds.map(async (user) => decodeJwt(await tokenFor(user, obo))));
    expect(got.map(({ oid, tid }) => [oid, tid])).toEqual(rounds.map(({ id, tenant }) => [id, tenant]));
  });

  it('for the same sign-in, until five minutes before they end', async () => {
    const obo = exchangeWith();
    const userToken = authority.accessToken({
      user: authority.user(BANK),
      claims: { exp: Math.floor(now / 1000) + 86_400 },
    });
    const ask = (scope = '.default') => obo.tokenFor(userToken, BANK, [`${authority.graphUrl}/${scope}`]);
    const before = authority.count('token');
    const first = await ask();
    now += 60 * 60_000;
    expect(await ask()).toBe(first);
    expect(authority.count('token')).toBe(before + 1);
    await ask('User.Read');
    expect(authority.count('token')).toBe(before + 2);
    now += 3 * 60_000;
    expect(await ask()).not.toBe(first);
  });

  it('and not for another tenant', async () => {
    const obo = exchangeWith();
    const userToken = authority.accessToken({ user: authority.user(BANK) });
    const ask = (tenant: string) => obo.tokenFor(userToken, tenant, [`${authority.graphUrl}/.default`]);
    await ask(BANK);
    expect((await errorOf(ask(SISTER))).code).toBe('not_signed_in');
  });

  it('but for a thousand sign-ins at most', async () => {
    const obo = exchangeWith();
    const first = authority.accessToken({ user: authority.user(BANK) });
    const ask = (token: string) => obo.tokenFor(token, BANK, [`${authority.graphUrl}/.default`]);
    const got = await ask(first);
    for (let round = 0; round < 10; round += 1)
      await Promise.all(Array.from({ length: 100 }, () => ask(authority.accessToken({ user: authority.user(BANK) }))));
    expect(await ask(first)).not.toBe(got);
  });

  it('and a failure is not', async () => {
    const obo = exchangeWith();
    const ana = authority.user(BANK);
    const userToken = authority.accessToken({ user: ana });
    const ask = () => obo.tokenFor(userToken, BANK, [`${authority.graphUrl}/.default`]);
    authority.demands.set(ana.id, consentMissing(authority.clientId));
    expect((await errorOf(ask())).challenge?.error).toBe('consent_required');
    authority.demands.delete(ana.id);
    expect(decodeJwt(await ask())['oid']).toBe(ana.id);
  });
});

describe('the authority asks for something', () => {
  it.each([
    ['another factor', interactionRequired(CLAIMS), 'interaction_required', CLAIMS],
    [
      'another factor, as invalid_grant',
      entraError('invalid_grant', 50076, 'Ana.', { suberror: 'basic_action', claims: CLAIMS }),
      'interaction_required',
      CLAIMS,
    ],
    ['another factor, without claims', entraError('invalid_grant', 50076, 'Ana.'), 'interaction_required', undefined],
    [
      'another device',
      entraError('invalid_grant', 53003, 'Ana.', { suberror: 'message_only' }),
      'interaction_required',
      undefined,
    ],
    [
      'what no number is known for',
      entraError('interaction_required', 999999, 'Ana.'),
      'interaction_required',
      undefined,
    ],
    ['claims alone', entraError('invalid_grant', 999999, 'Ana.', { claims: CLAIMS }), 'interaction_required', CLAIMS],
    ['consent', consentMissing('9f1c'), 'consent_required', undefined],
    [
      'consent, by its second name',
      entraError('invalid_grant', 999999, 'Ana.', { suberror: 'consent_required' }),
      'consent_required',
      undefined,
    ],
    [
      'another factor, by its second name',
      entraError('invalid_grant', 999999, 'Ana.', { suberror: 'basic_action' }),
      'interaction_required',
      undefined,
    ],
    ['consent, by its name', entraError('consent_required', 999999, 'Ana.'), 'consent_required', undefined],
    ['consent, by its number', entraError('invalid_grant', 65001, 'Ana.'), 'consent_required', undefined],
    ['an administrator’s consent', entraError('invalid_grant', 90094, 'Ana.'), 'consent_required', undefined],
    ['another sign-in', entraError('invalid_grant', 700000, 'Ana.'), 'invalid_token', undefined],
  ] as const)('%s', async (_, reply, error, claims) => {
    const ana = authority.user(BANK, 'Ana Secretaria');
    authority.demands.set(ana.id, reply);
    const token = authority.accessToken({ user: ana });
    const thrown = await errorOf(exchangeWith().tokenFor(token, BANK, [`${authority.graphUrl}/.default`]));
    expect(thrown.code).toBe('not_signed_in');
    expect(thrown.challenge).toEqual(claims === undefined ? { error } : { error, claims });
    expect(thrown.detail).toMatch(/^entra on-behalf-of: 400 [a-z_ ]+ AADSTS\d+ trace [\w-]{36}$/);
    expectNothingOf(thrown, [token, ana.name, ana.id, CLAIMS, 'administrator, you must enroll']);
  });

  it.each([
    ['an id token', (user: TestUser) => authority.idToken({ user }), 'invalid_token'],
    ['a forged token', (user: TestUser) => authority.accessToken({ user, key: authority.foreignKey }), 'invalid_token'],
    [
      'a token that has ended',
      (user: TestUser) => authority.accessToken({ user, claims: { exp: 1 } }),
      'invalid_token',
    ],
    ['no token', () => '', 'invalid_token'],
  ] as const)('a sign-in in place of %s', async (_, token, error) => {
    const thrown = await errorOf(
      exchangeWith().tokenFor(token(authority.user(BANK)), BANK, [`${authority.graphUrl}/.default`]),
    );
    expect(thrown).toMatchObject({ code: 'not_signed_in', challenge: { error } });
  });
});

describe('the authority is away', () => {
  it.each([
    ['an error', { status: 500, body: { error: 'server_error' } }, 'upstream_unavailable', /error/],
    ['an error that is no JSON', { status: 503, body: '<html>' }, 'upstream_unavailable', /error/],
    ['garbage', { status: 200, body: 'garbage' }, 'upstream_unavailable', /error/],
    ['garbage with 400', { status: 400, body: 'garbage' }, 'upstream_unavailable', /error/],
    ['a token that is none', { status: 200, body: { token_type: 'Bearer' } }, 'upstream_unavailable', /error/],
    ['an error with 200', { status: 200, body: { error: 'invalid_grant' } }, 'upstream_unavailable', /error/],
    ['a redirect', { status: 307, headers: { location: 'https://evil.example/' } }, 'upstream_unavailable', /error/],
    ['nothing', { cut: true }, 'upstream_unavailable', /does not answer/],
    ['too much', { status: 400, body: 'x'.repeat(300 * 1024) }, 'upstream_unavailable', /does not answer/],
    ['that it is busy', { status: 429, headers: { 'retry-after': '7' }, body: {} }, 'rate_limited', /in 7 seconds/],
    ['that it is busy', { status: 429, body: 'slow down' }, 'rate_limited', /in a minute/],
    ['that it is busy, in its own words', entraError('invalid_grant', 50196, 'loop'), 'rate_limited', /in a minute/],
  ] as const)('%s comes back', async (_, fault, code, message) => {
    authority.fail('token', fault);
    const before = authority.count('token');
    const error = await errorOf(tokenFor(authority.user(BANK)));
    expect(error).toMatchObject({ code, challenge: undefined });
    expect(error.message).toMatch(message);
    expect(authority.count('token')).toBe(before + 1);
    expect([...trusted]).toEqual([authority.url]);
  });

  it('or whoever asked gives up', async () => {
    authority.fail('token', { delay: 300 });
    const ana = authority.user(BANK);
    const signal = AbortSignal.timeout(30);
    const token = authority.accessToken({ user: ana });
    const asked = exchangeWith().tokenFor(token, BANK, [`${authority.graphUrl}/.default`], signal);
    expect(await asked.catch((error: unknown) => error)).toBe(signal.reason);
    expect(signal.aborted).toBe(true);
  });
});
