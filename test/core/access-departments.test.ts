import { describe, expect, it } from 'vitest';
import { type AccessOptions, createAccess } from '../../src/core/access.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Groups, Identity } from '../../src/core/identity.ts';
import { DEFAULT_ROLES } from '../../src/core/permissions.ts';

const BANK = '11111111-1111-4111-8111-111111111111';
const SISTER = '22222222-2222-4222-8222-222222222222';
const TRADERS = 'aaaaaaaa-0000-4000-8000-000000000001';
const LAWYERS = 'aaaaaaaa-0000-4000-8000-000000000002';
const DEPARTMENTS = { [BANK]: { [LAWYERS]: 'Legal', [TRADERS]: 'Treasury' } };

/** The department of somebody with such an identity. */
async function departmentOf(
  identity: Partial<Identity>,
  more: Partial<AccessOptions> = {},
): Promise<string | undefined> {
  const whole: Identity = {
    kind: 'user',
    tenant: BANK,
    id: 'u-1',
    roles: [],
    scopes: [],
    groups: { known: false },
    expires: 2e9,
    ...identity,
  };
  const access = createAccess({
    verifier: { verify: async () => whole },
    roles: DEFAULT_ROLES,
    groupRoles: {},
    departments: DEPARTMENTS,
    now: () => 0,
    ...more,
  });
  return (await access.admit('token')).caller.department;
}

const inGroups = (...ids: readonly string[]): { readonly groups: Groups } => ({ groups: { known: true, ids } });

describe('the department of whoever signs in', () => {
  it('is that of a group of theirs', async () => {
    expect(await departmentOf(inGroups('other', TRADERS))).toBe('Treasury');
    expect(await departmentOf(inGroups('other'))).toBeUndefined();
    expect(await departmentOf(inGroups())).toBeUndefined();
  });

  it('is the first in the order of the setting where they are in several', async () => {
    expect(await departmentOf(inGroups(TRADERS, LAWYERS))).toBe('Legal');
    const departments = { [BANK]: { [TRADERS]: 'Treasury', [LAWYERS]: 'Legal' } };
    expect(await departmentOf(inGroups(LAWYERS, TRADERS), { departments })).toBe('Treasury');
  });

  it('goes by groups of the own tenant alone', async () => {
    expect(await departmentOf({ ...inGroups(TRADERS), tenant: SISTER })).toBeUndefined();
    expect(await departmentOf({ ...inGroups('constructor'), tenant: 'constructor' })).toBeUndefined();
    expect(await departmentOf(inGroups('__proto__', 'toString'))).toBeUndefined();
  });

  it('grants nothing, and is in no role', async () => {
    const access = createAccess({
      verifier: {
        verify: async () => ({
          kind: 'user',
          tenant: BANK,
          id: 'u-1',
          roles: [],
          scopes: [],
          expires: 2e9,
          ...inGroups(TRADERS),
        }),
      },
      roles: { ...DEFAULT_ROLES, Treasury: ['admin:*'] },
      groupRoles: {},
      departments: DEPARTMENTS,
      now: () => 0,
    });
    const { caller, roles } = await access.admit('token');
    expect([caller.department, caller.permissions.size, roles]).toEqual(['Treasury', 0, []]);
    expect(await access.groupsGranting('token')).toEqual([]);
  });

  it('an application has none', async () => {
    expect(await departmentOf({ ...inGroups(TRADERS), kind: 'application' })).toBeUndefined();
  });

  it('that nobody can tell is not "none"', async () => {
    await expect(departmentOf({})).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/^The department is given by groups here.*does not tell yours/),
    });
    // Where no departments are set nobody needs to know.
    expect(await departmentOf({}, { departments: {} })).toBeUndefined();
    expect(await departmentOf({ tenant: SISTER })).toBeUndefined();
  });

  it('is asked of the directory with the groups that give roles, once', async () => {
    let asked = 0;
    const directory = {
      groupsOf: async () => {
        asked += 1;
        return [TRADERS];
      },
      namesOf: async () => new Map<string, string>(),
    };
    const access = createAccess({
      verifier: {
        verify: async () => ({
          kind: 'user',
          tenant: BANK,
          id: 'u-1',
          roles: [],
          scopes: [],
          groups: { known: false },
          expires: 2e9,
        }),
      },
      directory,
      roles: DEFAULT_ROLES,
      groupRoles: { [BANK]: { [TRADERS]: ['Compliance-Analyst'] } },
      departments: DEPARTMENTS,
      now: () => 0,
    });
    for (let time = 0; time < 3; time += 1) {
      const { caller, roles } = await access.admit('token');
      expect([caller.department, roles]).toEqual(['Treasury', ['Compliance-Analyst']]);
    }
    expect(asked).toBe(1);
  });

  it('lets nobody in past a directory that does not answer', async () => {
    const directory = {
      groupsOf: async () => {
        throw new AppError('upstream_unavailable', 'away');
      },
      namesOf: async () => new Map<string, string>(),
    };
    await expect(departmentOf({}, { directory })).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });
});
