import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import {
  LONGEST_EVENT,
  readWebhook,
  type WebhookRequest,
  webhookSignature,
  wrongWebhookFields,
} from '../../../src/findings/syncing/webhook.ts';

const SECRET = 'wick-and-oil-0815-4711';
const NOW = Date.parse('2031-04-05T06:07:08Z');
const STAMP = NOW / 1000;
const EVENT = { key: 'F-1', id: '4711', state: 'Done', at: '2031-04-05T06:00:00+02:00' };

interface Sent {
  readonly body?: string | Uint8Array;
  readonly stamp?: number;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as a platform sends it, signed for its own body unless said otherwise. */
function sent({
  body = JSON.stringify(EVENT),
  stamp = STAMP,
  secret = SECRET,
  headers = {},
}: Sent = {}): WebhookRequest {
  return {
    headers: new Headers({
      'X-Compliance-Timestamp': String(stamp),
      'X-Compliance-Delivery': 'd-1',
      'X-Compliance-Signature': webhookSignature(secret, stamp, body),
      ...headers,
    }),
    body: typeof body === 'string' ? Buffer.from(body) : body,
    secrets: [SECRET],
    now: NOW,
  };
}

function refusal(request: WebhookRequest): AppError {
  try {
    expect.fail(`it was taken: ${JSON.stringify(readWebhook(request))}`);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  }
}

describe('a webhook', () => {
  it('is read where it is signed as agreed', () => {
    expect(readWebhook(sent())).toEqual({
      delivery: 'd-1',
      signature: webhookSignature(SECRET, STAMP, JSON.stringify(EVENT)).slice('sha256='.length),
      key: 'F-1',
      id: '4711',
      state: 'Done',
      changed: '2031-04-05T04:00:00.999Z',
    });
  });

  it('has the signature that others compute', () => {
    // printf '1614265330.{"test": 2432232314}' | openssl dgst -sha256 -hmac wick
    expect(webhookSignature('wick', 1614265330, '{"test": 2432232314}')).toBe(
      'sha256=9255465e05587c16c5ab952b2839382f3c29928f6a15cb24f33c1d48499b515d',
    );
  });

  it('is proved by any secret that holds, while one is changed for another', () => {
    const request = sent({ secret: 'the-one-before' });
    expect(refusal(request).code).toBe('not_signed_in');
    expect(readWebhook({ ...request, secrets: [SECRET, 'the-one-before'] }).state).toBe('Done');
    expect(readWebhook({ ...sent(), secrets: [SECRET, 'the-one-before'] }).state).toBe('Done');
  });

  it('is proved by no secret where there is none', () => {
    expect(refusal({ ...sent(), secrets: [] }).code).toBe('not_signed_in');
    for (const secrets of [[''], ['', '']])
      expect(refusal({ ...sent({ secret: '' }), secrets }).code).toBe('not_signed_in');
  });

  it.each([-300, -1, 0, 1, 300])('is taken %i seconds away from now', (seconds) => {
    expect(readWebhook(sent({ stamp: STAMP + seconds })).delivery).toBe('d-1');
  });

  it('is refused outside the window, on both sides, with the same words as everything that is not proved', () => {
    const refused: WebhookRequest[] = [
      sent({ stamp: STAMP - 301 }),
      sent({ stamp: STAMP + 301 }),
      sent({ secret: 'another' }),
      { ...sent(), body: Buffer.from(JSON.stringify({ ...EVENT, state: 'New' })) },
      sent({ headers: { 'X-Compliance-Timestamp': String(STAMP + 1) } }),
      sent({ headers: { 'X-Compliance-Timestamp': `${STAMP}.0` } }),
      sent({ headers: { 'X-Compliance-Timestamp': '' } }),
      sent({ headers: { 'X-Compliance-Delivery': '' } }),
      sent({ headers: { 'X-Compliance-Delivery': 'a b' } }),
      sent({ headers: { 'X-Compliance-Delivery': 'a'.repeat(129) } }),
      sent({ headers: { 'X-Compliance-Signature': '' } }),
      sent({ headers: { 'X-Compliance-Signature': 'sha256=' } }),
      sent({ headers: { 'X-Compliance-Signature': `sha1=${'0'.repeat(40)}` } }),
      sent({ headers: { 'X-Compliance-Signature': webhookSignature(SECRET, STAMP, JSON.stringify(EVENT)).slice(7) } }),
      sent({ body: `"${'x'.repeat(LONGEST_EVENT)}"` }),
    ];
    const told = refused.map((request) => {
      const { code, message } = refusal(request);
      return { code, message };
    });
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(told[0]?.code).toBe('not_signed_in');
  });

  it('has no secret in what it is refused with', () => {
    const error = refusal(sent({ secret: 'another' }));
    for (const secret of [SECRET, 'another']) expect(`${error.message} ${error.detail}`).not.toContain(secret);
  });

  it('names a record by its key, its id, or both', () => {
    const { key, id, ...rest } = EVENT;
    expect(readWebhook(sent({ body: JSON.stringify({ ...rest, key }) }))).not.toHaveProperty('id');
    expect(readWebhook(sent({ body: JSON.stringify({ ...rest, id: 4711 }) }))).toMatchObject({ id: '4711' });
    expect(refusal(sent({ body: JSON.stringify(rest) }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('names no record'),
    });
    expect(id).toBe('4711');
  });

  it('is read at the places of the settings', () => {
    const body = JSON.stringify({ issue: { ref: 'F-1', 'a.b': 'Done' }, changes: [{ when: '2031-04-05T06:00:00Z' }] });
    const fields = { key: 'issue.ref', id: 'issue.no', state: '/issue/a.b', at: 'changes.0.when' };
    expect(wrongWebhookFields(fields)).toEqual([]);
    expect(readWebhook({ ...sent({ body }), fields })).toMatchObject({
      key: 'F-1',
      state: 'Done',
      changed: '2031-04-05T06:00:00.999Z',
    });
    expect(
      readWebhook({ ...sent({ body: '{"ref":"F-1","state":"Done"}' }), fields: { key: 'ref', id: undefined } }).key,
    ).toBe('F-1');
    expect(wrongWebhookFields({ key: '', id: 'a..b', state: '__proto__.x', at: 'at' })).toEqual(['key', 'id', 'state']);
  });

  it('happened in the second in which it was signed, where it does not say when', () => {
    const { at: _, ...rest } = EVENT;
    expect(readWebhook(sent({ body: JSON.stringify(rest), stamp: STAMP - 60 })).changed).toBe(
      '2031-04-05T06:06:08.999Z',
    );
  });

  it.each([
    ['{', 'is no JSON'],
    ['', 'is no JSON'],
    ['null', 'has no state'],
    ['[]', 'has no state'],
    ['{"state":{"name":"Done"},"key":"F-1"}', 'has no state'],
    ['{"state":"","key":"F-1"}', 'has no state'],
    ['{"state":"\\u200b\\u0000 ","key":"F-1"}', 'has no state'],
    [`{"state":"${'x'.repeat(201)}","key":"F-1"}`, 'more than 200 characters'],
    ['{"state":"Done","key":["F-1"]}', 'names no record'],
    ['{"state":"Done","key":"F-1","at":"yesterday"}', 'has a time that is none'],
    ['{"state":"Done","key":"F-1","at":"2031-04-05T06:00:00"}', 'has a time that is none'],
    ['{"state":"Done","key":"F-1","at":"2031-99-05T06:00:00Z"}', 'has a time that is none'],
    ['{"state":"Done","key":"F-1","at":"2031-04-05T06:12:09Z"}', 'still to come'],
    ['{"__proto__":{"state":"Done","key":"F-1"}}', 'has no state'],
  ])('that is no event is told so to whoever signed it: %s', (body, why) => {
    const error = refusal(sent({ body }));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain(why);
  });

  it('is over the bytes that were sent, not over the text that they would make', () => {
    const bytes = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(refusal(sent({ body: bytes })).message).toContain('is no JSON');
    const mended = Buffer.from(Buffer.from(bytes).toString('utf8'));
    expect(refusal({ ...sent({ body: bytes }), body: mended }).code).toBe('not_signed_in');
  });

  it('is taken from nobody who has not the secret, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string(),
        fc.stringMatching(/^(?:sha256=)?[0-9a-f]{0,70}$/),
        fc.string(),
        (body, stamp, signature, delivery) => {
          const named: Record<string, string> = {
            'x-compliance-timestamp': stamp,
            'x-compliance-signature': signature,
            'x-compliance-delivery': delivery,
          };
          const headers = { get: (name: string) => named[name] ?? null };
          expect(refusal({ headers, body, secrets: [SECRET], now: NOW }).code).toBe('not_signed_in');
        },
      ),
    );
  });

  it('throws nothing but errors of ours for any JSON that is signed', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        try {
          const { state, key, id } = readWebhook(sent({ body }));
          expect(state).not.toBe('');
          expect(key ?? id).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
