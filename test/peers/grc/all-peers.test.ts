import { afterEach, describe, expect, it } from 'vitest';
import { createArcherPlatform } from '../../../src/adapters/archer/archer-platform.ts';
import { createGenericGrcPlatform } from '../../../src/adapters/generic-grc/generic-grc-platform.ts';
import { GenericGrcSettings } from '../../../src/adapters/generic-grc/generic-grc-settings.ts';
import { createMetricStreamPlatform } from '../../../src/adapters/metricstream/metricstream-platform.ts';
import { MetricStreamSettings } from '../../../src/adapters/metricstream/metricstream-settings.ts';
import { createSai360Platform } from '../../../src/adapters/sai360/sai360-platform.ts';
import { createServiceNowPlatform } from '../../../src/adapters/servicenow/servicenow-platform.ts';
import type { GrcPlatformName } from '../../../src/findings/filing/finding-filing.ts';
import type { GrcPlatform } from '../../../src/findings/filing/grc-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { type RunningPeer, settingsOfPeer, startPeers } from './all-peers.ts';
import { createNews, startLooking } from './look-at-peers.ts';
import type { PeerServer } from './peer-server.ts';

const KEY = 'F-0123456789abcdef-000000000001';

// biome-ignore lint/suspicious/noExplicitAny: settings as they are printed, for adapters that each have their own form
const PLATFORMS: Readonly<Record<GrcPlatformName, (settings: any) => GrcPlatform>> = {
  servicenow: createServiceNowPlatform,
  archer: createArcherPlatform,
  sai360: createSai360Platform,
  metricstream: (settings) => createMetricStreamPlatform({ settings: MetricStreamSettings.parse(settings) }),
  generic: (settings) => createGenericGrcPlatform({ settings: GenericGrcSettings.parse(settings) }),
};

function platformOf({ name, settings }: RunningPeer): GrcPlatform {
  const { platform, ...own } = JSON.parse(settings).local;
  expect(platform).toBe(name);
  return PLATFORMS[name](own);
}

describe('the peers that a person can try', () => {
  let peers: readonly RunningPeer[] = [];
  let looking: PeerServer | undefined;
  afterEach(async () => {
    await Promise.all([...peers.map(({ peer }) => peer.close()), looking?.close()]);
    peers = [];
    looking = undefined;
  });

  it('take a finding each with the settings that are printed, and show it', async () => {
    peers = await startPeers({ portBase: 0 });
    looking = await startLooking(peers, 0);
    const news = createNews(peers);
    expect(news()).toEqual([]);
    for (const each of peers) expect(await platformOf(each).create(filing(KEY))).toMatchObject({ kind: 'created' });
    const lines = news();
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'servicenow',
      'archer',
      'sai360',
      'metricstream',
      'generic',
    ]);
    for (const line of lines) {
      expect(line).toContain(KEY);
      expect(line).toContain('No register of lanterns');
    }
    expect(news()).toEqual([]);
    const all = (await (await fetch(`${looking.url}/__records`)).json()) as Record<string, { key: string }[]>;
    for (const records of Object.values(all)) expect(records.map(({ key }) => key)).toEqual([KEY]);
  });

  it('have their records moved by hand', async () => {
    peers = await startPeers({ portBase: 0, only: ['generic'] });
    looking = await startLooking(peers, 0);
    const [peer = expect.fail()] = peers;
    const platform = platformOf(peer);
    await platform.create(filing(KEY));
    const news = createNews(peers);
    news();
    const post = (path: string, body: string) => fetch(`${looking?.url}/__records/${path}`, { method: 'POST', body });
    expect((await post(`generic/${KEY}`, '{"state":"closed"}')).status).toBe(200);
    expect((await platform.read([KEY])).get(KEY)).toMatchObject({ status: 'closed' });
    expect(news()).toEqual([expect.stringContaining('open → closed')]);
    expect((await post(`generic/${KEY}`, 'closed')).status).toBe(400);
    expect((await post('generic/none', '{"state":"closed"}')).status).toBe(404);
    expect((await post('archer', '{}')).status).toBe(404);
  });

  it('fail as often as is wanted, and make nothing twice for whoever looks before trying again', async () => {
    peers = await startPeers({ portBase: 0, only: ['metricstream'], failEvery: 3 });
    const [peer = expect.fail()] = peers;
    const platform = platformOf(peer);
    for (let at = 0; at < 20; at += 1) {
      const key = `K-${at}`;
      let done = false;
      for (let tries = 0; !done && tries < 50; tries += 1) {
        const found = tries === 0 ? undefined : await platform.lookUp(key).catch(() => 'unknown');
        if (found === 'unknown') continue;
        done = found !== undefined || (await platform.create(filing(key))).kind === 'created';
      }
      expect(done).toBe(true);
    }
    expect(peer.peer.records().map(({ key }) => key)).toEqual(Array.from({ length: 20 }, (_, at) => `K-${at}`));
    expect(peer.peer.requests().some(({ fault }) => fault !== undefined)).toBe(true);
  });

  it('have their settings told without being started', () => {
    const { local } = JSON.parse(settingsOfPeer('archer'));
    expect(local).toMatchObject({ platform: 'archer', url: 'http://127.0.0.1:18082' });
    expect(JSON.parse(settingsOfPeer('generic', 20_001)).local.url).toBe('http://127.0.0.1:20005');
    expect(() => settingsOfPeer('lantern')).toThrow('there is no peer "lantern"');
  });
});
