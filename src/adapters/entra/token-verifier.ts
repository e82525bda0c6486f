import { type CryptoKey, errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import { AppError } from '../../core/errors.ts';
import type { TokenVerifier } from '../../core/identity.ts';
import { MICROSOFT, originOf, tenantIdOf } from './authority-address.ts';
import { readUnverified } from './read-unverified.ts';
import { endedToken, refusedToken } from './refused-token.ts';
import { createTenantKeys } from './tenant-keys.ts';
import { type Claims, identityFrom, kindOf, readClaims, shortScope } from './token-claims.ts';

export interface EntraTokenVerifierOptions {
  /** The host that signs people in; Microsoft's public cloud by default. */
  readonly authority?: string;
  /** Whom tokens must be for: the API's client id (version 2), its App ID URI (version 1), or both. */
  readonly audiences: readonly string[];
  /** The tenants that are admitted, by id. */
  readonly tenants: readonly string[];
  /** A person's token must carry one of these: short names, or with the App ID URI before them. */
  readonly scopes?: readonly string[];
  /** Whether an application may come in for itself, with an app role; not by default. */
  readonly applications?: boolean;
  /** The issuer of version 1 tokens where the authority is not of Microsoft's public cloud. */
  readonly v1Issuer?: (tenant: string) => string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Seconds by which our clock and the authority's may differ. */
const SKEW = 60;

/**
 * Proves access tokens of Microsoft Entra ID, of version 1 and 2: signature (RFC 7515, RS256 alone, as RFC 8725 section
 * 3.1 wants it pinned), issuer bound to the tenant and to the version, audience, times (RFC 7519 section 4.1), and that
 * it is an access token and no other token of the same issuer (RFC 8725 section 3.12, RFC 9068 section 5).
 *
 * Nothing in a token chooses what is fetched, beyond which admitted tenant's keys: `jku`, `x5u`, `jwk` and `x5c` of its
 * header are not looked at, and a tenant that is not admitted is refused before anything is asked for.
 *
 * Errors: as `TokenVerifier` says; `misconfigured` for settings that cannot work.
 */
export function createEntraTokenVerifier(options: EntraTokenVerifierOptions): TokenVerifier {
  const { now = Date.now, v1Issuer = (tenant) => `https://sts.windows.net/${tenant}/`, applications = false } = options;
  const authority = originOf(options.authority ?? MICROSOFT, 'the authority');
  const tenants = new Set(options.tenants.map(tenantIdOf));
  const audiences = notEmpty(options.audiences, 'audience');
  notEmpty(options.tenants, 'tenant');
  const scopes = options.scopes && notEmpty(options.scopes.map(shortScope), 'scope');
  const keys = createTenantKeys({ authority, fetch: options.fetch ?? fetch, now });

  return {
    async verify(token) {
      const { kid, tenant } = readUnverified(token);
      if (!tenants.has(tenant)) throw notAdmitted();
      const key = await keys.keyFor(tenant, kid);
      if (key === undefined) throw refusedToken('its key is none of the tenant');
      const issuers = { '1.0': v1Issuer(tenant), '2.0': `${authority}/${tenant}/v2.0` };
      const claims = await signedClaims(token, key, { issuers, audiences, now });
      if (claims.tid !== tenant) throw refusedToken('its tenant is another');
      const kind = kindOf(claims);
      const identity = identityFrom(claims, kind);
      if (kind === 'user') {
        checkMember(claims);
        checkScope(identity.scopes, scopes);
      } else checkApplication(identity.roles, applications);
      return identity;
    },
  };
}

interface Expected {
  readonly issuers: Readonly<Record<Claims['ver'], string>>;
  readonly audiences: readonly string[];
  readonly now: () => number;
}

async function signedClaims(token: string, key: CryptoKey, { issuers, audiences, now }: Expected): Promise<Claims> {
  const { payload } = await verified(token, key, {
    algorithms: ['RS256'],
    issuer: Object.values(issuers),
    audience: [...audiences],
    requiredClaims: ['exp', 'nbf', 'iat', 'sub', 'oid', 'tid', 'ver'],
    clockTolerance: SKEW,
    currentDate: new Date(now()),
  });
  const claims = readClaims(payload);
  // A version 1 issuer with claims of version 2 is a token that Entra does not make.
  if (payload.iss !== issuers[claims.ver]) throw refusedToken('its issuer is of another version');
  if (claims.iat > now() / 1000 + SKEW) throw refusedToken('it is issued in the future');
  return claims;
}

async function verified(token: string, key: CryptoKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, key, options);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw endedToken();
    // The cause is not kept: such an error carries the claims.
    if (error instanceof errors.JWTClaimValidationFailed) throw refusedToken(`${error.claim} ${error.reason}`);
    throw refusedToken(error instanceof errors.JOSEError ? error.code : 'its signature cannot be checked');
  }
}

function checkScope(granted: readonly string[], wanted: readonly string[] | undefined): void {
  if (wanted === undefined || wanted.some((scope) => granted.includes(scope))) return;
  throw new AppError(
    'not_permitted',
    `The sign-in does not cover this service: the scope ${wanted.join(' or ')} is missing. Have the program that you use ask for it.`,
    { challenge: { error: 'insufficient_scope' }, detail: 'entra token: a scope is missing' },
  );
}

/** Told by the optional claim `acct` (Microsoft identity platform, optional claims), where the registration asks for it. */
function checkMember({ acct }: Claims): void {
  if (acct === undefined || Number(acct) === 0) return;
  throw new AppError(
    'not_permitted',
    'This service is for people of the organisation, and you are its guest. Ask from an account of the organisation itself.',
    { detail: 'entra token: of a guest' },
  );
}

/** Entra gives any application of the tenant a token for any API; only an app role says that it was let in. */
function checkApplication(roles: readonly string[], admitted: boolean): void {
  if (!admitted)
    throw new AppError('not_permitted', 'This service is for people: a program cannot sign in to it for itself.', {
      detail: 'entra token: of an application',
    });
  if (roles.length === 0)
    throw new AppError(
      'not_permitted',
      'The program has no app role in this service. Have an administrator assign one.',
      { detail: 'entra token: of an application without roles' },
    );
}

function notAdmitted(): AppError {
  return new AppError('not_permitted', 'This service is not open to your organisation.', {
    detail: 'entra token: its tenant is not admitted',
  });
}

function notEmpty<T>(values: readonly T[], what: string): readonly T[] {
  if (values.length === 0 || values.some((value) => value === ''))
    throw new AppError('misconfigured', `No ${what} is set, so nobody could sign in.`);
  return values;
}
