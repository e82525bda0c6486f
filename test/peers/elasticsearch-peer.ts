import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPTS = join(import.meta.dirname, 'elasticsearch');
const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compliance-peers');
const STARTED_WITHIN = 120_000;

/** A real Elasticsearch to test against. */
export interface ElasticsearchPeer {
  readonly url: string;
  /** The server's process; absent where the server is somebody else's. */
  readonly process?: ChildProcess;
  stop(): Promise<void>;
}

/**
 * The server that `ELASTICSEARCH_URL` names, or one that is built from its published jars (once) and started on a free
 * port of this machine. It runs where there are a JDK 21 or later and Maven.
 *
 * @returns the reason why there is none, where there is none
 */
export async function startElasticsearch(
  options: { data?: string; port?: number } = {},
): Promise<ElasticsearchPeer | { readonly missing: string }> {
  const named = process.env['ELASTICSEARCH_URL'];
  if (named !== undefined && options.data === undefined) return { url: named, stop: async () => {} };
  const home = buildHome();
  if ('missing' in home) return home;
  return startNode(home.home, options);
}

/** The server's folder, built once and kept. */
function buildHome(): { readonly home: string } | { readonly missing: string } {
  const home = join(CACHE, 'elasticsearch');
  if (existsSync(join(home, 'classes', 'main', 'ElasticsearchNode.class'))) return { home };
  mkdirSync(CACHE, { recursive: true });
  const building = mkdtempSync(join(CACHE, 'building-'));
  const built = spawnSync('bash', [join(SCRIPTS, 'build.sh'), building], { encoding: 'utf8', timeout: 600_000 });
  if (built.status !== 0) {
    rmSync(building, { recursive: true, force: true });
    const lines = `${built.stderr ?? ''}\n${built.error?.message ?? ''}`.split('\n').filter((line) => /\S/.test(line));
    return { missing: `Elasticsearch could not be built (${lines[0]?.slice(0, 200) ?? 'no reason given'})` };
  }
  // Two test runs may build at once; the second one's is as good.
  if (!existsSync(home)) renameSync(building, home);
  else rmSync(building, { recursive: true, force: true });
  return { home };
}

async function startNode(
  home: string,
  options: { data?: string; port?: number },
): Promise<ElasticsearchPeer | { readonly missing: string }> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'compliance-elasticsearch-'));
  const port = options.port ?? (await freePort());
  const child = spawn('bash', [join(SCRIPTS, 'run.sh'), home, data, String(port)], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    if (options.data === undefined) rmSync(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  for (const began = Date.now(); Date.now() - began < STARTED_WITHIN && child.exitCode === null; ) {
    if (await answers(url)) return { url, process: child, stop };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await stop();
  return { missing: 'Elasticsearch was built and did not start' };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`).then(
    (response) => response.ok,
    () => false,
  );
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
