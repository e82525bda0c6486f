import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { type Audit, createAudit } from '../../src/audit/audit.ts';
import { AppError } from '../../src/core/errors.ts';
import { randomId } from '../../src/core/ids.ts';
import { bindTool } from '../../src/tools/bind-tools.ts';
import { type Departure, defineTool, type ToolResult } from '../../src/tools/define-tool.ts';
import { callContext } from '../asking.ts';
import { fixedClock } from '../fixed-clock.ts';

let folder: string;
let database: SqliteDatabase;
let audit: Audit;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compliance-seam-'));
  database = openDatabase(join(folder, 'library.sqlite'));
  const store = createSqliteAuditStore(database);
  audit = createAudit({ store, clock: fixedClock('2032-03-01'), newId: randomId, owner: 'test' });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Deps {
  readonly run?: () => unknown;
  readonly departures?: readonly Departure[];
}

const tool = defineTool({
  name: 'get_echo',
  title: 'Echo',
  description: 'Says what it was told.',
  input: z.strictObject({ word: z.string().min(1), times: z.int().min(1).max(3).default(1) }),
  output: z.strictObject({ said: z.string() }),
  access: { effect: 'read', permission: 'gaps:analyse' },
  departures: ({ departures = [] }: Deps) => departures,
  run: async ({ word, times }, { run }) =>
    (run?.() ?? { output: { said: word.repeat(times) } }) as ToolResult<{ said: string }>,
});
const bound = (deps: Deps = {}) => bindTool(tool, deps, { audit, now: () => 0 });

const rows = () =>
  audit.store
    .rows({ conversation: 'c-1' }, 100)
    .filter(({ type }) => type !== 'person')
    .map(({ type, body, texts, position }) => ({
      type,
      body: JSON.parse(body) as Record<string, unknown>,
      texts: Object.keys(JSON.parse(texts) as object),
      position,
    }));
const textOf = (position: number, name: string) =>
  audit.store.texts(position, position).find((text) => text.name === name)?.text;

