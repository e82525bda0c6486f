import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryServerEventBus } from '@modelcontextprotocol/server';
import { createMcpDoor } from '../../mcp/mcp-door.ts';
import { createApp, startServer } from '../../src/server/http-server.ts';
import { localMcpDesk, type McpDesk } from '../mcp/mcp-desk.ts';
import { createFixtureServer } from './fixture-server.ts';
import { inspect } from './inspect.ts';
import { installTools, runTool } from './tools.ts';

/**
 * The official conformance suite, for both revisions: against the product all that can be asked of a server without the
 * suite's own tools, and against the product's door with those tools behind it all that a revision requires. Then the
 * Inspector. Ends non-zero where anything fails, and where less was run than there is.
 */

const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
type Revision = (typeof REVISIONS)[number];

/** How many scenarios each revision requires. */
const REQUIRED: Readonly<Record<Revision, number>> = { '2025-11-25': 30, '2026-07-28': 37 };

/**
 * What the product passes without the suite's own tools. What is not here calls one of those by name, and would pass or
 * fail by that name not being found: such a pass would be hollow.
 */
const GENERIC: Readonly<Record<Revision, readonly string[]>> = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'resources-list',
    'resources-subscribe',
    'resources-unsubscribe',
    'prompts-list',
    'server-sse-multiple-streams',
    'dns-rebinding-protection',
    'server-session-lifecycle',
  ],
  '2026-07-28': [
    'tools-list',
    'resources-list',
    'prompts-list',
    'caching',
    'sep-2164-resource-not-found',
    'server-sse-multiple-streams',
    'input-required-result-unsupported-methods',
    'http-header-validation',
    'dns-rebinding-protection',
  ],
};

interface Outcome {
  readonly scenario: string;
  readonly passed: number;
  readonly failed: number;
}

/** The suite's summary: a line each, those that a revision does not count below. */
function readSummary(out: string): { readonly scored: readonly Outcome[]; readonly all: readonly Outcome[] } {
  const summary = out.slice(Math.max(0, out.indexOf('=== SUMMARY ===')));
  const all = [...summary.matchAll(/^[✓✗] ([\w-]+): (\d+) passed, (\d+) failed/gm)].map(
    ([, scenario = '', passed, failed]) => ({
      scenario,
      passed: Number(passed),
      failed: Number(failed),
    }),
  );
  const uncounted = new Set([...summary.matchAll(/^ {2}[✓✗] ([\w-]+) \([\w-]+\)/gm)].map(([, scenario]) => scenario));
  return { all, scored: all.filter(({ scenario }) => !uncounted.has(scenario)) };
}

const problems: string[] = [];
const tell = (line: string) => process.stdout.write(`${line}\n`);
const good = ({ passed, failed }: Outcome) => failed === 0 && passed > 0;

async function runSuite(url: URL, revision: Revision): Promise<ReturnType<typeof readSummary>> {
  const { out, err } = await runTool('conformance', ['server', '--url', url.href, '--requirements', revision], 240);
  const summary = readSummary(out);
  if (summary.all.length === 0) problems.push(`${revision}: the suite ran nothing. ${err.slice(-2_000)}`);
  return summary;
}

async function product(desk: McpDesk): Promise<void> {
  for (const revision of REVISIONS) {
    const { all } = await runSuite(desk.url, revision);
    const wanted = GENERIC[revision];
    const passed = wanted.filter((name) => all.some((outcome) => outcome.scenario === name && good(outcome)));
    for (const name of wanted)
      if (!passed.includes(name)) problems.push(`${revision}, the product: ${name} did not pass`);
    tell(`product, ${revision}: ${passed.length} of ${wanted.length} generic scenarios`);
  }
}

async function fixtures(url: URL): Promise<void> {
  for (const revision of REVISIONS) {
    const { scored } = await runSuite(url, revision);
    const passed = scored.filter(good);
    for (const each of scored)
      if (!good(each))
        problems.push(`${revision}, the door: ${each.scenario}: ${each.passed} passed, ${each.failed} failed`);
    if (scored.length !== REQUIRED[revision])
      problems.push(
        `${revision}, the door: ${scored.length} scenarios were scored, where ${REQUIRED[revision]} are required`,
      );
    tell(`door with the suite's tools, ${revision}: ${passed.length} of ${REQUIRED[revision]} required scenarios`);
  }
}

/** The product's door over the suite's tools: host and origin rules, sessions, limits and all. */
async function withFixtures<T>(run: (url: URL) => Promise<T>): Promise<T> {
  const bus = new InMemoryServerEventBus();
  const caller = { id: 'suite', permissions: new Set<never>() };
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const door = createMcpDoor({
    serverFor: (request) => createFixtureServer(request, bus),
    gate: { admit: async () => ({ tenant: 'local', caller }) },
    refused: () => undefined,
    callers: { hosts: names, origins: names },
    rates: UNLIMITED,
    bus,
  });
  // The application's other routes are not called: nothing of a desk is needed.
  const app = createApp({} as never, { tenant: 'local', kind: 'user', caller, roles: [] }, [door.routes]);
  const server = await startServer(app, { hostname: '127.0.0.1', port: 0 });
  try {
    return await run(new URL(`http://127.0.0.1:${server.port}/mcp`));
  } finally {
    await door.close();
    await server.stop();
  }
}

const UNLIMITED = { perUser: 1_000_000, perTenant: 1_000_000 };

const started = performance.now();
installTools();
const folder = mkdtempSync(join(tmpdir(), 'compliance-conformance-'));
const desk = await localMcpDesk({ door: { rates: UNLIMITED } });
try {
  await product(desk);
  await withFixtures(fixtures);
  problems.push(...(await inspect(desk, folder, tell)));
} finally {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) tell(`✗ ${problem}`);
tell(
  `${problems.length === 0 ? 'All passed' : `${problems.length} problems`} in ${Math.round((performance.now() - started) / 1_000)} s.`,
);
process.exit(problems.length === 0 ? 0 : 1);
