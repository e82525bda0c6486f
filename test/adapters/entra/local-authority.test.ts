import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientAssertion } from '../../../src/adapters/entra/client-assertion.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { selfSignedCertificate } from '../../fixtures/entra/self-signed-certificate.ts';
import type { TestUser } from '../../fixtures/entra/tokens.ts';
import { BANK, SISTER, STRANGER } from './token-cases.ts';

/** The authority that the other tests trust has to refuse what the real one refuses: otherwise they prove nothing. */
let authority: Authority;
let ana: TestUser;
const certificate = selfSignedCertificate();

beforeAll(async () => {
  authority = await startAuthority({ tenants: [BANK, SISTER] });
  authority.certificates.add(certificate);
  ana = authority.user(BANK);
});
afterAll(async () => {
  await authority.close();
});

const endpoint = (tenant = BANK) => `${authority.url}/${tenant}/oauth2/v2.0/token`;
const assertionFor = (options: { pem?: string; audience?: string; clientId?: string; now?: number } = {}) =>
  clientAssertion(
    { certificate: options.pem ?? certificate },
    {
      clientId: options.clientId ?? authority.clientId,
      endpoint: options.audience ?? endpoint(),
      now: options.now ?? Date.now(),
    },
  );

async function asked(changes: Record<string, string | undefined> = {}, tenant = BANK) {
  const form = {
    client_id: authority.clientId,
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertionFor(),
    assertion: authority.accessToken({ user: ana }),
    scope: `openid ${authority.graphUrl}/GroupMember.Read.All`,
    ...changes,
  };
  const body = new URLSearchParams(
    Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const response = await fetch(endpoint(tenant), { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('what is asked as it should be is given', async () => {
  const { status, body } = await asked();
  expect(status).toBe(200);
  expect(decodeJwt(String(body['access_token']))).toMatchObject({ oid: ana.id, aud: authority.graphUrl });
});

describe('the token endpoint refuses', () => {
  it.each([
    ['another client', () => ({ client_id: BANK }), 700016],
    ['another grant', () => ({ grant_type: 'client_credentials' }), 70003],
    ['another use', () => ({ requested_token_use: undefined }), 900144],
    ['a client secret', () => ({ client_assertion: undefined, client_secret: 'x' }), 7000218],
    ['no client assertion', () => ({ client_assertion: '' }), 700027],
    [
      'a certificate that is not registered',
      async () => ({ client_assertion: await assertionFor({ pem: selfSignedCertificate() }) }),
      700027,
    ],
    [
      'a client assertion for another tenant',
      async () => ({ client_assertion: await assertionFor({ audience: endpoint(SISTER) }) }),
      700027,
    ],
    [
      'a client assertion of another client',
      async () => ({ client_assertion: await assertionFor({ clientId: BANK }) }),
      700027,
    ],
    [
      'a client assertion that has ended',
      async () => ({ client_assertion: await assertionFor({ now: Date.now() - 600_000 }) }),
      700027,
    ],
    [
      'a person’s token in place of the client’s',
      () => ({ client_assertion: authority.accessToken({ user: ana }) }),
      700027,
    ],
    ['a forged token', () => ({ assertion: authority.accessToken({ user: ana, key: authority.foreignKey }) }), 50013],
    [
      'a token of another tenant',
      () => ({ assertion: authority.accessToken({ user: authority.user(SISTER) }) }),
      50013,
    ],
    ['an id token', () => ({ assertion: authority.idToken({ user: ana }) }), 50013],
    ['a program’s token', () => ({ assertion: authority.applicationToken({ user: ana }) }), 50013],
    ['a token that has ended', () => ({ assertion: authority.accessToken({ user: ana, claims: { exp: 1 } }) }), 500133],
    [
      'a token for another application',
      () => ({ assertion: authority.accessToken({ user: ana, claims: { aud: BANK } }) }),
      500131,
    ],
    ['no scope', () => ({ scope: 'openid' }), 70011],
    ['a scope of another service', () => ({ scope: 'https://evil.example/.default' }), 70011],
    ['a scope without consent', () => ({ scope: `${authority.graphUrl}/Mail.Read` }), 65001],
  ])('%s', async (_, changes, code) => {
    const { status, body } = await asked(await changes());
    expect([status, body['error_codes']]).toEqual([body['error'] === 'invalid_client' ? 401 : 400, [code]]);
    expect(String(body['error_description'])).toMatch(new RegExp(`^AADSTS${code}: `));
  });

  it('a tenant that it does not know', async () => {
    expect((await asked({}, STRANGER)).body['error_codes']).toEqual([90002]);
  });
});

describe('Graph refuses', () => {
  it.each([
    ['no token', () => undefined],
    ['a token for the program', () => authority.accessToken({ user: ana })],
    [
      'a forged token',
      () => authority.accessToken({ user: ana, key: authority.foreignKey, claims: { aud: authority.graphUrl } }),
    ],
  ])('%s', async (_, token) => {
    const bearer = token();
    const response = await fetch(`${authority.graphUrl}/v1.0/me/getMemberObjects`, {
      method: 'POST',
      ...(bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  });

  it.each([
    ['no body', '/v1.0/me/getMemberObjects', {}],
    ['too many ids', '/v1.0/directoryObjects/getByIds', { ids: Array(1_001).fill(BANK) }],
    ['an id that is none', '/v1.0/directoryObjects/getByIds', { ids: ['x'] }],
  ])('%s', async (_, path, body) => {
    const authorization = `Bearer ${(await asked()).body['access_token']}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${authority.graphUrl}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
  });
});
