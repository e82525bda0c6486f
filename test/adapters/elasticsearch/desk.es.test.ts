import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { AUDIT_TRIGGERS } from '../../../src/adapters/sqlite/audit-schema.ts';
import { openDesk } from '../../../src/compose.ts';
import { asking } from '../../asking.ts';
import { type FaultyServer, startFaultyServer } from '../../fixtures/elasticsearch/faulty-server.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { temporaryTerminal } from '../../terminal/run.ts';

const url = inject('elasticsearch');

describe.skipIf(url === '')('a desk over Elasticsearch', () => {
  let server: FaultyServer;
  let folder: string;
  let prefix: string;
  beforeEach(async () => {
    server = await startFaultyServer(url);
    folder = mkdtempSync(join(tmpdir(), 'compliance-desk-'));
    prefix = `desk-${randomUUID()}`;
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = () => openDesk({ dataFolder: folder, elasticsearch: { url: server.url, prefix } }, { starter: false });
  const QUESTION = { text: 'Who may exempt small guilds from inspecting their vaults?' };

  it('answers as over the embedded engine', async () => {
    const desk = await open();
    await desk.library.add(inventedAct());
    expect(await desk.follow()).toEqual([]);
    const embedded = await openDesk({ dataFolder: folder }, { starter: false });
    const [one, other] = [await asking(desk).ask(QUESTION), await asking(embedded).ask(QUESTION)];
    expect(one.status).toBe('answered');
    expect(one).toEqual(other);
    await desk.close();
    await embedded.close();
  });

  it('opens although the server is away, keeps what is added, and shows it once the server is back', async () => {
    server.fault = () => 'break';
    const desk = await open();
    await desk.library.add(inventedAct());
    expect(await desk.follow()).toEqual([expect.stringMatching(/cannot be reached/)]);
    expect(desk.library.versions()).toHaveLength(1);
    await expect(asking(desk).ask(QUESTION)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect((await desk.library.index.health()).status).toBe('unhealthy');
    server.fault = () => undefined;
    expect(await desk.follow()).toEqual([]);
    expect((await asking(desk).ask(QUESTION)).status).toBe('answered');
    await desk.close();
  });

  it('at the terminal: says what is wrong, and shows a place all the same', async () => {
    const terminal = temporaryTerminal({ ELASTICSEARCH_URL: server.url, ELASTICSEARCH_PREFIX: prefix });
    expect((await terminal.run('ask', 'When must a major ICT incident be reported?', '--json')).code).toBe(0);
    server.fault = () => 'break';
    const asked = await terminal.run('ask', 'When must a major ICT incident be reported?', '--json');
    expect(asked.code).not.toBe(0);
    expect(asked.json).toMatchObject({
      error: { code: 'upstream_unavailable', message: expect.stringMatching(/ELASTICSEARCH_URL/) },
    });
    expect((await terminal.run('show', 'Article 17 DORA', '--json')).code).toBe(0);
    const doctor = await terminal.run('doctor', '--json');
    expect(doctor.code).toBe(1);
    expect(JSON.stringify(doctor.json)).toMatch(/Elasticsearch.*cannot be reached/);
    server.fault = () => undefined;
    expect((await terminal.run('library', 'reindex', '--json')).code).toBe(0);
    expect((await terminal.run('library', 'check', '--json')).json).toMatchObject({ ok: true });
    terminal.remove();
  }, 120_000);

  it('at the terminal: the audit is copied, and a file that was written anew does not agree with its copy', async () => {
    const terminal = temporaryTerminal({
      ELASTICSEARCH_URL: server.url,
      ELASTICSEARCH_PREFIX: prefix,
      ELASTICSEARCH_AUDIT: '1',
    });
    expect((await terminal.run('ask', 'When must a major ICT incident be reported?', '--json')).code).toBe(0);
    const verified = await terminal.run('audit', 'verify', '--replica', '--json');
    expect(verified.json).toMatchObject({ ok: true, problems: [] });
    // The file is replaced by one of a shorter history; the copy still has the longer one.
    const database = new Database(join(terminal.folder, 'library.sqlite'));
    database.exec('DROP TRIGGER audit_rows_never_go');
    const { last } = database.prepare('SELECT max(position) AS last FROM audit_rows').get() as { last: number };
    database.prepare('DELETE FROM audit_rows WHERE position = ?').run(last);
    database.exec('DROP TRIGGER audit_checkpoints_never_go; DROP TRIGGER audit_texts_go_by_erasure');
    database.exec(`DELETE FROM audit_checkpoints; DELETE FROM audit_texts WHERE position = ${last}`);
    for (const name of ['audit_rows_never_go', 'audit_checkpoints_never_go', 'audit_texts_go_by_erasure'])
      database.exec(AUDIT_TRIGGERS[name] ?? '');
    database.close();
    const cut = await terminal.run('audit', 'verify', '--replica', '--json');
    expect(cut.code).toBe(1);
    expect(cut.json).toMatchObject({ ok: false, problems: [{ row: last, kind: 'replica_differs' }] });
    server.fault = () => 'break';
    expect((await terminal.run('library', 'list', '--json')).code).toBe(0);
    expect((await terminal.run('audit', 'verify', '--replica', '--json')).json).toMatchObject({
      error: { code: 'upstream_unavailable' },
    });
    server.fault = () => undefined;
    terminal.remove();
  }, 120_000);
});
