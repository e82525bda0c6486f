import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ROLES } from '../../src/core/permissions.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import { legacyClient, modernClient } from './clients.ts';
import { BANK, call, SISTER, type SignedInDesk, signedInMcpDesk } from './mcp-desk.ts';

const DRAFT = {
  name: 'draft_finding',
  arguments: {
    provisions: ['32099R0001#art_3'],
    title: 'Ferries are wet',
    description: 'Three ferries stood in water in May.',
    severity: 'high',
    severityReason: 'All of them are.',
    remediationPlan: 'Dry them.',
    owner: 'Harbour master',
  },
};

let held: SignedInDesk;
let mara: string;
let otto: string;
beforeAll(async () => {
  held = await signedInMcpDesk();
  mara = held.token(BANK, ['Compliance-Manager'], 'Mara');
  otto = held.token(BANK, ['Compliance-Manager'], 'Otto');
});
afterAll(() => held.close());

interface Caller {
  callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<unknown>;
  close(): Promise<void>;
}
interface Result {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent: Readonly<Record<string, unknown>>;
}

const called = async (client: Caller, name: string, args: object = {}): Promise<Result> =>
  (await client.callTool({ name, arguments: { ...args } })) as Result;
const drafted = async (client: Caller): Promise<FindingOutput> => {
  const result = await called(client, DRAFT.name, DRAFT.arguments);
  return (result.structuredContent as { finding: FindingOutput }).finding;
};
const stageOf = async (id: string, token: string): Promise<string | undefined> => {
  const { body } = await call(held, 'tools/call', { name: 'list_findings', arguments: { finding: id } }, { token });
  return body.result.structuredContent?.finding?.stage;
};

/** Clients of both eras whose person answers so. */
const asking = {
  'with a session': async (answer: (message: string) => object): Promise<Caller> => {
    const client = new Client({ name: 'host', version: '1' }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => answer(params.message) as never);
    const transport = new StreamableHTTPClientTransport(held.url, headers());
    await client.connect(transport as Parameters<Client['connect']>[0]);
    return client;
  },
  'each request alone': async (answer: (message: string) => object): Promise<Caller> => {
    const client = new ModernClient(
      { name: 'host', version: '1' },
      { capabilities: { elicitation: {} }, versionNegotiation: { mode: 'auto' } },
    );
    client.setRequestHandler('elicitation/create', ({ params }) => answer(params.message) as never);
    await client.connect(new ModernTransport(held.url, headers()));
    return client;
  },
};
const headers = () => ({ requestInit: { headers: { authorization: `Bearer ${mara}` } } });
const ERAS = ['with a session', 'each request alone'] as const;

