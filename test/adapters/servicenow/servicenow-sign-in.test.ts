import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceNowOptions } from '../../../src/adapters/servicenow/servicenow-options.ts';
import { createServiceNowPlatform } from '../../../src/adapters/servicenow/servicenow-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { SERVICENOW_CREDENTIALS, type ServiceNowPeer, startServiceNowPeer } from '../../peers/grc/servicenow-peer.ts';
import { AUTHS, settingsFor } from './servicenow-ground.ts';

const KEY = 'F-0123456789abcdef-000000000001';
let peer: ServiceNowPeer | undefined;
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

async function started(options: Parameters<typeof startServiceNowPeer>[0] = {}): Promise<ServiceNowPeer> {
  peer = await startServiceNowPeer(options);
  return peer;
}

const signInsOf = ({ requests }: ServiceNowPeer) => requests().filter(({ kind }) => kind === 'sign_in').length;

describe('a token', () => {
  it('is used until shortly before its end, and then another one is asked for', async () => {
    let now = Date.parse('2031-04-05T06:00:00Z');
    const over = await started({ now: () => now, tokenLife: 600 });
    const platform = createServiceNowPlatform(settingsFor(over.url, { now: () => now }));
    for (const seconds of [0, 300, 560]) {
      now = Date.parse('2031-04-05T06:00:00Z') + seconds * 1000;
      await platform.lookUp(KEY);
    }
    expect(signInsOf(over)).toBe(1);
    now += 15_000;
    await platform.lookUp(KEY);
    expect(signInsOf(over)).toBe(2);
    expect(over.requests().filter(({ status }) => status === 401)).toEqual([]);
  });

  it('that the instance does not take is asked for once more, and no more than once', async () => {
    const over = await started();
    const platform = createServiceNowPlatform(settingsFor(over.url));
    over.fault('status:401', 9, 'data');
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(signInsOf(over)).toBe(2);
    expect(over.requests().filter(({ kind }) => kind === 'read')).toHaveLength(2);
  });

  it('is refused: not asked for again within a minute, since users are locked', async () => {
    let now = Date.parse('2031-04-05T06:00:00Z');
    const over = await started();
    const auth = { ...AUTHS.password, password: 'wrong' } as ServiceNowOptions['auth'];
    const platform = createServiceNowPlatform(settingsFor(over.url, { auth, now: () => now }));
    for (let at = 0; at < 5; at += 1)
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'refused',
        why: expect.stringMatching(/locked/),
      });
    expect(signInsOf(over)).toBe(1);
    now += 61_000;
    await platform.create(filing(KEY));
    expect(signInsOf(over)).toBe(2);
  });

  it('is not to be had where the instance does not allow the kind of sign-in', async () => {
    const over = await started();
    over.signIn.clientCredentials = false;
    const platform = createServiceNowPlatform(settingsFor(over.url, { auth: AUTHS.client_credentials }));
    expect(await platform.check()).toMatchObject([
      { what: 'sign-in', state: 'wrong', says: expect.stringContaining('unsupported_grant_type') },
    ]);
  });
});

describe('basic authentication', () => {
  it('that is refused is not tried twice', async () => {
    const over = await started();
    const auth = { kind: 'basic', user: 'somebody', password: 'wrong' } as const;
    const platform = createServiceNowPlatform(settingsFor(over.url, { auth }));
    await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(over.requests()).toHaveLength(1);
  });
});

