import type { GrcPlatformName } from '../../../src/findings/filing/finding-filing.ts';
import { GRC_PLATFORMS } from '../../../src/findings/filing/finding-filing.ts';
import { archerSettings } from '../../adapters/archer/archer-ground.ts';
import { sai360Settings } from '../../adapters/sai360/sai360-ground.ts';
import { settingsFor as serviceNowSettings } from '../../adapters/servicenow/servicenow-ground.ts';
import type { GrcPeer } from '../../contracts/grc-platform-ground.ts';
import { startArcherPeer } from './archer-peer.ts';
import type { FaultRate } from './fault-plan.ts';
import { startGenericPeer } from './generic-peer.ts';
import { startMetricStreamPeer } from './metricstream-peer.ts';
import { genericSettings, metricStreamSettings } from './peer-settings.ts';
import { startSai360Peer } from './sai360-peer.ts';
import { startServiceNowPeer } from './servicenow-peer.ts';

interface PeerOptions {
  readonly port: number;
  readonly seed: number;
  readonly failing?: FaultRate;
}

interface Peer {
  /** Its place among the ports. */
  readonly at: number;
  start(options: PeerOptions): Promise<GrcPeer & { readonly url: string }>;
  /** The settings with which the desk files with it. */
  settings(url: string): object;
}

const PEERS: Readonly<Record<GrcPlatformName, Peer>> = {
  servicenow: { at: 0, start: startServiceNowPeer, settings: (url) => serviceNowSettings(url) },
  archer: { at: 1, start: startArcherPeer, settings: archerSettings },
  sai360: { at: 2, start: startSai360Peer, settings: (url) => sai360Settings(url) },
  metricstream: { at: 3, start: startMetricStreamPeer, settings: metricStreamSettings },
  generic: { at: 4, start: startGenericPeer, settings: genericSettings },
};

/** Of the first peer; the others follow. */
export const PORT_BASE = 18_081;

export interface RunningPeer {
  readonly name: GrcPlatformName;
  readonly peer: GrcPeer;
  readonly url: string;
  /** What COMPLIANCE_GRC is to be, for the tenant of `--local`. */
  readonly settings: string;
}

export interface PeersWanted {
  /** All by default. */
  readonly only?: readonly string[];
  /** 0 for ports that are free. */
  readonly portBase?: number;
  /** So many calls come, on average, to one that fails. */
  readonly failEvery?: number;
}

/** How a call fails where some are to: before anything is done, behind it, and in words. */
const FAULTS = ['drop_before', 'drop_after', 'status:503', 'rate_limited'] as const;

/** Starts the peers; those that run are closed again where one cannot start. */
export async function startPeers({
  only,
  portBase = PORT_BASE,
  failEvery,
}: PeersWanted): Promise<readonly RunningPeer[]> {
  const failing = failEvery === undefined ? {} : { failing: { share: 1 / failEvery, faults: FAULTS } };
  const running: RunningPeer[] = [];
  try {
    for (const name of namesOf(only)) {
      const { at, start } = PEERS[name];
      const peer = await start({ port: portBase === 0 ? 0 : portBase + at, seed: at + 1, ...failing });
      running.push({ name, peer, url: peer.url, settings: settingsText(name, peer.url) });
    }
  } catch (error) {
    await Promise.all(running.map(({ peer }) => peer.close()));
    throw error;
  }
  return running;
}

/** The settings for a peer on its port, whether it runs or not. */
export function settingsOfPeer(wanted: string, portBase = PORT_BASE): string {
  const [name] = namesOf([wanted]);
  if (name === undefined) throw new Error('name a peer');
  return settingsText(name, `http://127.0.0.1:${portBase + PEERS[name].at}`);
}

function settingsText(name: GrcPlatformName, url: string): string {
  return JSON.stringify({ local: { platform: name, ...PEERS[name].settings(url) } });
}

function namesOf(only: readonly string[] = GRC_PLATFORMS): readonly GrcPlatformName[] {
  const unknown = only.find((name) => !GRC_PLATFORMS.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`there is no peer "${unknown}"; there are ${GRC_PLATFORMS.join(', ')}`);
  return GRC_PLATFORMS.filter((name) => only.includes(name));
}
