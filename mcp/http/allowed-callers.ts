import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** From where the endpoint may be called, by host name without a port; IPv6 in brackets. */
export interface AllowedCallers {
  /** Names under which this server is reached: any other is a page that names this machine by its own (DNS rebinding). */
  readonly hosts: readonly string[];
  /** Sites whose pages may call; what is no page sends no origin and is not concerned. */
  readonly origins: readonly string[];
}

/** A page must be able to read of a reply what a program can. */
const EXPOSED = ['Mcp-Session-Id', 'Mcp-Protocol-Version', 'WWW-Authenticate', 'Retry-After'];
const ACCEPTED = [
  'Authorization',
  'Content-Type',
  'Accept',
  'Last-Event-ID',
  'Mcp-Session-Id',
  'Mcp-Protocol-Version',
  'Mcp-Method',
  'Mcp-Name',
  'Traceparent',
];

/**
 * The rules of the streamable HTTP transport, "Security Warning": a host or an origin that is not expected is refused
 * with 403 before anything is looked at. A page of an allowed site may then read the reply.
 */
export function allowedCallers({ hosts, origins }: AllowedCallers): readonly MiddlewareHandler[] {
  const allowed = new Set(origins);
  return [
    hostHeaderValidation([...hosts]),
    originValidation([...origins]),
    cors({
      origin: (origin) => (allowed.has(URL.parse(origin)?.hostname ?? '') ? origin : null),
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ACCEPTED,
      exposeHeaders: EXPOSED,
      maxAge: 600,
    }),
  ];
}
