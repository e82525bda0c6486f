import type { z } from 'zod';
import { createGenericGrcPlatform } from '../../../src/adapters/generic-grc/generic-grc-platform.ts';
import { GenericGrcSettings } from '../../../src/adapters/generic-grc/generic-grc-settings.ts';
import type { GrcGround, GrcVariant } from '../../contracts/grc-platform-ground.ts';
import {
  GENERIC_KEY,
  type GenericPeer,
  type GenericPeerOptions,
  startGenericPeer,
} from '../../peers/grc/generic-peer.ts';
import { genericSettings } from '../../peers/grc/peer-settings.ts';

type Written = z.input<typeof GenericGrcSettings>;

export interface GenericGround extends GrcGround {
  readonly peer: GenericPeer;
}

const WRONG_KEY = 'not-the-key-at-all';

/** The adapter over its strict peer; all of the assumed counterpart there, unless altered. */
export async function openGeneric(
  variant: GrcVariant = 'plain',
  altered: Partial<Written> = {},
  peerOptions: GenericPeerOptions = {},
): Promise<GenericGround> {
  const peer = await startGenericPeer(peerOptions);
  const settings = { ...genericSettings(peer.url), ...ofVariant(variant), ...altered };
  return {
    peer,
    platform: createGenericGrcPlatform({
      settings: GenericGrcSettings.parse(settings),
      ...(variant === 'impatient' ? { bounds: { timeout: 250 } } : {}),
    }),
    unknownId: 'F-nobody',
    secrets: [GENERIC_KEY, WRONG_KEY],
    words: {
      open: 'open',
      in_progress: 'in_progress',
      validating: 'validating',
      closed: 'closed',
      risk_accepted: 'risk_accepted',
      unmapped: 'parked',
    },
    ...(variant === 'unknown_field' ? { wrong: 'nowhere_field' } : {}),
    ...(variant === 'unknown_state' ? { wrong: 'Nowhere' } : {}),
  };
}

function ofVariant(variant: GrcVariant): Partial<Written> {
  if (variant === 'wrong_credential') return { credential: { kind: 'api_key', header: 'X-Api-Key', key: WRONG_KEY } };
  if (variant === 'unknown_field') return { fields: { nowhere_field: 'evidence' } };
  if (variant === 'unknown_state') return { states: { open: 'open', Nowhere: 'closed' } };
  return {};
}
