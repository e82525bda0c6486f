import type { z } from 'zod';
import { createMetricStreamPlatform } from '../../../src/adapters/metricstream/metricstream-platform.ts';
import { MetricStreamSettings } from '../../../src/adapters/metricstream/metricstream-settings.ts';
import type { GrcGround, GrcVariant } from '../../contracts/grc-platform-ground.ts';
import {
  METRICSTREAM_CLIENT,
  type MetricStreamPeer,
  type MetricStreamPeerOptions,
  startMetricStreamPeer,
} from '../../peers/grc/metricstream-peer.ts';
import { metricStreamSettings } from '../../peers/grc/peer-settings.ts';

type Written = z.input<typeof MetricStreamSettings>;

export interface MetricStreamGround extends GrcGround {
  readonly peer: MetricStreamPeer;
}

/** The adapter over its invented peer. */
export async function openMetricStream(
  variant: GrcVariant = 'plain',
  altered: (settings: Written) => Written = (settings) => settings,
  peerOptions: MetricStreamPeerOptions = {},
): Promise<MetricStreamGround> {
  const peer = await startMetricStreamPeer(peerOptions);
  const settings = altered(ofVariant(metricStreamSettings(peer.url), variant));
  return {
    peer,
    platform: createMetricStreamPlatform({
      settings: MetricStreamSettings.parse(settings),
      ...(variant === 'impatient' ? { bounds: { timeout: 250 } } : {}),
    }),
    unknownId: '79999',
    secrets: [METRICSTREAM_CLIENT.clientSecret, 'not-the-secret', 'lantern-token-'],
    words: {
      open: 'New',
      in_progress: 'Working',
      validating: 'In Review',
      closed: 'Done',
      risk_accepted: 'Accepted',
      unmapped: 'On Hold',
    },
    ...(variant === 'unknown_field' ? { wrong: 'details.nowhere' } : {}),
    ...(variant === 'unknown_state' ? { wrong: 'Nowhere' } : {}),
  };
}

function ofVariant(settings: Written, variant: GrcVariant): Written {
  if (variant === 'wrong_credential')
    return {
      ...settings,
      credential: { ...settings.credential, clientSecret: 'not-the-secret' } as Written['credential'],
    };
  if (variant === 'unknown_field')
    return { ...settings, fields: { ...settings.fields, 'details.nowhere': 'evidence' } };
  if (variant === 'unknown_state') return { ...settings, states: { ...settings.states, Nowhere: 'closed' } };
  return settings;
}
