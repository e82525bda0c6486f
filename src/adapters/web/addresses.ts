import ipaddr from 'ipaddr.js';
import { AppError } from '../../core/errors.ts';

/** What may be read. */
export interface WebPolicy {
  /** Hosts that may be read over https, on the usual port: `publications.europa.eu`, or with all below it `.europa.eu`. */
  readonly hosts: readonly string[];
  /**
   * Origins that are trusted as they are, be they plain http, on another port, or private: a gateway of the bank's own,
   * as in `http://gateway.bank.example:8080`.
   */
  readonly trusted?: readonly string[];
}

/**
 * The address to be asked in truth: plain http becomes https, unless its very origin is trusted.
 *
 * @throws AppError `invalid_input` for an address that may not be read, saying why
 */
export function checkedAddress(address: string, base: string | undefined, policy: WebPolicy): URL {
  const url = URL.parse(address, base);
  if (url === null) throw refused(address, 'is no address');
  if (url.username !== '' || url.password !== '') throw refused(url.host, 'has a user or password in it');
  url.hash = '';
  if (isTrusted(url, policy)) return url;
  if (url.protocol === 'http:') url.protocol = 'https:';
  if (isTrusted(url, policy)) return url;
  if (url.protocol !== 'https:') throw refused(address, `is not http or https`);
  const literal = addressLiteral(url.hostname);
  if (literal !== undefined && !isPublic(literal)) throw refused(url.hostname, 'is a private address');
  if (!policy.hosts.some((host) => host === url.hostname || (host.startsWith('.') && url.hostname.endsWith(host))))
    throw refused(url.hostname, `is not among the hosts that are read (${policy.hosts.join(', ')})`);
  if (url.port !== '') throw refused(url.host, 'names a port');
  return url;
}

export function isTrusted(url: URL, { trusted = [] }: WebPolicy): boolean {
  return trusted.includes(url.origin);
}

/** The URL standard has brought decimal, octal and hexadecimal forms into the usual one already. */
function addressLiteral(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}

/**
 * Whether an address is one of the public network: not private, loopback, link-local, shared, multicast, reserved, nor
 * an IPv6 form that leads to such an IPv4 address (mapped, NAT64, 6to4, Teredo).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // `::7f00:1`, the old form of an IPv4 address in an IPv6 one, counts as ordinary with the library.
  const holdsIpv4 = parsed instanceof ipaddr.IPv6 && parsed.parts.slice(0, 6).every((part) => part === 0);
  return parsed.range() === 'unicast' && !holdsIpv4;
}

function refused(what: string, why: string): AppError {
  return new AppError('invalid_input', `${what.slice(0, 200)} ${why}; it was not read.`);
}
