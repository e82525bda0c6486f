import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../../src/compose.ts';
import { PERMISSIONS } from '../../src/core/permissions.ts';
import type { IndexHealth } from '../../src/regulations/regulation-index.ts';
import { createApp, startServer } from '../../src/server/http-server.ts';
import { CATALOG } from '../../src/tools/catalog.ts';
import { inventedAct } from '../fixtures/invented-act.ts';

const LOCAL = {
  tenant: 'local',
  kind: 'user',
  caller: { id: 'ana', permissions: new Set(PERMISSIONS) },
  roles: ['local user'],
} as const;
const HEALTHY = { status: 'healthy', problems: [] };

describe('HTTP server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-server-'));
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ dataFolder: folder }, { starter: false });
  });
  afterAll(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells its health, and what another process added meanwhile', async () => {
    const server = await startServer(createApp(desk, LOCAL), { hostname: '127.0.0.1', port: 0 });
    const health = async () => (await fetch(`http://127.0.0.1:${server.port}/healthz`)).json();
    expect(await health()).toEqual({
      status: 'ok',
      library: { versions: 0, provisions: 0 },
      index: HEALTHY,
      audit: { problems: [] },
    });
    const other = await openDesk({ dataFolder: folder }, { starter: false });
    const { provisions } = await other.library.add(inventedAct());
    await other.library.reconcile();
    await other.close();
    expect(await health()).toEqual({
      status: 'ok',
      library: { versions: 1, provisions },
      index: HEALTHY,
      audit: { problems: [] },
    });
    const missing = await fetch(`http://127.0.0.1:${server.port}/nothing`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { code: 'not_found' } });
    await server.stop();
    await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow();
  });

  it.each<[IndexHealth['status'], string, number]>([
    ['degraded', 'degraded', 200],
    ['unhealthy', 'unhealthy', 503],
  ])('tells that its index is %s', async (status, told, code) => {
    const problems = ['It is broken.'];
    const index = { health: async () => ({ status, problems }) };
    const ill = { ...desk, library: { ...desk.library, index } } as unknown as Desk;
    const response = await createApp(ill, LOCAL).request('/healthz');
    expect(response.status).toBe(code);
    expect(await response.json()).toMatchObject({ status: told, index: { status, problems } });
  });

  it('rejects a port that is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => {
      blocker.listen(0, '127.0.0.1', resolve);
    });
    const { port } = blocker.address() as { port: number };
    await expect(startServer(createApp(desk, LOCAL), { hostname: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    blocker.close();
  });

  it('tells the local user what they may do', async () => {
    const response = await createApp(desk, LOCAL).request('/whoami');
    expect(await response.json()).toMatchObject({ tenant: 'local', id: 'ana', tools: Object.keys(CATALOG) });
  });

  it('serves the local user on this machine alone, whatever name a page gives it', async () => {
    const app = createApp(desk, LOCAL);
    expect((await app.request('http://127.0.0.1:3978/whoami')).status).toBe(200);
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example'])
      expect((await app.request(`http://${host}/whoami`)).status).toBe(403);
  });
});
