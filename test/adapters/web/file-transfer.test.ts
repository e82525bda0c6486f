import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, ExchangeAnswer } from '../../../src/adapters/web/exchange.ts';
import { createFileTransfer, type FileTransferOptions } from '../../../src/adapters/web/file-transfer.ts';
import { AppError } from '../../../src/core/errors.ts';

const NAME = 'Ferry policy.txt';
const SHARE = 'https://invented-my.sharepoint.com/download?tempauth=x';

interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly put?: Uint8Array | undefined;
}

/** What a host answers, in the place of the network. */
function exchangeOf(answers: (asked: Asked, at: number) => Partial<ExchangeAnswer> & { location?: string }) {
  const asked: Asked[] = [];
  const cancelled: number[] = [];
  const exchange: Exchange = {
    send: async (url, headers, _signal, _trusted, put) => {
      const at = asked.push({ url: url.href, headers, ...(put === undefined ? {} : { put }) }) - 1;
      const { location, ...answer } = answers(asked[at] as Asked, at);
      return {
        status: location === undefined ? 200 : 302,
        header: (name) => (name === 'location' ? location : undefined),
        body: undefined,
        cancel: async () => {
          cancelled.push(at);
        },
        ...answer,
      };
    },
    close: async () => {},
  };
  return { exchange, asked, cancelled };
}

async function* bodyOf(...chunks: readonly Uint8Array[]) {
  yield* chunks;
}

const transfers: { close(): Promise<void> }[] = [];
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;
let requests: IncomingMessage[];
let origin: string;
beforeEach(async () => {
  requests = [];
  answer = (_request, response) => response.end('words');
  server = createServer((request, response) => {
    requests.push(request);
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const transfer of transfers.splice(0)) await transfer.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function transfer(more: FileTransferOptions = {}) {
  const made = createFileTransfer({ local: true, ...more });
  transfers.push(made);
  return made;
}
const failing = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

describe('a file that somebody sent', () => {
  it('is fetched with nothing of ours: no token, no cookie, no referrer', async () => {
    const bytes = await transfer().download(`${origin}/files/1?tempauth=x`, NAME);
    expect(Buffer.from(bytes).toString()).toBe('words');
    const [request] = requests;
    expect(request?.url).toBe('/files/1?tempauth=x');
    for (const header of ['authorization', 'cookie', 'referer', 'origin'])
      expect(request?.headers[header]).toBeUndefined();
  });

  it.each([
    'https://invented.sharepoint.com/a',
    'https://invented-my.sharepoint.com/personal/x/_layouts/15/download.aspx?UniqueId=1',
    'https://eu-prod.asyncgw.svc.ms/a',
    'https://public.bn.files.1drv.com/y4m',
    'https://invented.sharepoint.us/a',
  ])('may lie at %s', (address) => {
    expect(() => transfer({ local: false }).check(address)).not.toThrow();
  });

  it.each([
    'https://collector.invalid/a',
    'https://sharepoint.com.collector.invalid/a',
    'https://notsharepoint.com/a',
    'https://sharepoint.com/a',
    'https://invented.sharepoint.com:8443/a',
    'https://user:word@invented.sharepoint.com/a',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/a',
    'https://127.0.0.1/a',
    'http://localhost:8080/a',
    'ftp://invented.sharepoint.com/a',
    'file:///etc/passwd',
    'data:text/plain,words',
    'no address',
    '',
  ])('never lies at %s', async (address) => {
    const { exchange, asked } = exchangeOf(() => ({}));
    const checked = transfer({ local: false, exchange });
    expect(() => checked.check(address)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect((await failing(checked.download(address, NAME))).code).toBe('invalid_input');
    expect((await failing(checked.upload(address, new Uint8Array(3), 'text/plain'))).code).toBe('invalid_input');
    expect(asked).toEqual([]);
  });

  it('is never asked for over http elsewhere: the address is asked over https', async () => {
    const { exchange, asked } = exchangeOf(() => ({ body: bodyOf() }));
    await transfer({ local: false, exchange }).download('http://invented.sharepoint.com/a', NAME);
    expect(asked[0]?.url).toBe('https://invented.sharepoint.com/a');
  });

  it('is followed to where it lies, each hop checked anew', async () => {
    const hops = ['https://invented.sharepoint.com/b', '/c'];
    const { exchange, asked, cancelled } = exchangeOf((_asked, at) => {
      const location = hops[at];
      return location === undefined ? { body: bodyOf(new Uint8Array([1, 2])) } : { location };
    });
    expect([...(await transfer({ local: false, exchange }).download(SHARE, NAME))]).toEqual([1, 2]);
    expect(asked.map(({ url }) => url)).toEqual([
      SHARE,
      ...['b', 'c'].map((path) => `https://invented.sharepoint.com/${path}`),
    ]);
    expect(cancelled).toEqual([0, 1]);
  });

  it.each(['https://collector.invalid/a', 'http://169.254.169.254/', 'http://127.0.0.1:9/', 'file:///etc/passwd'])(
    'is not followed to %s',
    async (location) => {
      const { exchange, asked } = exchangeOf(() => ({ location }));
      expect((await failing(transfer({ local: false, exchange }).download(SHARE, NAME))).code).toBe('invalid_input');
      expect(asked).toHaveLength(1);
    },
  );

  it('is not followed in a circle', async () => {
    const { exchange, asked } = exchangeOf(() => ({ location: SHARE }));
    const error = await failing(transfer({ local: false, exchange }).download(SHARE, NAME));
    expect([error.code, asked.length]).toEqual(['upstream_unavailable', 6]);
  });

  it('is not read from a host of that name that leads inside', async () => {
    const lookup: LookupFunction = (_host, _options, callback) => callback(null, [{ address: '10.0.0.7', family: 4 }]);
    const error = await failing(transfer({ local: false, lookup }).download(SHARE, NAME));
    expect(error.message).toContain('private address');
  });

  it.each([401, 403, 404, 410])('whose address has ended (%i) is asked for again', async (status) => {
    answer = (_request, response) => response.writeHead(status).end();
    const error = await failing(transfer().download(origin, NAME));
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(NAME) });
  });

  it.each([204, 206, 302, 400, 429, 500, 503])('that is answered with %i is not taken', async (status) => {
    answer = (_request, response) => response.writeHead(status).end();
    expect((await failing(transfer().download(origin, NAME))).code).toBe('upstream_unavailable');
    expect(requests).toHaveLength(1);
  });

  it('is no larger than it may be, whatever is said of its size', async () => {
    const most = 1_000;
    answer = (_request, response) => response.end(Buffer.alloc(most));
    expect(await transfer({ most }).download(origin, NAME)).toHaveLength(most);
    // Said beforehand, told in pieces, and packed small.
    const larger: (typeof answer)[] = [
      (_request, response) => response.end(Buffer.alloc(most + 1)),
      (_request, response) => {
        response.write(Buffer.alloc(most));
        response.end('x');
      },
      (_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(1_000_000)));
      },
    ];
    for (const each of larger) {
      answer = each;
      const error = await failing(transfer({ most }).download(origin, NAME));
      expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('too large') });
    }
  });

  it('is given up where it does not come in time, or breaks off', async () => {
    answer = () => undefined;
    const late = await failing(transfer({ deadline: 200 }).download(origin, NAME));
    expect(late).toMatchObject({ code: 'upstream_unavailable', message: expect.stringContaining('in time') });
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('words');
      setTimeout(() => response.destroy(), 20);
    };
    expect((await failing(transfer().download(origin, NAME))).code).toBe('upstream_unavailable');
    expect((await failing(transfer().download('http://127.0.0.1:9/', NAME))).code).toBe('upstream_unavailable');
  });

  it('ends with the reason of whoever waits no longer', async () => {
    answer = () => undefined;
    const ending = new AbortController();
    setTimeout(() => ending.abort(new AppError('conflict', 'Stopped.')), 50);
    expect(await failing(transfer().download(origin, NAME, ending.signal))).toMatchObject({ message: 'Stopped.' });
  });
});

