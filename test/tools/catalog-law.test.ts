import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, openDesk } from '../../src/compose.ts';
import { PERMISSIONS } from '../../src/core/permissions.ts';
import { CATALOG } from '../../src/tools/catalog.ts';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { lintSchema, undescribed } from './schema-lint.ts';

const TOOLS = Object.entries(CATALOG);
const schemas = ({ input, output }: { input: z.ZodObject; output: z.ZodObject }) => ({
  input: z.toJSONSchema(input, { io: 'input' }),
  output: z.toJSONSchema(output, { io: 'output' }),
});

describe('the law of the catalogue', () => {
  it.each(TOOLS)('%s is named, described and permitted as tools are', (key, tool) => {
    expect(tool.name).toBe(key);
    expect(tool.name).toMatch(/^(?:ask|search|get|list|explain|compare|analyse|fetch|draft|file)_[a-z]+(?:_[a-z]+)*$/);
    expect(tool.title.length).toBeLessThan(60);
    expect(tool.description.length).toBeGreaterThan(40);
    expect(tool.description.length).toBeLessThanOrEqual(300);
    expect(PERMISSIONS).toContain(tool.access.permission);
    expect(['read', 'write']).toContain(tool.access.effect);
  });

  it('no two descriptions could be taken for each other', () => {
    const words = (text: string) => new Set(text.toLowerCase().match(/[a-z]{4,}/g) ?? []);
    for (const [one, a] of TOOLS) {
      for (const [other, b] of TOOLS) {
        if (one >= other) continue;
        const [left, right] = [words(a.description), words(b.description)];
        const shared = [...left].filter((word) => right.has(word)).length;
        expect(shared / Math.min(left.size, right.size), `${one} and ${other}`).toBeLessThan(0.5);
      }
    }
  });

  it.each(TOOLS)('%s has schemas that every host reads, as they were committed', async (name, tool) => {
    const { input, output } = schemas(tool);
    expect([...lintSchema(input), ...lintSchema(output)]).toEqual([]);
    expect(undescribed(input)).toEqual([]);
    expect(JSON.stringify(input).length).toBeLessThan(6_000);
    await expect(`${JSON.stringify({ input, output }, undefined, 2)}\n`).toMatchFileSnapshot(
      `__schemas__/${name}.json`,
    );
  });

  it('the lint finds each form that hosts refuse', () => {
    const forms: Record<string, z.ZodType> = {
      exclusiveMinimum: z.strictObject({ a: z.number().positive() }),
      'several types': z.strictObject({ a: z.string().nullable() }),
      anyOf: z.strictObject({ a: z.union([z.string(), z.strictObject({ b: z.string() })]) }),
      oneOf: z.discriminatedUnion('k', [z.strictObject({ k: z.literal('a') }), z.strictObject({ k: z.literal('b') })]),
      'more properties': z.strictObject({ a: z.record(z.string(), z.string()) }),
      'without properties': z.strictObject({ a: z.strictObject({}) }),
      const: z.strictObject({ a: z.literal('x') }),
    };
    for (const [form, schema] of Object.entries(forms))
      expect(lintSchema(z.toJSONSchema(schema)).join(' '), form).toContain(form);
    const named: z.ZodType = z.strictObject({ id: z.string() }).meta({ id: 'Named' });
    expect(lintSchema(z.toJSONSchema(z.strictObject({ a: named, b: named }))).join(' ')).toContain('$ref');
    expect(lintSchema({ type: ['string', 'null'] })).toEqual(['$: several types']);
    expect(lintSchema({ type: 'array' })).toEqual(['$: array without items']);
    expect(lintSchema({ enum: [1] })).toEqual(['$: enum of other than strings']);
    // A field may be called as a keyword is.
    expect(lintSchema({ type: 'object', properties: { not: { type: 'string' } } })).toEqual([]);
  });
});

describe('annotations are true', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-law-'));
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ dataFolder: folder }, { starter: false });
    await desk.library.add(inventedAct());
    await desk.library.add(inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true }));
    await desk.follow();
  });
  afterAll(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const CALLS = {
    ask_compliance: { question: 'Who must inspect the vaults?' },
    search_regulations: { query: 'vaults' },
    get_provision: { provision: '32099R0001#art_1' },
    list_regulations: {},
    explain_term: { term: 'vault' },
    compare_provisions: { provision: '32099R0001' },
    get_audit_trail: {},
  } satisfies Record<keyof typeof CATALOG, unknown>;

  /** Every table but those of the audit. */
  const contents = (): string => {
    const database = new Database(join(folder, 'library.sqlite'));
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit_%' ORDER BY name")
      .pluck()
      .all() as string[];
    const all = tables.map((name) => JSON.stringify(database.prepare(`SELECT * FROM ${name}`).all()));
    database.close();
    return all.join('\n');
  };

  it.each(Object.entries(CALLS))('%s reads, and changes nothing but the audit', async (name, input) => {
    const tool = desk.toolbox.tools[name as keyof typeof CATALOG];
    expect(tool.annotations).toEqual({
      title: tool.title,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    });
    const before = contents();
    const rows = desk.audit.store.head()?.position ?? 0;
    await tool.call(input, callContext({ conversation: `law of ${name}` })).catch(() => undefined);
    expect(contents()).toBe(before);
    expect(desk.audit.store.head()?.position).toBeGreaterThan(rows);
  });
});