describe('a finding, from an assistant', () => {
  it.each(ERAS)('is drafted, and stood by once the person was asked: %s', async (era) => {
    const asked: string[] = [];
    const client = await asking[era]((message) => {
      asked.push(message);
      return { action: 'accept', content: { confirm: true } };
    });
    const { id, hash, stage } = await drafted(client);
    expect(stage).toBe('draft');
    // Nobody is asked about a draft.
    expect(asked).toEqual([]);
    const result = await called(client, 'file_finding', { finding: id, hash });
    expect(result.structuredContent).toMatchObject({ status: 'done', result: { finding: { id, hash } } });
    expect(JSON.stringify(result.structuredContent)).toContain('awaiting_approval');
    expect(asked).toHaveLength(1);
    for (const words of ['Ferries are wet', 'Three ferries stood in water', 'Dry them.', 'Article 3', hash])
      expect(asked[0]).toContain(words);
    expect(await stageOf(id, mara)).toBe('awaiting_approval');
    await client.close();
  });

  it.each(
    ERAS.flatMap(
      (era) =>
        [
          [era, { action: 'decline' }],
          [era, { action: 'cancel' }],
          [era, { action: 'accept', content: { confirm: false } }],
        ] as const,
    ),
  )('stays a draft where the person (%s) says %j', async (era, answer) => {
    const client = await asking[era](() => answer);
    const { id, hash } = await drafted(client);
    const result = await called(client, 'file_finding', { finding: id, hash });
    expect(result.isError).toBe(true);
    expect(result.content[0]?.text).toContain('not confirmed, so nothing was written');
    expect(await stageOf(id, mara)).toBe('draft');
    await client.close();
  });

  it.each([
    ['with a session', legacyClient],
    ['each request alone', modernClient],
  ] as const)('waits for a second call where the client cannot ask, and is done once: %s', async (_era, connect) => {
    const client = (await connect(held.url, { token: mara })) as unknown as Caller;
    const { id, hash } = await drafted(client);
    const first = await called(client, 'file_finding', { finding: id, hash });
    expect(first.content[0]?.text).toMatch(/^Nothing was written yet\. Show the person/);
    const { confirmation } = first.structuredContent as { confirmation: { id: string; summary: { lines: string[] } } };
    expect(confirmation.summary.lines.join('\n')).toContain('Three ferries stood in water in May.');
    expect(await stageOf(id, mara)).toBe('draft');
    const again = { finding: id, hash, confirmation: confirmation.id };
    // A confirmation is for exactly these words.
    const other = await called(client, 'file_finding', { ...again, hash: 'f'.repeat(64) });
    expect(other.isError).toBe(true);
    expect((await called(client, 'file_finding', again)).structuredContent).toMatchObject({ status: 'done' });
    expect((await called(client, 'file_finding', again)).isError).toBe(true);
    expect(await stageOf(id, mara)).toBe('awaiting_approval');
    await client.close();
  });

  it('is decided on by no assistant, whoever asks: the tool for that is not there', async () => {
    for (const role of Object.keys(DEFAULT_ROLES)) {
      const token = held.token(BANK, [role]);
      const { body } = await call(held, 'tools/list', {}, { token });
      expect(JSON.stringify(body.result)).not.toContain('decide_finding');
    }
    const client = (await legacyClient(held.url, { token: mara })) as unknown as Caller;
    const { id, hash } = await drafted(client);
    const first = await called(client, 'file_finding', { finding: id, hash });
    const { confirmation } = first.structuredContent as { confirmation: { id: string } };
    await called(client, 'file_finding', { finding: id, hash, confirmation: confirmation.id });
    await client.close();
    for (const more of [{}, { confirmation: confirmation.id }])
      for (const token of [mara, otto]) {
        const given = { finding: id, hash, decision: 'approve', ...more };
        const { body } = await call(held, 'tools/call', { name: 'decide_finding', arguments: given }, { token });
        expect(body.error?.message).toMatch(/There is no tool decide_finding/);
        expect(body.error?.message.split('There are:')[1]).not.toContain('decide_finding');
      }
    expect(await stageOf(id, otto)).toBe('awaiting_approval');
  });

  it('is a draft for its drafter alone, and nobody else can go on with it', async () => {
    const client = (await legacyClient(held.url, { token: mara })) as unknown as Caller;
    const { id, hash } = await drafted(client);
    await client.close();
    expect(await stageOf(id, mara)).toBe('draft');
    for (const token of [otto, held.token(SISTER, ['Compliance-Manager'], 'Mara')]) {
      expect(await stageOf(id, token)).toBeUndefined();
      const file = { name: 'file_finding', arguments: { finding: id, hash } };
      const { body } = await call(held, 'tools/call', file, { token });
      expect(body.result.isError).toBe(true);
      expect(body.result.content[0].text).toContain('There is no finding');
    }
  });

  it('is not drafted of a provision that there is not, with the nearest told', async () => {
    const given = { ...DRAFT.arguments, provisions: ['Article 99 Regulation (EU) 2099/1'] };
    const { body } = await call(held, 'tools/call', { name: DRAFT.name, arguments: given }, { token: mara });
    expect(body.result.isError).toBe(true);
    expect(body.result.content[0].text).toContain('[not_found]');
  });
});

describe('what an assistant is told of findings', () => {
  it('says that a person confirms, and that nothing is filed before', async () => {
    const { body } = await call(held, 'tools/list', {}, { token: mara });
    const tools = new Map(
      (body.result.tools as { name: string; description: string; annotations: object }[]).map((tool) => [
        tool.name,
        tool,
      ]),
    );
    expect(tools.get('draft_finding')?.description).toMatch(/Nothing is filed/);
    expect(tools.get('draft_finding')?.annotations).toMatchObject({ readOnlyHint: false, idempotentHint: false });
    expect(tools.get('file_finding')?.description).toMatch(/person's confirmation/);
    expect(tools.get('file_finding')?.annotations).toMatchObject({ readOnlyHint: false, idempotentHint: false });
    expect(tools.get('list_findings')?.annotations).toMatchObject({ readOnlyHint: true });
  });
});
