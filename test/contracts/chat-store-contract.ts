import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type ChatStore, change, type KeptName } from '../../src/conversations/chat-store.ts';
import type { JsonObject } from '../../src/core/canonical-json.ts';
import type { TwiceOpened } from './twice-opened.ts';

const AT = '2031-04-05T06:07:08.000Z';
const named = (name: string, conversation = 'c-1', tenant = 't-1'): KeptName => ({ tenant, conversation, name });

/** What every store of what doors keep must do. */
export function chatStoreContract(name: string, create: () => TwiceOpened<ChatStore>): void {
  describe(`chat store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return { ...opened, other: opened.reopen() };
    };
    afterEach(() => opened?.close());

    it('keeps a value under a name, of one conversation of one tenant', () => {
      const { store, other } = open();
      const value = { text: 'barley', list: [1, null, { ñ: true }] };
      const revision = store.write(named('chat'), value, 0, AT);
      for (const seen of [store, other]) {
        expect(seen.read(named('chat'))).toEqual({ value, revision });
        expect(seen.read(named('chat', 'c-2'))).toBeUndefined();
        expect(seen.read(named('chat', 'c-1', 't-2'))).toBeUndefined();
      }
    });

    it('refuses a change that was made from anything but the latest', () => {
      const { store, other } = open();
      const first = store.write(named('chat'), { step: 1 }, 0, AT)!;
      expect(other.write(named('chat'), { step: 'too late' }, 0, AT)).toBeUndefined();
      const second = other.write(named('chat'), { step: 2 }, first, AT)!;
      expect(second).toBeGreaterThan(first);
      expect(store.write(named('chat'), { step: 'lost' }, first, AT)).toBeUndefined();
      expect(store.write(named('chat'), undefined, first, AT)).toBeUndefined();
      expect(store.read(named('chat'))).toEqual({ value: { step: 2 }, revision: second });
      expect(store.write(named('nothing'), { step: 1 }, 7, AT)).toBeUndefined();
      expect(store.read(named('nothing'))).toBeUndefined();
    });

    it('takes a value away; what is kept anew is not taken for what it was', () => {
      const { store, other } = open();
      const before = store.write(named('chat'), { step: 1 }, 0, AT)!;
      expect(store.write(named('chat'), undefined, before, AT)).toBe(0);
      expect(store.read(named('chat'))).toBeUndefined();
      const anew = store.write(named('chat'), { step: 'anew' }, 0, AT)!;
      expect(anew).toBeGreaterThan(before);
      expect(other.write(named('chat'), { step: 'from the old one' }, before, AT)).toBeUndefined();
      store.forget('t-1', 'c-1');
      expect(store.write(named('chat'), { step: 'after all' }, 0, AT)).toBeGreaterThan(anew);
      expect(store.write(named('absent'), undefined, 0, AT)).toBe(0);
    });

    it('does all of a transaction, or nothing', () => {
      const { store, other } = open();
      const failing = () =>
        store.transaction(() => {
          store.write(named('chat'), { step: 1 }, 0, AT);
          throw new Error('after all');
        });
      expect(failing).toThrow('after all');
      expect(other.read(named('chat'))).toBeUndefined();
    });

    it('forgets a conversation, and what was last changed before a time', () => {
      const { store } = open();
      for (const [each, at] of [
        ['old', '2031-04-05T06:07:07.999Z'],
        ['new', AT],
      ] as const)
        for (const conversation of ['c-1', 'c-2']) store.write(named(each, conversation), {}, 0, at);
      store.write(named('new', 'c-1', 't-2'), {}, 0, AT);
      expect(store.forget('t-1', 'c-1')).toBe(2);
      expect(store.forget('t-1', 'c-1')).toBe(0);
      expect(store.sweep(AT)).toBe(1);
      expect(store.read(named('new', 'c-2'))).toBeDefined();
      expect(store.read(named('new', 'c-1', 't-2'))).toBeDefined();
    });

    it('loses no change, in any history of two processes', () => {
      fc.assert(
        fc.property(history, (steps) => {
          const { store, reopen, close } = create();
          const handles = [store, reopen()] as const;
          const plain = new Map<string, JsonObject>();
          try {
            for (const { by, name: each, takesAway } of steps) {
              const counted = (value: JsonObject | undefined): JsonObject | undefined =>
                takesAway ? undefined : { count: Number(value?.['count'] ?? 0) + 1 };
              change(handles[by], named(each), AT, counted);
              const next = counted(plain.get(each));
              if (next === undefined) plain.delete(each);
              else plain.set(each, next);
            }
            for (const seen of handles)
              for (const each of NAMES) expect(seen.read(named(each))?.value).toEqual(plain.get(each));
          } finally {
            close();
          }
        }),
        { seed: 44, numRuns: 25 },
      );
    });
  });
}

const NAMES = ['chat', 'write/1', 'answer/1'] as const;
const history = fc.array(
  fc.record({ by: fc.constantFrom(0 as const, 1 as const), name: fc.constantFrom(...NAMES), takesAway: fc.boolean() }),
  { maxLength: 30 },
);
