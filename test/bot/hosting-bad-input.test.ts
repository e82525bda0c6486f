import { describe, expect, it } from 'vitest';
import { refusingDesk } from './hosting-refusing-desk.ts';
import { asTeams, messageOf, refused } from './hosting-requests.ts';

const on = refusingDesk();

describe('what is no activity at all', () => {
  it.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['half of one', '{"type":"message","text":"'],
    ['two of them', '{}{}'],
    ['other quotes', "{'type':'message'}"],
    ['a number that is none', '{"value":NaN}'],
    ['a form', 'type=message&text=hello'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from('{"type":"message"}', 'utf16le')],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['brackets that close', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['objects in objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('%s is 400', async (_what, body) => {
    refused(await on.post({ body }), 400, 'invalid_input');
    expect(on.bodies()).toEqual([]);
  });

  it.each([
    null,
    true,
    12,
    'message',
    [],
    {},
    [{ type: 'message' }],
    { type: 'message', channelId: ['msteams'], serviceUrl: 'https://a.example/' },
  ])('%j is 400', async (json) => {
    refused(await on.postJson(json), 400, 'invalid_input');
  });

  it('is 400 where it is nested a little too deep, and taken where it is as deep as a card', async () => {
    const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    refused(await on.postJson(messageOf(on.desk, on.chat, { type: 'event', value: nested(100) })), 400);
    expect((await on.postJson(messageOf(on.desk, on.chat, { type: 'event', value: nested(90) }))).status).toBe(200);
    // Brackets in words are words.
    const words = { type: 'event', value: `"\\${'['.repeat(300)}` };
    expect((await on.postJson(messageOf(on.desk, on.chat, words))).status).toBe(200);
  });
});

describe('the request around it', () => {
  const good = () => JSON.stringify(messageOf(on.desk, on.chat));

  it.each([
    undefined,
    '',
    'text/plain',
    'text/plain; charset=application/json',
    'application/jsonx',
    'application/json-patch+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
  ])('is 415 as %s', async (type) => {
    const { 'content-type': _left, ...headers } = asTeams(on.desk);
    refused(
      await on.post({ body: good(), headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) } }),
      415,
    );
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('is 405 by %s', async (method) => {
    const got = await on.post({ method, ...(method.startsWith('P') ? { body: good() } : {}) });
    refused(got, 405);
    expect(got.headers['allow']).toBe('POST');
  });

  it('is 413 where it is 300 KB, told or untold', async () => {
    const body = JSON.stringify(messageOf(on.desk, on.chat, { text: 'x'.repeat(300_000) }));
    refused(await on.post({ body, headers: asTeams(on.desk, { 'content-length': String(body.length) }) }), 413);
    const pieces = Array.from({ length: 300 }, (_, at) => body.slice(at * 1_001, (at + 1) * 1_001));
    refused(await on.post({ body: pieces, headers: asTeams(on.desk, { 'transfer-encoding': 'chunked' }) }), 413);
  });

  it('is 413 where it never ends and is large, and 408 where it is slow', async () => {
    refused(await on.post({ body: ['['.padEnd(270_000)], open: true }), 413);
    const started = performance.now();
    const slow = await on.post({ body: ['{"type":'], open: true });
    refused(slow, 408);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(slow.headers['connection']).toBe('close');
  });

  it('keeps nobody waiting while others never come to their end', async () => {
    const hanging = Array.from({ length: 50 }, () => on.post({ body: ['{'], open: true }));
    const started = performance.now();
    refused(await on.postJson({}), 400);
    expect(performance.now() - started).toBeLessThan(300);
    for (const { status } of await Promise.all(hanging)) expect(status).toBe(408);
  });

  it('does not read what comes without a token', async () => {
    const { authorization: _left, ...headers } = asTeams(on.desk);
    refused(await on.post({ body: ['{"type":'], open: true, headers }), 401, 'not_signed_in');
    on.knocked('no token');
  });
});

describe('activities that are not whole', () => {
  it.each(['type', 'from', 'recipient', 'conversation'])('is 400 without %s, and recorded', async (name) => {
    refused(await on.postJson(messageOf(on.desk, on.chat, { [name]: undefined })), 400, 'invalid_input');
    on.recorded(`activity: ${name}`, name === 'from' ? { user: 'unknown' } : {});
  });

  it.each(['channelId', 'serviceUrl'])('is 400 without %s: nobody can be proved to have sent it', async (name) => {
    refused(await on.postJson(messageOf(on.desk, on.chat, { [name]: undefined })), 400, 'invalid_input');
    expect(on.bodies()).toEqual([]);
  });

  it.each([
    ['type', ['', null, 7, {}, 'x'.repeat(101)]],
    ['id', [null, 7, {}, 'x'.repeat(1_001), '\ud800', 'a\0b']],
    ['text', [null, 7, {}, [], 'x'.repeat(100_001)]],
    ['locale', [null, 7, {}]],
    ['name', [null, 7, {}]],
    ['from', [null, 7, 'x', [], {}, { id: '' }, { id: null }, { id: 'a', aadObjectId: 7 }, { id: '\udfff' }]],
    ['recipient', [null, 7, 'x', [], {}, { id: 7 }]],
    ['conversation', [null, 7, 'x', [], {}, { id: '' }, { id: 7 }, { id: 'a', tenantId: 7 }, { id: 'a\ud800' }]],
    ['entities', [null, {}, 'x', [null], [{}], [{ type: 7 }], Array.from({ length: 1_001 }, () => ({ type: 'x' }))]],
    ['attachments', [null, {}, [7], [{}], Array.from({ length: 101 }, () => ({ contentType: 'x' }))]],
    ['membersAdded', [null, {}, [7], [{}], Array.from({ length: 10_001 }, () => ({ id: 'x' }))]],
    ['channelData', [null, 7, 'x', [], { tenant: 7 }, { tenant: { id: 7 } }, { team: [] }]],
  ] as const)('is 400 where %s is of another kind', async (name, values) => {
    for (const value of values) {
      on.nextMinute();
      refused(await on.postJson(messageOf(on.desk, on.chat, { [name]: value })), 400, 'invalid_input');
      expect(on.bodies()).toMatchObject([{ what: 'teams activity' }]);
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'PERSONAL', ''])(
    'is 400 as a conversation of the kind "%s"',
    async (conversationType) => {
      const conversation = { id: on.chat.id, tenantId: on.chat.tenant, conversationType };
      refused(await on.postJson(messageOf(on.desk, on.chat, { conversation })), 400, 'invalid_input');
      on.recorded('unknown kind of conversation');
    },
  );

  it('is 400 where it names no tenant', async () => {
    const conversation = { id: on.chat.id, conversationType: 'personal' };
    refused(await on.postJson(messageOf(on.desk, on.chat, { conversation, channelData: {} })), 400, 'invalid_input');
    on.recorded('no tenant', { tenant: 'unknown' });
  });
});
