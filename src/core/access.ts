import type { Caller } from './call-context.ts';
import { sha256 } from './digests.ts';
import { AppError } from './errors.ts';
import type { GroupDirectory, Identity, TokenVerifier } from './identity.ts';
import { type Permission, permissionsOf, type RolePermissions } from './permissions.ts';

/** Which roles people have by the groups they are in, by tenant: a group's id means nothing outside its own. */
export type GroupRoles = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * Which department people belong to by the groups they are in, by tenant. Whoever is in the groups of several belongs to
 * the first in this order.
 */
export type Departments = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Somebody who signed in, and what they may do now. */
export interface SignedIn {
  readonly tenant: string;
  readonly kind: Identity['kind'];
  readonly caller: Caller;
  /** Roles by the token and by groups, sorted. */
  readonly roles: readonly string[];
  /** SHA-256 of the token: tells sign-ins apart, and nothing else. */
  readonly token: string;
  /** When the token ends, in seconds since 1970. */
  readonly expires: number;
}

export interface Access {
  /**
   * Proves a token and works out what its bearer may do, anew at each call.
   *
   * @throws AppError as `TokenVerifier` and `GroupDirectory`; `misconfigured` where roles are given by groups and nobody
   *   can tell them
   */
  admit(token: string, signal?: AbortSignal): Promise<SignedIn>;
  /**
   * The groups that give the bearer roles, with their names where the directory tells them: for people who wonder why
   * they may do something, or may not.
   *
   * @throws AppError as `admit`
   */
  groupsGranting(token: string, signal?: AbortSignal): Promise<readonly GrantingGroup[]>;
}

export interface GrantingGroup {
  readonly id: string;
  readonly name?: string;
  readonly roles: readonly string[];
}

