import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { legacyClient } from '../mcp/clients.ts';

const PROGRAM = join(import.meta.dirname, '../../src/terminal/main.ts');
const SIGN_IN = {
  ENTRA_TENANTS: '11111111-1111-4111-8111-111111111111',
  ENTRA_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
  // Nobody is asked before a token comes.
  ENTRA_AUTHORITY: 'http://127.0.0.1:9',
};

describe('compliance serve, for assistants', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  /** Starts the program as a person does, and waits until it says that it listens. */
  const serving = async (words: readonly string[], environment: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'compliance-serve-'));
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, 'serve', ...words], {
      env: { ...process.env, COMPLIANCE_DATA: folder, PORT: '0', COMPLIANCE_USER: 'ana', ...environment },
    });
    let err = '';
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString('utf8');
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    ends.push(async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    await expect.poll(() => err, { timeout: 25_000 }).toMatch(/Assistants .*\n/);
    const port = /Listening on http:\/\/[\d.]+:(\d+)/.exec(err)?.[1];
    return { err, child, ended, origin: `http://127.0.0.1:${port}` };
  };

  it('connects those of the local user, and ends in order while one listens', async () => {
    const { err, child, ended, origin } = await serving(['--local'], {});
    expect(err).toContain(`Assistants connect by MCP to ${origin}/mcp`);
    const client = await legacyClient(new URL(`${origin}/mcp`));
    expect((await client.callTool({ name: 'list_regulations', arguments: {} })).isError).toBeUndefined();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await client.close().catch(() => undefined);
  }, 40_000);

  it('lets nobody in where people sign in and no public address is set, and says what to set', async () => {
    const { err, origin } = await serving([], SIGN_IN);
    expect(err).toContain('Assistants cannot connect yet: set MCP_URL');
    expect((await fetch(`${origin}/mcp`, { method: 'POST' })).status).toBe(404);
  }, 40_000);

  it('tells where to sign in under the public address that is set, at its own path', async () => {
    const { origin } = await serving([], { ...SIGN_IN, MCP_URL: 'https://desk.bank.example/compliance/mcp' });
    const refused = await fetch(`${origin}/compliance/mcp`, { method: 'POST' });
    expect(refused.status).toBe(401);
    const place = '/.well-known/oauth-protected-resource/compliance/mcp';
    expect(refused.headers.get('www-authenticate')).toContain(`https://desk.bank.example${place}`);
    expect(await (await fetch(`${origin}${place}`)).json()).toMatchObject({
      resource: 'https://desk.bank.example/compliance/mcp',
      authorization_servers: [`http://127.0.0.1:9/${SIGN_IN.ENTRA_TENANTS}/v2.0`],
      scopes_supported: ['https://desk.bank.example/compliance/mcp/access_as_user'],
    });
  }, 40_000);
});
