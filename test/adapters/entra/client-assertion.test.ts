import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnBehalfOf, type OnBehalfOf, type OnBehalfOfOptions } from '../../../src/adapters/entra/on-behalf-of.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { selfSignedCertificate } from '../../fixtures/entra/self-signed-certificate.ts';
import { createSigningKey, type SigningKey } from '../../fixtures/entra/signing-keys.ts';
import type { TestUser } from '../../fixtures/entra/tokens.ts';
import { errorOf } from './expect-error.ts';
import { BANK, SISTER } from './token-cases.ts';

let authority: Authority;
let certificate: string;
let federation: SigningKey;
let folder: string;

const exchangeWith = (options: Partial<OnBehalfOfOptions> = {}): OnBehalfOf =>
  createOnBehalfOf({ clientId: authority.clientId, credential: { certificate }, authority: authority.url, ...options });
const tokenFor = (user: TestUser, obo: OnBehalfOf) =>
  obo.tokenFor(authority.accessToken({ user }), user.tenant, [`${authority.graphUrl}/.default`]);

beforeAll(async () => {
  authority = await startAuthority({ tenants: [BANK, SISTER] });
  certificate = selfSignedCertificate();
  authority.certificates.add(certificate);
  federation = createSigningKey();
  authority.federations.add({ issuer: 'https://oidc.example', subject: 'desk', publicKey: federation.publicKey });
  folder = await mkdtemp(join(tmpdir(), 'entra-'));
});
afterAll(async () => {
  await authority.close();
  await rm(folder, { recursive: true });
});

describe('the program shows that it is itself', () => {
  it('with a certificate in a file, which may be renewed', async () => {
    const certificatePath = join(folder, 'renewed.pem');
    await writeFile(certificatePath, certificate);
    const obo = exchangeWith({ credential: { certificatePath } });
    await tokenFor(authority.user(BANK), obo);
    const renewed = selfSignedCertificate();
    await writeFile(certificatePath, renewed);
    expect((await errorOf(tokenFor(authority.user(BANK), obo))).code).toBe('misconfigured');
    authority.certificates.add(renewed);
    await tokenFor(authority.user(BANK), obo);
  });

  it('with a federated assertion', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: 'https://oidc.example', sub: 'desk', aud: 'api://AzureADTokenExchange', exp: seconds + 600 };
    const assertion = async () => authority.sign({ alg: 'RS256', typ: 'JWT' }, claims, federation);
    const ana = authority.user(BANK);
    expect(decodeJwt(await tokenFor(ana, exchangeWith({ credential: { assertion } })))['oid']).toBe(ana.id);
  });
});

describe('the program is set up wrongly', () => {
  const refusedWith = async (options: Partial<OnBehalfOfOptions>) =>
    errorOf(tokenFor(authority.user(BANK), exchangeWith(options)));
  const keyOf = (pem: string) => pem.slice(0, pem.indexOf('-----BEGIN CERTIFICATE'));
  const certificateOf = (pem: string) => pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'));

  it.each([
    ['a certificate that is not registered', () => ({ certificate: selfSignedCertificate() }), /refuses this program/],
    [
      'a certificate that has expired',
      () => ({ certificate: selfSignedCertificate({ until: new Date('2021-01-01') }) }),
      /expired/,
    ],
    [
      'a key of another certificate',
      () => ({ certificate: keyOf(selfSignedCertificate()) + certificateOf(certificate) }),
      /belong together/,
    ],
    ['a certificate without its key', () => ({ certificate: certificateOf(certificate) }), /private key/],
    ['a key without its certificate', () => ({ certificate: keyOf(certificate) }), /no certificate/],
    ['a damaged certificate', () => ({ certificate: certificate.replace(/MII/g, 'AAA') }), /damaged/],
    ['a file that is not there', () => ({ certificatePath: join(folder, 'none.pem') }), /cannot be read/],
    [
      'a federated identity that fails',
      () => ({ assertion: () => Promise.reject(new Error('secret-part')) }),
      /federated identity/,
    ],
    [
      'a federated token of another',
      () => ({ assertion: async () => authority.idToken({ user: authority.user(BANK) }) }),
      /refuses this program/,
    ],
  ] as const)('%s', async (_, credential, message) => {
    const error = await refusedWith({ credential: credential() });
    expect(error.code).toBe('misconfigured');
    expect(error.message).toMatch(message);
    expect(error.message + error.detail).not.toMatch(/secret-part|BEGIN|MII/);
  });

  it('a client that is not registered, and a scope of another service', async () => {
    expect((await refusedWith({ clientId: BANK })).code).toBe('misconfigured');
    const error = await errorOf(
      exchangeWith().tokenFor(authority.accessToken({ user: authority.user(BANK) }), BANK, [
        'https://evil.example/.default',
      ]),
    );
    expect(error.code).toBe('misconfigured');
  });

  it('a token for another application', async () => {
    const token = authority.accessToken({ user: authority.user(BANK), claims: { aud: SISTER } });
    expect((await errorOf(exchangeWith().tokenFor(token, BANK, [`${authority.graphUrl}/.default`]))).code).toBe(
      'misconfigured',
    );
  });

  it('a tenant or client that is none', async () => {
    const token = authority.accessToken({ user: authority.user(BANK) });
    for (const tenant of ['common', '../evil', `${BANK}/x`])
      expect((await errorOf(exchangeWith().tokenFor(token, tenant, ['x/.default']))).code).toBe('misconfigured');
    expect(() => exchangeWith({ clientId: 'desk' })).toThrow(/client id/);
  });
});
