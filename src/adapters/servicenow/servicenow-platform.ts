import type { GrcPlatform } from '../../findings/filing/grc-platform.ts';
import { platformAddress } from '../../findings/filing/platform-address.ts';
import { checkServiceNow } from './servicenow-check.ts';
import { createRecord, setRecordStatus } from './servicenow-filings.ts';
import { createKeyField } from './servicenow-key-field.ts';
import { recordByKey, recordsByIds } from './servicenow-look-up.ts';
import { SERVICENOW, type ServiceNowOptions, settingsOf } from './servicenow-options.ts';
import type { ServiceNowParts } from './servicenow-records.ts';
import { createTableRequests } from './servicenow-requests.ts';

/**
 * ServiceNow GRC/IRM over its Table API. A finding becomes a record of one table (issues, `sn_grc_issue`, unless the settings
 * name another); tables, states and fields differ from instance to instance, and are the settings'. Its own workflows are the
 * instance's: the four steps of putting a finding right are tracked here.
 *
 * Documented: Table API, REST API HTTP response codes, OAuth inbound (servicenow.com/docs).
 *
 * @throws AppError `misconfigured` for an address or names that cannot be used
 */
export function createServiceNowPlatform(options: ServiceNowOptions): GrcPlatform {
  const settings = settingsOf(options);
  const address = platformAddress(options.url, SERVICENOW);
  const parts: ServiceNowParts = { settings, address, requests: createTableRequests(settings, address.base) };
  const keyField = createKeyField(parts);
  return {
    name: 'servicenow',
    host: address.host,
    tracksWorkflow: false,
    check: (signal) => checkServiceNow(parts, signal),
    lookUp: (key, signal) => recordByKey(parts, keyField, key, signal),
    create: (filing, signal) => createRecord(parts, keyField, filing, signal),
    read: (ids, signal) => recordsByIds(parts, ids, signal),
    setStatus: (id, status, signal) => setRecordStatus(parts, id, status, signal),
    close: async () => parts.requests.close(),
  };
}
