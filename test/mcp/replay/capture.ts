import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { localMcpDesk } from '../mcp-desk.ts';
import { written } from './captured.ts';
import { driveV1, driveV2 } from './drive-clients.ts';
import { driveInspector } from './drive-inspector.ts';
import { startRecordingProxy } from './recording-proxy.ts';

/**
 * Records what real clients say to the door, over invented law and with a clock that stands still: `npm run capture:mcp`,
 * again whenever a client changes or the door is meant to. `replay.test.ts` then holds the door to it.
 */
const FOLDER = join(import.meta.dirname, 'captures');
const INSPECTOR = join(import.meta.dirname, '../../conformance/tools/node_modules/.bin/mcp-inspector');

const { values } = parseArgs({ options: { inspector: { type: 'string', default: INSPECTOR } } });

async function capture(name: string, client: string, drive: (url: URL) => Promise<void>): Promise<void> {
  const held = await localMcpDesk();
  const proxy = await startRecordingProxy(held.url);
  try {
    await drive(proxy.url);
    const exchanges = proxy.exchanges();
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, `${name}.jsonl`), written({ client, exchanges }));
    process.stdout.write(`${name}: ${exchanges.length} exchanges\n`);
  } finally {
    await proxy.close();
    await held.close();
  }
}

/** The version of a package, by a file of it. */
function versionAbove(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string };
    if (version !== undefined) return version;
  }
  return 'of an unknown version';
}

const { resolve } = createRequire(import.meta.url);
const v1 = `@modelcontextprotocol/sdk ${versionAbove(resolve('@modelcontextprotocol/sdk/client/index.js'))}`;
const v2 = `@modelcontextprotocol/client ${versionAbove(resolve('@modelcontextprotocol/client'))}`;
await capture('v1-client', `${v1}, 2025-11-25`, driveV1);
await capture('v2-client-with-session', `${v2}, 2025-11-25`, (url) => driveV2(url, 'legacy'));
await capture('v2-client', `${v2}, 2026-07-28`, (url) => driveV2(url, 'auto'));
if (existsSync(values.inspector)) {
  const program = realpathSync(values.inspector);
  const inspector = `MCP Inspector ${versionAbove(program)}`;
  await capture('inspector-with-session', `${inspector}, 2025-11-25`, (url) => driveInspector(program, url, 'legacy'));
  await capture('inspector', `${inspector}, 2026-07-28`, (url) => driveInspector(program, url, 'modern'));
} else {
  process.stderr.write(
    `There is no MCP Inspector at ${values.inspector}: its captures stay as they are. npm run conformance installs it; another one is named with --inspector FILE.\n`,
  );
  process.exitCode = 1;
}
