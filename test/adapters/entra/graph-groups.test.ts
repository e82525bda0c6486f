import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGraphGroups, type GraphGroupsOptions } from '../../../src/adapters/entra/graph-groups.ts';
import { createOnBehalfOf } from '../../../src/adapters/entra/on-behalf-of.ts';
import { createEntraTokenVerifier } from '../../../src/adapters/entra/token-verifier.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Identity } from '../../../src/core/identity.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { graphError } from '../../fixtures/entra/graph.ts';
import { selfSignedCertificate } from '../../fixtures/entra/self-signed-certificate.ts';
import { consentMissing } from '../../fixtures/entra/token-endpoint.ts';
import type { TestUser } from '../../fixtures/entra/tokens.ts';
import { errorOf, expectNothingOf } from './expect-error.ts';
import { BANK, SISTER } from './token-cases.ts';

const certificate = selfSignedCertificate();
const ids = (count: number) => Array.from({ length: count }, () => randomUUID() as string);

let authority: Authority;
let now: number;

async function begin(granted?: readonly string[]): Promise<void> {
  authority = await startAuthority({ tenants: [BANK, SISTER], now: () => now, ...(granted && { granted }) });
  authority.certificates.add(certificate);
}
beforeEach(async () => {
  now = Date.now();
  await begin();
});
afterEach(async () => {
  await authority.close();
});

const directoryWith = (options: Partial<GraphGroupsOptions> = {}) =>
  createGraphGroups({
    onBehalfOf: createOnBehalfOf({
      clientId: authority.clientId,
      credential: { certificate },
      authority: authority.url,
      now: () => now,
    }),
    graph: authority.graphUrl,
    now: () => now,
    ...options,
  });

/** A person with the token that they signed in with, as the verifier sees both. */
async function signedIn(user: TestUser = authority.user(BANK)): Promise<readonly [Identity, string]> {
  const token = authority.accessToken({ user });
  const audiences = [authority.clientId];
  const verifier = createEntraTokenVerifier({
    authority: authority.url,
    audiences,
    tenants: [BANK, SISTER],
    now: () => now,
  });
  return [await verifier.verify(token), token];
}

describe('the groups of a person', () => {
  it.each([0, 1, 99, 100, 101, 450])('%i of them, over all pages', async (count) => {
    const [ana, token] = await signedIn();
    const groups = ids(count);
    authority.directory.members.set(ana.id, groups);
    expect(await directoryWith().groupsOf(ana, token)).toEqual(groups);
    const asked = authority.seen.filter(({ place }) => place === 'graph');
    expect(asked.map(({ method }) => method)).toEqual([
      'POST',
      ...Array(Math.max(0, Math.ceil(count / 100) - 1)).fill('GET'),
    ]);
    expect(asked[0]?.body).toBe('{"securityEnabledOnly":false}');
  });

  it('are that person’s, and read anew each time', async () => {
    const directory = directoryWith();
    const people = await Promise.all(Array.from({ length: 10 }, () => signedIn()));
    for (const [{ id }] of people) authority.directory.members.set(id, [id]);
    const got = await Promise.all(people.map(([identity, token]) => directory.groupsOf(identity, token)));
    expect(got).toEqual(people.map(([{ id }]) => [id]));
    const [[ana, token] = await signedIn()] = people;
    authority.directory.members.set(ana.id, []);
    expect(await directory.groupsOf(ana, token)).toEqual([]);
  });

  it('are asked for with a token for Graph; the person’s own stays here', async () => {
    const [ana, token] = await signedIn();
    const sent: string[] = [];
    const watched: typeof fetch = (url, init) => {
      sent.push(String(new Headers(init?.headers).get('authorization')));
      return fetch(url, init);
    };
    await directoryWith({ fetch: watched }).groupsOf(ana, token);
    expect(sent.map((header) => decodeJwt(header.slice(7)).aud)).toEqual([authority.graphUrl]);
    expect(sent.join()).not.toContain(token);
  });

  it('are not looked up for a program, nor with a token of somebody else', async () => {
    const [ana, token] = await signedIn();
    const [, other] = await signedIn();
    const [, elsewhere] = await signedIn({ ...authority.user(SISTER), id: ana.id });
    const directory = directoryWith();
    expect((await errorOf(directory.groupsOf({ ...ana, kind: 'application' }, token))).code).toBe('not_permitted');
    for (const wrong of [other, elsewhere, 'opaque'])
      expect((await errorOf(directory.groupsOf(ana, wrong))).code).toBe('internal');
    expect(authority.count('token')).toBe(0);
  });

  it('Graph refuses the person’s own token', async () => {
    const [ana, token] = await signedIn();
    const lazy = directoryWith({ onBehalfOf: { tokenFor: async () => token } });
    expect(await errorOf(lazy.groupsOf(ana, token))).toMatchObject({
      code: 'not_signed_in',
      challenge: { error: 'invalid_token' },
    });
  });
});

