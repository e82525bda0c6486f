import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntraTokenVerifier } from '../../../src/adapters/entra/token-verifier.ts';
import type { TokenVerifier } from '../../../src/core/identity.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { errorOf, expectNothingOf } from './expect-error.ts';
import { REFUSED_CLAIMS } from './refused-claims.ts';
import { REFUSED_FORMS } from './refused-forms.ts';
import { BANK, NOW, SISTER, STRANGER, type Tokens, tokensOf } from './token-cases.ts';

const REFUSED = [...REFUSED_CLAIMS, ...REFUSED_FORMS];

let authority: Authority;
let verifier: TokenVerifier;
let tokens: Tokens;

beforeAll(async () => {
  authority = await startAuthority({ tenants: [BANK, SISTER, STRANGER], now: () => NOW });
  tokens = tokensOf(authority);
  verifier = newVerifier();
});
afterAll(async () => {
  await authority.close();
});

const newVerifier = () =>
  createEntraTokenVerifier({
    authority: authority.url,
    audiences: [authority.clientId, authority.appIdUri],
    tenants: [BANK, SISTER],
    scopes: [`${authority.appIdUri}/access_as_user`],
    now: () => NOW,
  });

describe('no token of these is let in', () => {
  it.each(REFUSED)('$why', async ({ token: made, code = 'not_signed_in', detail = /^entra token: /, unasked }) => {
    const token = made(tokens);
    const before = authority.seen.length;
    // A new one, which holds no keys: what it asks for is for this token's sake.
    const error = await errorOf(newVerifier().verify(token));
    expect(error.code).toBe(code);
    expect(error.detail).toMatch(detail);
    const noScope = error.detail === 'entra token: a scope is missing';
    expect(error.challenge).toEqual(
      noScope ? { error: 'insufficient_scope' } : code === 'not_signed_in' ? { error: 'invalid_token' } : undefined,
    );
    expectNothingOf(error, [token, claimsIn(token)]);
    expect(authority.seen.length - before).toBe(unasked ? 0 : 2);
  });

  it('0 of more than 100 are let in, whatever came before', async () => {
    const outcomes = await Promise.allSettled(REFUSED.map(({ token }) => verifier.verify(token(tokens))));
    expect(outcomes.length).toBeGreaterThan(100);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  });

  it('nothing but the keys of admitted tenants was asked for', () => {
    expect(new Set(authority.seen.map(({ path }) => path.split('/')[1]))).toEqual(new Set([BANK, SISTER]));
    expect(authority.seen.filter(({ place }) => place !== 'metadata' && place !== 'keys')).toEqual([]);
  });

  it('the token that all of them were made from is let in', async () => {
    expect((await verifier.verify(tokens.good())).id).toBe(tokens.ana.id);
    expect((await verifier.verify(tokens.withClaims({}, 1))).id).toBe(tokens.ana.id);
  });

  it('names the scope that is missing', async () => {
    const error = await errorOf(verifier.verify(authority.accessToken({ user: tokens.ana, scopes: ['other'] })));
    expect(error.message).toContain('access_as_user');
  });
});

function claimsIn(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch {
    return [];
  }
}
