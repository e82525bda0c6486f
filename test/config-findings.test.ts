import { describe, expect, it } from 'vitest';
import { eyesOf, findingsConfig, refuseUnknownTenants } from '../src/config-findings.ts';
import { AppError } from '../src/core/errors.ts';
import { startWorkflow } from '../src/findings/remediation/steps.ts';
import { inventedFinding } from './findings/invented-finding.ts';

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

  it('gives calendars by which steps can be begun, whatever days are free', () => {
    for (const workingDays of [[1], [7], [1, 2, 3, 4, 5], undefined]) {
      const calendar = { workingDays, holidays: ['2031-12-31', '2032-01-01'] };
      const read = findingsConfig(JSON.stringify({ local: { platform: 'generic', calendar } }), asIs);
      const counting = { today: '2031-12-30', calendar: read.get('local')?.handling.calendar };
      expect(() => startWorkflow(inventedFinding(), counting)).not.toThrow();
    }
  });

  it('gives each tenant a secret of its own for its events, and tells none', () => {
    const of = (...secrets: readonly string[]) => ({ platform: 'generic', webhook: { secrets } });
    const read = (settings: unknown) => () => findingsConfig(JSON.stringify(settings), asIs);
    expect(read({ local: of('wick', 'wick'), [TENANT]: of('oil') })().size).toBe(2);
    const both = read({ local: of('wick', 'oil'), [TENANT]: of('tallow', 'oil') });
    expect(both).toThrow(/have the same secret/);
    expect(both).not.toThrow(/oil/);
  });
});