describe('a failure is never an empty list', () => {
  const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}';
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(CLAIMS).toString('base64')}"`;

  it.each([
    ['401', graphError(401, 'InvalidAuthenticationToken', 'x'), 'not_signed_in', /sign in/],
    ['403', graphError(403, 'Authorization_RequestDenied', 'x'), 'misconfigured', /GroupMember\.Read\.All/],
    ['404', graphError(404, 'Request_ResourceNotFound', 'x'), 'upstream_unavailable', /404/],
    [
      'too many groups to list',
      graphError(400, 'Directory_ResultSizeLimitExceeded', 'x'),
      'upstream_unavailable',
      /400/,
    ],
    ['429', graphError(429, 'TooManyRequests', 'x', { 'retry-after': '12' }), 'rate_limited', /in 12 seconds/],
    ['429 without a time', graphError(429, 'TooManyRequests', 'x'), 'rate_limited', /in a minute/],
    ['500', graphError(500, 'generalException', 'x'), 'upstream_unavailable', /500/],
    ['503 that is no JSON', { status: 503, body: '<html>' }, 'upstream_unavailable', /503/],
    ['200 that is no JSON', { status: 200, body: '<html>' }, 'upstream_unavailable', /no form/],
    ['200 of nothing', { status: 200, body: {} }, 'upstream_unavailable', /no form/],
    ['200 with null', { status: 200, body: { value: null } }, 'upstream_unavailable', /no form/],
    ['200 with names', { status: 200, body: { value: ['Compliance'] } }, 'upstream_unavailable', /no form/],
    ['200 with an error', { status: 200, body: { error: { code: 'x' } } }, 'upstream_unavailable', /no form/],
    ['204', { status: 204 }, 'upstream_unavailable', /204/],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }, 'upstream_unavailable', /302/],
    ['a cut connection', { cut: true }, 'upstream_unavailable', /does not answer/],
    ['an endless answer', { status: 200, body: ' '.repeat(9_000_000) }, 'upstream_unavailable', /does not answer/],
  ] as const)('%s', async (_, fault, code, message) => {
    const [ana, token] = await signedIn();
    authority.directory.members.set(ana.id, ids(3));
    authority.fail('graph', fault);
    const errors = [
      await errorOf(directoryWith().groupsOf(ana, token)),
      await errorOf(directoryWith().namesOf(ids(1), ana, token)),
    ];
    for (const error of errors) {
      expect(error.code).toBe(code);
      expect(error.message).toMatch(message);
      expectNothingOf(error, [token]);
    }
  });

  it('429 until a date', async () => {
    const [ana, token] = await signedIn();
    const date = new Date(Math.floor(now / 1000) * 1000 + 90_000).toUTCString();
    authority.fail('graph', graphError(429, 'TooManyRequests', 'x', { 'retry-after': date }));
    expect((await errorOf(directoryWith().groupsOf(ana, token))).message).toMatch(/in (89|90) seconds/);
  });

  it('401 with a claims challenge, which is passed on as it is', async () => {
    const [ana, token] = await signedIn();
    authority.fail('graph', graphError(401, 'InvalidAuthenticationToken', 'x', { 'www-authenticate': challenge }));
    const error = await errorOf(directoryWith().groupsOf(ana, token));
    expect(error.challenge).toEqual({ error: 'interaction_required', claims: CLAIMS });
  });

  it('no answer in ten seconds, or the caller gives up', async () => {
    const [ana, token] = await signedIn();
    const signal = AbortSignal.timeout(50);
    authority.fail('graph', { delay: 500 });
    const outcome = await directoryWith()
      .groupsOf(ana, token, signal)
      .catch((error: unknown) => error);
    expect(outcome).toBe(signal.reason);
    expect(signal.aborted).toBe(true);
  });

  it('the permission that is missing is named, by Graph or at the exchange', async () => {
    await authority.close();
    await begin(['User.Read']);
    const [ana, token] = await signedIn();
    const error = await errorOf(directoryWith().groupsOf(ana, token));
    expect(error.code).toBe('misconfigured');
    expect(error.message).toContain('GroupMember.Read.All');
    authority.demands.set(ana.id, consentMissing(authority.clientId));
    expect(await errorOf(directoryWith().groupsOf(ana, token))).toMatchObject({
      code: 'not_signed_in',
      challenge: { error: 'consent_required' },
    });
  });

  it.each([
    ['another host', () => 'https://evil.example/v1.0/me/getMemberObjects?$skiptoken=100'],
    ['another port', () => `${authority.url}/v1.0/me/getMemberObjects?$skiptoken=100`],
    ['a host that begins alike', () => `${authority.graphUrl}.evil.example/x`],
    ['a password', () => authority.graphUrl.replace('//', '//a:b@')],
    ['no address', () => '/v1.0/me/getMemberObjects?$skiptoken=100'],
  ])('a next page on %s is not fetched', async (_, link) => {
    const [ana, token] = await signedIn();
    authority.directory.members.set(ana.id, ids(200));
    authority.directory.nextLink = link();
    const error = await errorOf(directoryWith().groupsOf(ana, token));
    expect(error).toMatchObject({ code: 'upstream_unavailable', detail: 'graph: the next page is on another host' });
    expect([authority.count('graph'), authority.count('unknown' as 'graph')]).toEqual([1, 0]);
  });

  it('pages without an end are given up', async () => {
    const [ana, token] = await signedIn();
    authority.directory.members.set(ana.id, ids(200));
    authority.directory.nextLink = `${authority.graphUrl}/v1.0/me/getMemberObjects?$skiptoken=0`;
    expect((await errorOf(directoryWith().groupsOf(ana, token))).detail).toContain('50 pages');
    expect(authority.count('graph')).toBe(50);
  });
});

