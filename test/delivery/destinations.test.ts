import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attempt, Courier, Destination, Destinations } from '../../src/delivery/courier.ts';
import type { Ended } from '../../src/delivery/ended.ts';
import { putBack, putIn } from '../../src/delivery/put-in.ts';
import { createSendRates } from '../../src/delivery/send-rates.ts';
import { createSender, type SenderOptions } from '../../src/delivery/sender.ts';
import { callContext } from '../asking.ts';
import { address } from '../contracts/address-store-contract.ts';
import { message } from '../contracts/outbox-messages.ts';
import { deliveryDesk } from './delivery-desk.ts';
import { START } from './stepped-time.ts';

/** A warehouse that a lane's goods go to. */
interface Warehouse extends Destination {
  readonly city: string;
}

let desk: ReturnType<typeof deliveryDesk>;
let sent: { readonly key: string; readonly city: string; readonly at: number; readonly maybeSeen: boolean }[];
let told: unknown[];
let answers: (Attempt | Promise<Attempt>)[];
beforeEach(() => {
  desk = deliveryDesk();
  [sent, told, answers] = [[], [], []];
});
afterEach(() => desk.close());

const SETTLE = 7_000;
const destinations: Destinations<Warehouse> = {
  find: (tenant, conversation) =>
    conversation === 'nowhere' ? undefined : { tenant, conversation, city: conversation },
  missing: 'No warehouse is set up.',
  departureOf: ({ city }) => ({ city, what: 'never this' }),
};
const courier: Courier<Warehouse> = {
  settleMs: SETTLE,
  deliver: async ({ key, maybeSeen }, { city }) => {
    sent.push({ key, city, maybeSeen, at: desk.clock.now() - START });
    return answers.shift() ?? { kind: 'delivered', id: key, receipt: { shelf: 4 } };
  },
};
const ended: Ended = ({ message: { key }, attempts }, { state, due }, reason) =>
  void told.push([key, attempts, state, due - START, reason.kind]);
const senderWith = (more: Partial<SenderOptions<Warehouse>> = {}) =>
  createSender<Warehouse>({
    ...{ outbox: desk.outbox, audit: desk.audit, clock: desk.clock, timer: desk.time.timer, owner: 'host|1|0' },
    ...{ kinds: ['crate', 'pallet'], destinations, courier, ended, random: () => 0 },
    ...{ lives: () => false, rates: createSendRates({ conversation: [], overall: [] }) },
    ...more,
  });
const put = (key: string, kind = 'crate', more: Parameters<typeof message>[1] = {}) =>
  putIn(desk, message(key, { kind, ...more }));

describe('a sender of other kinds', () => {
  it('takes those alone, and brings them where they go; the intent tells where that is', async () => {
    put('Lugo/1');
    put('Vigo/1', 'pallet');
    put('Lorca/1', 'alert');
    void senderWith().run();
    await desk.time.pass(5_000);
    expect(sent.map(({ key, city }) => [key, city])).toEqual([
      ['Lugo/1', 'Lugo'],
      ['Vigo/1', 'Vigo'],
    ]);
    expect(desk.outbox.find('Lorca/1')).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(desk.rows('intent')).toMatchObject([
      { message: 'Lugo/1', kind: 'crate', city: 'Lugo', what: 'delivery' },
      { message: 'Vigo/1', kind: 'pallet', city: 'Vigo' },
    ]);
  });

  it('works beside one for channels on the same outbox, neither in the other’s way', async () => {
    desk.put('c-1/a');
    put('Lugo/1');
    void desk.senderWith().run();
    void senderWith().run();
    await desk.time.pass(1_000);
    expect([desk.courier.keys(), sent.map(({ key }) => key)]).toEqual([['c-1/a'], ['Lugo/1']]);
    expect(told).toEqual([['Lugo/1', 1, 'delivered', 0, 'delivered']]);
  });

  it('leaves to others what they were sending when they were cut off', async () => {
    desk.put('c-1/a');
    put('Lugo/1');
    desk.outbox.take('gone', desk.clock.now(), 9);
    void senderWith().run();
    await desk.time.settle();
    expect(desk.outbox.find('c-1/a')).toMatchObject({ state: 'sending', owner: 'gone' });
    expect(desk.outbox.find('Lugo/1')).toMatchObject({ state: 'waiting', maybeSeen: true });
  });

  it('is settled while messages of other kinds wait', async () => {
    put('Lorca/1', 'alert');
    const sender = senderWith();
    void sender.run();
    const settled = sender.settled();
    await desk.time.settle();
    await settled;
  });
});

