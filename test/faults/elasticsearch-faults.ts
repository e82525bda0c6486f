import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDesk } from '../../src/compose.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { type ElasticsearchPeer, freePort, startElasticsearch } from '../peers/elasticsearch-peer.ts';
import { seeded } from '../seeded.ts';
import { child } from './child.ts';
import { faultConfig } from './fault-config.ts';
import { ACTS } from './guild-acts.ts';
import { checkEditions, checkStarted, withLeftovers } from './inspect.ts';

interface Server {
  peer: ElasticsearchPeer;
  /** Kills it as a power cut would, and starts it again on the same data. */
  crash(): Promise<void>;
}

async function startServer(data: string): Promise<Server> {
  const port = await freePort();
  const start = async (): Promise<ElasticsearchPeer> => {
    const peer = await startElasticsearch({ data, port });
    if ('missing' in peer) throw new Error(peer.missing);
    return peer;
  };
  const server: Server = {
    peer: await start(),
    crash: async () => {
      const { process: running } = server.peer;
      const ended = new Promise((resolve) => running?.once('exit', resolve));
      running?.kill('SIGKILL');
      await ended;
      server.peer = await start();
    },
  };
  return server;
}

/** Passages in the index that searches go to, the number of indices, and what is wrong with either. */
async function checkIndex(url: string): Promise<readonly string[]> {
  const indices = (await (await fetch(`${url}/faults-passages-*`)).json()) as Record<string, unknown>;
  await fetch(`${url}/faults-passages/_refresh`, { method: 'POST' });
  const duplicates = (await (
    await fetch(`${url}/faults-passages/_search?size=0`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: { term: { record: 'passage' } },
        aggs: { versions: { terms: { field: 'version', size: 100 } } },
      }),
    })
  ).json()) as { aggregations?: { versions: { buckets: { key: string; doc_count: number }[] } } };
  const buckets = duplicates.aggregations?.versions.buckets ?? [];
  return [
    ...(Object.keys(indices).length === 1 ? [] : [`${Object.keys(indices).length} indices are left`]),
    ...(buckets.length === ACTS.length ? [] : [`the index holds ${buckets.length} versions`]),
  ];
}

/** Searches until told to stop; what fails or finds nothing is a problem. */
function searchMeanwhile(folder: string): { stop(): Promise<readonly string[]> } {
  const problems: string[] = [];
  let running = true;
  const searching = (async () => {
    const desk = await openDesk(faultConfig(folder), { starter: false });
    while (running) {
      const { hits } = await desk.library.index.search('guild exempt warden', {}, 10).catch((error: Error) => {
        problems.push(`a search failed: ${error.message}`);
        return { hits: ['failed'] };
      });
      if (hits.length === 0) problems.push('a search found nothing');
    }
    await desk.close();
  })();
  return {
    stop: async () => {
      running = false;
      await searching;
      return problems.slice(0, 3);
    },
  };
}

/**
 * Kills a process in the middle of a re-index while others search, and the server in the middle of a bulk; then looks
 * at what the next start makes of it: nothing lost, nothing twice.
 */
export async function elasticsearchFaults(
  rounds: number,
  seed: number,
  report: (line: string) => void,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-faults-'));
  const data = mkdtempSync(join(tmpdir(), 'compliance-faults-server-'));
  const random = seeded(seed);
  const problems: string[] = [];
  const server = await startServer(data);
  process.env['FAULTS_ELASTICSEARCH'] = server.peer.url;
  try {
    const desk = await openDesk(faultConfig(folder), { starter: false });
    for (const act of ACTS) await desk.library.add(inventedAct({ ...act, edition: 'first' }));
    await desk.library.reconcile();
    await desk.close();
    for (let round = 0; round < rounds; round += 1) {
      const killsServer = round % 2 === 1;
      const found = killsServer ? await crashServer(server, folder, round, random) : await killReindex(folder, random);
      found.push(...(await checkStarted(folder)), ...(await checkIndex(server.peer.url)));
      found.push(...(await withLeftovers(folder, (library) => checkEditions(library))));
      problems.push(...found.map((problem) => `round ${round + 1}: ${problem}`));
      report(
        `${killsServer ? 'server' : 'process'} killed ${round + 1}/${rounds}: ${found.length === 0 ? 'whole' : found.join('; ')}`,
      );
    }
  } finally {
    await server.peer.stop();
    for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
  }
  return problems;
}

async function killReindex(folder: string, random: () => number): Promise<string[]> {
  const meanwhile = searchMeanwhile(folder);
  const running = child('reindex', folder);
  await running.ready;
  await new Promise((resolve) => setTimeout(resolve, random() * 1_500));
  running.kill();
  const { signal, code, errors } = await running.end;
  const problems = [...(await meanwhile.stop())];
  if (signal !== 'SIGKILL') problems.push(`a re-index ended by itself (${code}): ${errors.slice(0, 300)}`);
  return problems;
}

async function crashServer(server: Server, folder: string, round: number, random: () => number): Promise<string[]> {
  const running = child(round % 4 === 1 ? 'import' : 'reindex', folder, round);
  await running.ready;
  await new Promise((resolve) => setTimeout(resolve, random() * 1_500));
  await server.crash();
  running.kill();
  await running.end;
  return [];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '20' }, seed: { type: 'string', default: '20261126' } },
  });
  const started = Date.now();
  const problems = await elasticsearchFaults(Number(values.runs), Number(values.seed), (line) =>
    process.stderr.write(`${line}\n`),
  );
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(
    `${values.runs} kills, ${problems.length} problems, ${((Date.now() - started) / 1_000).toFixed(0)} s\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) await main();
