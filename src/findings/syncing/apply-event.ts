import type { StateMapping } from '../filing/field-mapping.ts';
import type { GrcPlatformName } from '../filing/finding-filing.ts';
import type { Finding } from '../finding.ts';
import { type ApplyParts, applyPlatformState } from './apply-platform-state.ts';
import type { WebhookEvent } from './webhook.ts';

export interface EventParts extends Omit<ApplyParts, 'correlation'> {
  /** Whose event it is, as the settings of the tenant have it … */
  readonly platform: GrcPlatformName;
  /** … where that is: another installation gives the same ids to other records … */
  readonly host: string;
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
  { platform, host, states, ...parts }: EventParts,
  tenant: string,
  event: Pick<WebhookEvent, 'delivery' | 'key' | 'id' | 'state' | 'changed'>,
): boolean {
  const finding = findingOf({ platform, host, ...parts }, tenant, event);
  const id = finding?.filing?.record?.id;
  if (finding === undefined || id === undefined) return false;
  const status = Object.hasOwn(states, event.state) ? states[event.state] : undefined;
  const record = { id, state: event.state, ...(status === undefined ? {} : { status }), says: {} };
  applyPlatformState({ ...parts, correlation: event.delivery }, finding, record, 'webhook', event.changed);
  return true;
}

function findingOf(
  { store, platform, host }: Pick<EventParts, 'store' | 'platform' | 'host'>,
  tenant: string,
  { key, id }: Pick<WebhookEvent, 'key' | 'id'>,
): Finding | undefined {
  const byKey = key === undefined ? undefined : store.own.byKey(tenant, key);
  const isThere = ({ filing }: Finding): boolean => filing?.platform === platform && filing.host === host;
  const found = id === undefined ? byKey : store.own.byRecord(tenant, platform, id);
  if (found === undefined || !isThere(found)) return undefined;
  return key === undefined || found.filing?.key === key ? found : undefined;
}
