import { AppError } from './errors.ts';

/** What a person may do, in small words. `admin:*` stands for every permission that begins with `admin:`. */
export const PERMISSIONS = [
  'regulations:read',
  'gaps:analyse',
  'bank:read',
  'findings:draft',
  'findings:approve',
  'findings:file',
  'documents:write',
  'reports:generate',
  'audit:read',
  'admin:library',
  'admin:audit',
  'admin:*',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Denied unless granted: by its own word, or by the wildcard of its group. */
export function isPermitted(granted: ReadonlySet<Permission>, needed: Permission): boolean {
  return granted.has(needed) || (needed.startsWith('admin:') && granted.has('admin:*'));
}

/** @throws AppError `not_permitted`, naming what is needed */
export function requirePermission(
  user: { readonly permissions: ReadonlySet<Permission> },
  needed: Permission,
  what: string,
): void {
  if (!isPermitted(user.permissions, needed))
    throw new AppError(
      'not_permitted',
      `To ${what}, you need the permission ${needed}, which none of your roles grants.`,
    );
}

/** Which permissions each role grants; roles are those of the Entra application, or those that groups are given. */
export type RolePermissions = Readonly<Record<string, readonly Permission[]>>;

const VIEWER: readonly Permission[] = ['regulations:read'];
const ANALYST: readonly Permission[] = [...VIEWER, 'reports:generate', 'gaps:analyse', 'findings:draft', 'bank:read'];
const MANAGER: readonly Permission[] = [
  ...ANALYST,
  'documents:write',
  'findings:file',
  'findings:approve',
  'audit:read',
];

/** Unless configured otherwise. */
export const DEFAULT_ROLES: RolePermissions = {
  'Compliance-Viewer': VIEWER,
  'Compliance-Analyst': ANALYST,
  'Compliance-Manager': MANAGER,
  'Compliance-Admin': PERMISSIONS,
};

/** The permissions that roles grant together; a role that is not known grants nothing. */
export function permissionsOf(roles: Iterable<string>, mapping: RolePermissions): ReadonlySet<Permission> {
  return new Set([...roles].flatMap((role) => (Object.hasOwn(mapping, role) ? (mapping[role] ?? []) : [])));
}
