import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery, InboxStore } from '../../src/conversations/inbox.ts';
import type { TwiceOpened } from './twice-opened.ts';

const AT = '2031-04-05T06:07:08.000Z';

/** Something that a channel delivered. */
function delivered(id: string, more: Partial<Delivery> = {}): Delivery {
  return { tenant: 't-1', conversation: 'c-1', id, kind: 'message', at: AT, owner: 'p-1', ...more };
}

/** What every store of what came in must do. */
export function inboxStoreContract(name: string, create: () => TwiceOpened<InboxStore>): void {
  describe(`inbox store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return { ...opened, other: opened.reopen() };
    };
    afterEach(() => opened?.close());

    it('takes each thing on once, whoever it comes to', () => {
      const { store, other } = open();
      expect(store.accept(delivered('a-1'))).toEqual({ kind: 'new' });
      expect(other.accept(delivered('a-1', { owner: 'p-2', at: '2031-04-06T00:00:00.000Z' }))).toEqual({
        kind: 'known',
        ended: false,
      });
      expect(store.accept(delivered('a-1'))).toEqual({ kind: 'known', ended: false });
    });

    it('tells things apart by tenant, conversation and id together', () => {
      const { store } = open();
      for (const each of [
        delivered('a-1'),
        delivered('a-2'),
        delivered('a-1', { conversation: 'c-2' }),
        delivered('a-1', { tenant: 't-2' }),
      ])
        expect(store.accept(each)).toEqual({ kind: 'new' });
    });

    it('says again what was replied, and keeps the first reply', () => {
      const { store, other } = open();
      for (const id of ['a-1', 'a-2']) store.accept(delivered(id));
      store.finish(delivered('a-1'), '{"status":200}');
      store.finish(delivered('a-2'));
      store.finish(delivered('a-1'), 'another');
      other.finish(delivered('never came'), 'none');
      expect(other.accept(delivered('a-1'))).toEqual({ kind: 'known', ended: true, reply: '{"status":200}' });
      expect(other.accept(delivered('a-2'))).toEqual({ kind: 'known', ended: true });
      expect(other.accept(delivered('never came'))).toEqual({ kind: 'new' });
    });

    it('gives what a process that is gone has left, once, to one alone', () => {
      const { store, other } = open();
      store.accept(delivered('a-1', { owner: 'gone', waiting: '{"to":"u-1"}', at: '2031-04-05T06:07:09.000Z' }));
      store.accept(delivered('a-2', { owner: 'gone' }));
      store.accept(delivered('a-3', { owner: 'gone' }));
      store.accept(delivered('a-4', { owner: 'lives', waiting: 'x' }));
      store.finish(delivered('a-3'));
      const lives = (owner: string) => owner === 'lives';
      expect(other.takeOrphans(lives)).toEqual([
        delivered('a-2', { owner: 'gone' }),
        delivered('a-1', { owner: 'gone', waiting: '{"to":"u-1"}', at: '2031-04-05T06:07:09.000Z' }),
      ]);
      expect(store.takeOrphans(lives)).toEqual([]);
      expect(store.accept(delivered('a-1'))).toEqual({ kind: 'known', ended: true });
      expect(store.accept(delivered('a-4'))).toEqual({ kind: 'known', ended: false });
    });

    it('counts as left what came too long ago, whoever took it on', () => {
      const { store } = open();
      store.accept(delivered('a-1', { owner: 'elsewhere', at: '2031-04-05T06:07:07.999Z' }));
      store.accept(delivered('a-2', { owner: 'elsewhere' }));
      expect(store.takeOrphans(() => true)).toEqual([]);
      expect(store.takeOrphans(() => true, AT).map(({ id }) => id)).toEqual(['a-1']);
    });

    it('forgets what came before a time, but for what runs', () => {
      const { store } = open();
      for (const [at, id] of [
        ['2031-04-05T06:07:07.999Z', 'old'],
        ['2031-04-05T06:07:07.999Z', 'running'],
        [AT, 'new'],
      ] as const)
        store.accept(delivered(id, { at }));
      store.finish(delivered('old'));
      store.finish(delivered('new'));
      expect([store.sweep(AT), store.sweep(AT)]).toEqual([1, 0]);
      const known = ['old', 'running', 'new'].map((id) => store.accept(delivered(id)).kind);
      expect(known).toEqual(['new', 'known', 'known']);
    });
  });
}
