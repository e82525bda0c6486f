import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelAddress } from '../../src/conversations/channel-address.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Attempt } from '../../src/delivery/courier.ts';
import { putBack, putIn } from '../../src/delivery/put-in.ts';
import { callContext } from '../asking.ts';
import { verifyFile } from '../audit/tampered.ts';
import { address } from '../contracts/address-store-contract.ts';
import { message } from '../contracts/outbox-messages.ts';
import { deliveryDesk, named } from './delivery-desk.ts';

let desk: ReturnType<typeof deliveryDesk>;
beforeEach(() => {
  desk = deliveryDesk();
});
afterEach(() => desk.close());

const never = () => new Promise<Attempt>(() => {});
const state = (key: string) => desk.outbox.find(key)?.state;

describe('where a message may go', () => {
  it('is given up, and nothing leaves, where no address is known', async () => {
    putIn(desk, message('c-9/a'));
    desk.put('c-1/a');
    void desk.senderWith().run();
    await desk.time.settle();
    expect(desk.courier.keys()).toEqual(['c-1/a']);
    expect(desk.outbox.find('c-9/a')).toMatchObject({ state: 'failed', why: expect.stringMatching(/is not known/) });
    expect(desk.rows('intent')).toHaveLength(1);
    expect(desk.rows('delivery')).toContainEqual({
      ...{
        message: 'c-9/a',
        kind: 'alert',
        to: named('c-9'),
        what: 'failed',
        ended: 'no_address',
        attempt: 1,
        who: 'system',
      },
    });
  });

  it('is the own tenant alone, whatever the store of addresses gives', async () => {
    desk.addresses.save(address('c-1', { tenant: 't-2' }));
    putIn(desk, message('c-1/a'));
    putIn(desk, message('c-1/b', { tenant: 't-2' }));
    void desk.senderWith().run();
    await desk.time.settle();
    expect(desk.courier.sent.map(({ key, address: to }) => [key, to.tenant])).toEqual([['c-1/b', 't-2']]);
    expect(state('c-1/a')).toBe('failed');

    const foreign: readonly ChannelAddress[] = [address('c-3', { tenant: 't-2' }), address('c-4')];
    for (const found of foreign) {
      putIn(desk, message('c-3/a', { key: `c-3/${found.tenant}` }));
      const sender = desk.senderWith({ destinations: { find: () => found, missing: 'none' } });
      void sender.run();
      await desk.time.settle();
      expect(state(`c-3/${found.tenant}`)).toBe('failed');
    }
    expect(desk.courier.sent).toHaveLength(1);
  });
});

