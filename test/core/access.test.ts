import { describe, expect, it } from 'vitest';
import { type AccessOptions, createAccess } from '../../src/core/access.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Groups, Identity } from '../../src/core/identity.ts';
import { DEFAULT_ROLES, isPermitted, PERMISSIONS, type Permission, permissionsOf } from '../../src/core/permissions.ts';

const BANK = '11111111-1111-4111-8111-111111111111';
const SISTER = '22222222-2222-4222-8222-222222222222';
const ANALYSTS = 'aaaaaaaa-0000-4000-8000-000000000001';
const AUDITORS = 'aaaaaaaa-0000-4000-8000-000000000002';

/** Tokens that name their bearer; the verifier's own suite has the rest. */
function accessFor(people: Readonly<Record<string, Partial<Identity>>>, more: Partial<AccessOptions> = {}) {
  const clock = { now: Date.parse('2032-03-01T10:00:00Z') };
  const access = createAccess({
    verifier: {
      verify: async (token) => {
        const found = people[token.split('.')[0] ?? ''];
        if (found === undefined) throw new AppError('not_signed_in', 'no');
        return {
          kind: 'user',
          tenant: BANK,
          id: 'u-1',
          name: 'Ana',
          roles: [],
          scopes: ['access_as_user'],
          groups: { known: false },
          expires: 2e9,
          ...found,
        };
      },
    },
    roles: DEFAULT_ROLES,
    groupRoles: {},
    now: () => clock.now,
    ...more,
  });
  return { access, clock, admit: (token: string) => access.admit(token) };
}

const sorted = (permissions: ReadonlySet<Permission>) => [...permissions].sort();

describe('roles', () => {
  it('grant what the defaults say, one upon the other', () => {
    const of = (role: string) => sorted(permissionsOf([role], DEFAULT_ROLES));
    expect(of('Compliance-Viewer')).toEqual(['regulations:read']);
    expect(of('Compliance-Analyst')).toEqual([
      'bank:read',
      'findings:draft',
      'gaps:analyse',
      'regulations:read',
      'reports:generate',
    ]);
    expect(of('Compliance-Manager')).toEqual(
      [...of('Compliance-Analyst'), 'documents:write', 'findings:file', 'findings:approve', 'audit:read'].sort(),
    );
    expect(of('Compliance-Admin')).toEqual([...PERMISSIONS].sort());
  });

  it.each(['', 'compliance-admin', 'Compliance-Admin ', 'constructor', '__proto__', 'toString', 'Compliance-Owner'])(
    'that are not known grant nothing: %j',
    (role) => {
      expect(permissionsOf([role], DEFAULT_ROLES).size).toBe(0);
    },
  );

  it('a wildcard stands for its own group alone', () => {
    const wild = new Set<Permission>(['admin:*']);
    expect(isPermitted(wild, 'admin:library')).toBe(true);
    expect(isPermitted(wild, 'regulations:read')).toBe(false);
    expect(isPermitted(new Set<Permission>(['admin:library']), 'admin:audit')).toBe(false);
    expect(isPermitted(new Set(), 'regulations:read')).toBe(false);
  });
});

