import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboxEntry, OutboxMessage, OutboxStore } from '../../src/delivery/outbox-store.ts';
import { delivered, failed, inDoubt, later, message } from './outbox-messages.ts';
import { apply, history, PlainOutbox } from './plain-outbox.ts';
import type { TwiceOpened } from './twice-opened.ts';

const keys = (entries: readonly OutboxEntry[]): readonly string[] => entries.map((entry) => entry.message.key);

/** What every outbox must do. */
export function outboxStoreContract(name: string, create: () => TwiceOpened<OutboxStore>): void {
  describe(`outbox store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return { ...opened, other: opened.reopen() };
    };
    afterEach(() => opened?.close());

    it('puts a message in once, and gives it back as it was, to other processes as well', () => {
      const { store, other } = open();
      const first = message('c-1/a', { body: { ñ: ['x', null], n: 1.5 }, inDoubt: 'leave' });
      expect([store.add(first, 100), other.add({ ...first, body: {} }, 200), store.add(message('c-1/b'), 100)]).toEqual(
        [true, false, true],
      );
      const held = { message: first, state: 'waiting', attempts: 0, due: 100, queued: 100, maybeSeen: false };
      expect(other.find('c-1/a')).toEqual(held);
      expect(other.find('c-1/z')).toBeUndefined();
    });

    it('gives what is due, what was due first first, to one alone', () => {
      const { store, other } = open();
      for (const [at, key] of ['c-3/a', 'c-1/a', 'c-2/a', 'c-4/a'].entries()) store.add(message(key), 100 + at);
      expect(store.take('p-1', 99, 9)).toEqual([]);
      expect(keys(store.take('p-1', 102, 2))).toEqual(['c-3/a', 'c-1/a']);
      const [taken] = other.take('p-2', 102, 9);
      expect(taken).toEqual({
        message: message('c-2/a'),
        state: 'sending',
        attempts: 1,
        due: 102,
        queued: 102,
        owner: 'p-2',
        maybeSeen: false,
      });
      expect(store.take('p-1', 102, 9)).toEqual([]);
      expect(store.nextDue()).toBe(103);
    });

    it('gives one of a conversation at a time, in the order in which they were put in', () => {
      const { store, other } = open();
      for (const key of ['c-1/a', 'c-1/b', 'c-1/c', 'c-2/a']) store.add(message(key), 100);
      store.add(message('c-1/a of another', { tenant: 't-2' }), 100);
      expect(keys(store.take('p-1', 100, 9))).toEqual(['c-1/a', 'c-2/a', 'c-1/a of another']);
      expect(other.take('p-2', 100, 9)).toEqual([]);
      // What is tried again later holds up what comes behind it.
      store.settle('c-1/a', 'p-1', later(500));
      expect([other.take('p-2', 499, 9), other.nextDue()]).toEqual([[], 500]);
      expect(keys(other.take('p-2', 500, 9))).toEqual(['c-1/a']);
      other.settle('c-1/a', 'p-2', failed(500));
      expect(keys(store.take('p-1', 500, 9))).toEqual(['c-1/b']);
      store.settle('c-1/b', 'p-1', delivered(500));
      expect(keys(store.take('p-1', 500, 9))).toEqual(['c-1/c']);
    });

    it('puts off what may not go yet, and gives others in its stead', () => {
      const { store } = open();
      for (const key of ['c-1/a', 'c-2/a', 'c-3/a', 'c-4/a']) store.add(message(key), 100);
      const earliest = ({ conversation }: OutboxMessage) => (conversation < 'c-3' ? 300.5 : 100);
      expect(keys(store.take('p-1', 100, 2, { earliest }))).toEqual(['c-3/a', 'c-4/a']);
      expect(store.find('c-1/a')).toMatchObject({ state: 'waiting', attempts: 0, due: 301 });
      expect(store.nextDue()).toBe(301);
      expect(keys(store.take('p-1', 301, 9))).toEqual(['c-1/a', 'c-2/a']);
    });

    it('gives each sender its own kinds, and what goes before waits for nobody else', () => {
      const { store, other } = open();
      const finding = { kind: 'finding' };
      store.add(message('c-1/a'), 100);
      store.add(message('c-2/a', finding), 90);
      store.add(message('c-2/b'), 80);
      store.add(message('c-3/a', { kind: 'finding_status' }), 70);
      store.add(message('c-4/a'), 60);
      const kinds = ['finding', 'finding_status'];
      expect([store.nextDue(['alert']), store.nextDue(kinds), store.nextDue(['other']), store.nextDue([])]).toEqual([
        60,
        70,
        undefined,
        undefined,
      ]);
      expect(keys(store.take('p-1', 100, 1, { kinds }))).toEqual(['c-3/a']);
      expect(store.take('p-1', 100, 9, { kinds: [] })).toEqual([]);
      // In a conversation the order counts, whatever the kinds are.
      expect(keys(other.take('p-2', 100, 9, { kinds: ['alert'] }))).toEqual(['c-4/a', 'c-1/a']);
      expect(keys(store.take('p-1', 100, 9, { kinds }))).toEqual(['c-2/a']);
      store.settle('c-2/a', 'p-1', delivered(100));
      expect(keys(other.take('p-2', 100, 9, { kinds: ['alert'] }))).toEqual(['c-2/b']);
    });

    it('gives messages of several kinds by when they are due, and of one time by when they were put in', () => {
      const { store } = open();
      for (const [at, key] of ['c-1/a', 'c-2/a', 'c-3/a', 'c-4/a'].entries())
        store.add(message(key, { kind: at % 2 === 0 ? 'finding' : 'alert' }), 100);
      expect(keys(store.take('p-1', 100, 3, { kinds: ['alert', 'finding'] }))).toEqual(['c-1/a', 'c-2/a', 'c-3/a']);
    });

    it('hears how it ended from its owner alone, once', () => {
      const { store, other } = open();
      store.add(message('c-1/a'), 100);
      expect(store.settle('c-1/a', 'p-1', delivered(100))).toBe(false);
      store.take('p-1', 100, 1);
      expect(other.settle('c-1/a', 'p-2', failed(100))).toBe(false);
      expect(other.settle('c-1/a', 'p-1', delivered(200, 'shown-7'))).toBe(true);
      expect(store.settle('c-1/a', 'p-1', failed(300))).toBe(false);
      expect(store.find('c-1/a')).toEqual({
        message: message('c-1/a'),
        state: 'delivered',
        attempts: 1,
        due: 200,
        queued: 100,
        maybeSeen: false,
        delivered: 'shown-7',
      });
      expect([store.nextDue(), store.retry('c-1/a', 300)]).toEqual([undefined, false]);
    });

    it('takes up what a process that is gone was sending, as the message wants it', () => {
      const { store, other } = open();
      const kept = message('c-2/a', { inDoubt: 'leave' });
      for (const each of [message('c-1/a'), message('c-1/b'), kept, message('c-3/a')]) store.add(each, 100);
      store.take('gone', 100, 2);
      store.take('lives', 100, 1);
      const lives = (owner: string) => owner === 'lives';
      const recovered = other.recover(lives, 400);
      expect(recovered).toMatchObject([
        { message: message('c-1/a'), state: 'waiting', due: 400, attempts: 1, maybeSeen: true },
        { message: kept, state: 'in_doubt', attempts: 1, maybeSeen: true },
      ]);
      expect(recovered.every(({ owner }) => owner === undefined)).toBe(true);
      expect(store.recover(lives, 400)).toEqual([]);
      expect(store.settle('c-1/a', 'gone', delivered(400))).toBe(false);
      expect(keys(store.take('p-1', 400, 9))).toEqual(['c-1/a']);
      expect(store.find('c-3/a')).toMatchObject({ state: 'sending', owner: 'lives' });
      // What was taken long ago counts as left, whoever took it.
      expect(keys(other.recover(() => true, 500, { before: 101 }))).toEqual(['c-3/a']);
    });

    it('takes up what is of the named kinds alone, and has it wait as long as it is told', () => {
      const { store, other } = open();
      for (const each of [message('c-1/a'), message('c-2/a', { kind: 'finding' })]) store.add(each, 100);
      store.take('gone', 100, 2);
      const recovered = other.recover(() => false, 400, { kinds: ['finding'], due: 900 });
      expect(recovered).toMatchObject([{ message: { key: 'c-2/a' }, state: 'waiting', due: 900 }]);
      expect(store.find('c-1/a')?.state).toBe('sending');
      expect(store.take('p-1', 899, 9)).toEqual([]);
    });

    it('gives up what waits for a conversation, and leaves what is on its way', () => {
      const { store, other } = open();
      for (const each of [message('c-1/a'), message('c-1/b'), message('c-2/a')]) store.add(each, 100);
      store.add(message('c-1/c', { tenant: 't-2' }), 100);
      store.take('p-1', 100, 1);
      expect(other.giveUp('t-1', 'c-1', 'gone', 200)).toMatchObject([
        { message: message('c-1/b'), state: 'failed', why: 'gone' },
      ]);
      expect(store.giveUp('t-1', 'c-1', 'gone', 200)).toEqual([]);
      expect(store.find('c-1/a')?.state).toBe('sending');
      expect(keys(store.take('p-1', 200, 9))).toEqual(['c-2/a', 'c-1/c']);
      store.settle('c-1/a', 'p-1', later(300));
      expect(keys(store.take('p-1', 300, 9))).toEqual(['c-1/a']);
    });

    it('puts back what was given up or is in doubt, in its old place, its attempts counted anew', () => {
      const { store, other } = open();
      for (const key of ['c-1/a', 'c-1/b', 'c-1/c']) store.add(message(key), 100);
      store.take('p-1', 100, 1);
      store.settle('c-1/a', 'p-1', { state: 'in_doubt', due: 100, maybeSeen: true, why: 'broke off' });
      expect(keys(store.take('p-1', 100, 1))).toEqual(['c-1/b']);
      expect([other.retry('c-1/a', 300), other.retry('c-1/b', 300), other.retry('c-9/a', 300)]).toEqual([
        true,
        false,
        false,
      ]);
      expect(store.find('c-1/a')).toMatchObject({ state: 'waiting', attempts: 0, due: 300, maybeSeen: true });
      expect(store.take('p-1', 300, 9)).toEqual([]);
      store.settle('c-1/b', 'p-1', delivered(300));
      expect(keys(store.take('p-1', 300, 9))).toEqual(['c-1/a']);
    });

    it('puts back what is in doubt no earlier than it is to be left alone, and what failed at once', () => {
      const { store } = open();
      for (const key of ['c-1/a', 'c-2/a']) store.add(message(key), 100);
      store.take('p-1', 100, 2);
      store.settle('c-1/a', 'p-1', inDoubt(500));
      store.settle('c-2/a', 'p-1', failed(500));
      expect([store.retry('c-1/a', 300), store.retry('c-2/a', 300)]).toEqual([true, true]);
      expect([store.find('c-1/a')?.due, store.find('c-2/a')?.due]).toEqual([500, 300]);
    });

    it('lists what was put in last first, by tenant and state, and counts by state', () => {
      const { store } = open();
      for (const each of [message('c-1/a'), message('c-2/a', { tenant: 't-2' }), message('c-3/a'), message('c-4/a')])
        store.add(each, 100);
      store.take('p-1', 100, 2);
      store.settle('c-1/a', 'p-1', delivered(100));
      expect(keys(store.list({}, 3))).toEqual(['c-4/a', 'c-3/a', 'c-2/a']);
      expect(keys(store.list({ tenant: 't-2' }, 9))).toEqual(['c-2/a']);
      expect(keys(store.list({ states: ['waiting', 'delivered'] }, 9))).toEqual(['c-4/a', 'c-3/a', 'c-1/a']);
      expect(keys(store.list({ tenant: 't-2', states: ['waiting'] }, 9))).toEqual([]);
      expect(store.count()).toEqual({ waiting: 2, sending: 1, delivered: 1, failed: 0, in_doubt: 0 });
    });

    it('forgets what was delivered before a time, and nothing else', () => {
      const { store } = open();
      for (const key of ['c-1/a', 'c-2/a', 'c-3/a', 'c-4/a']) store.add(message(key), 100);
      store.take('p-1', 100, 3);
      store.settle('c-1/a', 'p-1', delivered(199));
      store.settle('c-2/a', 'p-1', delivered(200));
      store.settle('c-3/a', 'p-1', failed(100));
      expect([store.sweep(200), store.sweep(200)]).toEqual([1, 0]);
      expect(keys(store.list({}, 9))).toEqual(['c-4/a', 'c-3/a', 'c-2/a']);
      expect(store.add(message('c-1/a'), 300)).toBe(true);
    });

    it('does all of a transaction, or nothing', () => {
      const { store, other } = open();
      const failing = () =>
        store.transaction(() => {
          store.add(message('c-1/a'), 100);
          store.take('p-1', 100, 1);
          throw new Error('after all');
        });
      expect(failing).toThrow('after all');
      expect(other.list({}, 9)).toEqual([]);
    });

    it('sends each message by one process at a time and in order, in any history of two processes', () => {
      fc.assert(
        fc.property(history, (steps) => {
          const { store, reopen, close } = create();
          const handles = [store, reopen()] as const;
          const plain = new PlainOutbox();
          try {
            for (const [at, step] of steps.entries())
              expect(apply(handles[step.by], step, 1_000 + at)).toEqual(apply(plain, step, 1_000 + at));
            for (const seen of handles) {
              expect(seen.list({}, 99)).toEqual(plain.list());
              expect(seen.nextDue()).toBe(plain.nextDue());
            }
          } finally {
            close();
          }
        }),
        { seed: 45, numRuns: 60 },
      );
    });
  });
}
