import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { BASE, KEY, over, row } from './given-answers.ts';
import { type MetricStreamGround, openMetricStream } from './metricstream-ground.ts';

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

    it('that is not shown yet is in doubt', async () => {
      const { platform } = over([{ body: { data: { objectId: 71 } } }, { status: 404 }]);
      expect(await platform.create(filing(KEY))).toMatchObject({
        kind: 'unknown',
        why: expect.stringContaining('does not show it'),
      });
    });

    it('is never made of an answer of another form, whatever it is', async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (body) => {
          const { platform } = over([{ body }, { status: 404 }]);
          expect(['unknown', 'refused']).toContain((await platform.create(filing(KEY))).kind);
          const looked = over([{ body }, { body }]);
          await expect(looked.platform.lookUp(KEY)).rejects.toBeInstanceOf(AppError);
          const read = over([{ body }]);
          await expect(read.platform.read(['71'])).rejects.toBeInstanceOf(AppError);
        }),
        { numRuns: 60 },
      );
    });

    it('whose id would climb out of the path is none', async () => {
      for (const objectId of ['..', '.', '', '\u0000', 'x'.repeat(201), '\ud800', { a: 1 }, null]) {
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
        url: `${BASE}/issues/71`,
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
      expect(asked.map(({ url }) => url)).toEqual([`${BASE}/rest/v1/issues/a%2Fb%3Fc%23d`]);
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
