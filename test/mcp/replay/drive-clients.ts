import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** What a host does with the desk, in the words that the clients share. */
interface Host {
  listTools(): Promise<unknown>;
  listResources(): Promise<{ readonly resources: readonly { readonly uri: string }[] }>;
  listResourceTemplates(): Promise<{ readonly resourceTemplates: readonly { readonly uriTemplate: string }[] }>;
  readResource(params: { uri: string }): Promise<unknown>;
  listPrompts(): Promise<{ readonly prompts: readonly Prompt[] }>;
  getPrompt(params: { name: string; arguments: Record<string, string> }): Promise<unknown>;
  complete(params: Completing): Promise<unknown>;
  ping(): Promise<unknown>;
  setLoggingLevel(level: 'info'): Promise<unknown>;
}

interface Prompt {
  readonly name: string;
  readonly arguments?: readonly { readonly name: string }[] | undefined;
}

interface Completing {
  ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  argument: { name: string; value: string };
  context: { arguments: Record<string, string> };
}

type CallTool = (params: { name: string; arguments: Record<string, unknown> }, told: () => void) => Promise<unknown>;

const ACT = '32099R0001';
const PROVISION = `${ACT}#art_1`;
const ADDRESS = `regulation://${ACT}/art_1`;

/** The calls of each capture: two that are good, the long one, and three that fail, each in its own way. */
export const CALLS: readonly { readonly name: string; readonly arguments: Record<string, unknown> }[] = [
  { name: 'search_regulations', arguments: { query: 'ledgers', limit: 2 } },
  { name: 'get_provision', arguments: { provision: PROVISION } },
  { name: 'ask_compliance', arguments: { question: 'Within how many days must guilds record ledgers?' } },
  { name: 'get_provision', arguments: { provision: `${ACT}#art_99` } },
  { name: 'search_regulations', arguments: { query: 7 } },
  { name: 'drop_tables', arguments: {} },
];

/** What the arguments of prompts may be, by name. */
const PROMPT_ARGUMENTS: Readonly<Record<string, string>> = {
  act: ACT,
  provision: PROVISION,
  place: 'art_1',
  since: '2099-01-01',
  asOf: '2099-06-01',
  policy: 'Each guild counts its ledgers once a year.',
  observation: 'The guild of scribes keeps no ledgers.',
};

/** The arguments that a prompt takes, of those that are known here. */
export function argumentsOf({ arguments: taken = [] }: Prompt): Record<string, string> {
  return Object.fromEntries(
    taken.flatMap(({ name }) => {
      const value = PROMPT_ARGUMENTS[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Goes through all that a host does; what fails is as good a part of the capture as what does not. */
async function useDesk(host: Host, callTool: CallTool): Promise<void> {
  await whatever(host.ping());
  await whatever(host.listTools());
  for (const call of CALLS) await whatever(callTool(call, () => undefined));
  const { resources } = await host.listResources();
  const { resourceTemplates } = await host.listResourceTemplates();
  for (const uri of new Set([...resources.slice(0, 1).map((each) => each.uri), ADDRESS, `regulation://${ACT}/art_99`]))
    await whatever(host.readResource({ uri }));
  const { prompts } = await host.listPrompts();
  for (const prompt of prompts) await whatever(host.getPrompt({ name: prompt.name, arguments: argumentsOf(prompt) }));
  await whatever(host.getPrompt({ name: 'no_such_prompt', arguments: {} }));
  for (const prompt of prompts) {
    const given = argumentsOf(prompt);
    for (const [name, value] of Object.entries(given))
      await whatever(
        host.complete({
          ref: { type: 'ref/prompt', name: prompt.name },
          argument: { name, value: value.slice(0, 2) },
          context: { arguments: given },
        }),
      );
  }
  for (const { uriTemplate: uri } of resourceTemplates)
    for (const [name, value] of [
      ['act', '320'],
      ['place', 'art_1'],
    ] as const)
      await whatever(
        host.complete({
          ref: { type: 'ref/resource', uri },
          argument: { name, value },
          context: { arguments: { act: ACT } },
        }),
      );
  await whatever(host.setLoggingLevel('info'));
}

/** @modelcontextprotocol/sdk 1.x, which today's hosts embed. */
export async function driveV1(url: URL): Promise<void> {
  const client = new Client({ name: 'captured-v1', version: '1' });
  const transport = new StreamableHTTPClientTransport(url);
  await client.connect(transport as Parameters<Client['connect']>[0]);
  await useDesk(client as unknown as Host, (params, onprogress) => client.callTool(params, undefined, { onprogress }));
  await whatever(client.subscribeResource({ uri: ADDRESS }));
  await whatever(client.unsubscribeResource({ uri: ADDRESS }));
  await transport.terminateSession();
  await client.close();
}

/** @modelcontextprotocol/client 2.x, with a session or with requests that stand alone. */
export async function driveV2(url: URL, mode: 'legacy' | 'auto'): Promise<void> {
  const client = new ModernClient({ name: 'captured-v2', version: '1' }, { versionNegotiation: { mode } });
  const transport = new ModernTransport(url);
  await client.connect(transport);
  await useDesk(client as unknown as Host, (params, onprogress) => client.callTool(params, { onprogress }));
  if (mode === 'auto') {
    const listening = await client.listen({ resourcesListChanged: true, resourceSubscriptions: [ADDRESS] });
    await listening.close();
  } else {
    await whatever(client.subscribeResource({ uri: ADDRESS }));
    await whatever(client.unsubscribeResource({ uri: ADDRESS }));
    await transport.terminateSession();
  }
  await client.close();
}

async function whatever(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // The answer is in the capture.
  }
}
