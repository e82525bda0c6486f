import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { type ConfirmationOptions, type ConfirmedWrite, createConfirmations } from '../../src/tools/confirmations.ts';
import { callContext } from '../asking.ts';
import { MINUTE, NOON, writeDesk } from './write-desk.ts';

let desk: ReturnType<typeof writeDesk>;
beforeEach(() => {
  desk = writeDesk();
});
afterEach(() => desk.close());

const ANA = callContext({ user: 'u-ana' });
const WRITE: ConfirmedWrite = {
  tool: 'file_note',
  arguments: { text: 'Barley is dry' },
  summary: { title: 'File a note.', lines: [] },
};
const HOUR = 60 * MINUTE;

function confirmationsWith(more: Partial<ConfirmationOptions> = {}) {
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  return createConfirmations({ store: desk.store, clock: { now: () => desk.clock.time }, newId, ...more });
}

function refused(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('how long confirmations are kept', () => {
  it('is as long as was set', () => {
    const confirmations = confirmationsWith({ lifetime: MINUTE });
    const { id, expires } = confirmations.ask(WRITE, ANA);
    expect(expires).toBe('2040-06-15T12:01:00.000Z');
    desk.clock.time += MINUTE;
    expect(refused(() => confirmations.take(id, WRITE, ANA))).toMatchObject({ code: 'conflict' });
  });

  it('is a day behind their end, so that it can be told what became of them; then they are gone', () => {
    const confirmations = confirmationsWith();
    const { id, digest } = confirmations.ask(WRITE, ANA);
    confirmations.take(id, WRITE, ANA);
    confirmations.settle(digest, 'done');
    const end = NOON + 15 * MINUTE;
    desk.clock.time = end + 24 * HOUR;
    confirmations.ask(WRITE, ANA);
    expect(refused(() => confirmations.take(id, WRITE, ANA))).toMatchObject({ code: 'conflict' });
    desk.clock.time = end + 24 * HOUR + 1;
    confirmations.ask(WRITE, ANA);
    expect(desk.store.count()).toBe(2);
    expect(refused(() => confirmations.take(id, WRITE, ANA))).toMatchObject({ code: 'not_found' });
  });

  it('is no longer than there is room: what has ended goes first, and what waits is never pushed out', () => {
    const confirmations = confirmationsWith({ most: 3 });
    const first = confirmations.ask(WRITE, ANA);
    desk.clock.time += 10 * MINUTE;
    const others = [confirmations.ask(WRITE, ANA), confirmations.ask(WRITE, ANA)];
    const full = refused(() => confirmations.ask(WRITE, ANA));
    expect(full).toMatchObject({ code: 'rate_limited', message: expect.stringMatching(/Try again in a quarter/) });
    desk.clock.time += 5 * MINUTE + 1;
    confirmations.ask(WRITE, ANA);
    expect(desk.store.count()).toBe(3);
    expect(refused(() => confirmations.take(first.id, WRITE, ANA)).code).toBe('not_found');
    for (const { id } of others) confirmations.take(id, WRITE, ANA);
  });

  it('leaves nothing behind where they cannot be kept', () => {
    const confirmations = confirmationsWith({ most: 0 });
    expect(refused(() => confirmations.ask(WRITE, ANA)).code).toBe('rate_limited');
    expect(desk.store.count()).toBe(0);
  });
});

describe('what a confirmation is for', () => {
  const taken = (asked: Partial<ConfirmedWrite>, used: Partial<ConfirmedWrite>): string => {
    const confirmations = confirmationsWith({ newId: () => `id-${desk.store.count()}` });
    const { id } = confirmations.ask({ ...WRITE, ...asked }, ANA);
    try {
      confirmations.take(id, { ...WRITE, ...used }, ANA);
      return 'taken';
    } catch (error) {
      return (error as AppError).code;
    }
  };

  it.each<[string, Partial<ConfirmedWrite>, Partial<ConfirmedWrite>, string]>([
    ['the same', {}, {}, 'taken'],
    [
      'members in another order',
      { arguments: { a: 1, b: { c: 2, d: 3 } } },
      { arguments: { b: { d: 3, c: 2 }, a: 1 } },
      'taken',
    ],
    ['one that is not given', { arguments: { a: 1 } }, { arguments: { a: 1, b: undefined } }, 'taken'],
    ['one number in two forms', { arguments: { a: 100 } }, { arguments: { a: 1e2 } }, 'taken'],
    ['another tool', {}, { tool: 'file_remark' }, 'invalid_input'],
    ['a number and its text', { arguments: { a: 1 } }, { arguments: { a: '1' } }, 'invalid_input'],
    ['nothing and an empty text', { arguments: { a: null } }, { arguments: { a: '' } }, 'invalid_input'],
    ['a list and an object', { arguments: { a: [1] } }, { arguments: { a: { 0: 1 } } }, 'invalid_input'],
    ['another title', {}, { summary: { title: 'File two notes.', lines: [] } }, 'invalid_input'],
    [
      'a title that is a line',
      { summary: { title: 'a', lines: ['b'] } },
      { summary: { title: 'a\nb', lines: [] } },
      'invalid_input',
    ],
    [
      'a tool whose name goes on as the arguments do',
      { tool: 'file', arguments: { a: 1 } },
      { tool: 'file","a', arguments: {} },
      'invalid_input',
    ],
  ])('%s', (_what, asked, used, outcome) => {
    expect(taken(asked, used)).toBe(outcome);
  });

  it.each<[string, unknown]>([
    ['a map', new Map([['a', 1]])],
    ['a day', new Date(0)],
    ['a large number', 10n],
    ['a function', () => 1],
    ['no number', Number.NaN],
    ['bytes', new Uint8Array(3)],
    ['half a character', '\ud800'],
    ['half a character as a name', { '\ud800': 1 }],
    ['one of them further inside', [{ a: [new Set()] }]],
  ])('is never what JSON has no form of its own for: %s', (_what, value) => {
    const confirmations = confirmationsWith();
    const error = refused(() => confirmations.ask({ ...WRITE, arguments: { value } }, ANA));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/cannot be confirmed/) });
    expect(desk.store.count()).toBe(0);
  });

  it('cannot be found out by trying what is kept: the same write is bound otherwise each time', () => {
    const confirmations = confirmationsWith();
    const bindings = [1, 2, 3].map(() => desk.store.find(confirmations.ask(WRITE, ANA).digest)?.binding);
    expect(new Set(bindings).size).toBe(3);
  });
});
