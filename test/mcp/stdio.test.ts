import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ResourceListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, describe, expect, it } from 'vitest';
import { openDesk } from '../../src/compose.ts';
import { fixedClock } from '../fixed-clock.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { temporaryTerminal } from '../terminal/run.ts';
import { TODAY } from './mcp-desk.ts';

const PROGRAM = join(import.meta.dirname, '../../src/terminal/main.ts');
const folders: string[] = [];

async function folderWithLaw(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-stdio-'));
  folders.push(folder);
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock(TODAY) });
  await desk.library.add(inventedAct());
  await desk.close();
  return folder;
}

const started = (folder: string) => ({
  command: process.execPath,
  args: ['--import', 'tsx', PROGRAM, 'mcp'],
  env: { ...(process.env as Record<string, string>), COMPLIANCE_DATA: folder, COMPLIANCE_USER: 'ana' },
  stderr: 'pipe' as const,
});

const rowsOf = async (folder: string) => {
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock(TODAY) });
  try {
    return desk.audit.store.rows({ types: ['tool_call', 'refusal'] }, 100);
  } finally {
    await desk.close();
  }
};

describe('compliance mcp', () => {
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('serves a host on this machine as the local user, ends with it, and records it', async () => {
    const folder = await folderWithLaw();
    const client = new Client({ name: 'host', version: '1' });
    await client.connect(new StdioClientTransport(started(folder)) as Parameters<Client['connect']>[0]);
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    const result = await client.callTool({ name: 'get_provision', arguments: { provision: '32099R0001#art_1' } });
    expect(JSON.stringify(result.structuredContent)).toContain('guild');
    // Refused for its form before any handler sees it.
    await expect(client.request({ method: 'tools/call', params: { name: 7 } } as never, {} as never)).rejects.toThrow();
    await client.close();
    const rows = await rowsOf(folder);
    expect(rows.map(({ type, tenant, channel }) => ({ type, tenant, channel }))).toEqual([
      { type: 'tool_call', tenant: 'local', channel: 'mcp' },
      { type: 'refusal', tenant: 'local', channel: 'mcp' },
    ]);
  });

  it('serves revision 2026-07-28 as well', async () => {
    const folder = await folderWithLaw();
    const client = new ModernClient({ name: 'host', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new ModernTransport(started(folder)));
    const result = await client.callTool({ name: 'search_regulations', arguments: { query: 'ledgers' } });
    expect(result.isError).toBeUndefined();
    await client.close();
    expect((await rowsOf(folder)).map(({ type }) => type)).toEqual(['tool_call']);
  });

  it('tells its host when another process changes the library', async () => {
    const folder = await folderWithLaw();
    const client = new Client({ name: 'host', version: '1' });
    let told = 0;
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => {
      told += 1;
    });
    await client.connect(new StdioClientTransport(started(folder)) as Parameters<Client['connect']>[0]);
    await client.listTools();
    const desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock(TODAY) });
    await desk.library.add(inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2' }));
    await desk.close();
    await expect.poll(() => told, { timeout: 20_000 }).toBeGreaterThan(0);
    await client.close();
  }, 40_000);

  it('refuses where people must sign in: nobody can over standard input', async () => {
    const { run, remove } = temporaryTerminal({
      ENTRA_TENANTS: '11111111-1111-4111-8111-111111111111',
      ENTRA_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
    });
    const { code, out, err } = await run('mcp');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/nobody can/);
    remove();
  });
});
