import { describe, expect, it } from 'vitest';
import { platformAddress } from '../../../src/findings/filing/platform-address.ts';
import { PlatformCredential } from '../../../src/findings/filing/platform-credential.ts';
import { createRestService, type RestServiceOptions } from '../../../src/findings/filing/rest-service.ts';

const START = Date.parse('2031-04-05T06:07:08Z');
const ADDRESS = platformAddress('https://grc.example/base', 'Lantern GRC');
const CLIENT = {
  kind: 'client_credentials',
  tokenUrl: 'https://id.example/token',
  clientId: 'desk',
  clientSecret: 'wick+and/oil:1',
} as const;

interface Given {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A service over answers that are given in their order, or nothing but a broken connection. */
function over(credential: unknown, answers: readonly (Given | Error)[], more: Partial<RestServiceOptions> = {}) {
  const asked: { url: string; headers: Headers; body: string }[] = [];
  const waiting = [...answers];
  const clock = { now: START };
  const service = createRestService({
    label: 'Lantern GRC',
    address: ADDRESS,
    credential: PlatformCredential.parse(credential),
    now: () => clock.now,
    fetch: async (url, init) => {
      asked.push({ url: String(url), headers: new Headers(init?.headers), body: String(init?.body ?? '') });
      const next = waiting.shift() ?? expect.fail(`asked once too often: ${url}`);
      if (next instanceof Error) throw next;
      const body = typeof next.body === 'string' ? next.body : JSON.stringify(next.body ?? {});
      return new Response(next.status === 204 ? null : body, {
        status: next.status ?? 200,
        headers: next.headers ?? {},
      });
    },
    ...more,
  });
  return { service, asked, clock };
}

const GET = { method: 'GET', path: '/a' };
const token = (value: string, more: object = {}): Given => ({
  body: { access_token: value, token_type: 'bearer', expires_in: 600, ...more },
});
const authorizations = (asked: { headers: Headers }[]) => asked.map(({ headers }) => headers.get('authorization'));

describe('a platform over REST', () => {
  it.each([
    [{ kind: 'bearer', token: 'wick' }, 'authorization', 'Bearer wick'],
    [
      { kind: 'basic', user: 'Aladdin', password: 'open sesame' },
      'authorization',
      'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    ],
    [{ kind: 'basic', user: 'a', password: 'ñ:' }, 'authorization', 'Basic YTrDsTo='],
    [{ kind: 'api_key', header: 'X-Api-Key', key: 'wick' }, 'x-api-key', 'wick'],
  ])('is told who asks: %j', async (credential, header, value) => {
    const { service, asked } = over(credential, [{}], { headers: { 'x-house': 'lanterns' } });
    await service.data({ ...GET, query: { q: "a'b&c" } });
    expect(asked[0]?.headers.get(header)).toBe(value);
    expect(asked[0]?.headers.get('x-house')).toBe('lanterns');
    expect(asked[0]?.url).toBe('https://grc.example/base/a?q=a%27b%26c');
  });

  it('is not asked again where every request carries the same', async () => {
    const { service, asked } = over({ kind: 'bearer', token: 'wick' }, [{ status: 401 }]);
    await expect(service.data(GET)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(asked).toHaveLength(1);
  });

  it('gives out a token that is used as long as it lives, less its last minute', async () => {
    const { service, asked, clock } = over(CLIENT, [token('t-1'), {}, {}, token('t-2'), {}]);
    await service.data(GET);
    clock.now = START + 539_000;
    await service.data(GET);
    clock.now = START + 540_000;
    await service.data(GET);
    expect(authorizations(asked).filter((each) => each?.startsWith('Bearer'))).toEqual([
      'Bearer t-1',
      'Bearer t-1',
      'Bearer t-2',
    ]);
  });

  it('gives out a short-lived token, or one whose end it does not tell', async () => {
    for (const life of [{ expires_in: '10' }, { expires_in: undefined }, { expires_in: 'soon' }, { expires_in: -1 }]) {
      const { service, asked } = over(CLIENT, [token('t-1', life), {}, {}]);
      await service.data(GET);
      await service.data(GET);
      expect(asked).toHaveLength(3);
    }
  });

  it('is signed in at as the authorisation server wants it', async () => {
    const inHeader = over({ ...CLIENT, clientSecret: 'a+b:c/~', scope: 'x y' }, [token('t'), {}]);
    await inHeader.service.data(GET);
    const [first] = inHeader.asked;
    expect(first?.url).toBe('https://id.example/token');
    expect(Buffer.from(first?.headers.get('authorization')?.slice('Basic '.length) ?? '', 'base64').toString()).toBe(
      'desk:a%2Bb%3Ac%2F%7E',
    );
    expect(first?.body).toBe('grant_type=client_credentials&scope=x+y');
    const inBody = over({ ...CLIENT, clientSecret: 'a+b', sentIn: 'body', parameters: { audience: 'grc' } }, [
      token('t'),
      {},
    ]);
    await inBody.service.data(GET);
    expect(inBody.asked[0]?.headers.get('authorization')).toBeNull();
    expect(inBody.asked[0]?.body).toBe('audience=grc&grant_type=client_credentials&client_id=desk&client_secret=a%2Bb');
  });

  it('is signed in at anew once where the token is not known any longer', async () => {
    const { service, asked } = over(CLIENT, [token('t-1'), { status: 401 }, token('t-2'), { status: 401 }]);
    await expect(service.data(GET)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(asked).toHaveLength(4);
  });

  it.each<[Given | Error, string]>([
    [new TypeError('fetch failed'), 'upstream_unavailable'],
    [{ status: 200, body: '<html>' }, 'upstream_unavailable'],
    [{ status: 200, body: { access_token: 'a b', token_type: 'bearer' } }, 'upstream_unavailable'],
    [{ status: 200, body: { access_token: 'a', token_type: 'mac' } }, 'upstream_unavailable'],
    [{ status: 302, headers: { location: 'https://elsewhere.example' } }, 'upstream_unavailable'],
    [{ status: 503 }, 'upstream_unavailable'],
    [{ status: 400, body: { error: 'temporarily_unavailable' } }, 'upstream_unavailable'],
    [{ status: 429, headers: { 'retry-after': '9' } }, 'rate_limited'],
    [{ status: 400, body: { error: 'invalid_scope', error_description: 'wick' } }, 'misconfigured'],
    [{ status: 401, body: 'wick' }, 'misconfigured'],
    [{ status: 404 }, 'misconfigured'],
  ])('that gives no token is asked for nothing: %j', async (answer, code) => {
    const { service, asked } = over(CLIENT, [answer]);
    const error = await service.data(GET).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify([error, (error as Error).message])).not.toContain('wick');
    expect(asked).toHaveLength(1);
  });

  it('tells its own words without what is secret, and not too many of them', async () => {
    const body = {
      error: { message: `no entry for wick at https://grc.example/x?token=wick\u202e\n${'x'.repeat(5_000)}` },
    };
    const { service } = over({ kind: 'bearer', token: 'wick' }, [{ status: 400, body }]);
    const error = (await service.data(GET).catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toContain('no entry for …');
    expect(error.message).not.toMatch(/wick|grc\.example|\u202e|\n/);
    expect(error.message.length).toBeLessThan(600);
  });

  it('takes what a reader throws behind an answer for doubt, and the reason of whoever stops it for that', async () => {
    const read = () => Promise.reject(new Error('a fault of ours'));
    const doubt = over({ kind: 'bearer', token: 'wick' }, [{}]);
    expect(await doubt.service.create({ method: 'POST', path: '/a', body: {} }, read)).toMatchObject({
      kind: 'unknown',
    });
    const controller = new AbortController();
    const stopped = over({ kind: 'bearer', token: 'wick' }, [{}]);
    const making = stopped.service.create(
      { method: 'POST', path: '/a', body: {} },
      async () => {
        controller.abort(new Error('gone'));
        throw new Error('torn');
      },
      controller.signal,
    );
    await expect(making).rejects.toThrow('gone');
  });

  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [408, 'unknown'],
    [409, 'unknown'],
    [422, 'refused'],
    [429, 'later'],
    [500, 'unknown'],
    [503, 'unknown'],
    [204, 'unknown'],
    [301, 'unknown'],
  ])('that answers %i to a new record: %s', async (status, kind) => {
    const { service } = over({ kind: 'bearer', token: 'wick' }, [{ status }]);
    const outcome = await service.create({ method: 'POST', path: '/a', body: {} }, () =>
      expect.fail('nothing to read'),
    );
    expect(outcome.kind).toBe(kind);
  });
});
