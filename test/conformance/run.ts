import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryServerEventBus } from '@modelcontextprotocol/server';
import { createMcpDoor } from '../../mcp/mcp-door.ts';
import { createApp, startServer } from '../../src/server/http-server.ts';
import { localMcpDesk } from '../mcp/mcp-desk.ts';
import { createFixtureServer } from './fixture-server.ts';
import { inspect } from './inspect.ts';
import { BEYOND_REQUIRED, type Expectation, OF_THE_PRODUCT, REQUIRED, REVISIONS, type Revision } from './scenarios.ts';
import { installTools, requirements, runTool } from './tools.ts';
import { judge, readResults, requiredScenarios } from './verdict.ts';

/**
 * The official conformance suite, for both revisions: against the product all that can be asked of a server without the
 * suite's own tools, and against the product's door with those tools behind it all that a revision requires. Then the
 * Inspector. Ends non-zero where anything fails, and where less was run than there is.
 */

const problems: string[] = [];
const tell = (line: string) => process.stdout.write(`${line}\n`);
/** The suite sends more in a minute than a person may. */
const UNLIMITED = { perUser: 1_000_000, perTenant: 1_000_000 };

/** Runs all that the suite has for a revision, and holds it against what is expected of whom. */
async function runSuite(
  who: string,
  url: URL,
  revision: Revision,
  expected: Expectation,
): Promise<{ readonly code: number; readonly passed: readonly string[] }> {
  const to = join(folder, `${who} ${revision}`);
  const words = ['server', '--url', url.href, '--requirements', revision, '--output-dir', to];
  const { code, err } = await runTool('conformance', words);
  const results = readResults(to);
  if (results.size === 0) problems.push(`${who}, ${revision}: the suite ran nothing. ${err.slice(-2_000)}`);
  const verdict = judge(results, expected);
  problems.push(...verdict.problems.map((problem) => `${who}, ${revision}: ${problem}`));
  return { code, passed: verdict.passed };
}

async function product(url: URL): Promise<void> {
  for (const revision of REVISIONS) {
    const expected = OF_THE_PRODUCT[revision];
    const { passed } = await runSuite('product', url, revision, expected);
    const excepted = Object.values(expected.except ?? {}).flat().length;
    const except = excepted === 0 ? '' : `, but for ${excepted} checks`;
    tell(`product, ${revision}: ${passed.length} of ${expected.pass.length} generic scenarios${except}`);
  }
}

async function fixtures(url: URL): Promise<void> {
  for (const revision of REVISIONS) {
    const who = "door with the suite's tools";
    const required = requiredScenarios(requirements(revision));
    const { pass: beyond, notAsked } = BEYOND_REQUIRED[revision];
    if (required.length !== REQUIRED[revision])
      problems.push(`${revision}: the suite requires ${required.length} scenarios, not ${REQUIRED[revision]}`);
    const { code, passed } = await runSuite(who, url, revision, { pass: [...required, ...beyond], notAsked });
    if (code !== 0) problems.push(`${who}, ${revision}: the suite ended with code ${code}`);
    const counted = passed.filter((scenario) => required.includes(scenario)).length;
    const more = `${passed.length - counted} of ${beyond.length} beyond`;
    tell(`${who}, ${revision}: ${counted} of ${REQUIRED[revision]} required scenarios, and ${more}`);
  }
}

/** The product's door over the suite's tools: host and origin rules, sessions, limits and all. */
async function withFixtures<T>(run: (url: URL) => Promise<T>): Promise<T> {
  const bus = new InMemoryServerEventBus();
  const caller = { id: 'suite', permissions: new Set<never>() };
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const gate = { admit: async () => ({ tenant: 'local', caller }) };
  const door = createMcpDoor({
    serverFor: (request) => createFixtureServer(request, bus),
    gate,
    refused: () => undefined,
    callers: { hosts: names, origins: names },
    rates: UNLIMITED,
    bus,
  });
  // As where people sign in: for one local user the application itself turns other hosts away, before the door does. Its
  // other routes are not called, so nothing of a desk is needed.
  const app = createApp({} as never, gate as never, [door.routes]);
  const server = await startServer(app, { hostname: '127.0.0.1', port: 0 });
  try {
    return await run(new URL(`http://127.0.0.1:${server.port}/mcp`));
  } finally {
    await door.close();
    await server.stop();
  }
}

const started = performance.now();
installTools();
const folder = mkdtempSync(join(tmpdir(), 'compliance-conformance-'));
const desk = await localMcpDesk({ door: { rates: UNLIMITED } });
try {
  await product(desk.url);
  await withFixtures(fixtures);
  problems.push(...(await inspect(desk, join(folder, 'desk'), tell)));
} finally {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) tell(`✗ ${problem}`);
tell(
  `${problems.length === 0 ? 'All passed' : `${problems.length} problems`} in ${Math.round((performance.now() - started) / 1_000)} s.`,
);
process.exit(problems.length === 0 ? 0 : 1);
