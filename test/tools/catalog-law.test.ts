import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PERMISSIONS } from '../../src/core/permissions.ts';
import { CATALOG } from '../../src/tools/catalog.ts';
import type { Effect } from '../../src/tools/define-tool.ts';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { contentsOf, type ToolDesk, toolDesk } from './invented-law.ts';
import { endlessFields, schemaFaults, undescribedFields } from './schema-lint.ts';
import { schemaSnapshot } from './schema-snapshot.ts';

type Name = keyof typeof CATALOG;
const NAMES = Object.keys(CATALOG) as Name[];
const TOOLS = NAMES.map((name) => [name, CATALOG[name]] as const);

/** The verbs of the house, see AGENTS.md and the style: what a tool does is told by its first word. */
const VERBS = 'ask|search|get|list|explain|compare|check|analyse|decide|fetch|draft|file';
/** Files of the layer that are not tools. */
const MACHINERY = [
  'assistant-tools.ts',
  'bind-tools.ts',
  'bind-write-tool.ts',
  'call-steps.ts',
  'catalog.ts',
  'confirmation-store.ts',
  'confirmations.ts',
  'define-tool.ts',
  'finding-entries.ts',
  'finding-sources.ts',
  'finding-summary.ts',
  'found-provisions.ts',
  'gap-entries.ts',
  'law-schemas.ts',
  'page.ts',
  'provision-pages.ts',
];

const inputOf = (name: Name) => z.toJSONSchema(CATALOG[name].input, { io: 'input' });
const outputOf = (name: Name) => z.toJSONSchema(CATALOG[name].output, { io: 'output' });

const words = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .match(/[a-z]{4,}/g)
      ?.map((word) => word.replace(/s$/, '')),
  );

/** Share of the words of both that they have in common. */
function overlap(a: string, b: string): number {
  const [left, right] = [words(a), words(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common);
}

describe.each(TOOLS)('%s, as the catalogue has it', (name, tool) => {
  it('is called what it is filed under: a verb of the house and what it acts on', () => {
    expect(tool.name).toBe(name);
    expect(name).toMatch(new RegExp(`^(?:${VERBS})(?:_[a-z]+)+$`));
  });

  it('has a title and a description that a host shows whole', () => {
    expect(tool.title).toMatch(/^[A-Z][A-Za-z ]{4,39}$/);
    expect(tool.description.length).toBeGreaterThanOrEqual(40);
    expect(tool.description.length).toBeLessThanOrEqual(300);
    expect(tool.description).toMatch(/^[A-Z][^\n]*\.$/);
    expect(tool.description).toBe(tool.description.trim());
  });

  it('needs a permission that there is', () => {
    expect(PERMISSIONS).toContain(tool.access.permission);
    // A wildcard is granted, never needed.
    expect(tool.access.permission).not.toContain('*');
  });

  it('says what a person confirms where it writes, and only there', () => {
    expect('confirmation' in tool).toBe((tool.access.effect as Effect) === 'write');
    // The seam has an argument of that name for whatever writes.
    expect(Object.keys(tool.input.shape)).not.toContain('confirmation');
  });

  it('has schemas of the forms that every host reads', () => {
    expect(schemaFaults(inputOf(name))).toEqual([]);
    expect(schemaFaults(outputOf(name))).toEqual([]);
  });

  it('describes every field', () => {
    expect(undescribedFields(inputOf(name))).toEqual([]);
    expect(undescribedFields(outputOf(name))).toEqual([]);
  });

  it('takes nothing that is without end', () => {
    expect(endlessFields(inputOf(name))).toEqual([]);
  });

  it('has the schemas that are committed', async () => {
    await expect(schemaSnapshot(tool)).toMatchFileSnapshot(`__schemas__/${name}.json`);
  });
});

describe('the catalogue', () => {
  it('holds every tool that has a file, each in the file of its name', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/tools')).filter((file) => !MACHINERY.includes(file));
    expect(NAMES.map((name) => `${name.replaceAll('_', '-')}.ts`).sort()).toEqual(files.sort());
  });

  it('has a committed schema for each tool, and none left over', () => {
    const files = readdirSync(join(import.meta.dirname, '__schemas__'));
    expect(files.sort()).toEqual(NAMES.map((name) => `${name}.json`).sort());
  });

  it('has no two titles alike, and no two descriptions that could be taken for one another', () => {
    expect(new Set(TOOLS.map(([, { title }]) => title)).size).toBe(TOOLS.length);
    expect(new Set(TOOLS.map(([, { description }]) => description.slice(0, 40))).size).toBe(TOOLS.length);
    for (const [name, tool] of TOOLS)
      for (const [other, { description }] of TOOLS)
        if (name !== other) expect(overlap(tool.description, description), `${name} and ${other}`).toBeLessThan(0.35);
  });
});

