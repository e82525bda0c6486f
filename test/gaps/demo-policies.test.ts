import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../src/adapters/documents/document-reader.ts';
import type { Document, Statement } from '../../src/documents/document.ts';
import { policyFacts } from '../../src/gaps/policies/policy-facts.ts';
import { STARTER_LIBRARY } from '../../src/regulations/starter/starter-library.ts';
import { POLICIES, planted } from '../fixtures/demo-policies.ts';
import { madePolicies } from '../fixtures/make-policies.ts';

const { gaps, conflicts, covered } = planted();
const FILES = readdirSync(POLICIES).sort();
const DIGESTS = new Map<string, string>(
  STARTER_LIBRARY.flatMap(({ act, articles }) =>
    articles.flatMap(({ statements }) => statements.map(({ place, text }) => [`${act}#${place}`, text] as const)),
  ),
);
const documents = new Map<string, Document>();

beforeAll(async () => {
  const reader = createDocumentReader();
  for (const name of FILES)
    documents.set(
      basename(name, extname(name)),
      await reader.read(Uint8Array.from(readFileSync(join(POLICIES, name))), name),
    );
});

function statementsWith(policy: string, words: string): readonly Statement[] {
  const document = documents.get(policy);
  expect(document, policy).toBeDefined();
  return document!.statements.filter(({ text, leadIn = '' }) => `${leadIn} ${text}`.includes(words));
}

describe('the demo policies', () => {
  it('are twelve, of every kind that is read, two of them in Spanish', () => {
    expect(documents.size).toBe(12);
    expect(new Set([...documents.values()].map(({ kind }) => kind))).toEqual(
      new Set(['markdown', 'html', 'docx', 'pdf', 'text']),
    );
    const spanish = [...documents].filter(([, document]) => policyFacts(document).language === 'es');
    expect(spanish.map(([policy]) => policy)).toEqual([
      'prevencion-blanqueo-capitales',
      'procedimiento-contratacion-proveedores',
    ]);
  });

  it.each(FILES)('tell their title, owner, version and day: %s', (name) => {
    const document = documents.get(basename(name, extname(name)))!;
    const { title, owner, version, effective } = policyFacts(document);
    expect(title.length).toBeGreaterThan(10);
    expect(title).not.toContain('.');
    expect(owner).toMatch(/^(?:Head|Chief|Director|General Counsel|Data Protection Officer)/);
    expect(version).toMatch(/^\d+\.\d+$/);
    expect(effective).toMatch(/^202[56]-\d\d-\d\d$/);
    expect(document.statements.length).toBeGreaterThan(20);
  });

  it('that are no text are what their sources make, byte for byte', () => {
    const made = madePolicies();
    expect([...made.keys()].sort()).toEqual(FILES.filter((name) => /\.(?:docx|pdf)$/.test(name)));
    // After a change of a source: npx tsx test/fixtures/make-policies.ts
    for (const [name, bytes] of made) {
      expect(Buffer.from(bytes).equals(readFileSync(join(POLICIES, name))), name).toBe(true);
      expect(bytes.length).toBeLessThan(20_000);
    }
  });

  it('copy no sentence of the digests', () => {
    const runs = (text: string): readonly string[] => {
      const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      return words.slice(9).map((_, at) => words.slice(at, at + 10).join(' '));
    };
    const digested = new Set([...DIGESTS.values()].flatMap(runs));
    for (const [policy, { statements }] of documents)
      for (const { text } of statements)
        expect(
          runs(text).filter((run) => digested.has(run)),
          policy,
        ).toEqual([]);
  });
});

describe('what is planted in them', () => {
  it('is a gap of every kind, over three acts and more', () => {
    expect(gaps.length).toBeGreaterThanOrEqual(15);
    expect(new Set(gaps.map(({ kind }) => kind)).size).toBe(9);
    const acts = new Set(gaps.map(({ provision }) => provision.split('#')[0]));
    for (const act of ['32022R2554', '32016R0679', '32023R1114']) expect(acts).toContain(act);
    expect(covered.length).toBeGreaterThanOrEqual(25);
    expect(conflicts.length).toBeGreaterThanOrEqual(4);
  });

  it('names places of the starter library, each once', () => {
    const provisions = [...gaps, ...covered].map(({ provision }) => provision);
    expect(provisions.filter((provision) => !DIGESTS.has(provision))).toEqual([]);
    expect(new Set(provisions).size).toBe(provisions.length);
  });

  it.each(gaps.map((gap) => [gap.provision, gap] as const))('is said where the list says so: %s', (_, gap) => {
    expect(documents.has(gap.policy)).toBe(true);
    expect(gap.contains === undefined).toBe(gap.kind === 'removed');
    expect(gap.lacks.length).toBeGreaterThan(0);
    expect(gap.state === 'missing').toBe(gap.kind === 'removed' || gap.kind === 'title_only');
    if (gap.contains === undefined) return;
    const found = statementsWith(gap.policy, gap.contains);
    expect(found).toHaveLength(1);
    // A title is a statement of its own where nothing stands below it.
    if (gap.kind === 'title_only') expect(found[0]?.text).toBe(gap.contains);
  });

  it.each(covered.map((cover) => [cover.provision, cover] as const))('leaves covered: %s', (_, cover) => {
    expect(statementsWith(cover.policy, cover.contains)).toHaveLength(1);
  });

  it.each(conflicts.map((conflict) => [conflict.matter, conflict] as const))(
    'sets two against each other: %s',
    (_, { statements }) => {
      expect(new Set(statements.map(({ policy }) => policy)).size).toBeGreaterThanOrEqual(2);
      for (const { policy, contains } of statements) expect(statementsWith(policy, contains)).toHaveLength(1);
    },
  );
});
