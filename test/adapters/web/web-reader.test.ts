import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, ExchangeAnswer } from '../../../src/adapters/web/exchange.ts';
import { createWebReader, type WebReaderOptions } from '../../../src/adapters/web/web-reader.ts';
import { type CellarServer, gzipBomb, type Prank, startCellar } from '../../fixtures/cellar/cellar-server.ts';

const XHTML = 'application/xhtml+xml';

let server: CellarServer;
const readers: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  server = await startCellar();
  server.texts.set('32099R0001 eng', { xhtml: '<html>law</html>' });
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
  await server.stop();
});

const reader = (more: Partial<WebReaderOptions> = {}) => {
  const made = createWebReader({
    hosts: ['law.example'],
    trusted: [server.origin],
    pause: 0,
    sleep: async () => {},
    patience: 400,
    ...more,
  });
  readers.push(made);
  return made;
};
const read = (path = '/resource/celex/32099R0001', more: Partial<WebReaderOptions> = {}) =>
  reader(more).read({ url: `${server.origin}${path}`, accept: XHTML, language: 'eng' });
const always = (prank: Prank) => (): Prank => prank;

describe('a document on the web', () => {
  it('is read over its redirect, in the form and language asked for', async () => {
    const document = await read();
    expect(Buffer.from(document.bytes).toString()).toBe('<html>law</html>');
    expect(document).toMatchObject({ type: XHTML, url: `${server.origin}/resource/cellar/32099R0001/DOC_1` });
    expect(server.requests.map(({ accept, language }) => [accept, language])).toEqual([
      [XHTML, 'eng'],
      [XHTML, 'eng'],
    ]);
  });

  it.each<[number, string, RegExp]>([
    [404, 'not_found', /404.*no such document/],
    [410, 'not_found', /410.*no such document/],
    [406, 'not_found', /form or language/],
    [401, 'not_permitted', /does not give/],
    [403, 'not_permitted', /does not give/],
    [400, 'upstream_unavailable', /no document/],
    [204, 'upstream_unavailable', /no document/],
  ])('that is answered with %i is asked for once', async (status, code, message) => {
    server.prank = always({ status });
    await expect(read()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Prank, string]>([
    ['429', { status: 429 }, 'rate_limited'],
    ['500', { status: 500 }, 'upstream_unavailable'],
    ['503', { status: 503 }, 'upstream_unavailable'],
    ['a broken connection', 'broken', 'upstream_unavailable'],
    ['no head', 'slow head', 'upstream_unavailable'],
    ['a body that never ends its first drop', 'slow body', 'upstream_unavailable'],
  ])('that fails with %s is tried four times, with growing pauses, then given up', async (_, prank, code) => {
    server.prank = always(prank);
    const waits: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
    };
    await expect(read(undefined, { sleep, random: () => 0.5 })).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(4);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it.each<[string, number[]]>([
    ['7', [7_000]],
    [new Date(Date.now() - 60_000).toUTCString(), [0]],
    ['soon', [1_000]],
  ])('is asked for again when the server says: %s', async (value, expected) => {
    server.prank = (_, count) => (count === 1 ? { status: 429, headers: { 'retry-after': value } } : undefined);
    const waits: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
    };
    expect((await read(undefined, { sleep, random: () => 0.5 })).type).toBe(XHTML);
    expect(waits).toEqual(expected);
  });

  it('is given up where the server wants an hour', async () => {
    server.prank = always({ status: 503, headers: { 'retry-after': '3600' } });
    await expect(read()).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(server.requests).toHaveLength(1);
  });

  it('is not a page that checks for robots, whatever its status', async () => {
    server.prank = always({ status: 202, headers: { 'content-type': XHTML } });
    await expect(read()).rejects.toThrow(/checks for robots.*add the file/);
    const wall = '<html><script src="https://x.awswaf.com/challenge.js"></script>Enable JavaScript</html>';
    server.prank = always({ status: 200, headers: { 'content-type': 'text/html' }, body: wall });
    await expect(read()).rejects.toThrow(/checks for robots/);
    const law = '<html><div class="eli-subdivision">A captcha shall be legible.</div></html>';
    server.prank = always({ status: 200, headers: { 'content-type': XHTML }, body: law });
    expect((await read()).bytes).toHaveLength(law.length);
  });

  it('of another type is not taken', async () => {
    server.prank = always({ status: 200, headers: { 'content-type': 'application/pdf' }, body: '%PDF' });
    await expect(read()).rejects.toThrow(/application\/pdf where application\/xhtml\+xml/);
    server.prank = always({ status: 200, body: 'x' });
    await expect(read()).rejects.toThrow(/no type/);
  });

  it('that is too large is not read to its end, packed or not', async () => {
    server.prank = always('endless body');
    await expect(read(undefined, { most: 1_000_000 })).rejects.toThrow(/more than 1000000 bytes/);
    server.prank = always(gzipBomb(20_000_000));
    await expect(read(undefined, { most: 1_000_000 })).rejects.toThrow(/more than 1000000 bytes/);
  });

  it('is given up where it drips: the whole has a deadline', async () => {
    server.prank = always('slow body');
    await expect(read(undefined, { patience: 60_000, deadline: 200 })).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringMatching(/does not answer in time/),
    });
  });

  it('is let go when nobody wants it any more', async () => {
    server.prank = always('slow head');
    const stop = new AbortController();
    const reading = reader().read({ url: `${server.origin}/x`, accept: XHTML }, stop.signal);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests.length).toBeLessThanOrEqual(1);
  });
});

