import { AppError } from '../../src/core/errors.ts';
import { challengeHeader, type ProtectedResource } from './protected-resource.ts';
import { errorReply, failureReply, REFUSED } from './replies.ts';

export function notLetIn(error: unknown, resource: ProtectedResource | undefined): Response {
  const challenge = error instanceof AppError ? error.challenge : undefined;
  const signInHelps =
    error instanceof AppError && (error.code === 'not_signed_in' || challenge?.error === 'insufficient_scope');
  if (resource === undefined || !signInHelps) return failureReply(error);
  return failureReply(error, { 'www-authenticate': challengeHeader(challenge, resource) });
}

export function tooMany(of: 'user' | 'tenant', seconds: number): Response {
  const whose = of === 'user' ? 'You have' : 'Your organisation has';
  return errorReply({
    status: 429,
    code: REFUSED,
    message: `${whose} sent too many messages. Go on in ${seconds} seconds.`,
    data: { code: 'rate_limited' },
    headers: { 'retry-after': String(seconds) },
  });
}

export function stopping(): Response {
  return errorReply({
    status: 503,
    code: REFUSED,
    message: 'The desk is being stopped; ask again in a moment.',
    headers: { 'retry-after': '5' },
  });
}

export function wrongMethod(): Response {
  return errorReply({
    status: 405,
    code: REFUSED,
    message: 'Messages are sent by POST; GET listens to a session, DELETE ends it.',
    headers: { allow: 'GET, POST, DELETE' },
  });
}
