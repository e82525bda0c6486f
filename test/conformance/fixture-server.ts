import {
  completable,
  McpServer,
  ResourceTemplate,
  type Server,
  type ServerEventBus,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ServerRequest } from '../../mcp/server-request.ts';
import { ONE_DOT, words } from './fixture-content.ts';
import { registerRounds, states } from './fixture-rounds.ts';
import { registerTools } from './fixture-tools.ts';

/**
 * What the official conformance suite wants to find on a server, under the names that it asks for. It is mounted behind
 * the product's own door, so that it is the door that is tried; it is never shipped.
 */
export function createFixtureServer({ connection }: ServerRequest, bus: ServerEventBus): Server {
  const server = new McpServer(
    { name: 'conformance-fixtures', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        completions: {},
        logging: {},
      },
      requestState: { verify: states.verify },
      cacheHints: Object.fromEntries(
        CACHED.map((method) => [method, { ttlMs: 1_000, cacheScope: 'private' as const }]),
      ),
    },
  );
  registerTools(server, bus);
  registerRounds(server);
  registerResources(server);
  registerPrompts(server);
  if (connection !== undefined) {
    server.server.setRequestHandler('resources/subscribe', ({ params }) => {
      connection.subscriptions.add(params.uri);
      return {};
    });
    server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
      connection.subscriptions.delete(params.uri);
      return {};
    });
  }
  return server.server;
}

const CACHED = [
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'server/discover',
] as const;

function registerResources(server: McpServer): void {
  server.registerResource(
    'static-text',
    'test://static-text',
    { description: 'A text', mimeType: 'text/plain' },
    async ({ href }) => ({
      contents: [{ uri: href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
    }),
  );
  server.registerResource(
    'static-binary',
    'test://static-binary',
    { description: 'A picture', mimeType: 'image/png' },
    async ({ href }) => ({ contents: [{ uri: href, mimeType: 'image/png', blob: ONE_DOT }] }),
  );
  server.registerResource(
    'watched',
    'test://watched-resource',
    { description: 'A text that may change', mimeType: 'text/plain' },
    async ({ href }) => ({ contents: [{ uri: href, mimeType: 'text/plain', text: 'Watched.' }] }),
  );
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined, complete: { id: () => ['123'] } }),
    { description: 'Data by id', mimeType: 'application/json' },
    async ({ href }, { id }) => ({
      contents: [
        {
          uri: href,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
        },
      ],
    }),
  );
}

function registerPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'A prompt' }, () => ({
    messages: [{ role: 'user', content: words('This is a simple prompt for testing.') }],
  }));
  const argument = (meaning: string) =>
    completable(z.string().describe(meaning), (typed) =>
      ['paris', 'park', 'party'].filter((each) => each.startsWith(typed)),
    );
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'A prompt with arguments',
      argsSchema: z.object({ arg1: argument('First test argument'), arg2: argument('Second test argument') }),
    },
    ({ arg1, arg2 }) => ({
      messages: [{ role: 'user', content: words(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`) }],
    }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'A prompt with a text', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({
      messages: [
        {
          role: 'user',
          content: {
            type: 'resource',
            resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
          },
        },
        { role: 'user', content: words('Please process the embedded resource above.') },
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'A prompt with a picture' }, () => ({
    messages: [
      { role: 'user', content: { type: 'image', data: ONE_DOT, mimeType: 'image/png' } },
      { role: 'user', content: words('Please analyze the image above.') },
    ],
  }));
}