describe('a redirect', () => {
  const to = (location: string) => always({ status: 303, headers: { location } });

  it('without end is given up', async () => {
    server.prank = to('/resource/celex/32099R0001');
    await expect(read()).rejects.toThrow(/redirects without end/);
    expect(server.requests).toHaveLength(6);
  });

  it('to nowhere is said to be one', async () => {
    server.prank = always({ status: 303 });
    await expect(read()).rejects.toThrow(/to nowhere/);
  });

  it.each([
    ['http://127.0.0.1:1/', /private address/],
    ['http://2130706433/', /private address/],
    ['http://0x7f000001/', /private address/],
    ['http://[::ffff:127.0.0.1]/', /private address/],
    ['http://169.254.169.254/', /private address/],
    ['https://elsewhere.example/', /not among the hosts/],
    ['file:///etc/passwd', /not http or https/],
  ])('to %s is not followed', async (location, why) => {
    server.prank = to(location);
    await expect(read()).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(why) });
    expect(server.requests).toHaveLength(1);
  });

  it('to a name that leads to a private address is not followed, whatever the name', async () => {
    server.prank = to('https://law.example/');
    const private_: LookupFunction = (_host, _options, callback) =>
      callback(null, [{ address: '10.0.0.7', family: 4 }]);
    await expect(read(undefined, { lookup: private_ })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/law\.example leads to a private address/),
    });
  });

  it('to a name with one public and one private address is not followed', async () => {
    server.prank = to('https://law.example/');
    const mixed: LookupFunction = (_host, _options, callback) =>
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '::ffff:127.0.0.1', family: 6 },
      ]);
    await expect(read(undefined, { lookup: mixed })).rejects.toThrow(/private address/);
  });

  it('to plain http is asked over https', async () => {
    const asked: string[] = [];
    const answers: Partial<ExchangeAnswer>[] = [
      { status: 303, header: (name) => (name === 'location' ? 'http://law.example/there' : undefined) },
      {
        status: 200,
        header: (name) => (name === 'content-type' ? XHTML : undefined),
        body: (async function* () {
          yield Buffer.from('law');
        })(),
      },
    ];
    const exchange: Exchange = {
      send: async (url) => {
        asked.push(url.href);
        return { status: 500, header: () => undefined, body: undefined, cancel: async () => {}, ...answers.shift() };
      },
      close: async () => {},
    };
    const document = await reader({ exchange }).read({ url: 'http://law.example/here', accept: XHTML });
    expect(asked).toEqual(['https://law.example/here', 'https://law.example/there']);
    expect(document.url).toBe('https://law.example/there');
  });
});

describe('requests to one host', () => {
  it('keep their distance, redirects and other readers of it included', async () => {
    let clock = 0;
    const waits: number[] = [];
    const made = reader({
      pause: 1_500,
      now: () => clock,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        clock += milliseconds;
      },
    });
    const ask = () => made.read({ url: `${server.origin}/resource/celex/32099R0001`, accept: XHTML, language: 'eng' });
    await ask();
    await ask();
    expect(server.requests).toHaveLength(4);
    expect(waits).toEqual([1_500, 1_500, 1_500]);
  });
});
