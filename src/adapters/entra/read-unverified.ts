import { decodeJwt, decodeProtectedHeader } from 'jose';
import { isGuid } from './authority-address.ts';
import { refusedToken } from './refused-token.ts';

/**
 * Node takes 16 KB of headers in all, so a longer token cannot even come in by the Authorization header; one with the
 * 200 groups that Entra puts into a token at most has about 12 KB.
 */
const LONGEST_TOKEN = 16 * 1024;
/** A signed token in compact form, RFC 7515 section 7.1: three parts, none empty. Five would be an encrypted one. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** Entra's key ids are thumbprints in base64url. */
const KEY_ID = /^[\w-]{1,128}$/;
const TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt']);

/**
 * What must be known before a signature can be checked: whose key it should be. None of it is proved, and it decides
 * nothing but which of the admitted tenants' keys is tried. What a token can never be is refused here, before anything
 * is fetched for its sake: RFC 8725 sections 3.1 (algorithm), 3.11 (type); RFC 7515 section 4.1.11 (`crit`).
 *
 * @returns `tenant` in lower case
 * @throws AppError `not_signed_in`
 */
export function readUnverified(token: string): { readonly kid: string; readonly tenant: string } {
  if (typeof token !== 'string' || token === '') throw refusedToken('there is none');
  if (token.length > LONGEST_TOKEN) throw refusedToken('it is too long');
  if (!COMPACT.test(token)) throw refusedToken('it is not of three parts');
  const { header, claims } = decoded(token);
  if (header.alg !== 'RS256') throw refusedToken('its algorithm is not RS256');
  if (typeof header.typ !== 'string' || !TYPES.has(header.typ.toLowerCase())) throw refusedToken('its type is not JWT');
  if ('crit' in header || 'b64' in header) throw refusedToken('its header asks for extensions');
  if (typeof header.kid !== 'string' || !KEY_ID.test(header.kid)) throw refusedToken('it names no usable key');
  const tenant: unknown = claims['tid'];
  if (typeof tenant !== 'string' || !isGuid(tenant)) throw refusedToken('it names no tenant');
  return { kid: header.kid, tenant: tenant.toLowerCase() };
}

function decoded(token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    // The decoder's words can repeat what it read.
    throw refusedToken('its header or its claims are no JSON object');
  }
}