export interface AccessOptions {
  readonly verifier: TokenVerifier;
  /** Tells groups as they are now; without it those in the token count. */
  readonly directory?: GroupDirectory;
  readonly roles: RolePermissions;
  readonly groupRoles: GroupRoles;
  readonly departments?: Departments;
  /**
   * True where something in a tenant is kept to groups, beside roles and departments. Where nobody can tell somebody's
   * groups then, they are let in all the same, and what is kept to groups is not for them.
   */
  readonly groupsNeeded?: (tenant: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long groups are relied on, in milliseconds: so late does a revocation take effect. */
  readonly groupsFor?: number;
}

const FIVE_MINUTES = 300_000;
/** How long groups that a directory did not tell are not asked for again, in milliseconds. */
const ONE_MINUTE = 60_000;
/** People remembered; the one that came first goes first. */
const MOST_KEPT = 10_000;

/** What is remembered of somebody between two calls. */
interface Known {
  readonly permissions: ReadonlySet<Permission>;
  readonly withdrawn: ReadonlyMap<Permission, string>;
}

/** Access by role. Nothing is granted that a role does not grant, and a role only by a token or a group. */
export function createAccess(options: AccessOptions): Access {
  const { verifier, roles: mapping, now } = options;
  const groups = createGroupMemory(options);
  const people = new Map<string, Known>();
  return {
    admit: async (token, signal) => {
      const identity = await verifier.verify(token);
      const inGroups = await groupsOf(identity, token, options, groups, signal);
      const byGroups = granting(inGroups ?? [], identity, options);
      const department = departmentOf(inGroups ?? [], identity, options);
      const roles = [...new Set([...identity.roles, ...byGroups.flatMap((group) => group.roles)])].sort();
      const permissions = permissionsOf(roles, mapping);
      const key = `${identity.tenant}/${identity.id}`;
      const before = people.get(key);
      const withdrawn = withdrawnNow(before, permissions, new Date(now()).toISOString());
      remember(people, key, { permissions, withdrawn });
      const { tenant, kind, id, name } = identity;
      return {
        tenant,
        kind,
        roles,
        token: sha256(token),
        expires: identity.expires,
        caller: {
          id,
          ...(name === undefined ? {} : { name }),
          permissions,
          ...(withdrawn.size === 0 ? {} : { withdrawn }),
          ...(inGroups === undefined ? {} : { groups: new Set(inGroups) }),
          ...(department === undefined ? {} : { department }),
        },
      };
    },
    groupsGranting: async (token, signal) => {
      const identity = await verifier.verify(token);
      const byGroups = granting((await groupsOf(identity, token, options, groups, signal)) ?? [], identity, options);
      const ids = byGroups.map(({ id }) => id);
      const names =
        options.directory === undefined || ids.length === 0
          ? new Map<string, string>()
          : await options.directory.namesOf(ids, identity, token, signal);
      return byGroups.map((group) => {
        const name = names.get(group.id);
        return name === undefined ? group : { ...group, name };
      });
    },
  };
}

/**
 * The groups that somebody is in, by id. The directory is asked where anything here goes by groups; undefined where nobody
 * tells them and they may be in some.
 */
async function groupsOf(
  identity: Identity,
  token: string,
  { groupRoles, departments = {}, directory, groupsNeeded = () => false }: AccessOptions,
  memory: GroupMemory,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> {
  const { kind, tenant, groups } = identity;
  // An application is in no group that a person put it in for its own sake.
  if (kind === 'application') return [];
  const told = groups.known ? groups.ids : undefined;
  const givesRoles = Object.hasOwn(groupRoles, tenant);
  if (!givesRoles && !Object.hasOwn(departments, tenant)) {
    const asks = directory !== undefined && groupsNeeded(tenant);
    return asks ? memory.groupsIfTold(identity, token, signal) : told;
  }
  if (directory !== undefined) return memory.groupsOf(identity, token, signal);
  if (told !== undefined) return told;
  throw new AppError(
    'misconfigured',
    `${givesRoles ? 'Roles are' : 'The department is'} given by groups here, and your sign-in does not tell yours. Whoever runs the desk must let it read groups (ENTRA_CERTIFICATE), or have the groups put into the token.`,
  );
}

/** Those of somebody's groups that give roles here. */
function granting(
  ids: readonly string[],
  { tenant }: Identity,
  { groupRoles }: AccessOptions,
): readonly GrantingGroup[] {
  const own = Object.hasOwn(groupRoles, tenant) ? (groupRoles[tenant] ?? {}) : {};
  return ids.flatMap((id) => (Object.hasOwn(own, id) ? [{ id, roles: own[id] ?? [] }] : []));
}

function departmentOf(
  ids: readonly string[],
  { tenant }: Identity,
  { departments = {} }: AccessOptions,
): string | undefined {
  const own = Object.hasOwn(departments, tenant) ? (departments[tenant] ?? {}) : {};
  return Object.entries(own).find(([group]) => ids.includes(group))?.[1];
}

interface GroupMemory {
  /** @throws AppError as the directory */
  groupsOf(identity: Identity, token: string, signal: AbortSignal | undefined): Promise<readonly string[]>;
  /** The same where nothing but what is kept to groups depends on it: undefined where the directory does not tell. */
  groupsIfTold(
    identity: Identity,
    token: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[] | undefined>;
}

/** Groups as the directory told them within the last minutes; a failure is never taken for having none. */
function createGroupMemory({ directory, now, groupsFor = FIVE_MINUTES }: AccessOptions): GroupMemory {
  const told = new Map<string, { readonly ids: readonly string[]; readonly until: number }>();
  const untold = new Map<string, number>();
  const keyOf = ({ tenant, id }: Identity): string => `${tenant}/${id}`;
  const groupsOf: GroupMemory['groupsOf'] = async (identity, token, signal) => {
    if (directory === undefined) return [];
    const key = keyOf(identity);
    const known = told.get(key);
    if (known !== undefined && now() < known.until) return known.ids;
    const ids = await directory.groupsOf(identity, token, signal);
    remember(told, key, { ids, until: now() + groupsFor });
    return ids;
  };
  return {
    groupsOf,
    groupsIfTold: async (identity, token, signal) => {
      // Nobody waits for a directory that is away at each of their questions.
      if (now() < (untold.get(keyOf(identity)) ?? 0)) return undefined;
      try {
        return await groupsOf(identity, token, signal);
      } catch (error) {
        if (!(error instanceof AppError) || signal?.aborted === true) throw error;
        remember(untold, keyOf(identity), now() + ONE_MINUTE);
        return undefined;
      }
    },
  };
}

/** Permissions that somebody had before and has no more, with when that was noticed; what is granted again is not. */
function withdrawnNow(
  before: Known | undefined,
  permissions: ReadonlySet<Permission>,
  at: string,
): ReadonlyMap<Permission, string> {
  if (before === undefined) return new Map();
  const gone = [...before.permissions].filter((each) => !permissions.has(each)).map((each) => [each, at] as const);
  return new Map([...before.withdrawn, ...gone].filter(([each]) => !permissions.has(each)));
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
}
