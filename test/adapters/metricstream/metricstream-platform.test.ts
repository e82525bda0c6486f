import { afterEach, describe, expect, it } from 'vitest';
import { createMetricStreamPlatform } from '../../../src/adapters/metricstream/metricstream-platform.ts';
import { MetricStreamSettings } from '../../../src/adapters/metricstream/metricstream-settings.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { metricStreamSettings } from '../../peers/grc/peer-settings.ts';
import { type MetricStreamGround, openMetricStream } from './metricstream-ground.ts';

const KEY = 'F-0123456789abcdef-000000000001';
const URL = 'https://grc.example/metric';

/** The adapter over answers that are given, in their order; what was asked is kept. */
function over(
  answers: readonly { readonly status?: number; readonly body?: unknown }[],
  altered: (settings: ReturnType<typeof metricStreamSettings>) => ReturnType<typeof metricStreamSettings> = (same) =>
    same,
) {
  const asked: { url: string; method: string; body: unknown; headers: Headers }[] = [];
  const waiting = [...answers];
  const written = metricStreamSettings(URL);
  const settings = altered({ ...written, credential: { kind: 'bearer', token: 'wick-token' } });
  const platform = createMetricStreamPlatform({
    settings: MetricStreamSettings.parse(settings),
    fetch: async (url, init) => {
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      asked.push({ url: String(url), method: init?.method ?? 'GET', body, headers: new Headers(init?.headers) });
      const { status = 200, body: answer } = waiting.shift() ?? expect.fail(`asked once too often: ${url}`);
      return new Response(answer === undefined ? null : JSON.stringify(answer), { status });
    },
  });
  return { platform, asked };
}

const row = (more: Record<string, unknown> = {}) => ({
  objectId: 71,
  displayId: 'ISS-1',
  status: 'New',
  externalReference: KEY,
  ...more,
});

