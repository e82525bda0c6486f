import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRateLimit } from '../../mcp/http/call-rates.ts';
import { BANK, call, SISTER, signedInMcpDesk } from './mcp-desk.ts';

const person = (tenant: string, id: string) => ({ tenant, user: { id, permissions: new Set<never>() } });

describe('the rate of messages', () => {
  afterEach(() => vi.useRealTimers());

  it('is each person’s own, and their tenant’s together', async () => {
    const { take } = createRateLimit({ perUser: 2, perTenant: 3 });
    expect(await take(person('bank', 'ana'))).toBeUndefined();
    expect(await take(person('bank', 'ana'))).toBeUndefined();
    expect(await take(person('bank', 'ana'))).toMatchObject({ of: 'user' });
    // What Ana sends too much is not counted against Otto.
    expect(await take(person('bank', 'otto'))).toBeUndefined();
    expect(await take(person('bank', 'otto'))).toMatchObject({ of: 'tenant' });
    expect(await take(person('sister', 'ana'))).toBeUndefined();
  });

  it('begins anew after a minute, and says when', async () => {
    vi.useFakeTimers();
    const { take } = createRateLimit({ perUser: 1, perTenant: 10 });
    await take(person('bank', 'ana'));
    vi.advanceTimersByTime(20_000);
    expect(await take(person('bank', 'ana'))).toEqual({ of: 'user', seconds: 40, first: true });
    vi.advanceTimersByTime(40_001);
    expect(await take(person('bank', 'ana'))).toBeUndefined();
  });

  it('is told over HTTP with 429 and Retry-After, to the one whom it concerns alone', async () => {
    const held = await signedInMcpDesk({ door: { rates: { perUser: 3, perTenant: 100 } } });
    try {
      const ana = held.token(BANK, ['Compliance-Viewer'], 'Ana');
      for (let each = 0; each < 3; each += 1)
        expect((await call(held, 'tools/list', {}, { token: ana })).status).toBe(200);
      const late = await call(held, 'tools/list', {}, { token: ana });
      expect(late.status).toBe(429);
      expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(late.body.error).toMatchObject({
        message: expect.stringMatching(/^You have sent too many messages\. Go on in \d+ seconds\.$/),
        data: { code: 'rate_limited' },
      });
      expect((await call(held, 'tools/list', {}, { token: ana })).status).toBe(429);
      const rows = held.desk.audit.store.rows({ types: ['refusal'], tenant: BANK }, 10);
      expect(rows.map(({ body }) => JSON.parse(body))).toEqual([{ what: 'mcp message', reason: 'rate of the user' }]);
      const otto = held.token(SISTER, ['Compliance-Viewer'], 'Otto');
      expect((await call(held, 'tools/list', {}, { token: otto })).status).toBe(200);
    } finally {
      await held.close();
    }
  });
});