describe('what is sent', () => {
  it.each(Object.keys(AUTHS) as (keyof typeof AUTHS)[])('holds no secret in an address: %s', async (kind) => {
    const over = await started();
    const platform = createServiceNowPlatform(settingsFor(over.url, { auth: AUTHS[kind] }));
    const outcome = await platform.create(filing(KEY));
    expect(outcome.kind).toBe('created');
    await platform.lookUp(KEY);
    await platform.check();
    for (const { path, query } of over.requests())
      for (const secret of [
        SERVICENOW_CREDENTIALS.password,
        SERVICENOW_CREDENTIALS.clientSecret,
        ...over.signIn.tokens,
      ])
        expect(`${path}?${query}`).not.toContain(secret);
  });

  it('holds no condition that a key or an id has brought along', async () => {
    const over = await started();
    const platform = createServiceNowPlatform(settingsFor(over.url));
    over.addStrangers(3);
    const ids = over.requests();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.constantFrom('x^ORsys_idISNOTEMPTY', '', '../sys_user', 'a'.repeat(61), '^NQ', 'é', 'a b'),
        ),
        async (text) => {
          fc.pre(!/^[A-Za-z0-9-]{1,60}$/.test(text));
          await expect(platform.lookUp(text)).rejects.toMatchObject({ code: 'internal' });
          await expect(platform.setStatus(text, 'closed')).rejects.toMatchObject({ code: 'not_found' });
          expect((await platform.read([text])).size).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
    expect(ids).toEqual([]);
  });

  it('goes to one table, by names alone', () => {
    const url = 'https://bank.example';
    for (const more of [
      { table: 'sys_user/../x' },
      { keyField: 'correlation_id^ORnumber' },
      { stateField: '' },
      { fields: { 'a.b': 'title' } },
      { fields: { correlation_id: 'id' } },
    ] as const)
      expect(() => createServiceNowPlatform(settingsFor(url, more))).toThrow(/name|key/);
    for (const address of ['http://bank.example', 'https://u:p@bank.example', 'https://bank.example?x=1', 'bank'])
      expect(() => createServiceNowPlatform(settingsFor(address))).toThrow(/address of ServiceNow/);
    expect(createServiceNowPlatform(settingsFor(`${url}/`)).host).toBe('bank.example');
  });
});

describe('what an instance repeats of what it was sent', () => {
  it.each(Object.keys(AUTHS) as (keyof typeof AUTHS)[])(
    'gets into no message as far as it is secret: %s',
    async (kind) => {
      const over = await started();
      const repeating: typeof fetch = async (url, init) => {
        if (String(url).includes('oauth')) return fetch(url, init);
        const sent = new Headers(init?.headers).get('authorization');
        const message = `Bad request ${sent} ${SERVICENOW_CREDENTIALS.password} at ${url}`;
        return Response.json({ error: { message, detail: 'The field is too long' } }, { status: 400 });
      };
      const auth = AUTHS[kind];
      const platform = createServiceNowPlatform(settingsFor(over.url, { auth, fetch: repeating }));
      const outcome = await platform.create(filing(KEY));
      const checks = await platform.check();
      const error = await platform.lookUp(KEY).catch((thrown: unknown) => thrown);
      const told = inspect([outcome, checks, error], { depth: 9, maxStringLength: null });
      expect(told).toContain('The field is too long');
      const { user, password, clientSecret } = SERVICENOW_CREDENTIALS;
      const secrets = [clientSecret, ...over.signIn.tokens, ...('password' in auth ? [password] : [])];
      for (const secret of [...secrets, Buffer.from(`${user}:${password}`).toString('base64'), '/api/now/table'])
        expect(told).not.toContain(secret);
    },
  );
});

describe('whatever is answered', () => {
  const status = fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 418, 429, 500, 502, 503);
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom(
      '',
      'null',
      '{"result":{}}',
      '{"result":null}',
      '{"result":[null]}',
      `{"result":{"sys_id":"${'a'.repeat(32)}"}}`,
      `{"result":{"sys_id":"${'a'.repeat(32)}","correlation_id":"${KEY} "}}`,
      `{"result":{"sys_id":["x"],"correlation_id":{"value":"${KEY}"}}}`,
      '{"error":"text","status":"failure"}',
      '{"error":{"message":{"a":1},"detail":[]}}',
      '{"error":null}',
    ),
  );

  it('nothing is made, found or set that was not said to be', async () => {
    await fc.assert(
      fc.asyncProperty(status, body, status, body, async (readStatus, readBody, writeStatus, writeBody) => {
        const answering: typeof fetch = async (_url, init) => {
          const write = init?.method !== 'GET';
          const code = write ? writeStatus : readStatus;
          return new Response(code === 204 ? null : write ? writeBody : readBody, { status: code });
        };
        const platform = createServiceNowPlatform(
          settingsFor('https://bank.example', { auth: AUTHS.basic, fetch: answering }),
        );
        const outcome = await platform.create(filing(KEY));
        expect(['later', 'unknown', 'refused']).toContain(outcome.kind);
        const looked = await platform.lookUp(KEY).catch((error: unknown) => error);
        if (looked !== undefined) expect(looked).toHaveProperty('code');
        else expect(JSON.parse(readBody)).toMatchObject({ result: [] });
        await expect(platform.setStatus('a'.repeat(32), 'closed')).rejects.toHaveProperty('code');
      }),
      { numRuns: 400 },
    );
  });
});