describe('access', () => {
  it('by app roles; the same token is told again by its digest', async () => {
    const { admit } = accessFor({ ana: { roles: ['Compliance-Viewer'] } });
    const first = await admit('ana.1');
    expect(first).toMatchObject({ tenant: BANK, kind: 'user', roles: ['Compliance-Viewer'] });
    expect(sorted(first.caller.permissions)).toEqual(['regulations:read']);
    expect(first.caller).not.toHaveProperty('withdrawn');
    expect(first.token).not.toContain('ana');
    expect((await admit('ana.1')).token).toBe(first.token);
    expect((await admit('ana.2')).token).not.toBe(first.token);
  });

  it('by groups of the own tenant alone', async () => {
    const groups: Groups = { known: true, ids: [ANALYSTS] };
    const { admit } = accessFor(
      { ana: { groups }, eve: { groups, tenant: SISTER, id: 'u-2' } },
      { groupRoles: { [BANK]: { [ANALYSTS]: ['Compliance-Analyst'] }, [SISTER]: {} } },
    );
    expect((await admit('ana')).roles).toEqual(['Compliance-Analyst']);
    // The very same group id, signed by another tenant, means nothing.
    expect((await admit('eve')).caller.permissions.size).toBe(0);
  });

  it('people with one object id in two tenants are two', async () => {
    const { admit } = accessFor({ ana: { roles: ['Compliance-Admin'] }, eve: { tenant: SISTER } });
    expect((await admit('ana')).caller.permissions.size).toBe(PERMISSIONS.length);
    const eve = await admit('eve');
    expect(eve.caller.permissions.size).toBe(0);
    expect(eve.caller).not.toHaveProperty('withdrawn');
  });

  it('groups that nobody can tell are not "none"', async () => {
    const groupRoles = { [BANK]: { [ANALYSTS]: ['Compliance-Analyst'] } };
    const { admit } = accessFor({ ana: {}, bob: { id: 'u-2', roles: ['Compliance-Viewer'] } }, { groupRoles });
    await expect(admit('ana')).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/does not tell yours/),
    });
    // Whoever has a role by the token may have a greater one by a group: half of it would pass for all of it.
    await expect(admit('bob')).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('a directory that does not answer lets nobody in by groups', async () => {
    const directory = {
      groupsOf: async () => {
        throw new AppError('upstream_unavailable', 'away');
      },
      namesOf: async () => new Map(),
    };
    const groupRoles = { [BANK]: { [ANALYSTS]: ['Compliance-Admin'] } };
    const { admit } = accessFor({ ana: {} }, { directory, groupRoles });
    await expect(admit('ana')).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('asks the directory once in five minutes; what was taken away is gone then, and said', async () => {
    let ids = [ANALYSTS, AUDITORS];
    let asked = 0;
    const directory = {
      groupsOf: async () => {
        asked += 1;
        return ids;
      },
      namesOf: async () => new Map(),
    };
    const groupRoles = { [BANK]: { [ANALYSTS]: ['Compliance-Analyst'], [AUDITORS]: ['Compliance-Manager'] } };
    const { admit, clock } = accessFor({ ana: {} }, { directory, groupRoles });
    expect((await admit('ana')).caller.permissions.has('audit:read')).toBe(true);
    ids = [ANALYSTS];
    clock.now += 299_000;
    expect((await admit('ana')).caller.permissions.has('audit:read')).toBe(true);
    expect(asked).toBe(1);
    clock.now += 2_000;
    const after = await admit('ana');
    expect(asked).toBe(2);
    expect(after.caller.permissions.has('audit:read')).toBe(false);
    expect(after.caller.withdrawn?.get('audit:read')).toBe('2032-03-01T10:05:01.000Z');
    expect(after.caller.withdrawn?.has('gaps:analyse')).toBe(false);
    ids = [AUDITORS];
    clock.now += 301_000;
    const again = await admit('ana');
    expect(again.caller.permissions.has('audit:read')).toBe(true);
    expect(again.caller).not.toHaveProperty('withdrawn');
  });

  it('an application has no groups', async () => {
    const { admit } = accessFor(
      { robot: { kind: 'application', roles: ['Compliance-Viewer'], groups: { known: true, ids: [ANALYSTS] } } },
      { groupRoles: { [BANK]: { [ANALYSTS]: ['Compliance-Admin'] } } },
    );
    expect((await admit('robot')).roles).toEqual(['Compliance-Viewer']);
  });
});

describe('the groups of whoever signs in', () => {
  const away = () => {
    const counted = { asked: 0 };
    const groupsOf = async () => {
      counted.asked += 1;
      throw new AppError('upstream_unavailable', 'away');
    };
    return { counted, directory: { groupsOf, namesOf: async () => new Map<string, string>() } };
  };
  const telling = (ids: readonly string[]) => {
    const counted = { asked: 0 };
    const groupsOf = async () => {
      counted.asked += 1;
      return ids;
    };
    return { counted, directory: { groupsOf, namesOf: async () => new Map<string, string>() } };
  };
  const groupsNeeded = (tenant: string) => tenant === BANK;
  const groupsOf = async ({ admit }: ReturnType<typeof accessFor>) => (await admit('ana')).caller.groups;

  it('are those that roles and departments go by', async () => {
    const { directory } = telling([ANALYSTS, AUDITORS]);
    for (const more of [{ groupRoles: { [BANK]: {} } }, { departments: { [BANK]: {} } }])
      expect(await groupsOf(accessFor({ ana: {} }, { directory, ...more }))).toEqual(new Set([ANALYSTS, AUDITORS]));
  });

  it('are those of the token where nobody else tells them, asked for or not', async () => {
    const ana = { groups: { known: true, ids: [ANALYSTS] } } as const;
    expect(await groupsOf(accessFor({ ana }))).toEqual(new Set([ANALYSTS]));
    expect(await groupsOf(accessFor({ ana }, { groupsNeeded }))).toEqual(new Set([ANALYSTS]));
    expect(await groupsOf(accessFor({ ana: { groups: { known: true, ids: [] } } }))).toEqual(new Set());
  });

  it('are asked of the directory only where something in their tenant is kept to groups', async () => {
    const { counted, directory } = telling([ANALYSTS]);
    let kept = false;
    const access = accessFor(
      { ana: {}, eve: { tenant: SISTER } },
      { directory, groupsNeeded: (tenant) => kept && groupsNeeded(tenant) },
    );
    expect(await groupsOf(access)).toBeUndefined();
    expect(counted.asked).toBe(0);
    kept = true;
    for (let time = 0; time < 3; time += 1) expect(await groupsOf(access)).toEqual(new Set([ANALYSTS]));
    expect(counted.asked).toBe(1);
    expect((await access.admit('eve')).caller).not.toHaveProperty('groups');
    expect(counted.asked).toBe(1);
  });

  it('are as the directory has them now, whatever the token says', async () => {
    const ana = { groups: { known: true, ids: [AUDITORS] } } as const;
    expect(await groupsOf(accessFor({ ana }, { ...telling([ANALYSTS]), groupsNeeded }))).toEqual(new Set([ANALYSTS]));
  });

  it('that nobody can tell keep nobody out where only policies are kept to them', async () => {
    const ana = { roles: ['Compliance-Viewer'] };
    const { caller, roles } = await accessFor({ ana }, { groupsNeeded }).admit('ana');
    expect(caller).not.toHaveProperty('groups');
    expect(roles).toEqual(['Compliance-Viewer']);
  });

  it('that a directory does not tell are none, and not asked for again for a minute', async () => {
    const { counted, directory } = away();
    const ana = { groups: { known: true, ids: [ANALYSTS] } } as const;
    const access = accessFor({ ana }, { directory, groupsNeeded });
    for (let time = 0; time < 3; time += 1) expect(await groupsOf(access)).toBeUndefined();
    expect(counted.asked).toBe(1);
    access.clock.now += 61_000;
    expect(await groupsOf(access)).toBeUndefined();
    expect(counted.asked).toBe(2);
  });

  it('let nobody in past a directory that is away where roles go by them, kept policies or not', async () => {
    const { directory } = away();
    const access = accessFor({ ana: {} }, { directory, groupsNeeded, groupRoles: { [BANK]: {} } });
    await expect(access.admit('ana')).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('give no role and no department by themselves', async () => {
    const access = accessFor({ ana: {} }, { ...telling([ANALYSTS]), groupsNeeded });
    const { caller, roles } = await access.admit('ana');
    expect([roles, caller.permissions.size, caller.department]).toEqual([[], 0, undefined]);
    expect(await access.access.groupsGranting('ana')).toEqual([]);
  });

  it('are none for an application, whatever its token says', async () => {
    const { counted, directory } = telling([ANALYSTS]);
    const robot = { kind: 'application', groups: { known: true, ids: [ANALYSTS] } } as const;
    expect((await accessFor({ robot }, { directory, groupsNeeded }).admit('robot')).caller.groups).toEqual(new Set());
    expect(counted.asked).toBe(0);
  });
});
