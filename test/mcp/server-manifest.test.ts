import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { productVersion } from '../../src/terminal/product-version.ts';

/**
 * The form of a registry entry, of the registry's schema 2025-12-11, as far as ours uses it. Strict where that is open:
 * a field that is misspelt there is silently taken for an extension.
 */
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';
const Input = z.strictObject({
  description: z.string().optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  placeholder: z.string().optional(),
  default: z.string().optional(),
  choices: z.array(z.string()).optional(),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
});
const Entry = z.strictObject({
  $schema: z.literal(SCHEMA),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z
    .string()
    .max(255)
    .regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/, 'one release, no range'),
  remotes: z
    .array(
      z.strictObject({
        type: z.enum(['streamable-http', 'sse']),
        url: z.string().regex(/^https?:\/\/[^\s]+$/),
        variables: z.record(z.string(), Input).optional(),
      }),
    )
    .min(1),
});

const text = readFileSync(join(import.meta.dirname, '../../manifests/mcp/server.json'), 'utf8');
const entry: unknown = JSON.parse(text);

describe('the entry for a registry of servers', () => {
  it('is of the registry’s form', () => {
    expect(Entry.parse(entry)).toEqual(entry);
  });

  it('is of the version that the product has', () => {
    expect(Entry.parse(entry).version).toBe(productVersion());
  });

  it('names no variable in an address that is not described, and describes none that is not named', () => {
    for (const { url, variables = {} } of Entry.parse(entry).remotes)
      expect([...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()).toEqual(Object.keys(variables).sort());
  });

  it.each([
    ['a name without its owner', { name: 'compliance-desk' }],
    ['a description that is cut off', { description: 'x'.repeat(101) }],
    ['a range of versions', { version: '^0.1.0' }],
    ['a field that the registry does not know', { desription: 'x' }],
    ['an address that is none', { remotes: [{ type: 'streamable-http', url: 'desk.bank.example' }] }],
    ['a transport that there is not', { remotes: [{ type: 'http', url: 'https://desk.bank.example/mcp' }] }],
  ])('would be refused with %s', (_what, wrong) => {
    expect(Entry.safeParse({ ...(entry as object), ...wrong }).success).toBe(false);
  });
});
