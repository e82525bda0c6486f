import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

/**
 * The registry's schema of 2025-12-11, as far as our entry uses it, and stricter: a field that the registry does not
 * know it lets pass, and a reader leaves it out without a word. What the schema cannot say and the registry refuses all
 * the same when an entry is published (its validators, release 1.8.9) is in the refinements.
 */
const Input = z.strictObject({
  description: z.string().optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
  value: z.string().optional(),
  default: z.string().optional(),
  placeholder: z.string().optional(),
  choices: z.array(z.string()).optional(),
});

/** Names in braces that a template uses. */
const variablesIn = (template: string): readonly string[] =>
  [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');

/** Whether the template becomes an address that the registry takes: https, and of no machine's own. */
function isPublicAddress(template: string): boolean {
  const url = URL.parse(template.replaceAll(/\{[^}]+\}/g, 'placeholder'));
  return url?.protocol === 'https:' && !/^(?:(?:.*\.)?localhost|127\.0\.0\.1)$/.test(url.hostname);
}

const Remote = z
  .strictObject({
    type: z.enum(['streamable-http', 'sse']),
    url: z
      .string()
      .regex(/^https?:\/\/[^\s]+$/)
      .refine(isPublicAddress, 'is no public address'),
    variables: z.record(z.string(), Input).optional(),
  })
  .refine(({ url, variables = {} }) => variablesIn(url).every((name) => Object.hasOwn(variables, name)), {
    path: ['url'],
    message: 'uses a variable that is not described',
  });

const Package = z.strictObject({
  registryType: z.enum(['npm', 'pypi', 'oci', 'nuget', 'mcpb', 'cargo']),
  identifier: z.string().regex(/^\S+$/),
  version: z
    .string()
    .min(1)
    .max(255)
    .refine((version) => version !== 'latest'),
  transport: z.strictObject({ type: z.literal('stdio') }),
});

/** A single version. The registry refuses ranges, and sorts what is no semantic version as it happens to come. */
const SEMANTIC = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

const Server = z.strictObject({
  $schema: z.literal(SCHEMA),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]\/[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$/),
  title: z.string().min(1).max(100).regex(/\S/).optional(),
  description: z.string().min(1).max(100),
  version: z.string().max(255).regex(SEMANTIC),
  websiteUrl: z
    .url({ protocol: /^https$/ })
    .regex(/^[^"'<>\s]+$/)
    .optional(),
  repository: z
    .strictObject({
      url: z.string().regex(/^https?:\/\/(?:www\.)?github\.com\/[\w.-]+\/[\w.-]+\/?$/),
      source: z.literal('github'),
      id: z.string().optional(),
      subfolder: z
        .string()
        .regex(/^(?!\.\.?(?:\/|$))[\w.-]+(?:\/(?!\.\.?(?:\/|$))[\w.-]+)*$/)
        .optional(),
    })
    .optional(),
  packages: z.array(Package).optional(),
  remotes: z.array(Remote).optional(),
});

const readJson = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const entry = () => readJson('manifests/mcp/server.json');
const ours = readJson('package.json');
const remote = (more: object) => ({
  ...entry(),
  remotes: [{ type: 'streamable-http', url: 'https://desk.example/mcp', ...more }],
});

describe('the entry for the registry of MCP servers', () => {
  it('is of the form that the registry publishes', () => {
    expect(Server.safeParse(entry()).error?.issues).toBeUndefined();
  });

  it('has the version and the name of the package', () => {
    const { version, name } = entry();
    expect(version).toBe(ours.version);
    expect(String(name).split('/')[1]).toBe(ours.name);
  });

  it('asks for the host of the bank, and for nothing else: no secret goes into a host of assistants', () => {
    const { remotes } = Server.parse(entry());
    expect(remotes).toHaveLength(1);
    expect(remotes?.[0]?.url).toBe('https://{host}/mcp');
    expect(Object.keys(remotes?.[0]?.variables ?? {})).toEqual(['host']);
    // Without a default, and required: there is no desk that all banks share.
    expect(remotes?.[0]?.variables?.host).toMatchObject({ isRequired: true });
    expect(remotes?.[0]?.variables?.host).not.toHaveProperty('default');
  });

  // The registry looks into the published package for the entry's name; ours is published nowhere.
  it('names no package while there is none to fetch', () => {
    expect(ours.private).toBe(true);
    expect(entry()).not.toHaveProperty('packages');
  });
});

describe('the form of the entry', () => {
  it.each<[string, object]>([
    [
      'a package that is run here',
      { packages: [{ registryType: 'npm', identifier: 'a', version: '1.0.0', transport: { type: 'stdio' } }] },
    ],
    [
      'where the source is',
      { repository: { url: 'https://github.com/a-bank/desk', source: 'github', subfolder: 'a/b' } },
    ],
    ['a page about it', { websiteUrl: 'https://desk.example/about' }],
    ['a version before the first', { version: '1.0.0-beta.1' }],
  ])('has room for %s', (_what, more) => {
    expect(Server.safeParse({ ...entry(), ...more }).error?.issues).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a field that the registry does not know', { homepage: 'https://desk.example' }],
    ['another schema', { $schema: SCHEMA.replace('2025-12-11', '2025-07-09') }],
    ['no schema', { $schema: undefined }],
    ['a name without a namespace', { name: 'banking-rag-compliance' }],
    ['a name of three parts', { name: 'io.github.a/b/c' }],
    ['a name with a blank', { name: 'io.github.a/b c' }],
    ['a name that ends in a dot', { name: 'io.github.a/desk.' }],
    ['a name that is too long', { name: `io.github.a/${'b'.repeat(200)}` }],
    ['no description', { description: '' }],
    ['a description that is too long', { description: 'a'.repeat(101) }],
    ['a title that is too long', { title: 'a'.repeat(101) }],
    ['a title of blanks', { title: '  ' }],
    ['whatever version is newest', { version: 'latest' }],
    ['a range of versions', { version: '^1.0.0' }],
    ['any minor version', { version: '1.x' }],
    ['a page by http', { websiteUrl: 'http://desk.example' }],
    ['a source that is no repository', { repository: { url: 'https://github.com/a-bank', source: 'github' } }],
    [
      'a folder above the source',
      { repository: { url: 'https://github.com/a/b', source: 'github', subfolder: '../c' } },
    ],
    [
      'a package without a version',
      { packages: [{ registryType: 'npm', identifier: 'a', transport: { type: 'stdio' } }] },
    ],
    ['a remote server that is run here', remote({ type: 'stdio' })],
    ['a remote server by http', remote({ url: 'http://desk.example/mcp' })],
    ['a remote server on the own machine', remote({ url: 'https://localhost:3978/mcp' })],
    ['a remote server without an address', remote({ url: undefined })],
    ['an address with a blank', remote({ url: 'https://desk.example/m cp' })],
    ['a variable that is not described', remote({ url: 'https://{host}/mcp' })],
    ['a variable of a form that there is not', remote({ variables: { host: { format: 'hostname' } } })],
  ])('refuses %s', (_what, more) => {
    expect(Server.safeParse({ ...entry(), ...more }).success).toBe(false);
  });
});