describe('names of groups', () => {
  it('come for groups that have one, cleaned', async () => {
    const [ana, token] = await signedIn();
    const [one = '', two = '', three = '', four = ''] = ids(4);
    authority.directory.names.set(one, 'Cumplimiento\u202e  Normativo').set(two, null).set(four, '\u200b');
    const got = await directoryWith().namesOf([one.toUpperCase(), two, three, four, 'no id'], ana, token);
    expect([...got]).toEqual([[one, 'Cumplimiento Normativo']]);
  });

  it('come a thousand at a time', async () => {
    const [ana, token] = await signedIn();
    const groups = ids(2_500);
    for (const id of groups) authority.directory.names.set(id, `Group ${id}`);
    const got = await directoryWith().namesOf(groups, ana, token);
    expect(got.size).toBe(2_500);
    const sizes = authority.seen
      .filter(({ place }) => place === 'graph')
      .map(({ body }) => JSON.parse(body).ids.length);
    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it('are held for ten minutes, by tenant, and so is that there is none', async () => {
    const directory = directoryWith();
    const [ana, token] = await signedIn();
    const [named = '', unnamed = ''] = ids(2);
    authority.directory.names.set(named, 'Before');
    const ask = async (who = [ana, token] as const) => (await directory.namesOf([named, unnamed], ...who)).get(named);
    expect(await ask()).toBe('Before');
    authority.directory.names.set(named, 'After');
    now += 9 * 60_000;
    expect(await ask()).toBe('Before');
    expect(authority.count('graph')).toBe(1);
    expect(await ask(await signedIn(authority.user(SISTER)))).toBe('After');
    now += 60_000;
    expect(await ask()).toBe('After');
    expect(authority.count('graph')).toBe(3);
  });

  it('of no groups take no request', async () => {
    const [ana, token] = await signedIn();
    expect((await directoryWith().namesOf([], ana, token)).size).toBe(0);
    expect([authority.count('token'), authority.count('graph')]).toEqual([0, 0]);
  });
});

it('an address of Graph that cannot work', () => {
  for (const graph of ['http://graph.example', 'https://graph.microsoft.com/v1.0', 'graph'])
    expect(() => directoryWith({ graph })).toThrow(AppError);
});
