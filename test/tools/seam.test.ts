import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Permission } from '../../src/core/permissions.ts';
import type { ReadPassage } from '../../src/regulations/read-passage.ts';
import { callContext } from '../asking.ts';
import { failing } from './expect-error.ts';
import { echoTool, needing, PERSONAL, seamDesk } from './seam-desk.ts';

let desk: ReturnType<typeof seamDesk>;
beforeEach(() => {
  desk = seamDesk();
});
afterEach(() => desk.close());

const context = (...permissions: Permission[]) => callContext({ permissions });
const READER = context('regulations:read');

describe('a call that succeeds', () => {
  it('gives the output with the position of its row', async () => {
    const { output, row, passages } = await desk.bind().call({ word: 'ho', times: 2 }, READER);
    expect(output).toEqual({ said: 'ho ho' });
    expect(passages).toEqual([]);
    const [written, ...more] = desk.rows();
    expect(more).toEqual([]);
    expect(written).toMatchObject({
      position: row,
      type: 'tool_call',
      who: 'User u-1',
      body: { tool: 'echo_word', outcome: 'ok' },
      texts: { input: '{"times":2,"word":"ho"}' },
    });
    expect(Object.keys(written?.body ?? {}).sort()).toEqual(['ms', 'outcome', 'tool']);
  });

  it('records the passages that were read by hash and digest, never by their words', async () => {
    const passage: ReadPassage = {
      id: '32099R0001#art_1',
      act: '32099R0001',
      place: 'art_1',
      label: 'Article 1',
      version: { date: '2099-01-01', source: 'official' },
      versionKey: 'k',
      language: 'en',
      hash: 'h',
      text: 'Each guild shall inspect its ledgers.',
    };
    const tool = desk.bind(echoTool(), async () => ({ output: { said: '' }, passages: [passage], receipt: 'r-9' }));
    expect((await tool.call({ word: '' }, READER)).passages).toEqual([passage]);
    const [row] = desk.rows();
    expect(row?.body).toMatchObject({
      receipt: 'r-9',
      passages: [{ id: '32099R0001#art_1', version: 'k', hash: 'h', text: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(desk.forever()).not.toContain('guild');
  });

  it('takes a call without arguments for one without fields, and says which are missing', async () => {
    for (const raw of [undefined, null]) {
      const { code, message } = await failing(desk.bind().call(raw, READER));
      expect(code).toBe('invalid_input');
      expect(message).toContain('"word"');
    }
  });

  it('is prepared for after the input is known to be right, and fails where that fails', async () => {
    const prepare = vi.fn(async () => {
      throw new AppError('conflict', 'The library is being changed.');
    });
    const tool = desk.bind(echoTool(), undefined, { prepare });
    await failing(tool.call({ word: 7 }, READER));
    expect(prepare).not.toHaveBeenCalled();
    expect(await failing(tool.call({ word: 'ho' }, READER))).toMatchObject({ code: 'conflict' });
    expect(desk.rows().map(({ body }) => body.code)).toEqual(['invalid_input', 'conflict']);
  });
});

describe('a call that the library changed under', () => {
  const changing = (shows: boolean) => {
    const runs: number[] = [];
    const tool = echoTool({
      run: async (_input, _deps, _context, watch) => {
        runs.push(runs.length);
        if (shows) watch?.({ kind: 'sentence', sentence: { text: 'Ho.', citations: [] } });
        if (runs.length === 1) throw new AppError('conflict', 'The library was changed.');
        return { output: { said: 'ho' } };
      },
    });
    return { runs, tool };
  };

  it('is made again, once', async () => {
    const { runs, tool } = changing(false);
    expect((await desk.bind(tool).call({ word: 'ho' }, READER)).output).toEqual({ said: 'ho' });
    expect(runs).toHaveLength(2);
  });

  it('is not made again where somebody was shown a part of it: they would see it twice', async () => {
    const { runs, tool } = changing(true);
    const watch = vi.fn();
    await expect(desk.bind(tool).call({ word: 'ho' }, READER, watch)).rejects.toMatchObject({ code: 'conflict' });
    expect(runs).toHaveLength(1);
    expect(watch).toHaveBeenCalledTimes(1);
  });
});

describe('who may call', () => {
  it('refuses whoever lacks the permission: nothing runs, and what they sent is kept where it can be erased', async () => {
    const run = vi.fn();
    const prepare = vi.fn();
    const tool = desk.bind(needing('audit:read'), run, { prepare });
    const error = await failing(tool.call({ word: PERSONAL }, READER));
    expect(error.code).toBe('not_permitted');
    expect(error.message).toMatch(/You may not use echo_word: it needs the permission audit:read/);
    expect(run).not.toHaveBeenCalled();
    expect(prepare).not.toHaveBeenCalled();
    const rows = desk.rows();
    expect(rows).toMatchObject([
      { type: 'refusal', body: { tool: 'echo_word', needs: 'audit:read' }, texts: { input: `{"word":"${PERSONAL}"}` } },
    ]);
    expect(desk.forever()).not.toContain('Ottilie');
  });

  it('refuses before it looks at the input, so that nothing is learned from it', async () => {
    const error = await failing(desk.bind().call({ nonsense: true }, context()));
    expect(error.code).toBe('not_permitted');
    expect(error.message).not.toContain('nonsense');
  });

  it.each<[Permission, readonly Permission[], boolean]>([
    ['regulations:read', [], false],
    ['regulations:read', ['regulations:read'], true],
    ['regulations:read', ['audit:read', 'bank:read', 'admin:library'], false],
    ['admin:library', ['admin:*'], true],
    ['admin:audit', ['admin:*'], true],
    ['admin:library', ['admin:audit'], false],
    ['regulations:read', ['admin:*'], false],
    ['audit:read', ['admin:*'], false],
    ['admin:*', ['admin:library', 'admin:audit'], false],
    // A word that no role can grant grants nothing.
    ['regulations:read', ['*' as Permission, 'regulations:*' as Permission], false],
  ])('%s with %j: %s', async (needed, granted, allowed) => {
    const call = desk.bind(needing(needed)).call({ word: 'ho' }, context(...granted));
    if (allowed) expect((await call).output).toEqual({ said: 'ho' });
    else expect((await failing(call)).code).toBe('not_permitted');
  });

  it('refuses again where the permission was taken away meanwhile', async () => {
    const tool = desk.bind();
    const permissions = new Set<Permission>(['regulations:read']);
    const changing = { ...READER, user: { id: 'u-1', permissions } };
    await tool.call({ word: 'ho' }, changing);
    permissions.clear();
    expect((await failing(tool.call({ word: 'ho' }, changing))).code).toBe('not_permitted');
  });
});

describe('a call that fails', () => {
  it('passes on what the tool says, and records it', async () => {
    const thrown = new AppError('not_found', `No word "${PERSONAL}".`, { suggestions: ['ho'], detail: 'shelf 7' });
    const tool = desk.bind(echoTool(), async () => Promise.reject(thrown));
    expect(await failing(tool.call({ word: 'ho' }, READER))).toBe(thrown);
    expect(desk.rows()).toMatchObject([
      { type: 'tool_call', body: { outcome: 'failed', code: 'not_found' }, texts: { message: thrown.message } },
    ]);
    expect(desk.forever()).not.toMatch(/Ottilie|shelf 7/);
  });

  it.each<[string, unknown]>([
    ['an error', new TypeError('secret-host:9200 refused the password')],
    ['a text', 'secret-host'],
    ['nothing', undefined],
    ['an object without a form', Object.create(null)],
  ])('tells nothing of what lies inside: %s', async (_what, thrown) => {
    const tool = desk.bind(echoTool(), async () => Promise.reject(thrown));
    const error = await failing(tool.call({ word: 'ho' }, READER));
    expect(error.code).toBe('internal');
    expect(error.cause).toBe(thrown);
    expect(error.message).toBe('echo_word failed for a reason that lies inside; it is recorded.');
    const [row] = desk.rows();
    expect(row).toMatchObject({ body: { outcome: 'failed', code: 'internal' }, texts: { message: error.message } });
    expect(JSON.stringify(row)).not.toContain('secret');
  });

  it.each<[string, object]>([
    ['another type', { said: 7 }],
    ['a field too many', { said: 'ho', password: 'x' }],
    ['a field too few', {}],
    ['too long', { said: 'x'.repeat(201) }],
  ])('withholds a result that is not what was promised: %s', async (_what, output) => {
    const tool = desk.bind(echoTool(), async () => ({ output: output as { said: string } }));
    const error = await failing(tool.call({ word: 'ho' }, READER));
    expect(error).toMatchObject({ code: 'internal', message: expect.stringMatching(/it is withheld/) });
    expect(error.message).not.toContain('password');
    expect(desk.rows()).toMatchObject([{ body: { outcome: 'failed', code: 'internal' } }]);
  });

  it('does not begin where the caller has gone', async () => {
    const run = vi.fn();
    const call = desk.bind(echoTool(), run).call({ word: 'ho' }, { ...READER, signal: AbortSignal.abort() });
    expect(await failing(call)).toMatchObject({ code: 'conflict', message: expect.stringMatching(/was cancelled/) });
    expect(run).not.toHaveBeenCalled();
    expect(desk.rows()).toMatchObject([{ type: 'tool_call', body: { outcome: 'failed', code: 'conflict' } }]);
  });

  it('is told as cancelled where the caller goes while it runs', async () => {
    const leaving = new AbortController();
    const tool = desk.bind(echoTool(), async (_input, _deps, { signal }) => {
      leaving.abort();
      signal?.throwIfAborted();
      return { output: { said: '' } };
    });
    const error = await failing(tool.call({ word: 'ho' }, { ...READER, signal: leaving.signal }));
    expect(error.code).toBe('conflict');
    expect(desk.rows()).toHaveLength(1);
  });
});

describe('an audit that cannot be written', () => {
  it.each<[string, Permission, unknown]>([
    ['a call that succeeds', 'regulations:read', { word: 'ho' }],
    ['a call with wrong input', 'regulations:read', { word: 7 }],
    ['a refusal', 'audit:read', { word: 'ho' }],
  ])('fails %s: what is not recorded is not given', async (_what, permission, raw) => {
    desk.seal();
    const error = await failing(desk.bind(needing(permission)).call(raw, READER));
    expect(['misconfigured', 'internal', 'conflict']).toContain(error.code);
    expect(desk.rows()).toEqual([]);
  });

  it('lets nothing leave: what would depart is not begun', async () => {
    desk.seal();
    const run = vi.fn();
    const departing = echoTool({ departures: () => [{ service: 's', model: 'm', host: 'h' }] });
    await failing(desk.bind(departing, run).call({ word: 'ho' }, READER));
    expect(run).not.toHaveBeenCalled();
    expect(desk.pending()).toEqual([]);
  });

  it('never lets a conversation into another organisation', async () => {
    await desk.bind().call({ word: 'ho' }, READER);
    const run = vi.fn(async () => ({ output: { said: 'ho' } }));
    const error = await failing(desk.bind(echoTool(), run).call({ word: 'ho' }, { ...READER, tenant: 't-2' }));
    expect(error).toMatchObject({
      code: 'not_permitted',
      message: 'This conversation belongs to another organisation.',
    });
    expect(run).not.toHaveBeenCalled();
    const [first, refused, ...more] = desk.rows();
    expect(more).toEqual([]);
    expect(refused).toMatchObject({ type: 'refusal', body: { what: 'conversation' }, conversation: 'refused in t-2' });
    // It is recorded with whoever tried, and not in the other's conversation.
    expect(refused?.conversation).not.toBe(first?.conversation);
  });
});
