import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../../../src/compose.ts';
import { callContext } from '../../asking.ts';
import { EMBEDDINGS_KEY, type EmbeddingsServer, startEmbeddingsServer } from '../../fixtures/embeddings-server.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';

describe('words that leave the process to be made vectors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-departures-'));
  let server: EmbeddingsServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startEmbeddingsServer();
    const embedder = {
      kind: 'openai',
      model: 'text-embedding-3-small',
      url: `${server.url}/v1`,
      apiKey: EMBEDDINGS_KEY,
      apiVersion: '',
    } as const;
    desk = await openDesk({ dataFolder: folder, embedder }, { starter: false });
    await desk.library.add(inventedAct());
    await desk.follow();
  });
  afterAll(async () => {
    await desk.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are announced before they go, and what came of it is recorded behind', async () => {
    const context = callContext({ conversation: 'announced' });
    const sent = server.requests.length;
    await desk.toolbox.tools.ask_compliance.call({ question: 'Who must inspect the vaults?' }, context);
    expect(server.requests.length).toBeGreaterThan(sent);
    const rows = desk.audit.store.rows({ conversation: 'announced' }, 10);
    expect(rows.map(({ type }) => type)).toEqual(['person', 'intent', 'answer', 'tool_call']);
    const [, intent, , call] = rows;
    expect(JSON.parse(intent?.body ?? '')).toMatchObject({
      tool: 'ask_compliance',
      departures: [{ service: 'embeddings', model: 'text-embedding-3-small', host: new URL(server.url).host }],
    });
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ intent: intent?.position, outcome: 'ok' });
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('whatever comes of it: a service that fails, a question that is refused', async () => {
    const context = callContext({ conversation: 'failing' });
    server.fault = () => ({ status: 500, body: {} });
    await desk.toolbox.tools.search_regulations.call({ query: 'ferries at night' }, context);
    server.fault = () => undefined;
    await expect(
      desk.toolbox.tools.search_regulations.call({ query: 'ferries', acts: ['no such act'] }, context),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    const types = desk.audit.store.rows({ conversation: 'failing' }, 10).map(({ type }) => type);
    expect(types).toEqual(['intent', 'tool_call', 'intent', 'tool_call']);
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('are recorded for the texts of the library as well', () => {
    const rows = desk.audit.store.rows({ conversation: 'system' }, 50).map(({ body }) => JSON.parse(body) as object);
    const sent = { what: 'vectors of the library', model: 'text-embedding-3-small' };
    expect(rows).toContainEqual(expect.objectContaining({ ...sent, texts: expect.any(Number) }));
    expect(rows).toContainEqual(expect.objectContaining({ ...sent, outcome: 'ok', intent: expect.any(Number) }));
  });

  it('are not announced by a tool that sends nothing', async () => {
    await desk.toolbox.tools.list_regulations.call({}, callContext({ conversation: 'quiet' }));
    expect(desk.audit.store.rows({ conversation: 'quiet' }, 10).map(({ type }) => type)).toEqual(['tool_call']);
  });
});