describe('what the catalogue says of its tools is true', () => {
  let held: ToolDesk;

  beforeAll(async () => {
    held = await toolDesk([
      inventedAct(),
      inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true }),
      inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2', edition: 'other' }),
    ]);
  });
  afterAll(() => held.close());

  const CALLS: Readonly<Record<Name, readonly object[]>> = {
    ask_compliance: [{ question: 'How long must ferries be kept dry?' }, { question: 'Who may marry a heron?' }],
    search_regulations: [{ query: 'ledgers' }, { query: 'Article 3 Regulation (EU) 2099/1', asOf: '2099-06-01' }],
    get_provision: [{ provision: '32099R0001#art_3' }],
    list_regulations: [{}],
    list_provisions: [{ act: '32099R0001' }, { act: '32099R0001', asOf: '2099-06-01' }],
    explain_term: [{ term: 'heron' }],
    compare_provisions: [{ provision: '32099R0001' }, { provision: '32099R0001#art_1', with: '32099R0001#art_2' }],
    check_text: [{ text: 'Ferries are kept dry for a year.' }, { text: 'Nobody marries a heron.' }],
    ask_document: [{ question: 'What does our policy say?' }],
    analyse_gaps: [{ acts: ['32099R0001'] }, { run: 'none' }],
    decide_gap: [],
    draft_finding: [],
    file_finding: [],
    decide_finding: [],
    list_findings: [{}, { stage: 'draft', dueBy: '2099-06-01' }, { finding: 'F-0123456789abcdef' }],
    get_audit_trail: [{}],
    get_usage: [{}, { by: 'user', month: '2040-06' }],
  };

  it.each(TOOLS)('%s: annotations follow from its effect', (name, { access, title }) => {
    const { annotations, permission, effect } = held.tools[name];
    const reads = access.effect === 'read';
    expect(effect).toBe(access.effect);
    expect(permission).toBe(access.permission);
    expect(annotations).toEqual({
      title,
      readOnlyHint: reads,
      destructiveHint: false,
      idempotentHint: reads,
      openWorldHint: false,
    });
  });

  it.each(TOOLS.filter(([, { access }]) => access.effect === 'read'))(
    '%s reads: but for the audit nothing changes, however often it is called',
    async (name) => {
      await held.desk.follow();
      const before = contentsOf(held);
      expect(Object.keys(before)).toEqual(expect.arrayContaining(['revision', 'versions', 'provisions', 'notes']));
      const rows = held.desk.audit.store.head()?.position ?? 0;
      for (const input of [...CALLS[name], ...CALLS[name]]) {
        // A call that fails is a call as well.
        await held.tools[name].call(input, callContext({ conversation: `c-${name}` })).catch(() => undefined);
      }
      expect(contentsOf(held)).toEqual(before);
      expect(held.desk.audit.store.head()?.position).toBeGreaterThanOrEqual(rows + 2 * CALLS[name].length);
    },
  );

  it('binds the catalogue and nothing else', () => {
    expect(Object.keys(held.tools)).toEqual(NAMES);
    for (const name of NAMES) expect(held.tools[name].name).toBe(name);
  });
});
