/**
 * GRC platforms on this machine, to try the whole path with: `npm run peers`.
 *
 * --only <names>      some of them, with commas between
 * --port-base <n>     the first one's port (18081); what they have is looked at on the port before it
 * --fail-every <n>    one call in so many fails, on average: nothing done, done without an answer, 503, 429
 * --settings <name>   prints what COMPLIANCE_GRC is to be for one, and ends
 */
import { parseArgs } from 'node:util';
import { PORT_BASE, settingsOfPeer, startPeers } from './all-peers.ts';
import { createNews, startLooking } from './look-at-peers.ts';

/** Milliseconds between two looks at what arrived. */
const LOOK_EVERY = 300;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    'port-base': { type: 'string', default: String(PORT_BASE) },
    'fail-every': { type: 'string' },
    settings: { type: 'string' },
  },
});

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`--${name} is a whole number from ${least} to ${most}`);
  return number;
}

/** For a shell: in single quotes nothing is special but they themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function run(): Promise<void> {
  const portBase = numberOf('port-base', values['port-base'], 1_025, 65_500);
  if (values.settings !== undefined) {
    console.log(settingsOfPeer(values.settings, portBase));
    return;
  }
  const failEvery = values['fail-every'];
  const peers = await startPeers({
    portBase,
    ...(values.only === undefined ? {} : { only: values.only.split(',').map((name) => name.trim()) }),
    ...(failEvery === undefined ? {} : { failEvery: numberOf('fail-every', failEvery, 2, 1_000_000) }),
  });
  const looking = await startLooking(peers, portBase - 1);
  for (const { name, url, settings } of peers)
    console.log(`${name}  ${url}\nexport COMPLIANCE_GRC=${quoted(settings)}\n`);
  console.log(`What they have: ${looking.url}/__records. Ctrl-C stops them.\n`);
  const news = createNews(peers);
  const timer = setInterval(() => {
    for (const line of news()) console.log(line);
  }, LOOK_EVERY);
  process.once('SIGINT', () => {
    clearInterval(timer);
    void Promise.all([looking.close(), ...peers.map(({ peer }) => peer.close())]).catch(failed);
  });
}

function failed(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

run().catch(failed);
