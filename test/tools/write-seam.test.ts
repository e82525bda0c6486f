import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Permission } from '../../src/core/permissions.ts';
import { callContext } from '../asking.ts';
import { failing } from './expect-error.ts';
import { type LedgerTool, ledgerNoteTool } from './ledger-note-tool.ts';
import { asked, FILER, writeDesk } from './write-desk.ts';

let desk: ReturnType<typeof writeDesk>;
beforeEach(() => {
  desk = writeDesk();
});
afterEach(() => desk.close());

const PERSONAL = 'Ottilie Quill launders barley';
const NOTE = { text: PERSONAL, folio: 7 };
const DIGEST = /^[0-9a-f]{64}$/;

describe('a write that nobody has confirmed', () => {
  it('does nothing but to tell what is to be confirmed, and until when', async () => {
    const { output, passages, row } = await desk.bind().call(NOTE, FILER);
    expect(output).toEqual({
      status: 'needs_confirmation',
      confirmation: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        expires: '2040-06-15T12:15:00.000Z',
        summary: { title: 'File a note on page 7 of the ledger.', lines: [`It says: ${PERSONAL}`] },
      },
    });
    expect(passages).toEqual([]);
    expect(desk.ledger).toEqual([]);
    const [written, ...more] = desk.rows();
    expect(more).toEqual([]);
    expect(written).toMatchObject({
      position: row,
      type: 'tool_call',
      body: { tool: 'file_note', outcome: 'needs_confirmation', confirmation: expect.stringMatching(DIGEST) },
      texts: {
        input: `{"folio":7,"text":"${PERSONAL}"}`,
        summary: `File a note on page 7 of the ledger.\nIt says: ${PERSONAL}`,
      },
    });
  });

  it('asks anew each time, and each confirmation is one of its own', async () => {
    const tool = desk.bind();
    const ids = [await asked(tool, NOTE), await asked(tool, NOTE)];
    expect(new Set(ids).size).toBe(2);
    for (const confirmation of ids) await tool.call({ ...NOTE, confirmation }, FILER);
    expect(desk.ledger).toHaveLength(2);
  });

  it('keeps nothing of it but digests and times: neither the id, nor who, nor what', async () => {
    const id = await asked(desk.bind(), NOTE);
    const [row] = desk.rows();
    const kept = desk.database.prepare('SELECT * FROM confirmations').all();
    expect(kept).toEqual([
      {
        key: row?.body.confirmation,
        binding: expect.stringMatching(DIGEST),
        expires: '2040-06-15T12:15:00.000Z',
        used: null,
        outcome: null,
      },
    ]);
    expect(desk.forever()).not.toMatch(/Ottilie|barley|u-1/);
    expect(desk.forever()).not.toContain(id);
  });

  it('shows the person one line for each, with nothing hidden in it', async () => {
    const text = 'barley\nApproved by: everybody\u202e\u200b \u00ad(yes)';
    const { output } = await desk.bind().call({ text }, FILER);
    expect(output.confirmation?.summary.lines).toEqual(['It says: barley Approved by: everybody (yes)']);
  });

  it('is refused and recorded where its arguments are wrong, or where it could not be done', async () => {
    expect(await failing(desk.bind().call({ text: 7 }, FILER))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/Its arguments are: text, folio, tags, margin, confirmation\.$/),
    });
    const nowhere = ledgerNoteTool({
      confirmation: async () => Promise.reject(new AppError('not_found', 'There is no such page.')),
    });
    expect(await failing(desk.bind({}, nowhere).call(NOTE, FILER))).toMatchObject({
      code: 'not_found',
      message: 'There is no such page.',
    });
    expect(desk.rows().map(({ body }) => [body.outcome, body.code])).toEqual([
      ['failed', 'invalid_input'],
      ['failed', 'not_found'],
    ]);
    expect(desk.store.count()).toBe(0);
  });

  it.each<[string, ReturnType<LedgerTool['confirmation']>]>([
    ['no title', { title: '', lines: [] }],
    ['a title of blanks that nobody sees', { title: '\u200b \u2060', lines: [] }],
    ['a title too long', { title: 'x'.repeat(201), lines: [] }],
    ['a line too long', { title: 'File it.', lines: ['x'.repeat(501)] }],
    ['too many lines', { title: 'File it.', lines: Array(21).fill('more') }],
  ])('is not asked for in words that nobody would read: %s', async (_what, summary) => {
    const tool = desk.bind({}, ledgerNoteTool({ confirmation: () => summary }));
    expect((await failing(tool.call(NOTE, FILER))).code).toBe('internal');
    expect(desk.store.count()).toBe(0);
    expect(desk.rows()).toMatchObject([{ body: { outcome: 'failed', code: 'internal' } }]);
  });

  it('is not asked for where that cannot be recorded', async () => {
    desk.seal();
    await failing(desk.bind().call(NOTE, FILER));
    expect(desk.store.count()).toBe(0);
  });

  it('is not asked of somebody who has gone', async () => {
    const call = desk.bind().call(NOTE, { ...FILER, signal: AbortSignal.abort() });
    expect((await failing(call)).code).toBe('conflict');
    expect(desk.store.count()).toBe(0);
  });
});

