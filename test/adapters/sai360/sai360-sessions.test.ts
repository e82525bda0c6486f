import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { SAI360_SIGN_IN } from '../../peers/grc/sai360-peer.ts';
import type { Sai360Ground } from './sai360-ground.ts';
import { KEY, sai360Trial } from './sai360-trial.ts';

const { opened, made } = sai360Trial();

const PAGE = { status: 200, body: '<html><body>Your session has expired.</body></html>' };
const signIns = ({ peer }: Sai360Ground) => peer.requests().filter(({ path }) => path.endsWith('/Authenticate')).length;

describe('key and token, which stand in the query', () => {
  it('come whole, whatever signs are in them', async () => {
    const over = await opened();
    await made(over);
    const [asked] = over.peer.requests().filter(({ kind }) => kind === 'write');
    expect(asked?.query.get('token')).toBe('/wEFKnWICK+1==');
    expect(over.peer.requests()[1]?.query.get('integrationkey')).toBe(SAI360_SIGN_IN.integrationKey);
  });

  it('are sent as they are where they were given out ready for a query', async () => {
    const sent: string[] = [];
    const ready: typeof fetch = async (input, init) => {
      const url = String(input);
      sent.push(url);
      if (url.includes('/Authenticate'))
        return Response.json({ status: { code: '200', message: 'OK' }, token: 'abc%2Bdef' });
      return url.includes('/OrganizationHost')
        ? fetch(input, init)
        : Response.json({ status: { code: 200 }, data: [] });
    };
    const over = await opened({ fetch: ready });
    await over.platform.lookUp(KEY);
    expect(sent.at(-1)).toMatch(/token=abc%2Bdef$/);
  });

  it.each([
    ['the connection', new TypeError('Failed to fetch https://x.example/?integrationkey=MPI053WICK+OIL/4711=LANTERN')],
    ['an address', Object.assign(new TypeError('fetch failed'), { cause: new Error('https://x.example/?token=abc') })],
  ])('are in no error, not even in a cause of %s', async (_, thrown) => {
    const broken: typeof fetch = async () => {
      throw thrown;
    };
    const over = await opened({ fetch: broken });
    const told = [
      await over.platform.lookUp(KEY).catch((error: unknown) => error),
      await over.platform.create(filing(KEY)),
      await over.platform.check(),
    ];
    expect(inspect(told, { depth: 9 })).not.toMatch(/WICK|token=|x\.example/);
  });

  it('are taken out of what SAI360 repeats', async () => {
    const over = await opened();
    const { integrationKey } = SAI360_SIGN_IN;
    const message = `No ${integrationKey} or ${encodeURIComponent(integrationKey)} in https://x.example/?integrationkey=1`;
    over.peer.answerOnce('/Authenticate', { status: 401, body: { status: { code: '401', message } } });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('(No … or … in [address])'),
    });
  });
});

describe('the host of the organisation', () => {
  it('that is another one than the configured is told, and never called', async () => {
    const called: string[] = [];
    const watched: typeof fetch = async (input, init) => {
      called.push(new URL(String(input)).host);
      return fetch(input, init);
    };
    const over = await opened({ fetch: watched }, { organizationHost: 'https://other.lantern.example/login?x=1' });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/\(other\.lantern\.example\).*"url"/),
    });
    expect(new Set(called)).toEqual(new Set([over.platform.host]));
    expect(signIns(over)).toBe(0);
  });

  it.each(['', 'no address', 'javascript:alert(1)'])('that is none is no answer: %j', async (organizationHost) => {
    const over = await opened({}, { organizationHost });
    const error = await over.platform.lookUp(KEY).catch((thrown: unknown) => thrown);
    expect(['upstream_unavailable', 'misconfigured']).toContain((error as { code: string }).code);
    expect(signIns(over)).toBe(0);
  });
});

describe('a token that has ended', () => {
  it.each(['http', 'envelope'] as const)('is got anew once, where it is told by %s', async (tellsEnd) => {
    const over = await opened({}, { tellsEnd });
    const id = await made(over);
    over.peer.endSessions();
    await Promise.all(Array.from({ length: 12 }, () => over.platform.read([id])));
    expect(signIns(over)).toBe(2);
  });

  it('is got anew with the next request where it is told by a page with 200 (IRIS#489)', async () => {
    const over = await opened({}, { tellsEnd: 'page' });
    const id = await made(over);
    over.peer.endSessions();
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(await over.platform.lookUp(KEY)).toMatchObject({ id });
    expect(signIns(over)).toBe(2);
  });

  it('leaves a new record in doubt where a page came, and never makes two', async () => {
    const over = await opened({}, { tellsEnd: 'page' });
    await over.platform.lookUp(KEY);
    await over.platform.check();
    over.peer.endSessions();
    expect(await over.platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
    expect(await over.platform.lookUp(KEY)).toBeUndefined();
    await made(over);
    expect(over.peer.records()).toHaveLength(1);
  });

  it('that is refused as soon as it is given out is told, and not asked for without end', async () => {
    const over = await opened();
    for (let times = 0; times < 2; times += 1)
      over.peer.answerOnce('GET /API/2.0/Data', {
        status: 401,
        body: { status: { code: '401', message: 'Not for you' } },
      });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(signIns(over)).toBe(2);
  });

  it('that is refused as soon as it is given out keeps a finding waiting, and refuses none', async () => {
    const over = await opened();
    for (let times = 0; times < 2; times += 1)
      over.peer.answerOnce('POST /API/2.0/Data', {
        status: 401,
        body: { status: { code: '401', message: 'Signed in elsewhere' } },
      });
    expect(await over.platform.create(filing(KEY))).toMatchObject({
      kind: 'later',
      why: expect.stringMatching(/Signed in elsewhere/),
    });
    await made(over);
    expect(over.peer.records()).toHaveLength(1);
  });
});

it('the session ends with the platform', async () => {
  const over = await opened();
  over.peer.answerOnce('GET /API/2.0/Data', PAGE);
  await over.platform.lookUp(KEY).catch(() => undefined);
  await over.platform.lookUp(KEY);
  await over.platform.close();
  expect(over.peer.requests().at(-1)).toMatchObject({ path: '/API/2.0/Security/Logout', status: 200 });
});
