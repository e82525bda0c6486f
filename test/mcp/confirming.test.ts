import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canAsk } from '../../mcp/confirming.ts';
import { bindWriteTool } from '../../src/tools/bind-write-tool.ts';
import { ledgerNoteTool, type Note } from '../tools/ledger-note-tool.ts';
import { legacyClient, modernClient } from './clients.ts';
import { answerOf, BANK, call, modern, post, SISTER, type SignedInDesk, signedInMcpDesk } from './mcp-desk.ts';

const NOTE = { name: 'file_note', arguments: { text: 'The vault was open.', folio: 7 } };

describe('a tool that writes', () => {
  const ledger: Note[] = [];
  let held: SignedInDesk;
  let token: string;

  beforeAll(async () => {
    held = await signedInMcpDesk({
      desk: { writeTools: (seam) => [bindWriteTool(ledgerNoteTool(), { ledger }, seam)] },
    });
    token = held.token(BANK, ['Compliance-Manager'], 'Mara');
  });
  afterAll(() => held.close());
  beforeEach(() => {
    ledger.length = 0;
  });

  const outcomes = () =>
    held.desk.audit.store
      .rows({ types: ['tool_call', 'refusal'], tenant: BANK }, 10_000)
      .map(({ type, body }): Record<string, unknown> => ({ type, ...(JSON.parse(body) as object) }));

  /** Clients of both eras whose person answers so. */
  const asking = (answer: (message: string) => { action: string; content?: Record<string, unknown> }) => ({
    'with a session': async () => {
      const client = new Client({ name: 'host', version: '1' }, { capabilities: { elicitation: {} } });
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => answer(params.message) as never);
      const transport = new StreamableHTTPClientTransport(held.url, headers());
      await client.connect(transport as Parameters<Client['connect']>[0]);
      return client;
    },
    'each request alone': async () => {
      const client = new ModernClient(
        { name: 'host', version: '1' },
        { capabilities: { elicitation: {} }, versionNegotiation: { mode: 'auto' } },
      );
      client.setRequestHandler('elicitation/create', ({ params }) => answer(params.message) as never);
      await client.connect(new ModernTransport(held.url, headers()));
      return client;
    },
  });
  const headers = () => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });
  const ERAS = ['with a session', 'each request alone'] as const;

  it.each(ERAS)('is confirmed by the person, whom the client asks: %s', async (era) => {
    const asked: string[] = [];
    const client = await asking((message) => {
      asked.push(message);
      return { action: 'accept', content: { confirm: true } };
    })[era]();
    const result = await client.callTool(NOTE);
    expect(result.structuredContent).toEqual({ status: 'done', result: { folio: 7, notes: 1 } });
    expect(asked).toEqual(['File a note on page 7 of the ledger.\nIt says: The vault was open.']);
    expect(ledger).toHaveLength(1);
    await client.close();
  });

  it.each(
    ERAS.flatMap(
      (era) =>
        [
          [era, 'declines', { action: 'decline' }],
          [era, 'turns away', { action: 'cancel' }],
          [era, 'sends the form without the tick', { action: 'accept', content: { confirm: false } }],
        ] as const,
    ),
  )('writes nothing where the person (%s) %s', async (era, _what, answer) => {
    const client = await asking(() => answer)[era]();
    const result = await client.callTool(NOTE);
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('not confirmed, so nothing was written');
    expect(ledger).toEqual([]);
    const [waited, declined] = outcomes().slice(-2);
    expect(waited).toMatchObject({ outcome: 'needs_confirmation' });
    expect(declined).toMatchObject({ tool: 'file_note', outcome: 'declined', confirmation: waited?.['confirmation'] });
    await client.close();
  });

  it.each([
    ['with a session', legacyClient],
    ['each request alone', modernClient],
  ] as const)(
    'waits where the client cannot ask, and is done when called again as it was told: %s',
    async (_era, connect) => {
      const client = await connect(held.url, { token });
      const first = await client.callTool(NOTE);
      expect(ledger).toEqual([]);
      const [told] = first.content as [{ text: string }];
      expect(told.text).toMatch(/^Nothing was written yet\. Show the person .* call file_note again/);
      const { status, confirmation } = first.structuredContent as { status: string; confirmation: { id: string } };
      expect(status).toBe('needs_confirmation');
      const second = await client.callTool({
        ...NOTE,
        arguments: { ...NOTE.arguments, confirmation: confirmation.id },
      });
      expect(second.structuredContent).toMatchObject({ status: 'done' });
      const third = await client.callTool({ ...NOTE, arguments: { ...NOTE.arguments, confirmation: confirmation.id } });
      expect(third.isError).toBe(true);
      expect(ledger).toHaveLength(1);
      await client.close();
    },
  );

  /** The second round of revision 2026-07-28, made by hand. */
  const answered = async (state: string, more: { token?: string; arguments?: object; name?: string } = {}) => {
    const params = {
      name: more.name ?? NOTE.name,
      arguments: more.arguments ?? NOTE.arguments,
      inputResponses: { confirm: { action: 'accept', content: { confirm: true } } },
      requestState: state,
    };
    const { message, headers: own } = modern('tools/call', params, { capabilities: { elicitation: {} } });
    const response = await post(held, message, { ...own, authorization: `Bearer ${more.token ?? token}` });
    return (await answerOf(response)).result;
  };
  const begun = async (): Promise<string> => {
    const { body } = await call(held, 'tools/call', NOTE, { token, capabilities: { elicitation: {} } });
    expect(body.result).toMatchObject({ resultType: 'input_required' });
    expect(Object.keys(body.result.inputRequests)).toEqual(['confirm']);
    return body.result.requestState as string;
  };

  it('is done once, however often the confirmed call is sent, and however many at a time', async () => {
    const state = await begun();
    const results = await Promise.all(Array.from({ length: 20 }, () => answered(state)));
    expect(results.filter(({ isError }) => isError !== true)).toHaveLength(1);
    expect(ledger).toHaveLength(1);
    expect((await answered(state)).content[0].text).toMatch(/nothing was done a second time/i);
  });

  it('takes no confirmation that is not for this call by this person', async () => {
    const state = await begun();
    const otto = held.token(BANK, ['Compliance-Manager'], 'Otto');
    const sister = held.token(SISTER, ['Compliance-Manager'], 'Mara');
    for (const wrong of [
      { token: otto },
      { token: sister },
      { arguments: { ...NOTE.arguments, folio: 8 } },
      { arguments: { ...NOTE.arguments, text: 'The vault was shut.' } },
    ])
      expect((await answered(state, wrong)).isError, JSON.stringify(wrong)).toBe(true);
    for (const forged of ['x', '0'.repeat(36), `${state}0`, 'a'.repeat(5_000), '{"id":1}'])
      expect((await answered(forged)).isError, forged.slice(0, 20)).toBe(true);
    expect(ledger).toEqual([]);
    expect((await answered(state)).structuredContent).toMatchObject({ status: 'done' });
  });

  it.each(['decline', 'cancel', 'accept'])(
    'is never done by a confirmation to which the person said no (%s), however it is sent again',
    async (action) => {
      const state = await begun();
      const params = { ...NOTE, requestState: state, inputResponses: { confirm: { action, content: {} } } };
      const { message, headers: own } = modern('tools/call', params, { capabilities: { elicitation: {} } });
      const declined = await answerOf(await post(held, message, { ...own, authorization: `Bearer ${token}` }));
      expect(declined.result.content[0].text).toContain('not confirmed');
      const again = [
        await answered(state),
        (await call(held, 'tools/call', { ...NOTE, arguments: { ...NOTE.arguments, confirmation: state } }, { token }))
          .body.result,
      ];
      for (const { isError, content } of again) {
        expect(isError).toBe(true);
        expect(content[0].text).toMatch(/^The person said no to this/);
      }
      expect(ledger).toEqual([]);
    },
  );

  it('is not declined in the name of another person', async () => {
    const state = await begun();
    const params = { ...NOTE, requestState: state, inputResponses: { confirm: { action: 'decline' } } };
    const { message, headers: own } = modern('tools/call', params, { capabilities: { elicitation: {} } });
    const otto = held.token(BANK, ['Compliance-Manager'], 'Otto');
    await (await post(held, message, { ...own, authorization: `Bearer ${otto}` })).text();
    expect((await answered(state)).structuredContent).toMatchObject({ status: 'done' });
  });

  it('asks again where an answer comes without what it answers', async () => {
    const { message, headers: own } = modern(
      'tools/call',
      { ...NOTE, inputResponses: { confirm: { action: 'accept', content: { confirm: true } } } },
      { capabilities: { elicitation: {} } },
    );
    const { result } = await answerOf(await post(held, message, { ...own, authorization: `Bearer ${token}` }));
    expect(result.resultType).toBe('input_required');
    expect(ledger).toEqual([]);
  });

  it('is not listed for, and not done by, whoever may not', async () => {
    const viewer = held.token(BANK, ['Compliance-Viewer'], 'Vera');
    const { body } = await call(held, 'tools/list', {}, { token: viewer });
    expect(JSON.stringify(body.result)).not.toContain('file_note');
    const refused = await call(held, 'tools/call', NOTE, { token: viewer, capabilities: { elicitation: {} } });
    expect(refused.body.result.isError).toBe(true);
    expect(refused.body.result.content[0].text).toContain('findings:file');
  });

  it('says that it writes', async () => {
    const { body } = await call(held, 'tools/list', {}, { token });
    const tool = (body.result.tools as { name: string; annotations: object }[]).find(
      ({ name }) => name === 'file_note',
    );
    expect(tool?.annotations).toMatchObject({ readOnlyHint: false, idempotentHint: false });
  });
});

describe('whether a client can ask its person', () => {
  it.each([
    [undefined, false],
    [{}, false],
    [{ elicitation: {} }, true],
    [{ elicitation: { form: {} } }, true],
    [{ elicitation: { form: {}, url: {} } }, true],
    [{ elicitation: { url: {} } }, false],
  ])('%j: %s', (capabilities, can) => {
    expect(canAsk(capabilities)).toBe(can);
  });
});
