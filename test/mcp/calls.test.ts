import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { legacyClient, modernClient } from './clients.ts';
import { call, localMcpDesk, type McpDesk, modern } from './mcp-desk.ts';
import { waitingModel } from './waiting-model.ts';

const ERAS = [
  ['with a session (2025-11-25)', legacyClient],
  ['each request alone (2026-07-28)', modernClient],
] as const;

describe.each(ERAS)('a client, %s', (_era, connect) => {
  let held: McpDesk;
  let client: Awaited<ReturnType<typeof connect>>;

  beforeAll(async () => {
    held = await localMcpDesk();
    client = await connect(held.url);
  });
  afterAll(async () => {
    await client.close();
    await held.close();
  });

  it('is told what the desk is and how it is to be used', () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'banking-rag-compliance' });
    expect(client.getInstructions()).toContain('ask_compliance');
    expect(client.getServerCapabilities()).toMatchObject({
      tools: {},
      resources: { subscribe: true, listChanged: true },
      prompts: {},
      completions: {},
    });
  });

  it('sees every tool with schemas and annotations', async () => {
    const { tools } = await client.listTools();
    const offered = held.desk.toolbox.all.filter(({ byPerson }) => !byPerson);
    expect(tools.map(({ name }) => name)).toEqual(offered.map(({ name }) => name));
    for (const tool of tools) {
      expect(tool.inputSchema.type).toBe('object');
      expect(tool.outputSchema?.type).toBe('object');
      expect(tool.annotations).toMatchObject({
        readOnlyHint: !['decide_gap', 'draft_finding', 'file_finding'].includes(tool.name),
        destructiveHint: false,
      });
      expect(tool.title).toBeTypeOf('string');
    }
  });

  it('gets the whole answer in the text and in the structured form, with the receipt', async () => {
    const result = await client.callTool({
      name: 'ask_compliance',
      arguments: { question: 'Within how many days must guilds record ledgers?' },
    });
    const given = result.structuredContent as {
      answer: { text: string; citations: { id: string; quote: string; url: string }[] }[];
      receipt: string;
    };
    const [{ text }] = result.content as [{ text: string }];
    expect(given.answer.length).toBeGreaterThan(0);
    for (const sentence of given.answer) {
      expect(text).toContain(sentence.text);
      for (const { id, quote, url } of sentence.citations)
        for (const part of [id, quote, url]) expect(text).toContain(part);
    }
    expect(text).toContain(given.receipt);
    expect(held.desk.audit.store.rows({ types: ['answer'] }, 10).length).toBeGreaterThan(0);
  });

  it('gets of other tools the same in both forms', async () => {
    const result = await client.callTool({ name: 'search_regulations', arguments: { query: 'ledgers' } });
    const [{ text }] = result.content as [{ text: string }];
    expect(JSON.parse(text)).toEqual(result.structuredContent);
  });

  it('is told what was wrong, with our code and what to do, in the text alone', async () => {
    const result = await client.callTool({ name: 'get_provision', arguments: { provision: '32099R0001#art_99' } });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    const [{ text }] = result.content as [{ text: string }];
    expect(text).toContain('32099R0001#art_99');
    expect(text).toMatch(/\[not_found\]$/);
    expect(result._meta?.['banking-rag-compliance/error']).toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['unknown argument', { query: 'x', colour: 'red' }],
    ['wrong type', { query: 7 }],
    ['no argument', {}],
    ['a day that is none', { query: 'x', asOf: '2099-02-31' }],
  ])('is refused by the seam, on record: %s', async (_what, given) => {
    const before = readTrail(held.desk.audit.store, {}, 1_000).length;
    const result = await client.callTool({ name: 'search_regulations', arguments: given });
    expect(result.isError).toBe(true);
    const [{ text }] = result.content as [{ text: string }];
    expect(text).toMatch(/\[invalid_input\]$/);
    const rows = readTrail(held.desk.audit.store, {}, 1_000);
    expect(rows.length).toBe(before + 1);
    expect(rows.at(-1)).toMatchObject({ type: 'tool_call', channel: 'mcp' });
  });

  it('is told which tools there are by a call of one that there is not, on record', async () => {
    await expect(client.callTool({ name: 'drop_tables', arguments: { all: true } })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/no tool drop_tables.*ask_compliance/),
    });
    const [last] = held.desk.audit.store.rows({ types: ['refusal'] }, 100).slice(-1);
    expect(JSON.parse(last?.body ?? '{}')).toEqual({ what: 'mcp message', reason: 'no such tool' });
  });

  it('never sees what failed inside', async () => {
    const { text } = held.desk.library.store as unknown as { text: unknown };
    expect(text).toBeUndefined();
    const versions = held.desk.library.versions;
    try {
      Object.assign(held.desk.library, {
        versions: () => {
          throw new Error('SELECT secret FROM /srv/library.sqlite at https://internal.example');
        },
      });
      const result = await client.callTool({ name: 'list_regulations', arguments: {} });
      expect(result.isError).toBe(true);
      expect(JSON.stringify(result)).not.toMatch(/SELECT|sqlite|internal\.example|at .*\.ts/);
      expect(JSON.stringify(result)).toContain('[internal]');
    } finally {
      Object.assign(held.desk.library, { versions });
    }
  });
});

