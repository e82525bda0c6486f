import type { Config, EntraConfig } from '../config.ts';
import type { SignedIn } from '../core/access.ts';
import type { Gate } from '../server/sign-in.ts';
import { productVersion } from './product-version.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Where people sign in, assistants need the public address: it is what they ask tokens for. */
export function doorOptions({ mcp, entra }: Config, gate: Gate | Omit<SignedIn, 'token' | 'expires'>) {
  const { path, rates, origins } = mcp;
  const here = { path, rates, version: productVersion() };
  if (!('admit' in gate))
    return {
      ...here,
      gate: { admit: async () => gate },
      callers: { hosts: LOOPBACK_NAMES, origins: [...LOOPBACK_NAMES, ...origins] },
    };
  if (mcp.url === undefined || entra === undefined) return undefined;
  const { hostname } = new URL(mcp.url);
  return {
    ...here,
    gate: { admit: gate.admit },
    callers: { hosts: [hostname, ...LOOPBACK_NAMES, ...mcp.hosts], origins: [hostname, ...origins] },
    resource: protectedResource(mcp.url, entra),
  };
}

function protectedResource(url: string, { tenants, scopes, authority }: EntraConfig) {
  return {
    url,
    authorizationServers: tenants.map((tenant) => `${new URL(authority).origin}/${tenant}/v2.0`),
    // Entra is asked for a scope by the API's address and the scope's name together.
    scopes: scopes.map((scope) => (scope.includes('://') ? scope : `${url}/${scope}`)),
    name: 'Compliance desk',
  };
}