describe('the seam', () => {
  it('gives what the tool gives, and records it before', async () => {
    const called = await bound().call({ word: 'ha', times: 2 }, callContext());
    expect(called.output).toEqual({ said: 'haha' });
    const [row] = rows();
    expect(row).toMatchObject({ type: 'tool_call', body: { tool: 'get_echo', outcome: 'ok' }, position: called.row });
    expect(textOf(called.row, 'input')).toBe('{"times":2,"word":"ha"}');
  });

  it('keeps what people write out of the chain', async () => {
    await bound().call({ word: 'Ana Ortega' }, callContext({ user: 'ana-ortega' }));
    await bound()
      .call({ word: 'Ana Ortega', more: 'Ana Ortega' }, callContext({ user: 'ana-ortega' }))
      .catch(() => undefined);
    const chain = JSON.stringify(audit.store.rows({}, 100));
    expect(chain).not.toMatch(/ortega/i);
  });

  it.each<[string, Parameters<typeof callContext>[0]]>([
    ['no permission at all', { permissions: [] }],
    ['another one', { permissions: ['regulations:read', 'audit:read'] }],
    ['a wildcard of another group', { permissions: ['admin:*'] }],
  ])('refuses whoever has %s, runs nothing, and records it', async (_what, who) => {
    let ran = false;
    const deps = {
      run: () => {
        ran = true;
      },
    };
    await expect(bound(deps).call({ word: 'x' }, callContext(who))).rejects.toMatchObject({
      code: 'not_permitted',
      message: expect.stringMatching(/needs the permission gaps:analyse/),
    });
    expect(ran).toBe(false);
    const [row] = rows();
    expect(row).toMatchObject({ type: 'refusal', body: { tool: 'get_echo', needs: 'gaps:analyse' }, texts: ['input'] });
  });

  it('says that a permission was taken away, and when', async () => {
    const context = callContext({ permissions: [] });
    const withdrawn = new Map([['gaps:analyse', '2032-03-01T10:05:00.000Z']] as const);
    await expect(bound().call({ word: 'x' }, { ...context, user: { ...context.user, withdrawn } })).rejects.toThrow(
      /taken away from you \(noticed 2032-03-01 10:05 UTC\)/,
    );
  });

  const cyclic: Record<string, unknown> = { word: 'x' };
  cyclic['self'] = cyclic;
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /"word"/],
    ['a text', 'word', /arguments/],
    ['a list', [{ word: 'x' }], /arguments/],
    ['a wrong type', { word: 7 }, /"word"/],
    ['an empty word', { word: '' }, /"word"/],
    ['a field too many', { word: 'x', tenant: 'other' }, /tenant/],
    ['a number beyond', { word: 'x', times: 9e9 }, /"times"/],
    ['itself within itself', cyclic, /self/],
    ['a lone surrogate beside', { word: 'x', '\ud800': 1 }, /arguments/],
    ['a prototype', JSON.parse('{"word":"x","__proto__":{"admin":true}}'), /__proto__/],
    ['half a megabyte', { word: 'x', more: 'y'.repeat(500_000) }, /more/],
  ])('refuses %s, names what is wrong, and records it', async (_what, raw, message) => {
    const failed = bound().call(raw, callContext());
    await expect(failed).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(failed).rejects.toThrow(message);
    const [row] = rows();
    expect(row).toMatchObject({ type: 'tool_call', body: { outcome: 'failed', code: 'invalid_input' } });
    expect(textOf(row?.position ?? 0, 'input')?.length).toBeLessThanOrEqual(20_000);
  });

  it.each<[string, () => unknown, string, RegExp]>([
    [
      'an error of ours',
      () => {
        throw new AppError('not_found', 'There is no such thing.');
      },
      'not_found',
      /^There is no such thing\.$/,
    ],
    [
      'any other error',
      () => {
        throw new Error('password of db01 is hunter2');
      },
      'internal',
      /^get_echo failed for a reason that lies inside/,
    ],
    ['a result that is not promised', () => ({ output: { said: 7 } }), 'internal', /withheld/],
    ['a result with more than is promised', () => ({ output: { said: 'x', secret: 1 } }), 'internal', /withheld/],
  ])('records %s, and shows nothing of its inside', async (_what, run, code, message) => {
    const failed = bound({ run }).call({ word: 'x' }, callContext());
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(message);
    const [row] = rows();
    expect(row).toMatchObject({ body: { outcome: 'failed', code } });
    expect(textOf(row?.position ?? 0, 'message')).not.toMatch(/hunter2|secret/);
  });

  it('gives nothing where nothing can be recorded', async () => {
    const broken = {
      ...audit,
      record: () => {
        throw new AppError('misconfigured', 'The disk is full.');
      },
    };
    const failing = bindTool(tool, {}, { audit: broken, now: () => 0 });
    await expect(failing.call({ word: 'x' }, callContext())).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('announces what leaves the process before it does', async () => {
    const seen: unknown[] = [];
    const deps = {
      departures: [{ service: 'embeddings', model: 'm', host: 'h' }],
      run: () => {
        seen.push(...rows(), audit.store.pending().length);
      },
    };
    const { row } = await bound(deps).call({ word: 'x' }, callContext());
    expect(seen).toEqual([expect.objectContaining({ type: 'intent' }), 1]);
    const [intent, call] = rows();
    expect(call).toMatchObject({ type: 'tool_call', position: row, body: { intent: intent?.position, outcome: 'ok' } });
    expect(audit.store.pending()).toEqual([]);
  });

  it('a call that was cancelled runs nothing', async () => {
    const gone = new AbortController();
    gone.abort();
    const context = { ...callContext(), signal: gone.signal };
    await expect(bound().call({ word: 'x' }, context)).rejects.toMatchObject({ code: 'conflict' });
    expect(rows()[0]).toMatchObject({ body: { outcome: 'failed' } });
  });
});
