import { AppError } from '../../core/errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where a platform is reached. */
export interface PlatformAddress {
  /** Without a slash at its end. */
  readonly base: string;
  /** Host and, where it is not the usual one, port. */
  readonly host: string;
}

/**
 * The address of a platform from the settings: https, or http on this machine.
 *
 * @throws AppError `misconfigured` where it is no such address, or holds more than one: a user, a query
 */
export function platformAddress(text: string, label: string): PlatformAddress {
  const wrong = (why: string) =>
    new AppError(
      'misconfigured',
      `The address of ${label} ("url") ${why}. It looks like https://grc.bank.example/path.`,
    );
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw wrong('is no https address');
  if (url.username !== '' || url.password !== '') throw wrong('must hold no user or password');
  if (url.search !== '' || url.hash !== '') throw wrong('must end with its path');
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname))
    throw wrong('is http, and secrets would travel unencrypted; use https');
  return { base: url.href.replace(/\/+$/, ''), host: url.host };
}

/**
 * Where people open a record: the settings' path behind the platform's own address, `{id}` in it filled in; `undefined`
 * where the settings name none.
 */
export function recordAddress({ base }: PlatformAddress, path: string | undefined, id: string): string | undefined {
  if (path === undefined) return undefined;
  return `${base}/${path.replace(/^\/+/, '').replaceAll('{id}', encodeURIComponent(id))}`;
}
