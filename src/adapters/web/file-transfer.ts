import { AppError } from '../../core/errors.ts';
import type { FileTransfer } from '../../documents/file-transfer.ts';
import { checkedAddress } from './addresses.ts';
import { createExchange, type Exchange, type ExchangeAnswer, type ExchangeOptions } from './exchange.ts';

export interface FileTransferOptions extends Partial<ExchangeOptions> {
  /** Hosts that are asked, over https alone; with all below it where it begins with a dot. */
  readonly hosts?: readonly string[];
  /** True where one person on this machine is served: then their own machine is asked as well, be it over http. */
  readonly local?: boolean;
  /** Bytes of a file that is fetched; 10 MiB by default. */
  readonly most?: number;
  /** Milliseconds for a file and all hops to it; 30,000 by default. */
  readonly deadline?: number;
  readonly exchange?: Exchange;
}

/** Where Teams keeps the files of chats: SharePoint and OneDrive, of Microsoft's public and national clouds. */
const TEAMS_FILE_HOSTS: readonly string[] = [
  '.sharepoint.com',
  '.sharepoint.us',
  '.sharepoint-mil.us',
  '.sharepoint.cn',
  '.svc.ms',
  '.1drv.com',
];

const MEBIBYTE = 1_048_576;
const MOST = 10 * MEBIBYTE;
const DEADLINE = 30_000;
const PATIENCE = 15_000;
const MOST_REDIRECTS = 5;
/** Bytes of one piece: a multiple of 320 KiB, as Microsoft Graph wants them. */
const PIECE = 10 * MEBIBYTE;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const SEND_AGAIN = 'Send it again.';

/** Fetches and puts files over the network as the port demands; `close` ends its connections. */
export function createFileTransfer(options: FileTransferOptions = {}): FileTransfer & { close(): Promise<void> } {
  const { hosts = TEAMS_FILE_HOSTS, local = false, most = MOST, deadline = DEADLINE } = options;
  const exchange = options.exchange ?? createExchange({ ...options, patience: options.patience ?? PATIENCE });

  const checked = (address: string, base?: string): { readonly url: URL; readonly trusted: boolean } => {
    const asked = URL.parse(address, base);
    const trusted = local && asked !== null && LOOPBACK.has(asked.hostname);
    return { url: checkedAddress(address, base, { hosts, trusted: trusted ? [asked.origin] : [] }), trusted };
  };
  const within = (signal: AbortSignal | undefined): AbortSignal => {
    const end = AbortSignal.timeout(deadline);
    return signal === undefined ? end : AbortSignal.any([signal, end]);
  };

  return {
    check: (address) => void checked(address),
    download: async (address, name, signal) => {
      const until = within(signal);
      let { url, trusted } = checked(address);
      for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
        const answer = await sent(() => exchange.send(url, { accept: '*/*' }, until, trusted), url, signal);
        const next = await redirection(answer);
        if (next === undefined) return await fileIn(answer, { url, name, most, signal });
        ({ url, trusted } = checked(next, url.href));
      }
      throw unavailable(url, 'redirects without end', SEND_AGAIN);
    },
    upload: async (address, bytes, type, signal) => {
      const { url, trusted } = checked(address);
      for (let from = 0; from < bytes.length; from += PIECE) {
        const piece = bytes.subarray(from, from + PIECE);
        const headers = {
          'content-type': type,
          'content-range': `bytes ${from}-${from + piece.length - 1}/${bytes.length}`,
        };
        const until = within(signal);
        const answer = await sent(() => exchange.send(url, headers, until, trusted, piece), url, signal);
        await answer.cancel();
        checkTaken(answer, url, from + piece.length === bytes.length);
      }
    },
    close: () => exchange.close(),
  };
}

async function sent(
  send: () => Promise<ExchangeAnswer>,
  url: URL,
  signal: AbortSignal | undefined,
): Promise<ExchangeAnswer> {
  try {
    return await send();
  } catch (error) {
    throw networkFault(error, url, signal);
  }
}

/** Why nothing came; whoever aborted it is told their own reason. */
function networkFault(error: unknown, url: URL, signal: AbortSignal | undefined): unknown {
  signal?.throwIfAborted();
  if (error instanceof AppError) return error;
  const { name, cause } = error as { readonly name?: string; readonly cause?: unknown };
  if (cause instanceof AppError) return cause;
  const code = (cause as { readonly code?: string } | undefined)?.code ?? name ?? 'unknown';
  const how = /timeout/i.test(code) ? 'does not answer in time' : 'cannot be reached, or broke the connection';
  return unavailable(url, how, 'Try again in some minutes.', { cause: error, detail: code });
}

function unavailable(
  url: URL,
  how: string,
  remedy: string,
  more: { readonly cause?: unknown; readonly detail?: string } = {},
): AppError {
  return new AppError('upstream_unavailable', `${url.host}, where the file lies, ${how}. ${remedy}`, more);
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function redirection(answer: ExchangeAnswer): Promise<string | undefined> {
  const location = REDIRECTS.has(answer.status) ? answer.header('location') : undefined;
  if (location !== undefined) await answer.cancel();
  return location;
}

interface Fetched {
  readonly url: URL;
  readonly name: string;
  readonly most: number;
  readonly signal: AbortSignal | undefined;
}

async function fileIn(answer: ExchangeAnswer, { url, name, most, signal }: Fetched): Promise<Uint8Array> {
  const { status } = answer;
  const declared = Number(answer.header('content-length') ?? 0);
  if (status !== 200 || declared > most) {
    await answer.cancel();
    if (status === 200) throw tooLarge(name, most);
    // An address that has ended answers as one that never was.
    if ([401, 403, 404, 410].includes(status))
      throw new AppError('not_found', `The address that Teams gave for ${name} does not hold any more. ${SEND_AGAIN}`, {
        detail: `file: ${status}`,
      });
    throw unavailable(url, `answered ${status}`, SEND_AGAIN);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      size += chunk.length;
      if (size > most) throw tooLarge(name, most);
      chunks.push(chunk);
    }
  } catch (error) {
    throw networkFault(error, url, signal);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string, most: number): AppError {
  return new AppError(
    'invalid_input',
    `${name} is too large: at most ${most.toLocaleString('en')} bytes are read. Split it and send the parts.`,
  );
}

/** Of several pieces all but the last are answered with 202; a redirect is not followed with what people wrote. */
function checkTaken({ status }: ExchangeAnswer, url: URL, isLast: boolean): void {
  if (isLast ? status === 200 || status === 201 : status === 202) return;
  if ([401, 403, 404, 409, 410].includes(status))
    throw new AppError(
      'not_found',
      'The place that Teams gave for the file does not hold any more. Ask for it again.',
      {
        detail: `upload: ${status}`,
      },
    );
  throw unavailable(url, `answered ${status}`, 'Ask for it again in some minutes.');
}
