import { z } from 'zod';
import { AppError } from './core/errors.ts';

/** How assistants reach the desk. */
export interface McpConfig {
  /** The public address of the endpoint, as tokens are asked for; where people sign in, it is served only with it. */
  readonly url?: string;
  /** Path of the endpoint on this server. */
  readonly path: string;
  /** Host names under which the server is reached, beside the public address's and this machine's own. */
  readonly hosts: readonly string[];
  /** Host names of sites whose pages may call. */
  readonly origins: readonly string[];
  /** Messages a minute. */
  readonly rates: { readonly perUser: number; readonly perTenant: number };
}

const names = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))
  .pipe(
    z.array(
      z
        .string()
        .regex(
          /^(?:[a-z0-9.-]+|\[[\da-f:]+\]|[a-z-]+-extension:\/\/\*)$/i,
          'host names alone are given, without https:// and without a port',
        )
        .transform((name) => name.toLowerCase()),
    ),
  );

const aMinute = z.coerce.number().int().min(1).max(1_000_000);

export const MCP_SETTINGS = {
  MCP_URL: z.string().trim().optional(),
  MCP_HOSTS: names.default([]),
  MCP_ORIGINS: names.default([]),
  MCP_RATE_USER: aMinute.default(120),
  MCP_RATE_TENANT: aMinute.default(1_200),
};

const Settings = z.object(MCP_SETTINGS);

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/** @throws AppError `misconfigured` for an address that tokens could not be asked for */
export function mcpOf(settings: z.infer<typeof Settings>): { readonly mcp: McpConfig } {
  const { MCP_URL: url, MCP_HOSTS: hosts, MCP_ORIGINS: origins } = settings;
  const rates = { perUser: settings.MCP_RATE_USER, perTenant: settings.MCP_RATE_TENANT };
  if (url === undefined) return { mcp: { path: '/mcp', hosts, origins, rates } };
  return { mcp: { url, path: pathOf(url), hosts, origins, rates } };
}

/**
 * The Application ID URI of the registration is this very address, which Microsoft Entra ID takes only with a path and
 * without a slash at its end; RFC 8707 section 2 allows no fragment.
 */
function pathOf(text: string): string {
  const wrong = (why: string): AppError =>
    new AppError(
      'misconfigured',
      `The setting MCP_URL is wrong: ${why}. It is the address under which assistants reach the desk, such as https://desk.example/mcp`,
    );
  const url = URL.parse(text);
  if (url === null) throw wrong('it is no address');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOCAL.includes(url.hostname)))
    throw wrong('it must begin with https:// (http:// is for this machine alone)');
  if (url.username !== '' || url.password !== '') throw wrong('it must hold no user or password');
  if (url.search !== '' || url.hash !== '') throw wrong('nothing may follow the path');
  if (url.pathname === '/' || url.pathname.endsWith('/'))
    throw wrong('it must end with a path, without a slash behind');
  if (url.href !== text) throw wrong(`it is not in its usual form, which is ${url.href}`);
  return url.pathname;
}
