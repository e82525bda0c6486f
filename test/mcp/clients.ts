import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** The client that today's hosts embed, with a session of its own. */
export async function legacyClient(
  url: URL,
  options: { readonly token?: string; readonly capabilities?: Record<string, object> } = {},
): Promise<Client> {
  const { token, capabilities = {} } = options;
  const client = new Client({ name: 'legacy', version: '1' }, { capabilities });
  const transport = new StreamableHTTPClientTransport(url, headersOf(token));
  await client.connect(transport as Parameters<Client['connect']>[0]);
  return client;
}

/** The client of revision 2026-07-28, each request of which stands alone. */
export async function modernClient(
  url: URL,
  options: { readonly token?: string; readonly capabilities?: Record<string, object> } = {},
): Promise<ModernClient> {
  const { token, capabilities = {} } = options;
  const client = new ModernClient(
    { name: 'modern', version: '1' },
    { capabilities, versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(new ModernTransport(url, headersOf(token)));
  return client;
}

function headersOf(token: string | undefined): { readonly requestInit?: RequestInit } {
  return token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } };
}
