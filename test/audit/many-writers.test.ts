import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditEvidence } from '../../src/adapters/sqlite/audit-evidence.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { type Desk, libraryFile, openDesk } from '../../src/compose.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { seeded } from '../seeded.ts';
import { temporaryFolder } from './sample-audit.ts';
import { verifyFile } from './tampered.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

describe('twenty conversations of three tenants at once', () => {
  const CONVERSATIONS = Array.from({ length: 20 }, (_, at) => ({
    id: `c-${at}`,
    tenant: `t-${at % 3}`,
    user: `u-${at % 7}`,
    /** A word that nobody else says. */
    word: `word${String.fromCharCode(97 + at).repeat(6)}`,
  }));
  type Conversation = (typeof CONVERSATIONS)[number];
  const contextOf = ({ id, tenant, user }: Conversation, correlation: string): CallContext =>
    callContext({ tenant, user, conversation: id, correlation });

  /** A turn: one of the calls that people make, with the conversation's own word in it. */
  async function turn(desk: Desk, conversation: Conversation, kind: number, correlation: string): Promise<void> {
    const { tools } = desk.toolbox;
    const context = contextOf(conversation, correlation);
    const { word } = conversation;
    if (kind === 0) {
      const { output } = await tools.ask_compliance.call({ question: `Who inspects the ${word}?` }, context);
      expect(output.conversation).toBe(conversation.id);
    } else if (kind === 1) await tools.search_regulations.call({ query: `vaults ${word}` }, context);
    else if (kind === 2) await expect(tools.get_provision.call({ provision: word }, context)).rejects.toThrow();
    else if (kind === 3) await tools.list_regulations.call({}, { ...context, user: { ...context.user } });
    else {
      const { output } = await tools.get_audit_trail.call({ limit: 50 }, context);
      const own = new Set(CONVERSATIONS.filter(({ tenant }) => tenant === conversation.tenant).map(({ id }) => id));
      for (const row of output.rows) expect(own).toContain(row.conversation);
    }
  }

  it('mix none, lose none, and every chain is whole', async () => {
    const desk = await openDesk({ dataFolder: folder }, { starter: false });
    await desk.library.add(inventedAct());
    await desk.follow();
    const random = seeded(20);
    const turns = CONVERSATIONS.map(() => Array.from({ length: 6 }, () => Math.floor(random() * 5)));
    await Promise.all(
      CONVERSATIONS.map(async (conversation, at) => {
        for (const [number, kind] of (turns[at] ?? []).entries()) {
          await new Promise((resolve) => setTimeout(resolve, random() * 4));
          await turn(desk, conversation, kind, `r-${at}-${number}`);
        }
      }),
    );
    for (const [at, conversation] of CONVERSATIONS.entries()) {
      const rows = readTrail(desk.audit.store, { conversation: conversation.id }, 1_000);
      const calls = rows.filter(({ type }) => type === 'tool_call');
      expect(calls).toHaveLength(6);
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, number) => number + 1));
      expect(new Set(rows.map(({ user }) => user))).toEqual(new Set([conversation.user]));
      for (const { position } of rows) expect(desk.audit.store.row(position)?.tenant).toBe(conversation.tenant);
      const said = JSON.stringify(rows.filter(({ texts }) => !('identity' in texts)).map(({ texts }) => texts));
      const others = CONVERSATIONS.filter((other) => other !== conversation).map(({ word }) => word);
      for (const word of others) expect(said).not.toContain(word);
      const answers = (turns[at] ?? []).filter((kind) => kind === 0).length;
      expect(rows.filter(({ type }) => type === 'answer')).toHaveLength(answers);
      // The answer's row and the call's row of one request carry its mark.
      const marks = rows.map(({ position }) => desk.audit.store.row(position)?.correlation ?? '');
      for (const mark of marks) expect(mark).toMatch(new RegExp(`^r-${at}-\\d$`));
    }
    const people = desk.audit.store.rows({ types: ['person'] }, 1_000);
    expect(people).toHaveLength(new Set(CONVERSATIONS.map(({ tenant, user }) => `${tenant} ${user}`)).size);
    await desk.close();
    expect(verifyFile(libraryFile({ dataFolder: folder }))).toMatchObject({ ok: true, problems: [] });
  });

  it('cannot be gone on with from another tenant: the call fails, and that it was tried is recorded', async () => {
    const desk = await openDesk({ dataFolder: folder }, { starter: false });
    await desk.toolbox.tools.list_regulations.call({}, callContext({ conversation: 'c-1', tenant: 't-1' }));
    const before = desk.audit.store.head();
    const call = desk.toolbox.tools.list_regulations.call({}, callContext({ conversation: 'c-1', tenant: 't-2' }));
    await expect(call).rejects.toMatchObject({ code: 'not_permitted' });
    expect(desk.audit.store.rows({ conversation: 'c-1' }, 100).at(-1)?.position).toBe(before?.position);
    expect(desk.audit.store.head()).toMatchObject({ type: 'refusal', tenant: 't-2', conversation: 'refused in t-2' });
    await desk.close();
  });
});

describe('ten processes at once', () => {
  const PROCESSES = 10;
  const CALLS = 12;

  function start(self: number): Promise<string> {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(import.meta.dirname, 'writing-child.ts'),
        folder,
        ...[self, PROCESSES, CALLS].map(String),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code === 0 ? '' : `process ${self} ended with ${code}: ${errors}`));
    });
  }

  it('write one chain, which is whole at any moment, with all rows', async () => {
    const file = libraryFile({ dataFolder: folder });
    await (await openDesk({ dataFolder: folder }, { starter: false })).close();
    let running = true;
    const ends = Promise.all(Array.from({ length: PROCESSES }, (_, self) => start(self))).finally(() => {
      running = false;
    });
    let looks = 0;
    // Whoever verifies while others write sees one state of the file, and no fault in it.
    while (running) {
      expect(verifyFile(file).problems).toEqual([]);
      looks += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(looks).toBeGreaterThan(0);
    expect((await ends).filter((end) => end !== '')).toEqual([]);
    expect(verifyFile(file)).toMatchObject({ ok: true, problems: [] });
    const evidence = openAuditEvidence(file);
    const rows = evidence.rows({}, 10_000);
    expect(rows.filter(({ type }) => type === 'chain_started')).toHaveLength(1);
    expect(rows.filter(({ type }) => type === 'person')).toHaveLength(PROCESSES);
    for (let self = 0; self < PROCESSES; self += 1) {
      const own = rows.filter(({ type, correlation }) => type === 'tool_call' && correlation === `r-${self}`);
      expect(own).toHaveLength(CALLS);
      expect(own.filter(({ conversation }) => conversation === 'shared')).toHaveLength(CALLS / 3);
    }
    const shared = rows.filter(({ conversation }) => conversation === 'shared');
    expect(shared.map(({ sequence }) => sequence)).toEqual(shared.map((_, at) => at + 1));
    expect(evidence.checkpoints().map(({ checkpoint }) => checkpoint.number)).toEqual(
      evidence.checkpoints().map((_, at) => at + 1),
    );
    evidence.close();
  }, 120_000);
});
