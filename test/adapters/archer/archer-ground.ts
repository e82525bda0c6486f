import type { ArcherOptions } from '../../../src/adapters/archer/archer-options.ts';
import { createArcherPlatform } from '../../../src/adapters/archer/archer-platform.ts';
import type { GrcGround, GrcVariant } from '../../contracts/grc-platform-ground.ts';
import { CONTENT, LEVEL } from '../../peers/grc/archer-application.ts';
import {
  ARCHER_SIGN_IN,
  type ArcherPeer,
  type ArcherPeerOptions,
  startArcherPeer,
} from '../../peers/grc/archer-peer.ts';

/** Settings that fit the peer's application. */
export function archerSettings(url: string): ArcherOptions {
  return {
    url,
    ...ARCHER_SIGN_IN,
    level: LEVEL,
    content: CONTENT,
    keyField: 'Finding_Key',
    numberField: 'Finding ID',
    fields: {
      'Finding Title': 'title',
      Description: 'everything',
      Severity: { source: 'severity', values: { critical: 'Very High', high: 'High', medium: 'Moderate', low: 'Low' } },
      Due_Date: 'due_date',
      '304': 'owner',
    },
    richText: ['Description'],
    states: {
      Open: 'open',
      'In Progress': 'in_progress',
      'Awaiting Validation': 'validating',
      Closed: 'closed',
      'Risk Accepted': 'risk_accepted',
    },
    recordPath: 'apps/ArcherApp/Home.aspx#record/75/57/{id}',
  };
}

const VARIANTS: Readonly<Record<GrcVariant, (settings: ArcherOptions) => Partial<ArcherOptions>>> = {
  plain: () => ({}),
  impatient: () => ({ timeout: 250 }),
  wrong_credential: () => ({ password: 'another wick' }),
  unknown_field: ({ fields }) => ({ fields: { ...fields, Lumen: 'evidence' } }),
  unknown_state: ({ states }) => ({ states: { ...states, Extinguished: 'closed' } }),
};

export interface ArcherGround extends GrcGround {
  readonly peer: ArcherPeer;
}

export async function openArcher(
  variant: GrcVariant,
  more: Partial<ArcherOptions> = {},
  peerOptions: ArcherPeerOptions = {},
): Promise<ArcherGround> {
  const peer = await startArcherPeer(peerOptions);
  const settings = archerSettings(peer.url);
  return {
    platform: createArcherPlatform({ ...settings, ...VARIANTS[variant](settings), ...more }),
    peer,
    secrets: [ARCHER_SIGN_IN.password, 'another wick', 'SESSION00'],
    words: {
      open: 'Open',
      in_progress: 'In Progress',
      validating: 'Awaiting Validation',
      closed: 'Closed',
      risk_accepted: 'Risk Accepted',
      unmapped: 'Cancelled',
    },
    unknownId: '555555',
    ...(variant === 'unknown_field' ? { wrong: 'Lumen' } : {}),
    ...(variant === 'unknown_state' ? { wrong: 'Extinguished' } : {}),
  };
}
