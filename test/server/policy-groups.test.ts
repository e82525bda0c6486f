import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, openDesk } from '../../src/compose.ts';
import { openAccess } from '../../src/compose-sign-in.ts';
import { readConfig } from '../../src/config.ts';
import type { Access } from '../../src/core/access.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { inventedDocument } from '../contracts/document-store-contract.ts';
import { type Authority, startAuthority } from '../fixtures/entra/authority.ts';
import { selfSignedCertificate } from '../fixtures/entra/self-signed-certificate.ts';
import { interactionRequired } from '../fixtures/entra/token-endpoint.ts';

const BANK = '11111111-1111-4111-8111-111111111111';
const LAWYERS = 'aaaaaaaa-0000-4000-8000-000000000001';
const WRITER = { roles: ['Compliance-Manager'] };

const folder = mkdtempSync(join(tmpdir(), 'compliance-policy-groups-'));
let authority: Authority;
let desk: Desk;
let access: Access;
beforeAll(async () => {
  authority = await startAuthority({ tenants: [BANK], now: Date.now });
  const certificate = selfSignedCertificate();
  authority.certificates.add(certificate);
  const path = join(folder, 'certificate.pem');
  writeFileSync(path, certificate);
  const config = readConfig({
    COMPLIANCE_DATA: folder,
    ENTRA_TENANTS: BANK,
    ENTRA_CLIENT_ID: authority.clientId,
    ENTRA_AUDIENCES: authority.appIdUri,
    ENTRA_AUTHORITY: authority.url,
    ENTRA_CERTIFICATE: path,
    GRAPH_URL: authority.graphUrl,
  });
  desk = await openDesk(config, { starter: false });
  access = await openAccess(config, desk.clock, desk.policies);
});
afterAll(async () => {
  await desk.close();
  await authority.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody who signs in now, as the desk knows them. */
async function signedIn(user: ReturnType<Authority['user']>): Promise<CallContext> {
  const { tenant, caller } = await access.admit(authority.accessToken({ user, claims: WRITER }));
  return { tenant, user: caller, conversation: user.id, channel: 'mcp', correlation: 'r-1' };
}

it('groups are asked for from the moment that a policy is kept to them; without them it is not seen', async () => {
  const lawyer = authority.user(BANK, 'Ana Ortega');
  const trader = authority.user(BANK, 'Luis Vega');
  const unasked = authority.user(BANK, 'Eva Ruiz');
  authority.directory.members.set(lawyer.id, [LAWYERS]);
  authority.directory.members.set(trader.id, []);
  authority.demands.set(unasked.id, interactionRequired('{}'));
  const before = await signedIn(lawyer);
  expect(before.user).not.toHaveProperty('groups');
  desk.policies.add(inventedDocument('Keels are tarred.'), { id: 'keels' }, before);
  // Who keeps the file says the first of them: until then nobody's groups are known here.
  expect(() => desk.policies.restrict('keels', [LAWYERS], before)).toThrow(/not known which groups you are in/);
  const keeper: CallContext = { ...before, user: { ...before.user, groups: 'all' } };
  desk.policies.restrict('keels', [LAWYERS.toUpperCase()], keeper);
  const seen = async (user: ReturnType<Authority['user']>) => desk.policies.list(await signedIn(user)).length;
  expect([await seen(lawyer), await seen(trader), await seen(unasked)]).toEqual([1, 0, 0]);
  // Whose groups the directory does not tell works on with all else.
  expect((await signedIn(unasked)).user.permissions.has('regulations:read')).toBe(true);
  desk.policies.restrict('keels', [], await signedIn(lawyer));
  expect([await seen(trader), await seen(unasked)]).toEqual([1, 1]);
});
