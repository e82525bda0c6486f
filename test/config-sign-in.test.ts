import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { DEFAULT_ROLES } from '../src/core/permissions.ts';

const BANK = '11111111-1111-4111-8111-111111111111';
const CLIENT = '21111111-1111-4111-8111-111111111111';
const GROUP = 'aaaaaaaa-0000-4000-8000-000000000001';
const WHOLE = { ENTRA_TENANTS: BANK, ENTRA_CLIENT_ID: CLIENT };

describe('sign-in settings', () => {
  it('are set up whole, with what is usual for the rest', () => {
    expect(readConfig({}).entra).toBeUndefined();
    expect(readConfig({ ...WHOLE, ENTRA_TENANTS: ` ${BANK.toUpperCase()} , ${CLIENT}` }).entra).toEqual({
      tenants: [BANK, CLIENT],
      clientId: CLIENT,
      audiences: [],
      scopes: ['access_as_user'],
      applications: false,
      authority: 'https://login.microsoftonline.com',
      graphUrl: 'https://graph.microsoft.com',
    });
    expect(readConfig({ ...WHOLE, ENTRA_CERTIFICATE: '/c.pem' }).entra?.credential).toEqual({
      certificatePath: '/c.pem',
    });
    expect(readConfig({ ...WHOLE, ENTRA_FEDERATED_TOKEN: '/t' }).entra?.credential).toEqual({ assertionFile: '/t' });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ ENTRA_TENANTS: BANK }, /half set up: ENTRA_CLIENT_ID/],
    [{ ENTRA_CLIENT_ID: CLIENT }, /half set up: ENTRA_TENANTS/],
    [{ ENTRA_AUDIENCES: 'api://x' }, /half set up/],
    [{ ENTRA_CERTIFICATE: '/c.pem' }, /half set up/],
    [{ ...WHOLE, ENTRA_TENANTS: 'contoso.com' }, /contoso\.com, which is no tenant id/],
    [{ ...WHOLE, ENTRA_TENANTS: 'common' }, /no tenant id/],
    [{ ...WHOLE, ENTRA_CLIENT_ID: 'desk' }, /ENTRA_CLIENT_ID/],
    [{ ...WHOLE, ENTRA_CERTIFICATE: '/c', ENTRA_FEDERATED_TOKEN: '/t' }, /not both/],
    [{ ...WHOLE, ENTRA_AUTHORITY: 'ftp://login' }, /ENTRA_AUTHORITY/],
    [{ ...WHOLE, ENTRA_APPLICATIONS: 'yes' }, /ENTRA_APPLICATIONS/],
    [{ COMPLIANCE_ROLES: '{' }, /COMPLIANCE_ROLES is wrong: expected JSON/],
    [{ COMPLIANCE_ROLES: '{"Owner":["fly"]}' }, /COMPLIANCE_ROLES/],
    [{ COMPLIANCE_GROUP_ROLES: '{"everybody":"Compliance-Admin"}' }, /COMPLIANCE_GROUP_ROLES/],
    [{ ...WHOLE, COMPLIANCE_GROUP_ROLES: `{"${GROUP}":{"${GROUP}":"x"}}` }, /does not admit/],
  ])('are refused where they cannot work: %j', (settings, message) => {
    expect(() => readConfig(settings)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    expect(() => readConfig(settings)).toThrow(message);
  });

  it('change what one role grants, and leave the others', () => {
    const { roles } = readConfig({ COMPLIANCE_ROLES: '{"Compliance-Viewer":[],"Auditor":["audit:read"]}' });
    expect(roles).toEqual({ ...DEFAULT_ROLES, 'Compliance-Viewer': [], Auditor: ['audit:read'] });
  });

  it('give roles by group, one or several', () => {
    const given = { [BANK]: { [GROUP]: 'Auditor', [CLIENT]: ['A', 'B'] } };
    expect(readConfig({ ...WHOLE, COMPLIANCE_GROUP_ROLES: JSON.stringify(given) }).groupRoles).toEqual({
      [BANK]: { [GROUP]: ['Auditor'], [CLIENT]: ['A', 'B'] },
    });
  });
});
