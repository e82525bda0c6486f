import { describe, expect, it } from 'vitest';
import { boundedRequest } from '../../src/core/bounded-request.ts';

const BOUNDS = { timeout: 5_000, longest: 10_000 };
const SAID = { title: 'Lantern «ñ» 🏮' };

function answering(body: Buffer, type = 'application/json') {
  const fetcher: typeof fetch = async () => new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  return boundedRequest(fetcher, 'http://127.0.0.1/', {}, BOUNDS);
}

function bigEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('an answer', () => {
  const json = JSON.stringify(SAID);

  it.each([
    ['UTF-8', Buffer.from(json)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${json}`)],
    ['UTF-16', Buffer.from(json, 'utf16le')],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${json}`, 'utf16le')],
    ['UTF-16, big end first', bigEndian(json)],
    ['UTF-16, big end first, with a mark', bigEndian(`\ufeff${json}`)],
  ])('in %s is read', async (_, body) => {
    expect((await answering(body)).json).toEqual(SAID);
  });

  it('that says in its header that it is UTF-16 is read so', async () => {
    const { text } = await answering(Buffer.from('東京', 'utf16le'), 'text/plain; charset=UTF-16');
    expect(text).toBe('東京');
  });

  it.each([Buffer.alloc(0), Buffer.from('{'), Buffer.from([0]), Buffer.from([0xff, 0xfe]), Buffer.from([0xc3])])(
    'that is no JSON has none: %j',
    async (body) => {
      expect((await answering(body)).json).toBeUndefined();
    },
  );
});