describe('a long call', () => {
  const open: McpDesk[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  const deskWith = async (waiting: ReturnType<typeof waitingModel>) => {
    const held = await localMcpDesk({ desk: { model: waiting.model } });
    open.push(held);
    return held;
  };
  const QUESTION = {
    name: 'ask_compliance',
    arguments: { question: 'Within how many days must guilds record ledgers?' },
  };
  const outcomes = ({ desk }: McpDesk) =>
    desk.audit.store
      .rows({ types: ['tool_call'] }, 100)
      .map(({ body }) => JSON.parse(body) as { tool: string; outcome: string; code?: string })
      .filter(({ tool }) => tool === 'ask_compliance');

  it.each(ERAS)('stops its work when it is cancelled, which is on record: %s', async (_era, connect) => {
    const waiting = waitingModel();
    const held = await deskWith(waiting);
    const client = await connect(held.url);
    const controller = new AbortController();
    const asked = client.callTool(QUESTION, ...optionsFor(connect, { signal: controller.signal }));
    const refused = expect(asked).rejects.toThrow();
    await waiting.reached;
    controller.abort('not needed any more');
    await refused;
    await waiting.stopped;
    await expect.poll(() => outcomes(held)).toMatchObject([{ outcome: 'failed', code: 'conflict' }]);
    await client.close();
  });

  it('stops its work when the one who asked has gone (2026-07-28)', async () => {
    const waiting = waitingModel();
    const held = await deskWith(waiting);
    const controller = new AbortController();
    const { message, headers } = modern('tools/call', QUESTION, { meta: { progressToken: 'p' } });
    const gone = fetch(held.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify(message),
      signal: controller.signal,
    }).catch(() => undefined);
    await waiting.reached;
    controller.abort();
    await gone;
    await waiting.stopped;
    await expect.poll(() => outcomes(held)).toMatchObject([{ outcome: 'failed', code: 'conflict' }]);
  });

  it.each(ERAS)('tells how far it is to whoever asked to be told: %s', async (_era, connect) => {
    const held = await localMcpDesk();
    open.push(held);
    const client = await connect(held.url);
    const told: { progress: number; message?: string | undefined }[] = [];
    const result = await client.callTool(
      QUESTION,
      ...optionsFor(connect, { onprogress: (each: (typeof told)[number]) => told.push(each) }),
    );
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(({ progress }) => progress)).toEqual(told.map((_each, index) => index + 1));
    const { answer } = result.structuredContent as { answer: { text: string }[] };
    expect(told.map(({ message }) => message)).toEqual(expect.arrayContaining([answer[0]?.text]));
    await client.close();
  });

  it('finishes at a stop where it can in time, and is told where it cannot', async () => {
    const quick = waitingModel();
    const held = await deskWith(quick);
    const running = call(held, 'tools/call', QUESTION);
    await quick.reached;
    const stopping = held.door.stop(5_000);
    const late = await call(held, 'tools/list');
    expect(late.status).toBe(503);
    expect(late.headers.get('retry-after')).toBe('5');
    quick.goOn();
    expect((await running).body.result.isError).toBeUndefined();
    await stopping;

    const slow = waitingModel();
    const other = await deskWith(slow);
    const told = call(other, 'tools/call', QUESTION);
    await slow.reached;
    await other.door.stop(50);
    const { result } = (await told).body;
    expect(result.isError).toBe(true);
    expect(result.content[0].text).toBe('The desk is being stopped; ask again in a moment. [conflict]');
  });
});

/** The two clients take their options in different places. */
function optionsFor(connect: unknown, options: object): [] {
  return (connect === legacyClient ? [undefined, options] : [options]) as unknown as [];
}
