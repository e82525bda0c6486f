import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localMcpDesk } from '../mcp-desk.ts';
import {
  begins,
  bodyOf,
  type Capture,
  type CapturedReply,
  type CapturedRequest,
  createNames,
  eventsIn,
  headersOf,
  type Names,
  readCapture,
  replyOf,
  written,
} from './captured.ts';

const FOLDER = join(import.meta.dirname, 'captures');
const FILES = readdirSync(FOLDER).sort();
const captureOf = (file: string): Capture => readCapture(readFileSync(join(FOLDER, file), 'utf8'));

/** What clients ask of a server of each era, whoever made them. */
const COMMON = [
  'prompts/get',
  'prompts/list',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'tools/call',
  'tools/list',
];

describe.each(FILES.map((file) => [file.replace('.jsonl', ''), captureOf(file)] as const))('%s', (_name, capture) => {
  it('is answered today as it was when it was captured', async () => {
    const held = await localMcpDesk();
    try {
      await replay(held.url, capture);
    } finally {
      await held.close();
    }
  });

  it('went through what a host does', () => {
    const asked = new Set(capture.exchanges.map(({ request }) => methodOf(request)));
    expect([...asked]).toEqual(expect.arrayContaining(COMMON));
    expect(asked.has('initialize') || asked.has('server/discover')).toBe(true);
    const failed = capture.exchanges.filter(({ reply }) => JSON.stringify(reply).includes('"isError":true'));
    expect(failed.length).toBeGreaterThanOrEqual(2);
  });

  it('holds nothing of the machine that it was captured on, and of no law but the invented', () => {
    const text = JSON.stringify(capture);
    expect(text).not.toMatch(/\/(?:home|root|tmp|Users|usr|var)\/|node_modules|[A-Z]:\\\\/);
    expect(text).not.toMatch(/[\w.-]+@[\w-]+\.\w+|authorization|cookie/i);
    const acts = [...text.matchAll(/\b3\d{4}[RLD]\d{4}\b/g)].map(([act]) => act);
    expect(new Set(acts.filter((act) => !describedInTools(capture).includes(act)))).toEqual(new Set(['32099R0001']));
  });
});

describe('the captures', () => {
  it('are of each client in the eras that it speaks', () => {
    expect(FILES).toEqual([
      'inspector-with-session.jsonl',
      'inspector.jsonl',
      'v1-client.jsonl',
      'v2-client-with-session.jsonl',
      'v2-client.jsonl',
    ]);
    for (const file of FILES)
      expect(captureOf(file).client).toMatch(
        /^(?:@modelcontextprotocol\/\w+|MCP Inspector) \d+\.\d+\.\d+, 20\d\d-\d\d-\d\d$/,
      );
  });

  it('are written and read without loss', () => {
    for (const file of FILES) {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      expect(written(readCapture(text))).toBe(text);
    }
  });
});

describe('what is drawn anew each time', () => {
  const id = '4f0c1c43-7f3c-4d1c-9f6d-7f3f4f0c1c43';

  it('has one name throughout, and all else stays', () => {
    const names = createNames();
    expect(names.of(`${id} of 32099R0001, 2099-06-15, mcp-${'0'.repeat(32)}; ${id}`)).toBe(
      '{{id 1}} of 32099R0001, 2099-06-15, {{conversation 1}}; {{id 1}}',
    );
    expect(names.known(`${id} and ${id.replace('4f', '5f')}`)).toBe(`{{id 1}} and ${id.replace('4f', '5f')}`);
    expect(names.real('{{id 1}} {{id 2}}')).toBe(`${id} {{id 2}}`);
  });

  it('is no excuse for a message more, or a field less', () => {
    const reply = (text: string) =>
      replyOf({ status: 200, headers: new Headers({ 'content-type': 'text/event-stream' }), text }, createNames());
    const one = 'event: message\ndata: {"id":1,"result":{}}\n\n';
    expect(reply(`: alive\n\n${one}`)).toEqual(reply(one));
    expect(reply(`${one}${one}`)).not.toEqual(reply(one));
    expect(reply(one.replace('"id":1,', ''))).not.toEqual(reply(one));
    expect(eventsIn('id: 7\ndata:\n\n')).toEqual([{ id: '7', data: '' }]);
  });
});

/** Acts that the tools' own descriptions name as examples; they are ids, no law. */
function describedInTools({ exchanges }: Capture): string {
  return JSON.stringify(exchanges.filter(({ request }) => methodOf(request) === 'tools/list'));
}

/** Sends what a client sent, one message after the other, and holds each reply against the one that it got. */
async function replay(url: URL, { exchanges }: Capture): Promise<void> {
  let names = createNames();
  const listening: Promise<void>[] = [];
  for (const [number, { request, reply }] of exchanges.entries()) {
    const response = await ask(url, request, names);
    if (begins(request.body)) names = createNames();
    const ofThis = names;
    const compared = textOf(response, reply).then((text) => {
      const given = { status: response.statusCode ?? 0, headers: headersOf(response), text, open: reply.open === true };
      expect(replyOf(given, ofThis), `${number}: ${request.method} ${methodOf(request)}`).toEqual(reply);
    });
    // What a session tells by itself comes as long as the session lasts.
    if (request.method === 'GET') listening.push(compared);
    else await compared;
  }
  await Promise.all(listening);
}

/** Resolves once the reply begins. Only what was captured is sent: no header of another client's. */
function ask(url: URL, request: CapturedRequest, names: Names): Promise<IncomingMessage> {
  const body = names.real(bodyOf(request) ?? '');
  const captured = Object.entries(request.headers).map(([name, value]) => [name, names.real(value)] as const);
  const headers = { ...Object.fromEntries(captured), 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    httpRequest(new URL(request.path, url), { method: request.method, headers, agent: false })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
  });
}

/** The whole reply, or of a stream that the client left as much as it saw. */
async function textOf(response: IncomingMessage, { open, events = [] }: CapturedReply): Promise<string> {
  let text = '';
  if (open !== true || events.length > 0)
    for await (const piece of response.setEncoding('utf8')) {
      text += String(piece);
      if (open === true && eventsIn(text).length >= events.length) break;
    }
  response.destroy();
  return text;
}

function methodOf({ body }: CapturedRequest): string {
  return String((body as { readonly method?: unknown } | undefined)?.method ?? '');
}
