import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Attempt } from '../../src/delivery/courier.ts';
import { putIn } from '../../src/delivery/put-in.ts';
import { message } from '../contracts/outbox-messages.ts';
import { subscription } from '../contracts/subscription-store-contract.ts';
import { deliveryDesk, named } from './delivery-desk.ts';
import { START } from './stepped-time.ts';

let desk: ReturnType<typeof deliveryDesk>;
beforeEach(() => {
  desk = deliveryDesk();
});
afterEach(() => desk.close());

const answer = (attempt: Attempt) => () => attempt;
const unknown = answer({ kind: 'unknown', why: 'The connection broke.' });
const throttled = (afterMs?: number) =>
  answer({ kind: 'later', why: 'Too many requests.', ...(afterMs === undefined ? {} : { afterMs }) });
const state = (key: string) => desk.outbox.find(key)?.state;

describe('a sender', () => {
  it('sends what is due, each once, and marks it with a row before and one after', async () => {
    desk.put('c-1/a', 'c-2/a');
    const sender = desk.senderWith();
    void sender.run();
    await desk.time.settle();
    expect(desk.courier.sent).toMatchObject([
      { ...message('c-1/a'), attempt: 1, maybeSeen: false, address: { tenant: 't-1', conversation: 'c-1' } },
      { ...message('c-2/a'), attempt: 1, maybeSeen: false },
    ]);
    await desk.time.pass(3_600_000);
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-2/a']);
    expect(desk.outbox.find('c-1/a')).toMatchObject({ state: 'delivered', delivered: 'shown c-1/a' });
    const told = { message: 'c-1/a', kind: 'alert', to: named('c-1'), attempt: 1 };
    expect(desk.rows('intent')).toContainEqual({ ...told, what: 'delivery', who: 'system' });
    expect(desk.rows('delivery').filter((row) => row['to'] === named('c-1'))).toEqual([
      { message: 'c-1/a', kind: 'alert', to: named('c-1'), what: 'queued', who: 'system' },
      { ...told, what: 'delivered', ended: 'delivered', intent: expect.any(Number), who: 'system' },
    ]);
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('sends what is put in while it runs: at once when it is woken, else when it looks', async () => {
    const sender = desk.senderWith();
    void sender.run();
    await desk.time.pass(100);
    desk.put('c-1/a');
    sender.wake();
    await desk.time.settle();
    expect(desk.courier.keys()).toEqual(['c-1/a']);
    desk.put('c-1/b');
    await desk.time.pass(999);
    expect(desk.courier.keys()).toEqual(['c-1/a']);
    await desk.time.pass(1);
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-1/b']);
  });

  it('sends so many at once and no more, and of a conversation one after the other', async () => {
    const waiting: (() => void)[] = [];
    const held = () => new Promise<Attempt>((end) => waiting.push(() => end({ kind: 'delivered', id: 'x' })));
    desk.courier.answers.push(held, held, held, held, held);
    desk.put('c-1/a', 'c-1/b', 'c-2/a', 'c-3/a', 'c-4/a');
    void desk.senderWith({ pace: { atOnce: 3 } }).run();
    await desk.time.settle();
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-2/a', 'c-3/a']);
    waiting.shift()?.();
    await desk.time.settle();
    expect(desk.courier.keys().slice(3)).toEqual(['c-1/b']);
    for (const end of waiting.splice(0)) end();
    await desk.time.settle();
    expect(desk.courier.keys().slice(4)).toEqual(['c-4/a']);
  });

  it('waits longer and longer, with jitter, and gives up after a most of attempts', async () => {
    const randoms = [0, 0.999, 0.5, 0.5];
    desk.courier.answers.push(...Array.from({ length: 9 }, () => throttled()));
    desk.put('c-1/a', 'c-1/b');
    void desk
      .senderWith({
        random: () => randoms.shift() ?? 0,
        pace: { attempts: 5, firstWait: 1_000, longestWait: 3_000, lookEvery: 10_000 },
      })
      .run();
    await desk.time.pass(60_000);
    const times = desk.courier.sent.filter(({ key }) => key === 'c-1/a').map(({ at }) => at - START);
    expect(times).toEqual([0, 0, 1_998, 3_498, 4_998]);
    expect(desk.outbox.find('c-1/a')).toMatchObject({
      state: 'failed',
      attempts: 5,
      maybeSeen: false,
      why: 'Given up after 5 attempts: Too many requests.',
    });
    const ends = desk.rows('delivery').filter((row) => row['message'] === 'c-1/a');
    expect(ends.map((row) => row['what'])).toEqual(['queued', 'waiting', 'waiting', 'waiting', 'waiting', 'failed']);
    // The next one goes only then.
    expect(desk.courier.sent.find(({ key }) => key === 'c-1/b')?.at).toBe(START + 4_998);
  });

  it('waits as long as the channel asks, for that conversation alone', async () => {
    desk.courier.answers.push(throttled(45_000));
    desk.put('c-1/a', 'c-2/a');
    void desk.senderWith().run();
    await desk.time.pass(44_999);
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-2/a']);
    await desk.time.pass(1);
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-2/a', 'c-1/a']);
    expect(state('c-1/a')).toBe('delivered');
  });

  it.each([Number.NaN, -5, Number.POSITIVE_INFINITY, 1e300])(
    'is not led astray by a wish to wait for %s ms',
    async (ms) => {
      desk.courier.answers.push(throttled(ms));
      desk.put('c-1/a');
      void desk.senderWith({ pace: { lookEvery: 3_600_000, careEvery: 1e9 } }).run();
      await desk.time.pass(86_400_000);
      expect(state('c-1/a')).toBe('delivered');
    },
  );

  it('drops whoever cannot be reached, with what they follow and what waits for them; the others go on', async () => {
    desk.courier.answers.push(answer({ kind: 'gone', why: 'The app was removed.' }));
    desk.put('c-1/a', 'c-1/b', 'c-2/a');
    desk.subscriptions.save(subscription('c-1'));
    desk.subscriptions.save(subscription('c-2'));
    desk.chats.write({ tenant: 't-1', conversation: 'c-1', name: 'chat' }, {}, 0, '2031');
    void desk.senderWith().run();
    await desk.time.pass(60_000);
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-2/a']);
    expect(['c-1/a', 'c-1/b', 'c-2/a'].map(state)).toEqual(['failed', 'failed', 'delivered']);
    expect(desk.outbox.find('c-1/b')?.why).toMatch(/gone: the app was removed/);
    expect(
      [desk.addresses.list(), desk.subscriptions.list()].map((list) => list.map((each) => each.conversation)),
    ).toEqual([['c-2'], ['c-2']]);
    expect(desk.chats.read({ tenant: 't-1', conversation: 'c-1', name: 'chat' })).toBeUndefined();
    expect(desk.rows('subscription')).toEqual([{ what: 'dropped', conversation: named('c-1'), who: 'system' }]);
    expect(desk.rows('delivery').filter((row) => row['ended'] === 'gone')).toMatchObject([
      { message: 'c-1/a', what: 'failed' },
      { message: 'c-1/b', what: 'failed' },
    ]);
  });

  it('gives up what the channel will never take', async () => {
    desk.courier.answers.push(answer({ kind: 'refused', why: `Too large.\n\u202e${'x'.repeat(900)}` }));
    desk.put('c-1/a');
    void desk.senderWith().run();
    await desk.time.pass(3_600_000);
    expect(desk.courier.sent).toHaveLength(1);
    const { why = '' } = desk.outbox.find('c-1/a') ?? {};
    expect([state('c-1/a'), why.startsWith('Too large. x'), why.length]).toEqual(['failed', true, 304]);
    expect(desk.addresses.list()).toHaveLength(1);
  });

  it('says again what may not have come through, and that it may have been seen', async () => {
    desk.courier.answers.push(unknown, throttled());
    desk.put('c-1/a');
    void desk.senderWith().run();
    await desk.time.pass(60_000);
    expect(desk.courier.sent.map(({ attempt, maybeSeen }) => [attempt, maybeSeen])).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    expect(desk.outbox.find('c-1/a')).toMatchObject({ state: 'delivered', maybeSeen: true });
  });

  it('leaves in doubt what must not be seen twice, and what may have been seen after all attempts', async () => {
    desk.put('c-1/first');
    desk.addresses.save({ ...desk.addresses.list()[0]!, conversation: 'c-2' });
    putIn(desk, message('c-2/a', { inDoubt: 'leave' }));
    desk.courier.answers.push(unknown, unknown, throttled());
    void desk.senderWith({ pace: { attempts: 2 } }).run();
    await desk.time.pass(3_600_000);
    expect(desk.courier.keys()).toEqual(['c-1/first', 'c-2/a', 'c-1/first']);
    expect(desk.outbox.find('c-2/a')).toMatchObject({
      state: 'in_doubt',
      maybeSeen: true,
      why: 'The connection broke.',
    });
    expect(desk.outbox.find('c-1/first')).toMatchObject({ state: 'in_doubt', attempts: 2 });
  });

  it.each([
    ['a fault of the courier', () => Promise.reject(new TypeError('secret detail')), 'It broke off unexpectedly.'],
    ['an error in our words', () => Promise.reject(new AppError('internal', 'In our words.')), 'In our words.'],
    [
      'a fault before anything was awaited',
      () => {
        throw new TypeError('secret detail');
      },
      'It broke off unexpectedly.',
    ],
  ])('takes %s for not knowing', async (_what, failing, why) => {
    desk.courier.answers.push(failing);
    desk.put('c-1/a');
    void desk.senderWith({ pace: { firstWait: 10_000 } }).run();
    await desk.time.settle();
    expect(desk.outbox.find('c-1/a')).toMatchObject({ state: 'waiting', maybeSeen: true, why });
  });

  it('does not wait for ever for an answer, and does not listen to one that comes late', async () => {
    let late: (attempt: Attempt) => void = () => {};
    let signal: AbortSignal | undefined;
    desk.courier.answers.push((_message, given) => {
      signal = given;
      return new Promise((end) => {
        late = end;
      });
    });
    desk.put('c-1/a');
    void desk.senderWith({ pace: { attemptTime: 5_000, firstWait: 100_000 } }).run();
    await desk.time.pass(5_000);
    expect(signal?.aborted).toBe(true);
    expect(desk.outbox.find('c-1/a')).toMatchObject({ state: 'waiting', why: 'The channel did not answer in time.' });
    late({ kind: 'refused', why: 'late' });
    await desk.time.settle();
    expect(state('c-1/a')).toBe('waiting');
  });
});
