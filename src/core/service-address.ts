import { z } from 'zod';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address that a service is set up with: https (http on this machine alone), without a user, a query or a fragment;
 * a slash at its end goes.
 */
export const serviceAddress = z
  .string()
  .max(500)
  .refine(
    isServiceAddress,
    'expected an https address without a user, a query or a fragment, such as https://grc.example.com (http for this machine alone)',
  )
  .transform((text) => text.replace(/\/+$/, ''));

function isServiceAddress(text: string): boolean {
  // What the parser would mend (blanks, backslashes, dots that climb) is not what was meant.
  if (!URL.canParse(text) || /[\s\\?#]|\/\.\.?(?:\/|$)/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}
