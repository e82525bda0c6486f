import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInRecorder } from '../../src/audit/sign-ins.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import { openAccess } from '../../src/compose-sign-in.ts';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/server/http-server.ts';
import { createGate } from '../../src/server/sign-in.ts';
import { type Authority, startAuthority } from '../fixtures/entra/authority.ts';
import { selfSignedCertificate } from '../fixtures/entra/self-signed-certificate.ts';
import { consentMissing, interactionRequired } from '../fixtures/entra/token-endpoint.ts';

const BANK = '11111111-1111-4111-8111-111111111111';
const STRANGER = '33333333-3333-4333-8333-333333333333';
const ANALYSTS = 'aaaaaaaa-0000-4000-8000-000000000001';

describe('signing in by HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-sign-in-'));
  // The certificate of the test is good today.
  const clock = { time: Date.now() };
  let authority: Authority;
  let desk: Desk;
  let app: ReturnType<typeof createApp>;
  const now = () => clock.time;

  beforeAll(async () => {
    authority = await startAuthority({ tenants: [BANK, STRANGER], now });
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
      COMPLIANCE_GROUP_ROLES: JSON.stringify({ [BANK]: { [ANALYSTS]: 'Compliance-Analyst' } }),
    });
    const { today } = { today: () => '2032-03-01' };
    desk = await openDesk(config, { starter: false, clock: { today, now } });
    app = createApp(desk, createGate(await openAccess(config, desk.clock), createSignInRecorder(desk.audit, now)));
  });
  afterAll(async () => {
    await desk.close();
    await authority.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const whoami = (token?: string) =>
    app.request('/whoami', token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  const rows = (type: 'sign_in' | 'refusal') => desk.audit.store.rows({ types: [type] }, 1_000);

  it('tells who somebody is by the groups that the directory has, and records the sign-in once', async () => {
    const user = authority.user(BANK, 'Ana Ortega');
    authority.directory.members.set(user.id, [ANALYSTS]);
    authority.directory.names.set(ANALYSTS, 'Compliance analysts, Madrid');
    const token = authority.accessToken({ user });
    const response = await whoami(token);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      tenant: BANK,
      id: user.id,
      name: 'Ana Ortega',
      roles: ['Compliance-Analyst'],
      groups: [{ id: ANALYSTS, name: 'Compliance analysts, Madrid', roles: ['Compliance-Analyst'] }],
      tools: expect.arrayContaining(['ask_compliance']),
    });
    await whoami(token);
    const signIns = rows('sign_in').filter(({ tenant }) => tenant === BANK);
    expect(signIns).toHaveLength(1);
    // Neither the name nor the id of a person stands in the chain.
    expect(JSON.stringify(desk.audit.store.rows({}, 1_000))).not.toMatch(new RegExp(`Ortega|${user.id}`));
  });

  it('takes an app role as well, and offers no tool that it does not grant', async () => {
    const user = authority.user(BANK);
    const claims = { roles: ['Compliance-Viewer'] };
    const body = (await (await whoami(authority.accessToken({ user, claims }))).json()) as { tools: string[] };
    expect(body.tools).toContain('search_regulations');
    expect(body.tools).not.toContain('get_audit_trail');
  });

  it.each<[string, () => string | undefined, number, RegExp]>([
    ['no token', () => undefined, 401, /^Bearer$/],
    ['a token that is none', () => 'abc.def.ghi', 401, /invalid_token/],
    ['a tenant that is not admitted', () => authority.accessToken({ user: authority.user(STRANGER) }), 403, /^$/],
    [
      'a token that has ended',
      () => authority.accessToken({ user: authority.user(BANK), claims: { exp: now() / 1_000 - 3_600 } }),
      401,
      /invalid_token/,
    ],
    ['an id token', () => authority.idToken({ user: authority.user(BANK) }), 401, /invalid_token/],
  ])('refuses %s', async (_what, token, status, header) => {
    const before = rows('refusal').length;
    const response = await whoami(token());
    expect(response.status).toBe(status);
    expect(response.headers.get('www-authenticate') ?? '').toMatch(header);
    expect(rows('refusal')).toHaveLength(before + 1);
  });

  it('lets a challenge of conditional access travel back to whoever must meet it', async () => {
    const user = authority.user(BANK);
    const claims = '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}';
    authority.demands.set(user.id, interactionRequired(claims));
    const response = await whoami(authority.accessToken({ user }));
    expect(response.status).toBe(401);
    const header = response.headers.get('www-authenticate') ?? '';
    const sent = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
    expect(Buffer.from(sent, 'base64').toString('utf8')).toBe(claims);
    expect(await response.json()).toMatchObject({ error: { code: 'not_signed_in', claims } });
    const other = authority.user(BANK);
    authority.demands.set(other.id, consentMissing(authority.clientId));
    expect((await whoami(authority.accessToken({ user: other }))).status).toBe(401);
  });

  it('counts whoever knocks again and again, and does not fill the disk for them', async () => {
    clock.time += 3_600_000;
    const before = rows('refusal').length;
    for (let knock = 0; knock < 60; knock += 1) await whoami('x.y.z');
    expect(rows('refusal')).toHaveLength(before + 20);
    clock.time += 60_000;
    await whoami('x.y.z');
    const more = rows('refusal').map(({ body }) => JSON.parse(body) as { more?: number });
    expect(more.filter((each) => each.more !== undefined)).toEqual([expect.objectContaining({ more: 40 })]);
  });
});
