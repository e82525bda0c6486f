import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConfirmationStore, StoredConfirmation, WriteOutcome } from '../../src/tools/confirmation-store.ts';

const AT = '2031-04-05T06:07:08.000Z';

/** One that waits. */
export function waiting(key: string, expires = AT): Pick<StoredConfirmation, 'key' | 'binding' | 'expires'> {
  return { key, binding: `b-${key}`, expires };
}

/** What every store of confirmations must do. `reopen` gives the same one as another process would see it. */
export function confirmationStoreContract(
  name: string,
  create: () => { store: ConfirmationStore; reopen: () => ConfirmationStore; close: () => void },
): void {
  describe(`confirmation store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return opened;
    };
    afterEach(() => {
      opened?.close();
      opened = undefined;
    });

    it('gives back what was added, as far as it has come, also to others', () => {
      const { store, reopen } = open();
      for (const key of ['k-1', 'k-2', 'k-3', 'k-4']) store.add(waiting(key));
      for (const key of ['k-2', 'k-3', 'k-4']) store.use(key, AT);
      store.settle('k-3', 'done');
      store.settle('k-4', 'failed');
      for (const seen of [store, reopen()]) {
        expect(seen.find('k-1')).toEqual(waiting('k-1'));
        expect(seen.find('k-2')).toEqual({ ...waiting('k-2'), used: AT });
        expect(seen.find('k-3')).toEqual({ ...waiting('k-3'), used: AT, outcome: 'done' });
        expect(seen.find('k-4')).toEqual({ ...waiting('k-4'), used: AT, outcome: 'failed' });
        expect(seen.find('k-5')).toBeUndefined();
        expect(seen.find("k-1' OR '1'='1")).toBeUndefined();
        expect(seen.count()).toBe(4);
      }
    });

    it('is used by one alone of two processes, whoever comes first', () => {
      const { store, reopen } = open();
      const other = reopen();
      for (const key of ['k-1', 'k-2']) store.add(waiting(key));
      expect([store.use('k-1', AT), other.use('k-1', '2031-04-06T00:00:00.000Z')]).toEqual([true, false]);
      expect([other.use('k-2', AT), store.use('k-2', AT), other.use('k-2', AT)]).toEqual([true, false, false]);
      expect(store.find('k-1')?.used).toBe(AT);
    });

    it('does not let another process use what is being used', () => {
      const { store, reopen } = open();
      store.add(waiting('k-1'));
      const other = reopen();
      let seen: unknown;
      store.transaction(() => {
        store.use('k-1', AT);
        seen = other.find('k-1');
      });
      // What is not committed is not seen; and once it is, it cannot be had again.
      expect(seen).toEqual(waiting('k-1'));
      expect(other.use('k-1', AT)).toBe(false);
    });

    it('is not used by whoever does not know it', () => {
      const { store } = open();
      store.add(waiting('k-1'));
      expect(store.use('k-2', AT)).toBe(false);
      expect(store.find('k-1')).toEqual(waiting('k-1'));
    });

    it('refuses a key that is there, an outcome of what was not used, a second one, and one of nothing', () => {
      const { store } = open();
      store.add(waiting('k-1'));
      expect(() => store.add({ ...waiting('k-1'), binding: 'other' })).toThrow();
      expect(() => store.settle('k-1', 'done')).toThrow();
      expect(() => store.settle('k-9', 'done')).toThrow();
      store.use('k-1', AT);
      store.settle('k-1', 'failed');
      expect(() => store.settle('k-1', 'done')).toThrow();
      expect(store.find('k-1')).toEqual({ ...waiting('k-1'), used: AT, outcome: 'failed' });
    });

    it('undoes all of a transaction that throws, and is part of one that runs', () => {
      const { store } = open();
      store.add(waiting('k-1'));
      const failing = () =>
        store.transaction(() => {
          store.transaction(() => store.add(waiting('k-2')));
          store.use('k-1', AT);
          throw new Error('after all');
        });
      expect(failing).toThrow('after all');
      expect(store.find('k-1')).toEqual(waiting('k-1'));
      expect(store.find('k-2')).toBeUndefined();
      expect(store.use('k-1', AT)).toBe(true);
      expect(store.transaction(() => 'given')).toBe('given');
    });

    it('forgets what ended before a time, used or not, and nothing else', () => {
      const { store } = open();
      const times = ['2031-04-05T06:07:07.999Z', AT, '2031-04-05T06:07:08.001Z'];
      for (const [at, expires] of times.entries()) {
        store.add(waiting(`waits-${at}`, expires));
        store.add(waiting(`used-${at}`, expires));
        store.use(`used-${at}`, AT);
      }
      expect(store.sweep(AT)).toBe(2);
      expect(store.sweep(AT)).toBe(0);
      expect(store.count()).toBe(4);
      expect(store.find('waits-0')).toBeUndefined();
      expect(store.find('used-0')).toBeUndefined();
      expect(store.find('used-1')).toMatchObject({ used: AT });
    });

    it('is used once and ends once, in any history of two processes', () => {
      fc.assert(
        fc.property(history, (steps) => {
          const { store, reopen, close } = create();
          const handles = [store, reopen()] as const;
          const plain = new Map<string, StoredConfirmation>();
          try {
            for (const step of steps) expect(apply(handles[step.by], step)).toEqual(applyPlainly(plain, step));
            for (const seen of handles) {
              expect(seen.count()).toBe(plain.size);
              for (const key of KEYS) expect(seen.find(key)).toEqual(plain.get(key));
            }
          } finally {
            close();
          }
        }),
        { seed: 43, numRuns: 40 },
      );
    });
  });
}

const KEYS = ['k-1', 'k-2', 'k-3'] as const;
const DAYS = ['2031-01-01T00:00:00.000Z', '2031-01-02T00:00:00.000Z', '2031-01-03T00:00:00.000Z'] as const;

interface Step {
  readonly by: 0 | 1;
  readonly act: 'add' | 'use' | 'settle' | 'sweep';
  readonly key: string;
  readonly day: string;
  readonly outcome: WriteOutcome;
}

const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    by: fc.constantFrom(0, 1),
    act: fc.constantFrom('add', 'add', 'use', 'use', 'use', 'settle', 'settle', 'sweep'),
    key: fc.constantFrom(...KEYS),
    day: fc.constantFrom(...DAYS),
    outcome: fc.constantFrom('done', 'failed', 'declined'),
  }),
  { maxLength: 40 },
) as fc.Arbitrary<readonly Step[]>;

/** What a step gives; `refused` where it throws. */
function apply(store: ConfirmationStore, { act, key, day, outcome }: Step): unknown {
  try {
    if (act === 'add') return store.add(waiting(key, day));
    if (act === 'use') return store.use(key, day);
    if (act === 'settle') return store.settle(key, outcome);
    return store.sweep(day);
  } catch {
    return 'refused';
  }
}

function applyPlainly(plain: Map<string, StoredConfirmation>, { act, key, day, outcome }: Step): unknown {
  const found = plain.get(key);
  if (act === 'add') {
    if (found !== undefined) return 'refused';
    plain.set(key, waiting(key, day));
  } else if (act === 'use') {
    if (found === undefined || found.used !== undefined) return false;
    plain.set(key, { ...found, used: day });
    return true;
  } else if (act === 'settle') {
    if (found?.used === undefined || found.outcome !== undefined) return 'refused';
    plain.set(key, { ...found, outcome });
  } else {
    const old = [...plain.values()].filter(({ expires }) => expires < day);
    for (const each of old) plain.delete(each.key);
    return old.length;
  }
  return undefined;
}
