import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '../peers/elasticsearch-peer.ts';
import { type ChildProgram, startChild } from './child-program.ts';
import { playgroundSettings, SETTINGS_FILE } from './playground-settings.ts';
import { type Exchanged, playgroundLog, readWire } from './wire-record.ts';

const require = createRequire(import.meta.url);
const PRODUCT = join(import.meta.dirname, '..', '..', 'src', 'terminal', 'main.ts');
const TSX = pathToFileURL(require.resolve('tsx')).href;

/** The product with the Agents Playground in front of it. */
export interface LocalClient {
  /** Where a browser finds the Playground. */
  readonly url: string;
  /** Where the product takes activities. */
  readonly messagesUrl: string;
  /** Where the product sends its own to. */
  readonly serviceUrl: string;
  readonly dataFolder: string;
  readonly product: ChildProgram;
  readonly playground: ChildProgram;
  /** All that went between the two. */
  wire(): readonly Exchanged[];
  /**
   * Runs a command of the product over the same data, as somebody at its terminal would.
   *
   * @throws Error with what it wrote, where it ends with anything but 0
   */
  run(...words: string[]): Promise<string>;
  /** Ends both, and removes what was temporary. */
  stop(): Promise<void>;
}

export interface LocalClientOptions {
  /** The product's settings, beside what it needs to run at all. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
  /** By default a temporary one. */
  readonly dataFolder?: string;
  /** Files of law that are added before the start. */
  readonly laws?: readonly string[];
  readonly tell?: (line: string) => void;
}

/** Milliseconds that each of the two has to start: the first start reads the digests and builds an index. */
const STARTED_WITHIN = 90_000;

/** @throws Error with what the program said, where one of the two does not start */
export async function startLocalClient(options: LocalClientOptions = {}): Promise<LocalClient> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'compliance-playground-')));
  const dataFolder = options.dataFolder ?? join(folder, 'data');
  const [productPort, playgroundPort] = [await freePort(), await freePort()];
  const environment = { ...process.env, ...options.settings, COMPLIANCE_DATA: dataFolder, PORT: String(productPort) };
  const started: ChildProgram[] = [];
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((each) => each.stop()));
    process.off('exit', remove);
    remove();
  };
  try {
    options.tell?.('Starting the product and the Agents Playground …');
    for (const law of options.laws ?? []) await runProduct(['library', 'add', law], environment);
    const product = startChild(['--import', TSX, PRODUCT, 'serve', '--local'], { environment });
    started.push(product);
    const messagesUrl = `http://127.0.0.1:${productPort}/api/messages`;
    const room = join(folder, 'playground');
    const playground = startPlayground(room, messagesUrl, playgroundPort);
    started.push(playground);
    const url = `http://localhost:${playgroundPort}/`;
    await Promise.all([
      answering('The product', product, messagesUrl, () => product.err),
      answering('The Agents Playground', playground, url, () => playgroundLog(room)),
    ]);
    return {
      url,
      messagesUrl,
      serviceUrl: `http://localhost:${playgroundPort}/_connector`,
      dataFolder,
      product,
      playground,
      wire: () => readWire(room),
      run: (...words) => runProduct(words, environment),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The Playground writes its logs, and reads its settings, where it is started. */
function startPlayground(room: string, messagesUrl: string, port: number): ChildProgram {
  mkdirSync(room, { recursive: true });
  writeFileSync(join(room, SETTINGS_FILE), playgroundSettings());
  const program = join(dirname(require.resolve('@microsoft/m365agentsplayground/package.json')), 'cli.js');
  const words = ['-e', messagesUrl, '-c', 'msteams', '-p', String(port), '--er', '--dt'];
  const environment = { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' };
  return startChild([program, ...words], { folder: room, environment });
}

/** Waits until something answers there, with whatever status. */
async function answering(who: string, program: ChildProgram, url: string, why: () => string): Promise<void> {
  for (const began = Date.now(); Date.now() - began < STARTED_WITHIN; await pause(200)) {
    if (program.ended)
      throw new Error(`${who} ended before it answered.\n${[why(), program.out, program.err].join('\n').trim()}`);
    if (await reachable(url)) return;
  }
  throw new Error(`${who} did not answer in ${STARTED_WITHIN / 1_000} s.\n${why()}`);
}

function reachable(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function runProduct(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const program = startChild(['--import', TSX, PRODUCT, ...words], { environment });
  const code = await program.end;
  if (code !== 0) throw new Error(`compliance ${words.join(' ')} ended with ${code}.\n${program.err}`);
  return program.out;
}
