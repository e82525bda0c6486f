import { describe, expect, it } from 'vitest';
import { type Answer, NoAnswerError } from '../../../src/core/bounded-request.ts';
import { AppError } from '../../../src/core/errors.ts';
import {
  createFailed,
  createUndecided,
  platformSaid,
  questionFailed,
  unanswered,
} from '../../../src/findings/filing/http-attempts.ts';

const NOW = Date.parse('2031-04-05T06:07:08Z');

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: new Headers(headers), text: '', json: undefined };
}

function refusedConnection(): NoAnswerError {
  return new NoAnswerError('no connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
}

describe('what a platform said', () => {
  it('is one line, shortened, without addresses and secrets', () => {
    const secret = 'wick & oil/1';
    const words = `No\n\u200b${secret} ${encodeURIComponent(secret)} at https://x.example/?token=1 ${'so '.repeat(200)}`;
    const said = platformSaid(words, [secret, '']);
    expect(said).toMatch(/^No … … at \[address\] so so/);
    expect(said.length).toBeLessThan(260);
  });
});

describe('an attempt to create', () => {
  it('that found nobody to talk to is put off; one that broke is in doubt', () => {
    expect(createFailed(refusedConnection(), 'Peer')).toMatchObject({ kind: 'later' });
    expect(createFailed(new NoAnswerError('no answer within 5 ms'), 'Peer')).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['upstream_unavailable', 'later'],
    ['rate_limited', 'later'],
    ['misconfigured', 'refused'],
    ['not_permitted', 'refused'],
  ] as const)('before which the sign-in was %s is %s', (code, kind) => {
    expect(createFailed(new AppError(code, 'Words.'), 'Peer')).toEqual({ kind, why: 'Words.' });
  });

  it('passes on what is none of its own', () => {
    const gone = new Error('gone');
    expect(() => createFailed(gone, 'Peer')).toThrow(gone);
  });

  it.each([
    [429, { 'retry-after': '7' }, { kind: 'later', afterMs: 7_000 }],
    [429, { 'retry-after': new Date(NOW + 30_000).toUTCString() }, { kind: 'later', afterMs: 30_000 }],
    [429, {}, { kind: 'later' }],
    [500, {}, { kind: 'unknown' }],
    [503, { 'retry-after': '7' }, { kind: 'unknown' }],
    [302, {}, { kind: 'unknown' }],
  ])('answered %i %j', (status, headers, outcome) => {
    expect(createUndecided(answer(status, headers), 'Peer', NOW)).toMatchObject(outcome);
  });

  it.each([200, 201, 400, 401, 403, 404])('answered %i is for the adapter to read', (status) => {
    expect(createUndecided(answer(status), 'Peer', NOW)).toBeUndefined();
  });
});

describe('a question', () => {
  it.each([
    [429, 'rate_limited'],
    [403, 'not_permitted'],
    [400, 'misconfigured'],
    [401, 'misconfigured'],
    [404, 'misconfigured'],
    [408, 'upstream_unavailable'],
    [302, 'upstream_unavailable'],
    [200, 'upstream_unavailable'],
    [500, 'upstream_unavailable'],
  ])('answered %i is %s', (status, code) => {
    expect(questionFailed(answer(status), 'Peer', NOW, 'Its words')).toMatchObject({ code });
  });

  it('tells how long to wait', () => {
    expect(questionFailed(answer(429, { 'retry-after': '7' }), 'Peer', NOW).message).toContain('in 7 seconds');
  });

  it('that got no answer tells nothing of its cause', () => {
    const error = unanswered(refusedConnection(), 'Peer');
    expect(error.code).toBe('upstream_unavailable');
    expect(error.cause).toBeUndefined();
    const gone = new Error('gone');
    expect(() => unanswered(gone, 'Peer')).toThrow(gone);
  });
});
