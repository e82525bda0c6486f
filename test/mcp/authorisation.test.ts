import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInRecorder } from '../../src/audit/sign-ins.ts';
import { openAccess } from '../../src/compose-sign-in.ts';
import { readConfig } from '../../src/config.ts';
import { createGate } from '../../src/server/sign-in.ts';
import { REFUSED_CLAIMS } from '../adapters/entra/refused-claims.ts';
import { REFUSED_FORMS } from '../adapters/entra/refused-forms.ts';
import {
  BANK as MATRIX_BANK,
  SISTER as MATRIX_SISTER,
  STRANGER as MATRIX_STRANGER,
  NOW,
  tokensOf,
} from '../adapters/entra/token-cases.ts';
import { startAuthority } from '../fixtures/entra/authority.ts';
import {
  BANK,
  call,
  localMcpDesk,
  type McpDesk,
  modern,
  PUBLIC_URL,
  post,
  SISTER,
  type SignedInDesk,
  STRANGER,
  signedInMcpDesk,
} from './mcp-desk.ts';

const METADATA = 'https://desk.bank.example/.well-known/oauth-protected-resource/mcp';
const SCOPE = `${PUBLIC_URL}/access_as_user`;

describe('who must sign in to the door of assistants', () => {
  let held: SignedInDesk;

  beforeAll(async () => {
    held = await signedInMcpDesk();
  });
  afterAll(() => held.close());

  const at = (path: string, init: RequestInit = {}) => fetch(new URL(path, held.url), init);

  it.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    'is told at %s where (RFC 9728), without a token and from any page',
    async (path) => {
      const response = await at(path, { headers: { origin: 'https://anywhere.example' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({
        resource: PUBLIC_URL,
        authorization_servers: [`${held.authority.url}/${BANK}/v2.0`, `${held.authority.url}/${SISTER}/v2.0`],
        scopes_supported: [SCOPE],
        bearer_methods_supported: ['header'],
        resource_name: 'Compliance desk',
      });
    },
  );

  it('is told how by a request without a token, and of no error (RFC 6750 section 3.1)', async () => {
    const { status, headers, body } = await call(held, 'tools/list');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(`Bearer resource_metadata="${METADATA}", scope="${SCOPE}"`);
    expect(body.error?.data).toEqual({ code: 'not_signed_in' });
  });

  it.each(['GET', 'DELETE'])('must for %s as well', async (method) => {
    const response = await at('/mcp', { method, headers: { accept: 'text/event-stream', 'mcp-session-id': 'any' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain(METADATA);
  });

  it('is told that a token proves nothing', async () => {
    const { status, headers } = await call(held, 'tools/list', {}, { token: 'made.up.token' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('is told all scopes at once where the token covers none (403 insufficient_scope)', async () => {
    const token = held.authority.accessToken({ user: held.authority.user(BANK), scopes: ['other'] });
    const { status, headers } = await call(held, 'tools/list', {}, { token });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toBe(
      `Bearer error="insufficient_scope", resource_metadata="${METADATA}", scope="${SCOPE}"`,
    );
  });

  it.each([`${PUBLIC_URL}/access_as_user`, 'access_as_user'])(
    'is let in with the scope written as %s',
    async (scope) => {
      const user = held.authority.user(BANK);
      const token = held.authority.accessToken({ user, scopes: [scope], claims: { roles: ['Compliance-Viewer'] } });
      expect((await call(held, 'tools/list', {}, { token })).status).toBe(200);
    },
  );

  it('is not let in from another organisation, and signing in again would not help', async () => {
    const { status, headers, body } = await call(
      held,
      'tools/list',
      {},
      {
        token: held.token(STRANGER, ['Compliance-Admin']),
      },
    );
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toBeNull();
    expect(body.error?.message).toBe('This service is not open to your organisation.');
  });

  it('is not let in by a token in the address', async () => {
    const { message, headers } = modern('tools/list');
    const url = new URL(held.url);
    url.searchParams.set('access_token', held.token(BANK, ['Compliance-Admin']));
    expect((await post({ url }, message, headers)).status).toBe(401);
  });

  const listed = async (roles: readonly string[]) => {
    const { body } = await call(held, 'tools/list', {}, { token: held.token(BANK, roles) });
    return (body.result.tools as { name: string }[]).map(({ name }) => name);
  };

  it('sees the tools that their roles grant, and no others', async () => {
    expect(await listed([])).toEqual([]);
    expect(await listed(['Compliance-Viewer'])).toEqual(
      held.desk.toolbox.all.filter(({ permission }) => permission === 'regulations:read').map(({ name }) => name),
    );
    expect(await listed(['Compliance-Manager'])).toContain('get_audit_trail');
    expect(await listed(['Compliance-Viewer'])).not.toContain('get_audit_trail');
    // Whoever may do everything has it done by an assistant, but for what a person decides by their own hand.
    const forAssistants = held.desk.toolbox.all.filter(({ byPerson }) => !byPerson);
    expect(await listed(['Compliance-Admin'])).toEqual(forAssistants.map(({ name }) => name));
  });

  it('is refused a tool that is not granted, which is a row', async () => {
    const token = held.token(BANK, ['Compliance-Viewer'], 'Vera');
    const { status, body } = await call(held, 'tools/call', { name: 'get_audit_trail', arguments: {} }, { token });
    expect(status).toBe(200);
    expect(body.result.isError).toBe(true);
    expect(body.result.content[0].text).toContain('it needs the permission audit:read');
    expect(body.result._meta['banking-rag-compliance/error']).toEqual({ code: 'not_permitted' });
    const [row] = held.desk.audit.store.rows({ types: ['refusal'], tenant: BANK }, 1);
    expect(JSON.parse(row?.body ?? '{}')).toMatchObject({ tool: 'get_audit_trail', needs: 'audit:read' });
  });

  it('never sees what another tenant asked', async () => {
    const bank = held.token(BANK, ['Compliance-Manager'], 'Bea');
    const sister = held.token(SISTER, ['Compliance-Manager'], 'Sara');
    await call(
      held,
      'tools/call',
      { name: 'search_regulations', arguments: { query: 'secret ferries' } },
      { token: bank },
    );
    const trail = await call(held, 'tools/call', { name: 'get_audit_trail', arguments: {} }, { token: sister });
    expect(JSON.stringify(trail.body)).not.toContain('secret ferries');
    const own = await call(held, 'tools/call', { name: 'get_audit_trail', arguments: {} }, { token: bank });
    expect(JSON.stringify(own.body)).toContain('secret ferries');
  });

  it('nothing of a token is recorded or sent on', async () => {
    const token = held.token(BANK, ['Compliance-Manager'], 'Tom');
    await call(held, 'tools/call', { name: 'list_regulations', arguments: {} }, { token });
    await call(held, 'tools/call', { name: 'nothing', arguments: { token: 'x' } }, { token });
    const signature = token.split('.')[2] ?? '';
    const rows = held.desk.audit.store.rows({}, 10_000);
    const texts = held.desk.audit.store.texts(1, 10_000).map(({ text }) => text);
    expect(JSON.stringify([rows, texts])).not.toContain(signature);
  });
});

describe('the matrix of tokens, end to end', () => {
  it('lets none of more than 100 in, and the one that they were made from', async () => {
    const authority = await startAuthority({
      tenants: [MATRIX_BANK, MATRIX_SISTER, MATRIX_STRANGER],
      now: () => NOW,
    });
    const config = readConfig({
      ENTRA_TENANTS: `${MATRIX_BANK} ${MATRIX_SISTER}`,
      ENTRA_CLIENT_ID: authority.clientId,
      ENTRA_AUDIENCES: authority.appIdUri,
      ENTRA_AUTHORITY: authority.url,
    });
    const clock = { today: () => '2026-03-02', now: () => NOW };
    const access = await openAccess(config, clock);
    const tokens = tokensOf(authority);
    let held: McpDesk | undefined;
    try {
      held = await localMcpDesk({
        door: {
          gate: createGate(
            access,
            createSignInRecorder({ record: () => undefined as never }, () => NOW),
          ),
          rates: { perUser: 10_000, perTenant: 10_000 },
          resource: { url: PUBLIC_URL, authorizationServers: [authority.url], scopes: [SCOPE], name: 'desk' },
        },
      });
      const cases = [...REFUSED_CLAIMS, ...REFUSED_FORMS];
      expect(cases.length).toBeGreaterThan(100);
      for (const { why, token, code = 'not_signed_in' } of cases) {
        const made = token(tokens);
        // What no header can carry never arrives: the client refuses to send it.
        if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(made)) continue;
        for (const message of [modern('tools/list'), legacyInitialize()]) {
          const response = await post(held, message.message, { ...message.headers, authorization: `Bearer ${made}` });
          // A header of a megabyte is refused before anybody reads it (431).
          expect([code === 'not_permitted' ? 403 : 401, 431], why).toContain(response.status);
          expect(response.status === 431, why).toBe(made.length > 15_000);
          expect(response.headers.get('mcp-session-id'), why).toBeNull();
          await response.text();
        }
      }
      const good = { ...modern('tools/list').headers, authorization: `Bearer ${tokens.good()}` };
      expect((await post(held, modern('tools/list').message, good)).status).toBe(200);
      expect(held.door.sessions).toBe(0);
    } finally {
      await held?.close();
      await authority.close();
    }
  }, 120_000);
});

function legacyInitialize() {
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  return { message: { jsonrpc: '2.0', id: 1, method: 'initialize', params }, headers: {} };
}
