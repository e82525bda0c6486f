import type { ServiceNowAuth, ServiceNowOptions } from '../../../src/adapters/servicenow/servicenow-options.ts';
import { createServiceNowPlatform } from '../../../src/adapters/servicenow/servicenow-platform.ts';
import type { GrcPlatform } from '../../../src/findings/filing/grc-platform.ts';
import type { GrcGround, GrcVariant } from '../../contracts/grc-platform-ground.ts';
import {
  SERVICENOW_CREDENTIALS,
  type ServiceNowPeer,
  type ServiceNowPeerOptions,
  startServiceNowPeer,
} from '../../peers/grc/servicenow-peer.ts';

const { user, password, clientId, clientSecret } = SERVICENOW_CREDENTIALS;

export const AUTHS: Readonly<Record<ServiceNowAuth['kind'], ServiceNowAuth>> = {
  basic: { kind: 'basic', user, password },
  password: { kind: 'password', clientId, clientSecret, user, password },
  client_credentials: { kind: 'client_credentials', clientId, clientSecret },
};

/** What the settings of a bank could be, for an instance as the peer is one. */
export function settingsFor(url: string, more: Partial<ServiceNowOptions> = {}): ServiceNowOptions {
  return {
    url,
    auth: AUTHS.password,
    fields: {
      short_description: 'title',
      description: 'everything',
      priority: { source: 'severity', values: { critical: '1', high: '2', medium: '3', low: '4' } },
      due_date: 'due_date',
      u_owner: 'owner',
      u_reference: { source: 'reference', longest: 900 },
      u_plan: 'remediation_plan',
      classification: { always: '1' },
      state: {
        source: 'status',
        values: { open: '1', in_progress: '5', validating: '0', closed: '3', risk_accepted: '4' },
      },
    },
    states: { '1': 'open', '2': 'open', '5': 'in_progress', '0': 'validating', '3': 'closed', '4': 'risk_accepted' },
    ...more,
  };
}

/** A platform over a peer of its own. */
export async function opened(
  more: Partial<ServiceNowOptions> = {},
  options: ServiceNowPeerOptions = {},
): Promise<{ readonly platform: GrcPlatform; readonly peer: ServiceNowPeer }> {
  const peer = await startServiceNowPeer(options);
  return { peer, platform: createServiceNowPlatform(settingsFor(peer.url, more)) };
}

export async function servicenowGround(kind: ServiceNowAuth['kind'], variant: GrcVariant): Promise<GrcGround> {
  const { more, wrong } = variantOf(kind, variant);
  const { peer, platform } = await opened({ auth: AUTHS[kind], ...more });
  return {
    peer,
    platform,
    secrets: [
      password,
      clientSecret,
      WRONG,
      Buffer.from(`${user}:${password}`).toString('base64'),
      'token-of-the-tests',
    ],
    words: { open: '1', in_progress: '5', validating: '0', closed: '3', risk_accepted: '4', unmapped: '77' },
    unknownId: '0123456789abcdef'.repeat(2),
    ...(wrong === undefined ? {} : { wrong }),
  };
}

const WRONG = 'not-the-secret-of-the-tests';

function variantOf(
  kind: ServiceNowAuth['kind'],
  variant: GrcVariant,
): { readonly more: Partial<ServiceNowOptions>; readonly wrong?: string } {
  const { fields, states } = settingsFor('');
  switch (variant) {
    case 'plain':
      return { more: {} };
    case 'impatient':
      return { more: { timeout: 250 } };
    case 'wrong_credential': {
      const auth = AUTHS[kind];
      return { more: { auth: 'password' in auth ? { ...auth, password: WRONG } : { ...auth, clientSecret: WRONG } } };
    }
    case 'unknown_field':
      return { more: { fields: { ...fields, u_lantern: 'hash' } }, wrong: 'u_lantern' };
    case 'unknown_state':
      return { more: { states: { ...states, '66': 'closed' } }, wrong: '66' };
  }
}