describe('a sender that is stopped', () => {
  it('takes nothing more, waits for what is on its way, and ends', async () => {
    let end: (attempt: Attempt) => void = () => {};
    desk.courier.answers.push(() => new Promise((resolve) => (end = resolve)));
    desk.put('c-1/a', 'c-1/b');
    const sender = desk.senderWith();
    const ran = sender.run();
    await desk.time.settle();
    const stopped = sender.stop(5_000);
    await desk.time.pass(4_000);
    end({ kind: 'delivered', id: 'x' });
    await desk.time.settle();
    await Promise.all([stopped, ran]);
    await desk.time.pass(60_000);
    expect(['c-1/a', 'c-1/b'].map(state)).toEqual(['delivered', 'waiting']);
    sender.wake();
    await sender.settled();
    expect(desk.courier.sent).toHaveLength(1);
  });

  it('ends what takes too long as not known, though the courier does not listen', async () => {
    desk.courier.answers.push(never, never);
    desk.put('c-1/a');
    desk.addresses.save(address('c-2'));
    putIn(desk, message('c-2/a', { inDoubt: 'leave' }));
    const sender = desk.senderWith();
    void sender.run();
    await desk.time.settle();
    const stopped = sender.stop(5_000);
    await desk.time.pass(5_000);
    await stopped;
    expect(desk.outbox.find('c-1/a')).toMatchObject({
      state: 'waiting',
      maybeSeen: true,
      why: expect.stringMatching(/was stopped/),
    });
    expect(desk.outbox.find('c-2/a')).toMatchObject({ state: 'in_doubt', maybeSeen: true });
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('is stopped before it ran, and twice', async () => {
    const sender = desk.senderWith();
    await sender.stop(1_000);
    await sender.stop(1_000);
    desk.put('c-1/a');
    void sender.run();
    await desk.time.pass(5_000);
    expect(desk.courier.sent).toEqual([]);
  });
});

describe('what a process that is gone has left', () => {
  /** As the file is after a kill between taking and marking. */
  function leave(owner: string, ...messages: readonly ReturnType<typeof message>[]): void {
    for (const each of messages) {
      desk.addresses.save(address(each.conversation));
      putIn(desk, each);
    }
    desk.outbox.take(owner, desk.clock.now(), messages.length);
  }

  it('is sent again and says so, or is left in doubt, with a row of it', async () => {
    leave('gone', message('c-1/a'), message('c-2/a', { inDoubt: 'leave' }));
    void desk.senderWith().run();
    await desk.time.settle();
    expect(desk.courier.sent).toMatchObject([{ key: 'c-1/a', attempt: 2, maybeSeen: true }]);
    expect(['c-1/a', 'c-2/a'].map(state)).toEqual(['delivered', 'in_doubt']);
    expect(desk.rows('delivery').filter((row) => row['ended'] === 'cut_off')).toMatchObject([
      { message: 'c-1/a', what: 'waiting', maybeSeen: true },
      { message: 'c-2/a', what: 'in_doubt', maybeSeen: true },
    ]);
  });

  it('is found within a minute by one that runs, and what another machine left in ten', async () => {
    const lives = (owner: string) => owner !== 'gone';
    void desk.senderWith({ lives }).run();
    await desk.time.settle();
    leave('gone', message('c-1/a'));
    await desk.time.pass(60_000);
    expect(state('c-1/a')).toBe('delivered');
    leave('elsewhere', message('c-2/a'));
    await desk.time.pass(590_000);
    expect(state('c-2/a')).toBe('sending');
    await desk.time.pass(130_000);
    expect(state('c-2/a')).toBe('delivered');
  });

  it('is not marked by the one that was taken for gone, and the record says so', async () => {
    let end: (attempt: Attempt) => void = () => {};
    desk.courier.answers.push(() => new Promise((resolve) => (end = resolve)));
    desk.put('c-1/a');
    void desk.senderWith().run();
    await desk.time.settle();
    desk.outbox.recover(() => false, desk.clock.now());
    end({ kind: 'delivered', id: 'x' });
    await desk.time.settle();
    expect(desk.courier.sent.map(({ maybeSeen }) => maybeSeen)).toEqual([false, true]);
    expect(desk.rows('delivery').map((row) => row['what'])).toEqual(['queued', 'overtaken', 'delivered']);
  });
});

describe('a file that cannot be written for a while', () => {
  it('is tried again: what was sent is marked in the end, and not sent again', async () => {
    desk.put('c-1/a', 'c-1/b');
    let fails = 3;
    const outbox = {
      ...desk.outbox,
      settle: (...words: Parameters<typeof desk.outbox.settle>) => {
        fails -= 1;
        if (fails >= 0) throw new AppError('conflict', 'Another process is writing to the library; try again.');
        return desk.outbox.settle(...words);
      },
    };
    const sender = desk.senderWith({ outbox });
    void sender.run();
    await desk.time.settle();
    expect(sender.problem).toMatch(/Another process is writing/);
    await desk.time.pass(10_000);
    expect(desk.courier.keys()).toEqual(['c-1/a', 'c-1/b']);
    expect(['c-1/a', 'c-1/b'].map(state)).toEqual(['delivered', 'delivered']);
    expect(sender.problem).toBeUndefined();
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('stops nothing for good where nothing can be taken', async () => {
    desk.put('c-1/a');
    let fails = 2;
    const outbox = {
      ...desk.outbox,
      nextDue: () => {
        fails -= 1;
        if (fails >= 0) throw new TypeError('secret detail');
        return desk.outbox.nextDue();
      },
    };
    const sender = desk.senderWith({ outbox });
    void sender.run();
    await desk.time.settle();
    expect(sender.problem).toBe('Messages cannot be sent: something failed unexpectedly.');
    await desk.time.pass(5_000);
    expect([state('c-1/a'), sender.problem]).toEqual(['delivered', undefined]);
  });
});

describe('a message that a person puts back', () => {
  it('is sent once more, with a row of who asked for it', async () => {
    desk.courier.answers.push(() => ({ kind: 'refused', why: 'no' }));
    desk.put('c-1/a');
    void desk.senderWith().run();
    await desk.time.settle();
    putBack(desk, 'c-1/a', callContext());
    await desk.time.pass(1_000);
    expect(state('c-1/a')).toBe('delivered');
    expect(desk.rows('delivery')).toContainEqual({
      ...{ message: 'c-1/a', kind: 'alert', to: named('c-1'), what: 'put_back', who: 'User u-1' },
    });
    const code = (key: string) => {
      try {
        return putBack(desk, key, callContext());
      } catch (error) {
        return (error as AppError).code;
      }
    };
    desk.put('c-2/a');
    expect(['c-1/a', 'c-2/a', 'nothing'].map(code)).toEqual(['conflict', 'conflict', 'not_found']);
  });

  it('is refused before it is put in where no channel could take it', () => {
    const put = (more: Parameters<typeof message>[1]) => () => putIn(desk, message('c-1/a', more));
    expect(put({ body: { text: 'x'.repeat(60_001) } })).toThrow(/at most 60000 can be sent/);
    for (const more of [{ tenant: '' }, { conversation: 'x'.repeat(1_001) }, { kind: '' }])
      expect(put(more)).toThrow(/needs a key, a tenant/);
    expect(desk.outbox.list({}, 9)).toEqual([]);
  });
});

describe('the record of what was sent', () => {
  it('verifies, and holds nothing of what was said', async () => {
    desk.courier.answers.push(
      () => ({ kind: 'unknown', why: 'secret words of a channel' }),
      () => ({ kind: 'gone', why: 'secret words of a channel' }),
    );
    desk.put('c-1/a', 'c-2/a', 'c-3/a');
    void desk.senderWith().run();
    await desk.time.pass(60_000);
    expect(verifyFile(desk.file).problems.filter(({ kind }) => kind !== 'checkpoint_missing')).toEqual([]);
    const rows = desk.audit.store.rows({}, 1_000);
    expect(JSON.stringify(rows)).not.toMatch(/barley|secret words/);
    expect(rows.filter(({ type }) => type === 'delivery').length).toBeGreaterThan(6);
  });
});
