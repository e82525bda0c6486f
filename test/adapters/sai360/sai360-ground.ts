import type { Sai360Options } from '../../../src/adapters/sai360/sai360-options.ts';
import { createSai360Platform } from '../../../src/adapters/sai360/sai360-platform.ts';
import type { RemediationState } from '../../../src/findings/finding.ts';
import type { GrcGround, GrcVariant } from '../../contracts/grc-platform-ground.ts';
import {
  SAI360_SIGN_IN,
  SAI360_TOKEN,
  type Sai360Peer,
  type Sai360PeerOptions,
  startSai360Peer,
} from '../../peers/grc/sai360-peer.ts';

type Words = Readonly<Record<RemediationState | 'unmapped', string>>;

const STATUS = 'Global/Lookups/FindingStatus';
const RELATED: Words = {
  open: `${STATUS}:1`,
  in_progress: `${STATUS}:2`,
  validating: `${STATUS}:3`,
  closed: `${STATUS}:4`,
  risk_accepted: `${STATUS}:5`,
  unmapped: `${STATUS}:6`,
};
const PLAIN: Words = {
  open: 'Open',
  in_progress: 'Under way',
  validating: 'Validation',
  closed: 'Closed',
  risk_accepted: 'Accepted',
  unmapped: 'On hold',
};

/** Settings that fit the peer's type. */
export function sai360Settings(url: string, stateField: 'Stage' | 'Status' = 'Status'): Sai360Options {
  const { unmapped: _, ...words } = stateField === 'Status' ? RELATED : PLAIN;
  const rating = 'Global/Lookups/Rating';
  return {
    url,
    ...SAI360_SIGN_IN,
    module: 'Findings',
    component: 'MetaFinding',
    keyField: 'ExternalKey',
    stateField,
    numberField: 'Reference',
    fields: {
      Name: 'title',
      Description: 'everything',
      Rating: {
        source: 'severity',
        values: { critical: `${rating}:1`, high: `${rating}:2`, medium: `${rating}:3`, low: `${rating}:4` },
      },
      DueDate: 'due_date',
      Owner: 'owner',
    },
    states: Object.fromEntries(Object.entries(words).map(([ours, theirs]) => [theirs, ours as RemediationState])),
    recordPath: 'Findings/Finding.aspx?id={id}',
  };
}

const UNKNOWN_STATE = { Status: `${STATUS}:77`, Stage: 'Extinguished' };

const VARIANTS: Readonly<Record<GrcVariant, (settings: Sai360Options) => Partial<Sai360Options>>> = {
  plain: () => ({}),
  impatient: () => ({ timeout: 250 }),
  wrong_credential: () => ({ integrationKey: 'ANOTHER+WICK' }),
  unknown_field: ({ fields }) => ({ fields: { ...fields, Lumen: 'evidence' } }),
  unknown_state: ({ states, stateField }) => ({
    states: { ...states, [UNKNOWN_STATE[stateField as 'Stage' | 'Status']]: 'closed' },
  }),
};

export interface Sai360Ground extends GrcGround {
  readonly peer: Sai360Peer;
}

export async function openSai360(
  variant: GrcVariant,
  more: Partial<Sai360Options> = {},
  peerOptions: Sai360PeerOptions = {},
): Promise<Sai360Ground> {
  const { stateField = 'Status' } = peerOptions;
  const peer = await startSai360Peer(peerOptions);
  const settings = sai360Settings(peer.url, stateField);
  const secrets = [SAI360_SIGN_IN.integrationKey, 'ANOTHER+WICK', SAI360_TOKEN];
  return {
    platform: createSai360Platform({ ...settings, ...VARIANTS[variant](settings), ...more }),
    peer,
    secrets: [...secrets, ...secrets.map(encodeURIComponent)],
    words: stateField === 'Status' ? RELATED : PLAIN,
    unknownId: '555555',
    ...(variant === 'unknown_field' ? { wrong: 'Lumen' } : {}),
    ...(variant === 'unknown_state' ? { wrong: UNKNOWN_STATE[stateField] } : {}),
  };
}

/** Has each answer come in UTF-16, as the vendor's sample client expects it, without a word of it in the header. */
export const inUtf16: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const { status } = answer;
  const headers = new Headers({ 'content-type': answer.headers.get('content-type') ?? 'text/html' });
  const wait = answer.headers.get('retry-after');
  if (wait !== null) headers.set('retry-after', wait);
  return new Response(Buffer.from(await answer.text(), 'utf16le'), { status, headers });
};
