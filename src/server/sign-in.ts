import type { Context } from 'hono';
import type { SignInRecorder } from '../audit/sign-ins.ts';
import type { Access, GrantingGroup, SignedIn } from '../core/access.ts';
import { AppError } from '../core/errors.ts';

/** How people come in by HTTP. */
export interface Gate {
  /**
   * Whoever makes the request.
   *
   * @throws AppError `not_signed_in` and as `Access.admit`; recorded
   */
  admit(request: Request, correlation: string): Promise<SignedIn>;
  /** The groups that give whoever makes the request their roles. */
  groups(request: Request): Promise<readonly GrantingGroup[]>;
}

/** @param access how tokens are proved */
export function createGate(access: Access, recorder: SignInRecorder): Gate {
  return {
    groups: (request) => access.groupsGranting(bearerOf(request), request.signal),
    admit: async (request, correlation) => {
      try {
        const who = await access.admit(bearerOf(request), request.signal);
        recorder.signedIn(who, 'mcp', correlation);
        return who;
      } catch (error) {
        recorder.refused(error, 'mcp', correlation);
        throw error;
      }
    },
  };
}

/** RFC 6750 section 2.1: the header alone; a token in the address would end up in logs. */
function bearerOf(request: Request): string {
  const header = request.headers.get('authorization') ?? '';
  const [, token] = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header) ?? [];
  if (token === undefined)
    throw new AppError('not_signed_in', 'Sign in first: the request has no access token.', {
      detail: header === '' ? 'no token' : 'no bearer token',
    });
  return token;
}

const STATUS = {
  invalid_input: 400,
  not_signed_in: 401,
  not_permitted: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  misconfigured: 500,
  internal: 500,
  upstream_unavailable: 503,
} as const;

/** A failure as HTTP tells it; nothing of its inner wording. */
export function failure(context: Context, error: unknown): Response {
  if (!(error instanceof AppError))
    return context.json({ error: { code: 'internal', message: 'The request could not be served.' } }, 500);
  const { code, message, challenge } = error;
  if (code === 'not_signed_in') context.header('WWW-Authenticate', challengeHeader(challenge));
  return context.json(
    { error: { code, message, ...(challenge?.claims === undefined ? {} : { claims: challenge.claims }) } },
    STATUS[code],
  );
}

/** RFC 6750 section 3; for a claims challenge as Microsoft's identity platform writes it, the claims in base64. */
function challengeHeader(challenge: AppError['challenge']): string {
  if (challenge === undefined) return 'Bearer';
  if (challenge.claims === undefined) return `Bearer error="${challenge.error}"`;
  return `Bearer error="insufficient_claims", claims="${Buffer.from(challenge.claims, 'utf8').toString('base64')}"`;
}
