/**
 * Whom a verified token speaks for. Built from what an authority signed, never from what a caller says of itself. People
 * are told apart by tenant and object id together: either alone is not unique.
 */
export interface Identity {
  /** `application` for a token that an application got for itself, with no person behind it. */
  readonly kind: 'user' | 'application';
  /** The tenant (`tid`), lower case. */
  readonly tenant: string;
  /** The object id within the tenant (`oid`), lower case. */
  readonly id: string;
  /** For display alone: it can change, and two people can share it. */
  readonly name?: string;
  /** App roles granted in the token. */
  readonly roles: readonly string[];
  /** Delegated scopes of the token, by their short names. */
  readonly scopes: readonly string[];
  readonly groups: Groups;
  /** When the token ends, in seconds since 1970. */
  readonly expires: number;
}

/**
 * The groups a person is in, by object id. `unknown` where the token does not carry them, as when there are too many:
 * that is never the same as being in none.
 */
export type Groups = { readonly known: true; readonly ids: readonly string[] } | { readonly known: false };

/**
 * Proves who a token speaks for.
 *
 * Errors: `not_signed_in` for a token that proves nothing, with the reason in words that give nothing away;
 * `not_permitted` for one that is good but of a tenant that is not admitted; `upstream_unavailable` where the authority's
 * keys cannot be had.
 */
export interface TokenVerifier {
  verify(token: string): Promise<Identity>;
}

/**
 * The groups of a person as the directory has them now. `token` is the access token that the person signed in with: it
 * is exchanged, never sent on.
 *
 * Errors: `not_signed_in` with a challenge where the directory asks for another sign-in; `upstream_unavailable` where it
 * does not answer. A failure is never an empty list.
 */
export interface GroupDirectory {
  groupsOf(identity: Identity, token: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Display names by group id, for people to read and for nothing else; a group without a name is left out. */
  namesOf(
    groups: readonly string[],
    identity: Identity,
    token: string,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, string>>;
}
