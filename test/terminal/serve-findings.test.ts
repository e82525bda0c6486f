import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookSignature } from '../../src/findings/syncing/webhook.ts';
import { AuditTrailContract } from './contract.ts';
import { FindingContract } from './finding-contract.ts';
import { drafted, type FindingsGround, findingsGround } from './findings-ground.ts';

const PROGRAM = join(import.meta.dirname, '../../src/terminal/main.ts');
const SECRET = 'wick-and-oil-0815-4711';

describe('compliance serve, for findings', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const begun = async (): Promise<FindingsGround> => {
    const ground = await findingsGround('generic', { webhook: { secrets: [SECRET] } });
    ends.push(ground.close);
    return ground;
  };

  /** Starts the program as a person does, and waits until it says where findings go. */
  const serving = async ({ folder, settings }: FindingsGround, more: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, 'serve', '--local'], {
      env: { ...process.env, COMPLIANCE_DATA: folder, PORT: '0', COMPLIANCE_GRC: settings, ...more },
    });
    let err = '';
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString('utf8');
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    ends.push(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    await expect.poll(() => err, { timeout: 25_000 }).toMatch(/Findings of local .*\n/);
    const port = /Listening on http:\/\/[\d.]+:(\d+)/.exec(err)?.[1];
    const origin = `http://127.0.0.1:${port}`;
    // What answers has begun all that it does beside.
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    return { said: () => err, child, ended, origin };
  };

  /** A finding that the platform did not take at once. */
  const left = async (ground: FindingsGround): Promise<string> => {
    const { id } = (await drafted(ground)).finding;
    await ground.json('findings', 'confirm', id, '--yes');
    ground.peer.fault('status:503', 1, 'write');
    await ground.json('findings', 'file', id);
    return id;
  };
  const shown = async ({ json }: FindingsGround, id: string) =>
    FindingContract.parse((await json('findings', 'show', id)).json).finding;
  const event = (id: string, state: string, secret = SECRET) => {
    const body = JSON.stringify({ key: `brc-${id}`, state });
    const stamp = Math.floor(Date.now() / 1000);
    const headers = {
      'x-compliance-timestamp': String(stamp),
      'x-compliance-delivery': `d-${state}`,
      'x-compliance-signature': webhookSignature(secret, stamp, body),
    };
    return { method: 'POST', headers, body };
  };

  it('sends what was left, reads how it stands, takes events on, and ends in order', async () => {
    const ground = await begun();
    const id = await left(ground);
    const { said, child, ended, origin } = await serving(ground);
    expect(said()).toContain('it tells of states at /grc/local/events');
    await expect.poll(() => ground.peer.records().length, { timeout: 25_000 }).toBe(1);
    await expect.poll(async () => (await shown(ground, id)).stage, { timeout: 25_000 }).toBe('filed');
    const forged = await fetch(`${origin}/grc/local/events`, event(id, 'closed', 'another secret'));
    expect(forged.status).toBe(401);
    const stranger = await fetch(`${origin}/grc/elsewhere/events`, event(id, 'closed'));
    expect([stranger.status, await stranger.text()]).toEqual([401, await forged.text()]);
    const told = await fetch(`${origin}/grc/local/events`, event(id, 'closed'));
    expect([told.status, await told.json()]).toEqual([200, { result: 'applied' }]);
    expect(await shown(ground, id)).toMatchObject({ status: 'closed', filed: { state: 'closed' } });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    // Of the forged one it is told, of the stranger's nothing is.
    expect(said().match(/Findings, an event of .*/g)).toEqual([
      'Findings, an event of local: The request is not signed as agreed.',
    ]);
    const { rows } = AuditTrailContract.parse((await ground.json('audit', 'trail')).json);
    expect(rows.some(({ body }) => body.includes('"webhook"'))).toBe(true);
    expect(said() + JSON.stringify(rows)).not.toContain(SECRET);
  }, 90_000);

  it('reads at the start how filed findings stand, unless that is switched off', async () => {
    const ground = await begun();
    const { id } = (await drafted(ground)).finding;
    await ground.json('findings', 'confirm', id, '--yes');
    await ground.json('findings', 'file', id);
    ground.peer.changeState(`brc-${id}`, 'validating');
    const off = await serving(ground, { FINDINGS_SYNC_MINUTES: '0' });
    off.child.kill('SIGTERM');
    expect(await off.ended).toBe(0);
    expect((await shown(ground, id)).status).toBe('open');
    await serving(ground);
    await expect.poll(async () => (await shown(ground, id)).status, { timeout: 25_000 }).toBe('validating');
  }, 90_000);
});