describe('MetricStream', () => {
  let ground: MetricStreamGround | undefined;
  afterEach(async () => {
    await ground?.platform.close();
    await ground?.peer.close();
    ground = undefined;
  });
  const opened = async (...given: Parameters<typeof openMetricStream>) => {
    ground = await openMetricStream(...given);
    return ground;
  };

  describe('a new record', () => {
    it('of which the id alone is answered is read', async () => {
      const { platform } = await opened('plain', undefined, { answersNew: 'id' });
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'created',
        record: { key: KEY, number: 'ISS-1', state: 'New', status: 'open' },
      });
    });

    it('of which nothing is answered is in doubt, and found', async () => {
      const { platform } = await opened('plain', undefined, { answersNew: 'nothing' });
      expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
      expect(await platform.lookUp(KEY)).toMatchObject({ key: KEY });
    });

    it('with the key of another one is not ours', async () => {
      const { platform } = over([{ body: { data: row({ externalReference: 'F-2' }) } }]);
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'unknown',
        why: expect.stringMatching(/another key/),
      });
    });

    it('that is there already (409) is in doubt: an attempt before may have made it', async () => {
      const { platform } = over([{ status: 409, body: { errors: [{ message: 'reference is taken' }] } }]);
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'unknown',
        why: expect.stringContaining('reference is taken'),
      });
    });

    it('whose id would climb out of the path is none', async () => {
      for (const objectId of ['..', '.', '', '\u0000', 'x'.repeat(201), { a: 1 }, null]) {
        const { platform, asked } = over([{ body: { data: row({ objectId }) } }]);
        expect(await platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
        expect(asked).toHaveLength(1);
      }
    });

    it('is not sent where a severity has no value', async () => {
      const { platform, asked } = over([], (settings) => ({
        ...settings,
        fields: { ...settings.fields, 'details.rating': { source: 'severity', values: { low: '4' } } },
      }));
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('details.rating'),
      });
      expect(asked).toEqual([]);
    });

    it('is sent as the settings say: method, path, nesting, headers', async () => {
      const { platform, asked } = over([{ body: { made: row() } }], (settings) => ({
        ...settings,
        headers: { 'X-Tenant': 'lanterns' },
        requests: { ...settings.requests, create: { method: 'PUT', path: '/new', within: 'a.b' } },
        answers: { ...settings.answers, created: '/made' },
      }));
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'created',
        record: { id: '71', url: 'https://grc.example/metric/issues/71' },
      });
      const [{ url, method, body, headers } = expect.fail()] = asked;
      expect([url, method]).toEqual(['https://grc.example/metric/new', 'PUT']);
      expect(body).toMatchObject({ a: { b: { externalReference: KEY, details: { rating: '2' } } } });
      expect(headers.get('x-tenant')).toBe('lanterns');
      expect(headers.get('authorization')).toBe('Bearer wick-token');
    });
  });

  describe('a look-up', () => {
    it('goes on behind a short page: what may not be seen is missing from it', async () => {
      const { platform } = over([
        { body: { data: { items: [row({ objectId: 1, externalReference: 'F-2' })] } } },
        { body: { data: { items: [row()] } } },
      ]);
      expect(await platform.lookUp(KEY)).toMatchObject({ id: '71' });
    });

    it('whose condition is not kept to reads all pages', async () => {
      const { platform, peer } = await opened();
      peer.addStrangers(45);
      await platform.create(filing(KEY));
      peer.ignoreFilters();
      expect(await platform.lookUp(KEY)).toMatchObject({ key: KEY });
      expect(await platform.lookUp('F-none')).toBeUndefined();
    });

    it('does not say that there is nothing where pages are not named and others came', async () => {
      const { platform, asked } = over(
        [{ body: { data: { items: [row({ externalReference: 'F-2' })] } } }],
        (settings) => {
          const { pages: _, ...lookUp } = settings.requests.lookUp;
          return { ...settings, requests: { ...settings.requests, lookUp } };
        },
      );
      await expect(platform.lookUp(KEY)).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining('cannot be known'),
      });
      expect(asked).toHaveLength(1);
    });

    it('does not go round where the same page comes again', async () => {
      const page = { body: { data: { items: [row({ externalReference: 'F-2' })] } } };
      const { platform, asked } = over([page, page]);
      await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
      expect(asked.map(({ url }) => new globalThis.URL(url).searchParams.get('offset'))).toEqual(['0', '20']);
    });

    it('ends somewhere, however many there are', async () => {
      const pages = Array.from({ length: 200 }, (_, at) => ({
        body: { data: { items: [row({ objectId: at, externalReference: 'F-2' })] } },
      }));
      const { platform } = over(pages);
      await expect(platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    });

    it.each([
      [{ data: {} }, 'without a list'],
      [{ data: { items: { 0: row() } } }, 'without a list'],
      [{ data: { items: [{ objectId: 1, status: 'New' }] } }, 'without a field'],
      [{ data: { items: [row({ objectId: undefined })] } }, 'without an id or a state'],
      [{ data: { items: [row({ status: undefined })] } }, 'without an id or a state'],
    ])('says which setting is wrong: %j', async (body, why) => {
      const { platform } = over([{ body }]);
      await expect(platform.lookUp(KEY)).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining(why),
      });
    });

    it('is asked by a body where the settings say so', async () => {
      const { platform, asked } = over([{ body: { data: { items: [] } } }], (settings) => ({
        ...settings,
        requests: {
          ...settings.requests,
          lookUp: { method: 'POST', path: '/search/{key}', body: { 'where.reference': '={key}', '/where/a.b': 'x' } },
        },
      }));
      expect(await platform.lookUp(KEY)).toBeUndefined();
      expect(asked).toMatchObject([
        { method: 'POST', url: `${URL}/search/${KEY}`, body: { where: { reference: `=${KEY}`, 'a.b': 'x' } } },
      ]);
    });
  });

  describe('a record that is read', () => {
    it('is never another one than was asked for', async () => {
      const { platform } = over([{ body: { data: row({ objectId: 72 }) } }]);
      await expect(platform.read(['71'])).rejects.toMatchObject({ code: 'misconfigured' });
    });

    it('without a key is none of ours', async () => {
      for (const externalReference of [null, '', undefined]) {
        const { platform } = over([{ body: { data: row({ externalReference }) } }]);
        expect((await platform.read(['71'])).size).toBe(0);
      }
    });

    it('says only what it can say', async () => {
      const { platform } = over([
        {
          body: {
            data: row({
              name: 'No register\u202e of\n lanterns\u0000',
              details: { rating: '9', responsible: 7 },
              targetDate: 'soon',
              displayId: '',
              status: 'toString',
            }),
          },
        },
      ]);
      expect((await platform.read(['71'])).get('71')).toEqual({
        id: '71',
        number: '71',
        url: `${URL}/issues/71`,
        key: KEY,
        state: 'toString',
        says: { title: 'No register of lanterns', owner: '7' },
      });
    });

    it('is absent where the settings say that a status means so', async () => {
      const { platform } = over([{ status: 403, body: {} }], (settings) => ({ ...settings, absent: [403, 404] }));
      expect((await platform.read(['71'])).size).toBe(0);
      const strict = over([{ status: 403, body: {} }]);
      await expect(strict.platform.read(['71'])).rejects.toMatchObject({ code: 'not_permitted' });
    });

    it('is asked for with its id encoded, and once', async () => {
      const { platform, asked } = over([{ status: 404 }]);
      await platform.read(['a/b?c#d', 'a/b?c#d', '..', '']);
      expect(asked.map(({ url }) => url)).toEqual([`${URL}/rest/v1/issues/a%2Fb%3Fc%23d`]);
    });
  });

  describe('a state', () => {
    it('counts as set where nothing is answered, or another form', async () => {
      for (const answer of [{ status: 204 }, { status: 200, body: { ok: true } }]) {
        const { platform } = over([answer]);
        await platform.setStatus('71', 'closed');
      }
    });

    it('that the platform took and did not set is said not to be set', async () => {
      const { platform } = over([{ body: { data: row({ status: 'New' }) } }]);
      await expect(platform.setStatus('71', 'closed')).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining('Done'),
      });
    });

    it('without a word is not sent', async () => {
      const { platform, asked } = over([], (settings) => ({ ...settings, states: { New: 'open' } }));
      await expect(platform.setStatus('71', 'closed')).rejects.toMatchObject({ code: 'misconfigured' });
      await expect(platform.setStatus('..', 'open')).rejects.toMatchObject({ code: 'misconfigured' });
      expect(asked).toEqual([]);
    });
  });

  describe('the check', () => {
    it('sees in records that are there which fields and states there are', async () => {
      const { platform, peer } = await opened();
      await platform.create(filing(KEY));
      peer.addStrangers(2);
      const states = new Map((await platform.check()).map(({ what, state }) => [what, state]));
      expect(states.get('sign-in')).toBe('ok');
      expect(states.get('look-up')).toBe('ok');
      expect(states.get('field details.rating')).toBe('ok');
      expect(states.get('state New')).toBe('ok');
      expect(states.get('state Done')).toBe('unknown');
      expect(states.get('answer objectId')).toBe('ok');
      expect([...states.values()]).not.toContain('wrong');
    });

    it('names a state that the settings do not map, and an answer that is not there', async () => {
      const { platform, peer } = await opened('plain', (settings) => ({
        ...settings,
        answers: { ...settings.answers, number: 'nowhere.number' },
      }));
      peer.addStrangers(1);
      peer.changeState('70001', 'On Hold');
      const wrong = (await platform.check()).filter(({ state }) => state === 'wrong').map(({ what }) => what);
      expect(wrong).toEqual(['answer nowhere.number', 'state On Hold']);
    });

    it('says that a look-up does not keep to its condition', async () => {
      const { platform, peer } = await opened();
      peer.addStrangers(3);
      peer.ignoreFilters();
      expect(await platform.check()).toContainEqual({
        what: 'look-up',
        state: 'wrong',
        says: expect.stringContaining('3 records of other keys'),
      });
    });

    it('says of a state that nothing stands for that it cannot be told', async () => {
      const { platform } = await opened('plain', (settings) => ({
        ...settings,
        states: { New: 'open', Done: 'closed' },
      }));
      const unknown = (await platform.check()).filter(({ what }) => what === 'state risk_accepted');
      expect(unknown).toMatchObject([{ state: 'unknown' }]);
    });
  });
});
