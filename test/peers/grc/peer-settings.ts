import type { z } from 'zod';
import type { GenericGrcSettings } from '../../../src/adapters/generic-grc/generic-grc-settings.ts';
import type { MetricStreamSettings } from '../../../src/adapters/metricstream/metricstream-settings.ts';
import { GENERIC_KEY } from './generic-peer.ts';
import { METRICSTREAM_CLIENT } from './metricstream-peer.ts';

/** Settings with which the desk files with the invented MetricStream. */
export function metricStreamSettings(url: string): z.input<typeof MetricStreamSettings> {
  return {
    url,
    credential: { kind: 'client_credentials', tokenUrl: `${url}/oauth/token`, ...METRICSTREAM_CLIENT },
    requests: {
      create: { path: '/rest/v1/issues', within: 'issue' },
      lookUp: {
        path: '/rest/v1/issues',
        query: { filter: "externalReference eq '{key}'" },
        pages: { parameter: 'offset', counts: 'records', size: { parameter: 'limit', records: 20 } },
      },
      read: { path: '/rest/v1/issues/{id}' },
      setStatus: { path: '/rest/v1/issues/{id}', within: 'issue' },
      sample: { path: '/rest/v1/issues', query: { limit: '20' } },
    },
    answers: {
      created: 'data',
      found: 'data.items',
      read: 'data',
      id: 'objectId',
      number: 'displayId',
      state: 'status',
    },
    fields: {
      externalReference: 'key',
      name: 'title',
      'details.summary': 'everything',
      'details.rating': { source: 'severity', values: { critical: '1', high: '2', medium: '3', low: '4' } },
      'details.regulation': 'reference',
      'details.plan': 'remediation_plan',
      'details.responsible': 'owner',
      targetDate: 'due_date',
    },
    states: {
      New: 'open',
      Working: 'in_progress',
      'In Review': 'validating',
      Done: 'closed',
      Accepted: 'risk_accepted',
    },
    stateField: 'status',
    recordPath: '/issues/{id}',
  };
}

/** Settings with which the desk files with the generic receiver, all of the assumed counterpart there. */
export function genericSettings(url: string): z.input<typeof GenericGrcSettings> {
  return {
    url,
    credential: { kind: 'api_key', header: 'X-Api-Key', key: GENERIC_KEY },
    fields: { owner: 'owner' },
    upserts: true,
    lookUp: true,
    read: true,
    setStatus: true,
    workflows: true,
  };
}