describe('a file that somebody is given', () => {
  it('is put in one piece, named as what it is, with nothing of ours', async () => {
    let put: Buffer | undefined;
    answer = (_request, response, body) => {
      put = body;
      response.writeHead(201).end();
    };
    await transfer().upload(`${origin}/up`, new Uint8Array([1, 2, 3]), 'application/zip');
    expect(put).toEqual(Buffer.from([1, 2, 3]));
    expect(requests[0]?.method).toBe('PUT');
    expect(requests[0]?.headers).toMatchObject({
      'content-range': 'bytes 0-2/3',
      'content-length': '3',
      'content-type': 'application/zip',
    });
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it('is put in pieces where it is large, one behind the other and whole', async () => {
    const size = 25 * 1_048_576;
    const bytes = Buffer.alloc(size, 7);
    const { exchange, asked } = exchangeOf((_asked, at) => ({ status: at < 2 ? 202 : 201 }));
    await transfer({ exchange }).upload(SHARE, bytes, 'application/zip');
    expect(asked.map(({ headers }) => headers['content-range'])).toEqual([
      `bytes 0-10485759/${size}`,
      `bytes 10485760-20971519/${size}`,
      `bytes 20971520-26214399/${size}`,
    ]);
    expect(Buffer.concat(asked.map(({ put }) => put ?? new Uint8Array())).equals(bytes)).toBe(true);
  });

  it.each<[number, string]>([
    [202, 'upstream_unavailable'],
    [302, 'upstream_unavailable'],
    [307, 'upstream_unavailable'],
    [400, 'upstream_unavailable'],
    [401, 'not_found'],
    [404, 'not_found'],
    [409, 'not_found'],
    [416, 'upstream_unavailable'],
    [500, 'upstream_unavailable'],
  ])('counts as not taken where %i is answered, and is sent nowhere else', async (status, code) => {
    const { exchange, asked } = exchangeOf(() => ({ status, header: () => 'https://collector.invalid/' }));
    expect((await failing(transfer({ exchange }).upload(SHARE, new Uint8Array(3), 'application/zip'))).code).toBe(code);
    expect(asked).toHaveLength(1);
  });
});
