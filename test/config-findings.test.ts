import { describe, expect, it } from 'vitest';
import { eyesOf, findingsConfig, refuseUnknownTenants } from '../src/config-findings.ts';
import { AppError } from '../src/core/errors.ts';

const TENANT = '11111111-2222-4333-8444-55555555555a';
const asIs = (setting: string): string => setting;
const fromFile = (setting: string): string => (setting.startsWith('/') ? `what ${setting} holds` : setting);

describe('COMPLIANCE_GRC', () => {
  it('is read by tenant: what is handled here apart from what the platform needs', () => {
    const read = findingsConfig(
      JSON.stringify({
        [TENANT.toUpperCase()]: {
          platform: 'generic',
          url: 'https://grc.example',
          credential: { kind: 'api_key', header: 'X-Key', key: '/k' },
          approvals: 'Compliance',
          calendar: { holidays: ['2031-12-24'] },
          webhook: { secrets: ['/s', 'plain'], fields: { key: 'record.key' } },
        },
      }),
      fromFile,
    );
    expect([...read]).toEqual([
      [
        TENANT,
        {
          platform: 'generic',
          handling: {
            approvals: 'Compliance',
            calendar: { workingDays: [1, 2, 3, 4, 5], holidays: ['2031-12-24'] },
            webhook: { secrets: ['what /s holds', 'plain'], fields: { key: 'record.key' } },
          },
          own: {
            url: 'https://grc.example',
            credential: { kind: 'api_key', header: 'X-Key', key: 'what /k holds' },
          },
        },
      ],
    ]);
  });

  it('has a second person approve, but where one person is all that there is', () => {
    expect([eyesOf(TENANT, undefined), eyesOf('local', undefined)]).toEqual([2, 1]);
    const read = findingsConfig('{"local": {"platform": "archer", "eyes": 2}}', asIs);
    expect(eyesOf('local', read.get('local'))).toBe(2);
  });

  it.each<[string, RegExp]>([
    ['nothing', /it is no JSON/],
    ['[]', /settings by tenant/],
    ['{"local": 3}', /settings by tenant/],
    ['{"local": {"platform": "generic"}, "LOCAL": {"platform": "archer"}}', /the tenant local is named twice/],
    ['{"local": {"platform": "generic", "eyes": 3}}', /local: eyes/],
    ['{"local": {"platform": "generic", "calendar": {"workingDays": []}}}', /local: calendar\.workingDays/],
    ['{"local": {"platform": "generic", "calendar": {"holidays": ["24.12."]}}}', /expected a day/],
    ['{"local": {"platform": "generic", "webhook": {"secrets": []}}}', /local: webhook\.secrets/],
    ['{"local": {"platform": "generic", "webhook": {"secrets": [""]}}}', /local: webhook\.secrets/],
    ['{"local": {"platform": "generic", "webhook": {"secrets": ["wick"], "fields": {"at": "a..b"}}}}', /fields\.at/],
    ['{"local": {"platform": "generic", "webhook": {"secrets": ["wick"], "path": "/x"}}}', /local: webhook/],
  ])('is refused, without a value of it in the message: %s', (text, message) => {
    expect(() => findingsConfig(text, asIs)).toThrow(AppError);
    expect(() => findingsConfig(text, asIs)).toThrow(message);
    expect(() => findingsConfig(text, asIs)).not.toThrow(/wick/);
  });

  it('names tenants whose people are let in, and the local one', () => {
    expect(() => refuseUnknownTenants([TENANT, 'local'], [TENANT])).not.toThrow();
    for (const unknown of ['22222222-2222-4222-8222-222222222222', '__proto__', 'constructor', ''])
      expect(() => refuseUnknownTenants([TENANT, unknown], [TENANT])).toThrow(/which ENTRA_TENANTS does not admit/);
  });
});
