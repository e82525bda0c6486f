import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { legacyClient } from './clients.ts';
import {
  answerOf,
  BANK,
  localMcpDesk,
  type McpDesk,
  post,
  SISTER,
  type SignedInDesk,
  signedInMcpDesk,
} from './mcp-desk.ts';

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const LIST = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

/** Begins a session and says its id. */
async function begin(held: Pick<McpDesk, 'url'>, headers: Record<string, string> = {}): Promise<string> {
  const response = await post(held, INITIALIZE, headers);
  expect(response.status).toBe(200);
  await response.text();
  return response.headers.get('mcp-session-id') ?? 'none';
}

const within = (session: string, headers: Record<string, string> = {}) => ({ 'mcp-session-id': session, ...headers });

describe('a session', () => {
  let held: SignedInDesk;

  beforeAll(async () => {
    held = await signedInMcpDesk();
  });
  afterAll(() => held.close());

  const as = (tenant: string, name: string) => ({
    authorization: `Bearer ${held.token(tenant, ['Compliance-Viewer'], name)}`,
  });

  it('has an id that cannot be guessed, and is its own', async () => {
    const [one, two] = [await begin(held, as(BANK, 'Bea')), await begin(held, as(BANK, 'Bea'))];
    expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(two).not.toBe(one);
  });

  it('is there for the one who began it, with any good token of theirs', async () => {
    const session = await begin(held, as(BANK, 'Bea'));
    expect((await post(held, LIST, within(session, as(BANK, 'Bea')))).status).toBe(200);
  });

  it.each([
    ['another person of the same tenant', BANK, 'Otto'],
    ['a person of another tenant', SISTER, 'Bea'],
  ])('is not there for %s, in the words for one that never was', async (_who, tenant, name) => {
    const session = await begin(held, as(BANK, 'Bea'));
    const foreign = await post(held, LIST, within(session, as(tenant, name)));
    const never = await post(held, LIST, within('0'.repeat(36), as(tenant, name)));
    expect([foreign.status, never.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await never.text());
    for (const method of ['GET', 'DELETE']) {
      const headers = within(session, { accept: 'text/event-stream', ...as(tenant, name) });
      expect((await fetch(held.url, { method, headers })).status).toBe(404);
    }
    expect((await post(held, LIST, within(session, as(BANK, 'Bea')))).status).toBe(200);
  });

  it('lets nobody in by its id alone', async () => {
    const session = await begin(held, as(BANK, 'Bea'));
    expect((await post(held, LIST, within(session))).status).toBe(401);
  });

  it('goes by what its person may do now, not by what they could when it began', async () => {
    const session = await begin(held, as(BANK, 'Cleo'));
    const more = { authorization: `Bearer ${held.token(BANK, ['Compliance-Admin'], 'Cleo')}` };
    const names = async (headers: Record<string, string>) => {
      const { result } = await answerOf(await post(held, LIST, within(session, headers)));
      return (result.tools as { name: string }[]).map(({ name }) => name);
    };
    expect(await names(more)).toContain('get_audit_trail');
    expect(await names(as(BANK, 'Cleo'))).not.toContain('get_audit_trail');
  });

  it('ends when its client says so, and is gone then', async () => {
    const headers = as(BANK, 'Dora');
    const session = await begin(held, headers);
    const before = held.door.sessions;
    expect((await fetch(held.url, { method: 'DELETE', headers: within(session, headers) })).status).toBe(200);
    expect(held.door.sessions).toBe(before - 1);
    expect((await post(held, LIST, within(session, headers))).status).toBe(404);
  });

  it('is not needed: a request without one is served alone', async () => {
    const before = held.door.sessions;
    const { result } = await answerOf(await post(held, LIST, as(BANK, 'Ed')));
    expect(result.tools.length).toBeGreaterThan(0);
    expect(held.door.sessions).toBe(before);
  });
});

describe('sessions that are too many', () => {
  const open: McpDesk[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  it('of one person make room, the one used longest ago first', async () => {
    const held = await localMcpDesk({ door: { sessions: { mostPerUser: 3 } } });
    open.push(held);
    const ids: string[] = [];
    for (let each = 0; each < 3; each += 1) ids.push(await begin(held));
    const status = async (id = '') => (await post(held, LIST, within(id))).status;
    expect(await status(ids[0])).toBe(200);
    const latest = await begin(held);
    expect(held.door.sessions).toBe(3);
    expect([await status(ids[0]), await status(ids[1]), await status(ids[2]), await status(latest)]).toEqual([
      200, 404, 200, 200,
    ]);
  });

  it('and those that nobody uses go when another begins', async () => {
    const held = await localMcpDesk({ door: { sessions: { idle: 20 } } });
    open.push(held);
    for (let each = 0; each < 5; each += 1) await begin(held);
    const client = await legacyClient(held.url);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await begin(held);
    // The client listens all the while: its session is in use.
    expect(held.door.sessions).toBe(2);
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    await client.close();
  });
});
