import type { JWTPayload } from 'jose';
import { z } from 'zod';
import type { Groups, Identity } from '../../core/identity.ts';
import { cleanText } from '../../core/text.ts';
import { isGuid } from './authority-address.ts';
import { refusedToken } from './refused-token.ts';

const LONGEST_NAME = 128;

const Guid = z.guid().transform((id) => id.toLowerCase());
const Seconds = z.number().int().nonnegative();
const Text = z.string().min(1);

/** The claims that are read, of the access token reference of the Microsoft identity platform; RFC 7519 section 4.1. */
const Claims = z.object({
  tid: Guid,
  oid: Guid,
  sub: Text,
  /** RFC 7519 has lists of audiences too; Entra signs a token for one. */
  aud: Text,
  ver: z.enum(['1.0', '2.0']),
  exp: Seconds,
  nbf: Seconds,
  iat: Seconds,
  azp: Guid.optional(),
  appid: Guid.optional(),
  idtyp: z.enum(['user', 'app']).optional(),
  scp: Text.optional(),
  roles: z.array(Text).optional(),
  groups: z.array(z.string()).optional(),
  /** Optional: 0 for a member of the tenant, 1 for a guest. */
  acct: z.union([z.number(), z.string()]).optional(),
  hasgroups: z.union([z.boolean(), z.string()]).optional(),
  _claim_names: z.record(z.string(), z.unknown()).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  upn: z.string().optional(),
});
export type Claims = z.infer<typeof Claims>;

/** Claims that Entra puts into id tokens alone: OpenID Connect Core 1.0 sections 2 and 3.3.2.11. */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash'] as const;

/** @throws AppError `not_signed_in`; `detail` names the claims that are wrong, not what they hold */
export function readClaims(payload: JWTPayload): Claims {
  for (const name of OF_ID_TOKENS) if (name in payload) throw refusedToken(`it is an id token: it has ${name}`);
  const parsed = Claims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  throw refusedToken(`claims are missing or of another form: ${[...names].join(', ')}`);
}

/**
 * Whether a person or an application got the token, or neither: then it is no access token.
 *
 * Where a client and its API are one app registration, the audience of an id token and of an access token is the same
 * (RFC 9068 section 5 calls this out), and both are signed with the same keys. So an access token must show itself:
 * it names the client that asked for it (`azp` in version 2, `appid` in version 1: no id token has either), and
 * it has either scopes (`scp`: a person's) or the marks of an application's own (`idtyp` is `app`; or, as that claim is
 * optional, subject and object are the same, which they never are for a person, whose `sub` differs by application).
 *
 * @throws AppError `not_signed_in`
 */
export function kindOf({ ver, azp, appid, scp, idtyp, sub, oid }: Claims): Identity['kind'] {
  if ((ver === '2.0' ? azp : appid) === undefined) throw refusedToken('it is no access token: it names no client');
  if (scp !== undefined && idtyp === 'app') throw refusedToken('it is of an application and has delegated scopes');
  if (scp !== undefined) return 'user';
  const ofApplication = idtyp === 'app' || (idtyp === undefined && sub.toLowerCase() === oid);
  if (!ofApplication) throw refusedToken('it is no access token: it has no scopes');
  return 'application';
}

/** `api://…/name` and `https://…/name` name the same scope as `name` does: the audience says whose it is. */
export function shortScope(scope: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(scope) ? scope.slice(scope.lastIndexOf('/') + 1) : scope;
}

export function identityFrom(claims: Claims, kind: Identity['kind']): Identity {
  const name = nameOf(claims);
  return {
    kind,
    tenant: claims.tid,
    id: claims.oid,
    ...(name === undefined ? {} : { name }),
    roles: claims.roles ?? [],
    scopes: (claims.scp ?? '')
      .split(' ')
      .filter((scope) => scope !== '')
      .map(shortScope),
    groups: groupsOf(claims),
    expires: claims.exp,
  };
}

/**
 * Known only where the token lists them. With more than 200 Entra leaves them out and says so (`_claim_names`, or
 * `hasgroups`) beside an address to ask, which is not followed: Graph is asked at its own. A registration can also be set
 * to list names in place of ids; a name is not unique, and is not taken for one.
 */
function groupsOf({ groups, hasgroups, _claim_names }: Claims): Groups {
  const tooMany =
    (hasgroups !== undefined && hasgroups !== false) || (_claim_names !== undefined && 'groups' in _claim_names);
  if (groups === undefined || tooMany || !groups.every(isGuid)) return { known: false };
  return { known: true, ids: [...new Set(groups.map((id) => id.toLowerCase()))] };
}

function nameOf({ name, preferred_username, upn }: Claims): string | undefined {
  return [name, preferred_username, upn]
    .map((text) => displayable(text ?? '', LONGEST_NAME))
    .find((text) => text !== '');
}

/** Anybody can choose a name. Never cut between the two halves of a character. */
export function displayable(text: string, longest: number): string {
  return cleanText(text)
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
