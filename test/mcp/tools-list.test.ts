import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ROLES } from '../../src/core/permissions.ts';
import { bindWriteTool } from '../../src/tools/bind-write-tool.ts';
import { ledgerNoteTool } from '../tools/ledger-note-tool.ts';
import { endlessFields, schemaFaults } from '../tools/schema-lint.ts';
import { call, localMcpDesk, type McpDesk } from './mcp-desk.ts';

interface Listed {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly outputSchema: object;
}

const ROLES = ['Compliance-Viewer', 'Compliance-Analyst', 'Compliance-Manager', 'Compliance-Admin'] as const;

const toolsOf = async (held: McpDesk) => (await call(held, 'tools/list')).body.result.tools as Listed[];

describe.each(ROLES)('tools/list as a %s gets it', (role) => {
  let held: McpDesk;
  let tools: Listed[];

  beforeAll(async () => {
    held = await localMcpDesk({ permissions: DEFAULT_ROLES[role] ?? [] });
    tools = await toolsOf(held);
  });
  afterAll(() => held.close());

  it('is what is committed', async () => {
    await expect(`${JSON.stringify(tools, null, 2)}\n`).toMatchFileSnapshot(`__lists__/${role}.json`);
  });

  it('is the same however often it is asked for', async () => {
    expect(await toolsOf(held)).toEqual(tools);
  });
});

describe('what is sent to hosts', () => {
  let held: McpDesk;
  let tools: Listed[];

  beforeAll(async () => {
    held = await localMcpDesk({
      // One that writes as well: its schemas are made by the seam.
      desk: { writeTools: (seam) => [bindWriteTool(ledgerNoteTool(), { ledger: [] }, seam)] },
    });
    tools = await toolsOf(held);
  });
  afterAll(() => held.close());

  it('has schemas of the forms that every host reads', () => {
    for (const { name, inputSchema, outputSchema } of tools) {
      expect(schemaFaults(inputSchema), name).toEqual([]);
      expect(schemaFaults(outputSchema), name).toEqual([]);
      expect(endlessFields(inputSchema), name).toEqual([]);
    }
  });

  it('does not name its dialect: it is the protocol’s own', () => {
    expect(JSON.stringify(tools)).not.toContain('$schema');
  });

  it('has names that hosts can put the server’s before, and texts that none cuts', () => {
    for (const { name, description } of tools) {
      expect(name).toMatch(/^[a-z][a-z0-9_]{0,40}$/);
      // "mcp__<server>__<tool>" of at most 64 signs, with a server's name of twenty.
      expect(`mcp__${'s'.repeat(20)}__${name}`.length).toBeLessThanOrEqual(64);
      expect(description.length).toBeLessThanOrEqual(1_024);
    }
  });

  it('is small enough to be read whole beside everything else', () => {
    expect(JSON.stringify(tools).length).toBeLessThan(60_000);
  });
});