describe('what becomes of a message', () => {
  it('is told with each attempt, with what the other side said', async () => {
    const receipts: unknown[] = [];
    answers.push({ kind: 'later', why: 'busy', afterMs: 1_000 }, { kind: 'unknown', why: 'broke', afterMs: 3_000 });
    put('Lugo/1');
    void senderWith({
      ended: (entry, end, reason) => {
        ended(entry, end, reason);
        if (reason.kind === 'delivered') receipts.push(reason.receipt);
      },
    }).run();
    await desk.time.pass(60_000);
    expect(told).toEqual([
      ['Lugo/1', 1, 'waiting', 1_000, 'later'],
      ['Lugo/1', 2, 'waiting', 4_000, 'unknown'],
      ['Lugo/1', 3, 'delivered', 4_000, 'delivered'],
    ]);
    expect(sent.map(({ at, maybeSeen }) => [at, maybeSeen])).toEqual([
      [0, false],
      [1_000, false],
      [4_000, true],
    ]);
    expect(receipts).toEqual([{ shelf: 4 }]);
  });

  it('is told where there is nowhere to go, in the words of whoever knows', async () => {
    put('nowhere/1');
    void senderWith().run();
    await desk.time.settle();
    expect(sent).toEqual([]);
    expect(desk.outbox.find('nowhere/1')).toMatchObject({ state: 'failed', why: 'No warehouse is set up.' });
    expect(told).toEqual([['nowhere/1', 1, 'failed', 0, 'no_address']]);
  });

  it('is told of what another process left, which waits until the other side has settled', async () => {
    put('Lugo/1');
    put('Vigo/1', 'pallet', { inDoubt: 'leave' });
    desk.outbox.take('gone', desk.clock.now(), 9);
    void senderWith().run();
    await desk.time.pass(SETTLE - 1);
    expect(told).toEqual([
      ['Lugo/1', 1, 'waiting', SETTLE, 'cut_off'],
      ['Vigo/1', 1, 'in_doubt', SETTLE, 'cut_off'],
    ]);
    expect(sent).toEqual([]);
    await desk.time.pass(1);
    expect(sent).toMatchObject([{ key: 'Lugo/1', at: SETTLE, maybeSeen: true }]);
  });

  it('is told of what a person put back', () => {
    put('nowhere/1');
    desk.outbox.take('host|1|0', desk.clock.now(), 1);
    desk.outbox.settle('nowhere/1', 'host|1|0', { state: 'failed', due: START, maybeSeen: false, why: 'no' });
    putBack({ ...desk, ended }, 'nowhere/1', callContext());
    expect(told).toEqual([['nowhere/1', 1, 'waiting', 0, 'put_back']]);
  });

  it('is not told by whom it was taken from', async () => {
    let end: (attempt: Attempt) => void = () => {};
    answers.push(new Promise((resolve) => (end = resolve)));
    put('Lugo/1');
    void senderWith().run();
    await desk.time.settle();
    desk.outbox.recover(() => false, desk.clock.now());
    end({ kind: 'delivered', id: 'x' });
    await desk.time.settle();
    expect(told).toEqual([['Lugo/1', 2, 'delivered', 0, 'delivered']]);
  });

  it('is marked together with what is told of it, or neither is', async () => {
    put('Lugo/1');
    let fails = 2;
    const sender = senderWith({
      ended: () => {
        desk.addresses.save(address('Lugo'));
        fails -= 1;
        if (fails >= 0) throw new TypeError('secret detail');
      },
    });
    void sender.run();
    await desk.time.settle();
    expect(desk.outbox.find('Lugo/1')?.state).toBe('sending');
    expect(desk.rows('delivery').map((row) => row['what'])).toEqual(['queued']);
    expect(desk.addresses.list()).toEqual([]);
    await desk.time.pass(10_000);
    expect(desk.outbox.find('Lugo/1')?.state).toBe('delivered');
    expect(desk.addresses.list()).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });
});

describe('an attempt that was broken off from here', () => {
  it.each([
    ['takes too long', async (sender: ReturnType<typeof senderWith>) => void sender],
    ['is stopped', (sender: ReturnType<typeof senderWith>) => sender.stop(1_000)],
  ])('%s: the other side is left alone before it is asked again', async (_what, stop) => {
    answers.push(new Promise<Attempt>(() => {}));
    put('Lugo/1');
    const sender = senderWith({ pace: { attemptTime: 1_000 } });
    void sender.run();
    await desk.time.settle();
    void stop(sender);
    await desk.time.pass(1_000);
    expect(desk.outbox.find('Lugo/1')).toMatchObject({
      state: 'waiting',
      maybeSeen: true,
      due: START + 1_000 + SETTLE,
    });
  });

  it('is left to a person where trying again by itself could do it twice, and not at once', async () => {
    answers.push({ kind: 'unknown', why: 'Somebody else’s number came back.', afterMs: SETTLE, leave: true });
    put('Lugo/1');
    void senderWith().run();
    await desk.time.pass(2_000);
    expect(desk.outbox.find('Lugo/1')).toMatchObject({ state: 'in_doubt', maybeSeen: true });
    putBack({ ...desk, ended }, 'Lugo/1', callContext());
    await desk.time.pass(60_000);
    expect(sent.map(({ at }) => at)).toEqual([0, SETTLE]);
    expect(told.slice(0, 2)).toEqual([
      ['Lugo/1', 1, 'in_doubt', SETTLE, 'unknown'],
      ['Lugo/1', 1, 'waiting', SETTLE, 'put_back'],
    ]);
  });
});
