import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localMcpDesk, type McpDesk, post } from './mcp-desk.ts';
import { type WaitingModel, waitingModel } from './waiting-model.ts';

describe('a client of a session that goes away while its call runs', () => {
  let waiting: WaitingModel;
  let held: McpDesk;

  beforeEach(async () => {
    waiting = waitingModel();
    held = await localMcpDesk({ desk: { model: waiting.model } });
  });
  afterEach(() => held.close());

  const ask = (id: number, question: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal) =>
    fetch(held.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id,
        method: 'tools/call',
        params: { name: 'ask_compliance', arguments: { question } },
      }),
      ...(signal === undefined ? {} : { signal }),
    });

  it('is not given the answer to that call when it asks something else by the same id', async () => {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const begun = await post(held, { jsonrpc: '2.0', id: 0, method: 'initialize', params });
    await begun.text();
    const session = { 'mcp-session-id': begun.headers.get('mcp-session-id') ?? '' };
    const leaving = new AbortController();
    await ask(5, 'Who inspects ledgers?', session, leaving.signal);
    await waiting.reached;
    leaving.abort();
    // Until the server has seen it, the id counts as being answered.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const again = await ask(5, 'Who repairs bridges?', session);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({
      id: 5,
      error: { message: expect.stringContaining('an id of its own') },
    });
    waiting.goOn();
    const other = await ask(6, 'Who repairs bridges?', session);
    expect(other.status).toBe(200);
    expect(await other.text()).toContain('"id":6');
  });
});
