import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  fromJsonSchema,
  type JsonSchemaType,
  type McpServer,
  type ServerContext,
  type ServerEventBus,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { NO_SAMPLE, ONE_DOT, pause, words } from './fixture-content.ts';

/** Tools that the official suite calls by name: contents of every kind, logging, progress, and requests to the client. */
export function registerTools(server: McpServer, bus: ServerEventBus): void {
  registerContents(server);
  registerNotifying(server, bus);
  registerAsking(server);
  registerRichSchema(server);
}

const image = { type: 'image' as const, data: ONE_DOT, mimeType: 'image/png' };

function registerContents(server: McpServer): void {
  const plain = (name: string, content: Parameters<typeof contentTool>[2]) => contentTool(server, name, content);
  plain('test_simple_text', [words('This is a simple text response for testing.')]);
  plain('test_image_content', [image]);
  plain('test_audio_content', [{ type: 'audio', data: NO_SAMPLE, mimeType: 'audio/wav' }]);
  plain('test_embedded_resource', [
    {
      type: 'resource',
      resource: {
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        text: 'This is an embedded resource content.',
      },
    },
  ]);
  plain('test_multiple_content_types', [
    words('Multiple content types test:'),
    image,
    {
      type: 'resource',
      resource: {
        uri: 'test://mixed-content-resource',
        mimeType: 'application/json',
        text: JSON.stringify({ test: 'data', value: 123 }),
      },
    },
  ]);
  server.registerTool('test_error_handling', { description: 'Always fails' }, async () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
}

type Content = NonNullable<import('@modelcontextprotocol/server').CallToolResult['content']>;

function contentTool(server: McpServer, name: string, content: Content): void {
  server.registerTool(name, { description: `Gives what ${name} promises` }, async () => ({ content }));
}

function registerNotifying(server: McpServer, bus: ServerEventBus): void {
  const logging = async ({ mcpReq }: ServerContext) => {
    await mcpReq.log('info', 'Tool execution started');
    await pause();
    await mcpReq.log('info', 'Tool processing data');
    await pause();
    await mcpReq.log('info', 'Tool execution completed');
    return { content: [words('Logged three times.')] };
  };
  server.registerTool('test_tool_with_logging', { description: 'Logs while it runs' }, logging);
  server.registerTool('test_logging_tool', { description: 'Logs where it was asked to' }, logging);
  server.registerTool('test_tool_with_progress', { description: 'Tells how far it is' }, async ({ mcpReq }) => {
    const { progressToken } = mcpReq._meta ?? {};
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined)
        await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
      if (progress < 100) await pause();
    }
    return { content: [words('Done, step by step.')] };
  });
  server.registerTool('test_trigger_tool_change', { description: 'Says that the tools changed' }, async () => {
    bus.publish({ kind: 'tools_list_changed' });
    return { content: [words('Told.')] };
  });
  server.registerTool('test_trigger_prompt_change', { description: 'Says that the prompts changed' }, async () => {
    bus.publish({ kind: 'prompts_list_changed' });
    return { content: [words('Told.')] };
  });
}

function registerAsking(server: McpServer): void {
  server.registerTool(
    'test_sampling',
    { description: "Asks the client's model", inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, { mcpReq }) => {
      const reply = await mcpReq.requestSampling({
        messages: [{ role: 'user', content: words(prompt) }],
        maxTokens: 100,
      });
      const content = Array.isArray(reply.content) ? reply.content[0] : reply.content;
      return { content: [words(`LLM response: ${content?.type === 'text' ? content.text : 'no text'}`)] };
    },
  );
  const elicit = (name: string, properties: object, required: string[], says: string) =>
    server.registerTool(name, { description: `Asks the person (${name})` }, async ({ mcpReq }) => {
      const { action, content } = await mcpReq.elicitInput({
        message: 'Please fill in.',
        requestedSchema: { type: 'object', properties: properties as never, required },
      });
      return { content: [words(`${says}: action=${action}, content=${JSON.stringify(content ?? {})}`)] };
    });
  server.registerTool(
    'test_elicitation',
    { description: 'Asks the person', inputSchema: z.object({ message: z.string() }) },
    async ({ message }, { mcpReq }) => {
      const { action, content } = await mcpReq.elicitInput({
        message,
        requestedSchema: {
          type: 'object',
          properties: {
            username: { type: 'string', description: "User's response" },
            email: { type: 'string', description: "User's email address" },
          },
          required: ['username', 'email'],
        },
      });
      return { content: [words(`User response: action=${action}, content=${JSON.stringify(content ?? {})}`)] };
    },
  );
  elicit('test_elicitation_sep1034_defaults', DEFAULTS, [], 'Elicitation completed');
  elicit('test_elicitation_sep1330_enums', ENUMS, [], 'Elicitation completed');
}

const DEFAULTS = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const options = (names: readonly string[], title: string) =>
  names.map((name, index) => ({ const: name, title: `${title} ${index + 1}` }));
const VALUES = ['value1', 'value2', 'value3'];

const ENUMS = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: options(VALUES, 'Option') },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: { type: 'array', items: { anyOf: options(VALUES, 'Choice') } },
};

/** Beyond what is required: a schema of many keywords, which must come whole. */
function registerRichSchema(server: McpServer): void {
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Takes what a rich schema allows', inputSchema: fromJsonSchema(RICH) },
    async () => ({ content: [words('Taken.')] }),
  );
}

const text = { type: 'string' };
/** JSON Schema 2020-12: definitions with an anchor, composition and conditions; SEP-1613 and SEP-2106. */
const RICH: JsonSchemaType = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: { address: { $anchor: 'addressDef', type: 'object', properties: { street: text, city: text } } },
  properties: {
    name: text,
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: text,
    email: text,
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

/** What the client says that it can do, in a request that stands alone. */
export function declared({ mcpReq }: ServerContext): ClientCapabilities {
  const envelope = mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  return (envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ClientCapabilities;
}
