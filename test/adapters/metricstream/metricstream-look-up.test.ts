import { afterEach, describe, expect, it } from 'vitest';
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
      expect(asked.map(({ url }) => new URL(url).searchParams.get('offset'))).toEqual(['0', '20']);
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
        { method: 'POST', url: `${BASE}/search/${KEY}`, body: { where: { reference: `=${KEY}`, 'a.b': 'x' } } },
      ]);
    });
  });
});
