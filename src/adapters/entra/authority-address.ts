import { AppError } from '../../core/errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const MICROSOFT = 'https://login.microsoftonline.com';

/** Tenants, people, applications and groups are named so in Entra, and by nothing else. */
export function isGuid(value: string): boolean {
  return GUID.test(value);
}

/**
 * The origin of a service that is set up here: https, or http on this machine. A path would end up in every issuer and
 * endpoint made from it.
 *
 * @throws AppError `misconfigured` where it is no such address
 */
export function originOf(address: string, what: string): string {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new AppError('misconfigured', `The address of ${what} is no https address.`);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new AppError('misconfigured', `The address of ${what} must be a host alone, as ${MICROSOFT}.`);
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname))
    throw new AppError(
      'misconfigured',
      `The address of ${what} is http, and tokens would travel unencrypted. Use https.`,
    );
  return url.origin;
}

/**
 * @returns the tenant in lower case
 * @throws AppError `misconfigured` where it is no tenant id; `common` and domain names would admit or reach others
 */
export function tenantIdOf(tenant: string): string {
  if (!isGuid(tenant))
    throw new AppError(
      'misconfigured',
      'A tenant is named by its id, a GUID; names, "common" and "organizations" are not taken.',
    );
  return tenant.toLowerCase();
}
