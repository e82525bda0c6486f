import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalPasses } from '../../bot/sign-in/passes.ts';
import { openTeamsDoor, type TeamsDoor } from '../../bot/teams-door.ts';
import { createSignInRecorder } from '../../src/audit/sign-ins.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import { openFiles } from '../../src/compose-files.ts';
import { PERMISSIONS } from '../../src/core/permissions.ts';
import { createApp, startServer } from '../../src/server/http-server.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { QUESTION, refused, send } from './hosting-requests.ts';

const WHO = { tenant: 'local', caller: { id: 'ana', permissions: new Set(PERMISSIONS) }, roles: ['local user'] };

let desk: Desk;
let door: TeamsDoor;
let origin: string;
/** A client of this machine, as the Agents Playground is: it takes what the desk sends, without a token. */
const sent: { readonly path: string; readonly text: string; readonly authorization: string | undefined }[] = [];
const client = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { text = '' } = JSON.parse(Buffer.concat(chunks).toString()) as { text?: string };
  sent.push({ path: request.url ?? '', text, authorization: request.headers.authorization });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `m${sent.length}` }));
});
let stop: () => Promise<void>;

beforeAll(async () => {
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'compliance-local-'));
  desk = await openDesk({ dataFolder: folder }, { starter: false });
  await desk.library.add(inventedAct());
  const files = await openFiles(desk, {}, { local: true });
  door = openTeamsDoor({
    desk,
    files,
    passes: createLocalPasses(WHO),
    recorder: createSignInRecorder(desk.audit, () => desk.clock.now()),
    tenants: [],
    owner: 'this test',
    lives: () => true,
    wait: async () => undefined,
  });
  const app = createApp(desk, { ...WHO, kind: 'user' }, [door.routes]);
  const server = await startServer(app, { hostname: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${server.port}`;
  stop = async () => {
    await door.stop(100);
    await files.close();
    await server.stop();
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
    client.close();
    client.closeAllConnections();
  };
});
afterAll(() => stop());
beforeEach(() => {
  sent.length = 0;
});

let count = 0;
function message(more: object = {}): string {
  count += 1;
  return JSON.stringify({
    type: 'message',
    id: `local-${count}`,
    channelId: 'msteams',
    serviceUrl: `http://127.0.0.1:${(client.address() as AddressInfo).port}/_connector`,
    from: { id: 'user-1', name: 'Ana', aadObjectId: '00000000-0000-0000-0000-0000000000020' },
    recipient: { id: 'bot', name: 'Compliance Desk' },
    conversation: { id: 'chat-1', conversationType: 'personal', tenantId: '00000000-0000-0000-0000-0000000000001' },
    text: QUESTION,
    ...more,
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: string, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
  send(`${origin}/api/messages`, { body, headers });

async function answered(): Promise<void> {
  sent.length = 0;
  expect((await post(message())).status).toBe(200);
  await door.settled();
  expect(sent.map(({ text }) => text).join()).toContain('Each guild shall');
}

describe('for one person on this machine', () => {
  it('answers a client of this machine, and sends no token to it', async () => {
    await answered();
    expect(sent.every(({ path }) => path.startsWith('/_connector/v3/conversations/chat-1/'))).toBe(true);
    expect(sent.map(({ authorization }) => authorization).filter((each) => each !== undefined)).toEqual([]);
  });

  it('speaks the language that they chose from then on, and has no sign-in to end', async () => {
    const said = async (text: string) => {
      sent.length = 0;
      expect((await post(message({ text }))).status).toBe(200);
      await door.settled();
      return sent.map((each) => each.text).join();
    };
    expect(await said('español')).toContain('en español');
    expect(await said('nuevo tema')).toContain('Nuevo tema');
    expect(await said('cerrar sesión')).toBe(
      'Aquí nadie inicia ni cierra sesión: el servicio atiende a una sola persona en este equipo.',
    );
    expect(await said('English')).toContain('speaks English');
    expect(await said('sign out')).toContain('Nobody signs in or out here');
  });

  it('takes no account of a token that a client made up', async () => {
    expect((await post(message(), { ...JSON_TYPE, authorization: 'Bearer a.b.c' })).status).toBe(200);
    await door.settled();
    expect(sent.map(({ text }) => text).join()).toContain('Each guild shall');
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('is reached as %s', async (name) => {
    expect((await post(message(), { ...JSON_TYPE, host: `${name}:3978` })).status).toBe(200);
    await door.settled();
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '192.0.2.1', '[::2]'])(
    'is not reached as %s, a name that a page may give this machine',
    async (name) => {
      refused(await post(message(), { ...JSON_TYPE, host: name }), 403, 'not_permitted');
      await door.settled();
      expect(sent).toEqual([]);
      await answered();
    },
  );

  it.each([
    ['a page elsewhere', { ...JSON_TYPE, origin: 'https://evil.example' }],
    ['a page of this machine', { ...JSON_TYPE, origin: 'http://127.0.0.1:8080' }],
    ['a page without an origin', { ...JSON_TYPE, origin: 'null' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form of plain words', { 'content-type': 'text/plain' }],
    ['a form of files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a fetch with two types', { 'content-type': 'text/plain, application/json' }],
    ['a beacon', {}],
  ])('serves not %s', async (_what, headers) => {
    refused(await post(message(), headers as Record<string, string>), 403, 'not_permitted');
    await door.settled();
    expect(sent).toEqual([]);
    const [row] = desk.audit.store.rows({ types: ['refusal'], latest: true }, 1);
    expect(row?.body).toContain('a page, or no JSON');
  });

  it.each(['https://smba.example/teams/', 'https://127.0.0.1.evil.example/', 'https://[::2]/'])(
    'answers not at %s',
    async (serviceUrl) => {
      refused(await post(message({ serviceUrl })), 403, 'not_permitted');
    },
  );

  it.each([
    'http://192.0.2.1/',
    'http://localhost@evil.example/',
    'https://localhost:80@evil.example/',
    'file:///etc/hostname',
    'http://127.0.0.1.evil.example/',
  ])('takes not %s for an address', async (serviceUrl) => {
    refused(await post(message({ serviceUrl })), 400, 'invalid_input');
    await answered();
  });

  it('reads no more of a page that asks first', async () => {
    const got = await send(`${origin}/api/messages`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    refused(got, 405);
    expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
