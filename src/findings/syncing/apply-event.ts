import type { StateMapping } from '../filing/field-mapping.ts';
import type { GrcPlatformName } from '../filing/finding-filing.ts';
import type { Finding } from '../finding.ts';
import { type ApplyParts, applyPlatformState } from './apply-platform-state.ts';
import type { WebhookEvent } from './webhook.ts';

export interface EventParts extends Omit<ApplyParts, 'correlation'> {
  /** Whose event it is, as the settings of the tenant have it … */
  readonly platform: GrcPlatformName;
  /** … with what its words mean. */
  readonly states: StateMapping;
}

/**
 * Has a finding follow an event of its platform, as a pull that read the record would.
 *
 * @returns false where no finding has that record. An event that names a key and an id counts where both are of one record:
 * people copy records, their keys with them.
 */
export function applyEvent(
  { platform, states, ...parts }: EventParts,
  tenant: string,
  event: Pick<WebhookEvent, 'delivery' | 'key' | 'id' | 'state' | 'changed'>,
): boolean {
  const finding = findingOf({ platform, ...parts }, tenant, event);
  const id = finding?.filing?.record?.id;
  if (finding === undefined || id === undefined) return false;
  const status = Object.hasOwn(states, event.state) ? states[event.state] : undefined;
  const record = { id, state: event.state, ...(status === undefined ? {} : { status }), says: {} };
  applyPlatformState({ ...parts, correlation: event.delivery }, finding, record, 'webhook', event.changed);
  return true;
}

function findingOf(
  { store, platform }: Pick<EventParts, 'store' | 'platform'>,
  tenant: string,
  { key, id }: Pick<WebhookEvent, 'key' | 'id'>,
): Finding | undefined {
  const byKey = key === undefined ? undefined : store.own.byKey(tenant, key);
  if (id === undefined) return byKey?.filing?.platform === platform ? byKey : undefined;
  const byRecord = store.own.byRecord(tenant, platform, id);
  return key === undefined || byRecord?.filing?.key === key ? byRecord : undefined;
}
