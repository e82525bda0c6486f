import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { platformAddress } from './platform-address.ts';

/** An address as `platformAddress` takes it, without a slash at its end. */
export const address = z
  .string()
  .max(500)
  .transform((text, context) => {
    try {
      return platformAddress(text, 'the platform').base;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });

/** What goes into a header; signs that end a line would begin another one. */
const secret = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[\x21-\x7e]+$/, 'expected signs without blanks');

/**
 * How a platform knows the program: a token or a key that each request carries, a user and a password (RFC 7617), or tokens
 * that an authorisation server gives out (RFC 6749 section 4.4).
 */
export const PlatformCredential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bearer'), token: secret }),
  z.strictObject({
    kind: z.literal('basic'),
    user: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^:\p{Cc}]+$/u, 'expected a name without a colon'),
    password: z
      .string()
      .min(1)
      .max(4096)
      .regex(/^\P{Cc}+$/u, 'expected no control characters'),
  }),
  z.strictObject({ kind: z.literal('api_key'), header: z.string().regex(/^[A-Za-z0-9-]{1,60}$/), key: secret }),
  z.strictObject({
    kind: z.literal('client_credentials'),
    tokenUrl: address,
    clientId: secret,
    clientSecret: secret,
    scope: z.string().min(1).max(1000).exactOptional(),
    /** What else the authorisation server wants to be told: `audience`, `resource`. */
    parameters: z.record(z.string().min(1).max(60), z.string().max(500)).exactOptional(),
    /** Where the id and the secret go (RFC 6749 section 2.3.1): a header, or the request's body. */
    sentIn: z.enum(['header', 'body']).default('header'),
  }),
]);
export type PlatformCredential = z.infer<typeof PlatformCredential>;

/** What must never be told: the credential's secrets, in each form that they travel in. */
export function secretsOf(credential: PlatformCredential): readonly string[] {
  switch (credential.kind) {
    case 'bearer':
      return [credential.token];
    case 'basic':
      return [credential.password, basic(credential.user, credential.password)];
    case 'api_key':
      return [credential.key];
    case 'client_credentials':
      return [credential.clientSecret, basicOfClient(credential.clientId, credential.clientSecret)];
  }
}

/** The credentials of `Authorization: Basic`, RFC 7617 section 2. */
export function basic(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

/** As `basic`, for a client of an authorisation server: both are form-encoded first (RFC 6749 section 2.3.1). */
export function basicOfClient(clientId: string, clientSecret: string): string {
  const encoded = (text: string) => new URLSearchParams({ t: text }).toString().slice('t='.length);
  return basic(encoded(clientId), encoded(clientSecret));
}
