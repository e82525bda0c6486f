import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteInboxStore } from '../../src/adapters/sqlite/inbox-store.ts';
import { AppError } from '../../src/core/errors.ts';
import { LONGEST_EVENT, type WebhookEvent, webhookSignature } from '../../src/findings/syncing/webhook.ts';
import { type GrcWebhookParts, grcWebhookRoute } from '../../src/server/grc-webhook.ts';

const SECRET = 'wick-and-oil-0815-4711';
const NOW = Date.parse('2031-04-05T06:07:08Z');
const STAMP = NOW / 1000;
const BODY = JSON.stringify({ key: 'F-1', state: 'Done' });

describe('the door of GRC platforms', () => {
  let folder: string;
  let database: SqliteDatabase;
  let applied: { tenant: string; event: WebhookEvent }[];
  let failures: { error: unknown; tenant: string | undefined }[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-grc-'));
    database = openDatabase(join(folder, 'audit.db'));
    applied = [];
    failures = [];
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const door = (more: Partial<GrcWebhookParts> = {}) =>
    grcWebhookRoute({
      webhookOf: (tenant) => (tenant === 't-1' || tenant === 't-2' ? { secrets: [SECRET] } : undefined),
      inbox: createSqliteInboxStore(database),
      transaction: (work) => inTransaction(database, work),
      apply: (tenant, event) => {
        applied.push({ tenant, event });
        return true;
      },
      now: () => NOW,
      owner: 'p-1',
      failed: (error, tenant) => failures.push({ error, tenant }),
      ...more,
    });
  const signed = (body = BODY, { stamp = STAMP, delivery = 'd-1', secret = SECRET } = {}) => ({
    'content-type': 'application/json',
    'x-compliance-timestamp': String(stamp),
    'x-compliance-delivery': delivery,
    'x-compliance-signature': webhookSignature(secret, stamp, body),
  });
  const post = async (
    routes: ReturnType<typeof door>,
    headers: Record<string, string>,
    body: string = BODY,
    tenant = 't-1',
  ) => {
    const response = await routes.request(`/grc/${tenant}/events`, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };
  const result = (text: string) => (JSON.parse(text) as { result?: string }).result;

  it('takes an event on, and says what became of it', async () => {
    const told = await post(door(), signed());
    expect(told).toEqual({ status: 200, text: '{"result":"applied"}' });
    expect(applied).toMatchObject([{ tenant: 't-1', event: { delivery: 'd-1', key: 'F-1', state: 'Done' } }]);
    expect(failures).toEqual([]);
  });

  it('says so where no finding has the record, so that it is not delivered for ever', async () => {
    const told = await post(door({ apply: () => false }), signed());
    expect([told.status, result(told.text)]).toEqual([200, 'no_such_finding']);
  });

  it('takes each delivery on once, also where it is signed anew, and also in another process', async () => {
    await post(door(), signed());
    for (const routes of [door(), door({ owner: 'p-2' })])
      for (const stamp of [STAMP, STAMP + 1])
        expect(result((await post(routes, signed(BODY, { stamp }))).text)).toBe('known');
    expect(applied).toHaveLength(1);
  });

  it('takes no request on again under another id: ids are not signed', async () => {
    const routes = door();
    await post(routes, signed());
    const told = await post(routes, { ...signed(), 'x-compliance-delivery': 'd-2' });
    expect([told.status, result(told.text)]).toEqual([200, 'known']);
    expect(applied).toHaveLength(1);
  });

  it('a request that is sent again uses up no id of another delivery', async () => {
    const routes = door();
    await post(routes, signed());
    await post(routes, { ...signed(), 'x-compliance-delivery': 'd-2' });
    const next = JSON.stringify({ key: 'F-1', state: 'Working' });
    expect(result((await post(routes, signed(next, { delivery: 'd-2' }), next)).text)).toBe('applied');
    expect(applied.map(({ event }) => event.state)).toEqual(['Done', 'Working']);
  });

  it('keeps the deliveries of tenants apart', async () => {
    const routes = door();
    await post(routes, signed());
    expect(result((await post(routes, signed(), BODY, 't-2')).text)).toBe('applied');
    expect(applied.map(({ tenant }) => tenant)).toEqual(['t-1', 't-2']);
  });

  it('takes a delivery on again that could not be done', async () => {
    const broken = door({
      apply: () => {
        throw new AppError('conflict', 'Another process keeps the file locked: /home/lantern/audit.db');
      },
    });
    const told = await post(broken, signed());
    expect(told.status).toBe(503);
    expect(told.text).not.toContain('lantern');
    expect(failures).toMatchObject([{ error: { code: 'conflict' }, tenant: 't-1' }]);
    expect(result((await post(door(), signed())).text)).toBe('applied');
  });

  it('tells nothing of a fault of its own', async () => {
    const told = await post(
      door({
        apply: () => {
          throw new TypeError('wick is undefined');
        },
      }),
      signed(),
    );
    expect(told.status).toBe(503);
    expect(told.text).not.toContain('wick');
  });

  it('refuses everything that is not proved alike: nobody learns which tenants there are', async () => {
    const routes = door();
    const large = `{"state":"${'x'.repeat(LONGEST_EVENT)}"}`;
    const told = [
      await post(routes, {}),
      await post(routes, signed(BODY, { secret: 'another' })),
      await post(routes, signed(BODY, { secret: '' })),
      await post(routes, signed(BODY, { stamp: STAMP - 301 })),
      await post(routes, signed(), `${BODY} `),
      await post(routes, signed(large), large),
      await post(routes, signed(), BODY, 'no-such-tenant'),
      await post(routes, signed(), BODY, '..%2f..%2f%00'),
      await post(routes, signed(), BODY, '__proto__'),
    ];
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(told[0]).toMatchObject({ status: 401 });
    expect(applied).toEqual([]);
    // A stranger's words are not told to the logs as a tenant's name.
    expect(new Set(failures.map(({ tenant }) => tenant))).toEqual(new Set(['t-1', undefined]));
  });

  it('reads no more of a body than an event may have, and waits no longer than it may take', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const stream = (body: ReadableStream) =>
      new Request('http://desk/grc/t-1/events', {
        method: 'POST',
        headers: signed(),
        body,
        duplex: 'half',
      } as RequestInit);
    expect((await door().request(stream(endless))).status).toBe(401);
    expect(pulled).toBeLessThan(10);
    const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
    expect((await door({ bodyWithin: 20 }).request(stream(silent))).status).toBe(401);
    const torn = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('torn')) });
    expect((await door().request(stream(torn))).status).toBe(401);
    expect(applied).toEqual([]);
  });

  it('tells whoever signed it what is wrong with an event', async () => {
    const body = '{"state":"Done"}';
    const told = await post(door(), signed(body), body);
    expect(told.status).toBe(400);
    expect(told.text).toContain('names no record');
  });

  it('reads events at the places of the tenant', async () => {
    const body = JSON.stringify({ issue: { no: 4711, state: 'Done' } });
    const fields = { key: 'issue.key', id: 'issue.no', state: 'issue.state', at: 'issue.at' };
    await post(door({ webhookOf: () => ({ secrets: [SECRET], fields }) }), signed(body), body);
    expect(applied).toMatchObject([{ event: { id: '4711', state: 'Done', changed: '2031-04-05T06:07:08.999Z' } }]);
  });

  it('answers to nothing but a POST', async () => {
    expect((await door().request('/grc/t-1/events')).status).toBe(404);
    expect((await door().request('/grc/t-1/events/more', { method: 'POST' })).status).toBe(404);
  });
});