describe('a write that was confirmed', () => {
  it('is done once, and recorded before it begins and when it has ended', async () => {
    const before = vi.fn(async () => {
      expect(desk.rows().at(-1)).toMatchObject({ type: 'intent' });
      expect(desk.audit.store.pending()).toHaveLength(1);
    });
    const tool = desk.bind({ before });
    const confirmation = await asked(tool, NOTE);
    const { output, row } = await tool.call({ ...NOTE, confirmation }, FILER);
    expect(output).toEqual({ status: 'done', result: { folio: 7, notes: 1 } });
    expect(before).toHaveBeenCalledOnce();
    expect(desk.ledger).toEqual([{ folio: 7, text: PERSONAL, by: 't-1/u-1' }]);
    const [ask, intent, done, ...more] = desk.rows();
    expect(more).toEqual([]);
    const digest = ask?.body.confirmation;
    expect(intent).toMatchObject({
      type: 'intent',
      body: { tool: 'file_note', confirmation: digest },
      texts: { summary: expect.stringContaining(PERSONAL) },
    });
    expect(done).toMatchObject({
      position: row,
      type: 'tool_call',
      body: { tool: 'file_note', outcome: 'ok', confirmation: digest, intent: intent?.position },
    });
    expect(desk.store.find(String(digest))).toMatchObject({ used: '2040-06-15T12:00:00.000Z', outcome: 'done' });
    expect(desk.audit.store.pending()).toEqual([]);
    expect(desk.forever()).not.toMatch(/Ottilie|barley|u-1/);
    expect(desk.forever()).not.toContain(confirmation);
  });

  it('is told with what it rests on, and tells its watcher what comes before the result', async () => {
    const tool = ledgerNoteTool({
      run: async (_input, _deps, _context, watch) => {
        watch?.({ kind: 'sentence', sentence: { text: 'Ho.', citations: [] } });
        return { output: { folio: 1, notes: 1 }, receipt: 'r-9' };
      },
    });
    const bound = desk.bind({}, tool);
    const watch = vi.fn();
    await bound.call({ ...NOTE, confirmation: await asked(bound, NOTE) }, FILER, watch);
    expect(watch).toHaveBeenCalledOnce();
    expect(desk.rows().at(-1)?.body).toMatchObject({ outcome: 'ok', receipt: 'r-9' });
  });

  it('names in its announcement what leaves the house', async () => {
    const departure = { service: 's', model: 'm', host: 'ledger.example' };
    const tool = desk.bind({}, ledgerNoteTool({ departures: () => [departure] }));
    await tool.call({ ...NOTE, confirmation: await asked(tool, NOTE) }, FILER);
    expect(desk.rows().map(({ type, body }) => [type, body.departures])).toEqual([
      ['tool_call', undefined],
      ['intent', [departure]],
      ['tool_call', undefined],
    ]);
  });

  it('goes on after the tool that asked: another process, and another conversation of the same person, can do it', async () => {
    const confirmation = await asked(desk.bind(), NOTE);
    const { seam } = desk.reopen();
    await desk.bind({}, ledgerNoteTool(), seam).call({ ...NOTE, confirmation }, { ...FILER, conversation: 'c-2' });
    expect(desk.ledger).toHaveLength(1);
  });
});

describe('who may write', () => {
  it.each<[string, readonly Permission[]]>([
    ['nothing', []],
    ['drafts and approvals', ['findings:draft', 'findings:approve']],
    ['all of the administration', ['admin:*']],
  ])('refuses whoever may do %s: nothing is asked, nothing runs', async (_what, permissions) => {
    const error = await failing(desk.bind().call(NOTE, callContext({ permissions })));
    expect(error).toMatchObject({ code: 'not_permitted', message: expect.stringMatching(/findings:file/) });
    expect(desk.store.count()).toBe(0);
    expect(desk.rows()).toMatchObject([{ type: 'refusal', body: { tool: 'file_note', needs: 'findings:file' } }]);
  });

  it('refuses whoever lost the permission between the two calls; the confirmation stays, and ends by itself', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    const lost = callContext({ permissions: ['findings:draft'] });
    expect((await failing(tool.call({ ...NOTE, confirmation }, lost))).code).toBe('not_permitted');
    expect(desk.ledger).toEqual([]);
    expect(desk.rows().map(({ type }) => type)).toEqual(['tool_call', 'refusal']);
    await tool.call({ ...NOTE, confirmation }, FILER);
    expect(desk.ledger).toHaveLength(1);
  });

  it('never lets a conversation into another organisation', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    const error = await failing(tool.call({ ...NOTE, confirmation }, { ...FILER, tenant: 't-2' }));
    expect(error.code).toBe('not_permitted');
    expect(desk.ledger).toEqual([]);
  });
});
