import type { SignInChallenge } from '../../src/core/errors.ts';

/** What is told of the endpoint to whoever wants to sign in; RFC 9728 section 2. */
export interface ProtectedResource {
  /** The endpoint's public address, exactly as tokens are asked for. */
  readonly url: string;
  /** Issuers whose tokens are taken. */
  readonly authorizationServers: readonly string[];
  /** Scopes by their full names, as Microsoft Entra ID wants to be asked. */
  readonly scopes: readonly string[];
  readonly name: string;
}

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Where the document stands: at the origin's root, and where RFC 9728 section 3.1 has it for an address with a path. */
export function metadataPaths(path: string): readonly string[] {
  return [WELL_KNOWN, `${WELL_KNOWN}${path}`];
}

/** The document's public address. */
function metadataUrl({ url }: Pick<ProtectedResource, 'url'>): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${WELL_KNOWN}${pathname}`;
}

/** The document; any page may read it. */
export function metadataReply({ url, authorizationServers, scopes, name }: ProtectedResource): Response {
  return Response.json(
    {
      resource: url,
      authorization_servers: authorizationServers,
      scopes_supported: scopes,
      bearer_methods_supported: ['header'],
      resource_name: name,
    },
    { headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' } },
  );
}

/**
 * What a refused request is told about signing in: RFC 6750 section 3, RFC 9728 section 5.1, and for a claims challenge
 * the form of Microsoft's identity platform. All scopes are named at once, so that nobody has to come back for the next.
 * Whoever sent no token is told of no error.
 */
export function challengeHeader(challenge: SignInChallenge | undefined, resource: ProtectedResource): string {
  const { error, claims } = challenge ?? {};
  const parts = [
    ...(error === undefined ? [] : [`error="${claims === undefined ? error : 'insufficient_claims'}"`]),
    ...(claims === undefined ? [] : [`claims="${Buffer.from(claims, 'utf8').toString('base64')}"`]),
    `resource_metadata="${metadataUrl(resource)}"`,
    `scope="${resource.scopes.join(' ')}"`,
  ];
  return `Bearer ${parts.join(', ')}`;
}
