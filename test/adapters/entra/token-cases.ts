import { decodeJwt } from 'jose';
import type { ErrorCode } from '../../../src/core/errors.ts';
import type { Authority } from '../../fixtures/entra/authority.ts';
import { createSigningKey, type SigningKey } from '../../fixtures/entra/signing-keys.ts';
import type { TestUser } from '../../fixtures/entra/tokens.ts';

/** Two tenants that are admitted, and one that is not. */
export const BANK = '0a1b2c3d-1111-4222-8333-444455556666';
export const SISTER = '0a1b2c3d-2222-4222-8333-444455556666';
export const STRANGER = '0a1b2c3d-9999-4222-8333-444455556666';
export const NOW = Date.parse('2026-03-02T10:00:00Z');
export const SECONDS = NOW / 1000;

type Claims = Readonly<Record<string, unknown>>;

export interface Refused {
  readonly why: string;
  readonly token: (tokens: Tokens) => string;
  /** `not_signed_in` where nothing else is said. */
  readonly code?: ErrorCode;
  /** Read in the log's detail. */
  readonly detail?: RegExp;
  /** Refused before a request is made for its sake. */
  readonly unasked?: boolean;
}

/** Ways to spoil Ana's token of version 2. */
export interface Tokens {
  readonly authority: Authority;
  readonly ana: TestUser;
  good(): string;
  withClaims(claims: Claims, version?: 1 | 2): string;
  without(claim: string): string;
  withHeader(header: Claims): string;
  /** With any header and any claims; text is taken as the JSON that it is. */
  signed(header: Claims, claims?: unknown): string;
  /** One part changed after signing. */
  part(at: number, change: (text: string) => string): string;
  /** The payload says a thing twice, which JSON allows and its readers settle in different ways. */
  twice(more: string): string;
  /** Another key signs under the name of the right one, and comes along in the header. */
  brought(header: (key: SigningKey) => Claims): string;
}

export function tokensOf(authority: Authority): Tokens {
  const ana = authority.user(BANK);
  const good = () => authority.accessToken({ user: ana });
  const withClaims: Tokens['withClaims'] = (claims, version = 2) =>
    authority.accessToken({ user: ana, claims, version });
  const signed: Tokens['signed'] = (header, claims = decodeJwt(good())) => {
    const key = authority.keyOf(BANK);
    return authority.sign({ typ: 'JWT', alg: 'RS256', kid: key.kid, ...header }, claims, key);
  };
  return {
    authority,
    ana,
    good,
    withClaims,
    without: (claim) => withClaims({ [claim]: undefined }),
    withHeader: (header) => authority.accessToken({ user: ana, header }),
    signed,
    part(at, change) {
      const parts = good().split('.');
      parts[at] = change(parts[at] ?? '');
      return parts.join('.');
    },
    twice: (more) => signed({}, JSON.stringify(decodeJwt(good())).replace(/\}$/, `,${more}}`)),
    brought(header) {
      const key = { ...createSigningKey(), kid: authority.keyOf(BANK).kid };
      return authority.accessToken({ user: ana, key, header: header(key) });
    },
  };
}
