import fc from 'fast-check';
import type {
  AttemptEnd,
  OutboxEntry,
  OutboxMessage,
  OutboxStore,
  RecoverOptions,
  TakeOptions,
} from '../../src/delivery/outbox-store.ts';
import { delivered, failed, inDoubt, later, message } from './outbox-messages.ts';

const KEYS = ['c-1/a', 'c-1/b', 'c-1/c', 'c-2/a', 'c-2/b'] as const;
/** The kinds of messages by what their keys end with, so that a conversation has several. */
const kindOf = (key: string): string => (key.endsWith('a') ? 'alert' : 'finding');

interface Step {
  readonly by: 0 | 1;
  readonly act:
    | 'add'
    | 'take'
    | 'takeKind'
    | 'deliver'
    | 'later'
    | 'fail'
    | 'doubt'
    | 'recover'
    | 'recoverKind'
    | 'giveUp'
    | 'retry';
  readonly key: (typeof KEYS)[number];
}

export const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    by: fc.constantFrom(0, 1),
    act: fc.constantFrom(
      'add',
      'add',
      'take',
      'take',
      'take',
      'takeKind',
      'deliver',
      'later',
      'fail',
      'doubt',
      'recover',
      'recoverKind',
      'giveUp',
      'retry',
    ),
    key: fc.constantFrom(...KEYS),
  }),
  { maxLength: 40 },
) as fc.Arbitrary<readonly Step[]>;

type Acting = Pick<OutboxStore, 'add' | 'take' | 'settle' | 'recover' | 'giveUp' | 'retry'>;

export function apply(store: Acting, { by, act, key }: Step, now: number): unknown {
  const owner = `p-${by}`;
  if (act === 'add')
    return store.add(message(key, { kind: kindOf(key), inDoubt: key.endsWith('b') ? 'leave' : 'again' }), now);
  if (act === 'take') return store.take(owner, now, 2);
  if (act === 'takeKind') return store.take(owner, now, 2, { kinds: [kindOf(key)] });
  if (act === 'deliver') return store.settle(key, owner, delivered(now));
  if (act === 'later') return store.settle(key, owner, later(now + 3));
  if (act === 'fail') return store.settle(key, owner, failed(now));
  if (act === 'doubt') return store.settle(key, owner, inDoubt(now + 3));
  if (act === 'recoverKind')
    return store.recover((each) => each === owner, now, { kinds: [kindOf(key)], due: now + 2 });
  if (act === 'recover') return store.recover((each) => each === owner, now);
  if (act === 'giveUp') return store.giveUp('t-1', message(key).conversation, 'gone', now);
  return store.retry(key, now);
}

/** The same, told as plainly as possible. */
export class PlainOutbox implements Acting {
  readonly #entries: OutboxEntry[] = [];

  #set(key: string, more: Partial<OutboxEntry>, without: readonly (keyof OutboxEntry)[] = []): OutboxEntry {
    const at = this.#entries.findIndex((entry) => entry.message.key === key);
    const changed = { ...this.#entries[at]!, ...more } as Record<string, unknown>;
    for (const each of without) delete changed[each];
    this.#entries[at] = changed as unknown as OutboxEntry;
    return this.#entries[at];
  }

  /** The first that waits in each conversation in which none is on its way. */
  #next(): readonly OutboxEntry[] {
    return ['c-1', 'c-2'].flatMap((conversation) => {
      const own = this.#entries.filter((entry) => entry.message.conversation === conversation);
      if (own.some(({ state }) => state === 'sending')) return [];
      return own.find(({ state }) => state === 'waiting') ?? [];
    });
  }

  add(added: OutboxMessage, now: number): boolean {
    if (this.#entries.some((entry) => entry.message.key === added.key)) return false;
    this.#entries.push({ message: added, state: 'waiting', attempts: 0, due: now, queued: now, maybeSeen: false });
    return true;
  }

  take(owner: string, now: number, most: number, { kinds }: TakeOptions = {}): readonly OutboxEntry[] {
    const place = (entry: OutboxEntry): number => this.#entries.indexOf(entry);
    return [...this.#next()]
      .filter(({ due, message: { kind } }) => due <= now && (kinds?.includes(kind) ?? true))
      .sort((a, b) => a.due - b.due || place(a) - place(b))
      .slice(0, most)
      .map((entry) => this.#set(entry.message.key, { state: 'sending', attempts: entry.attempts + 1, owner }));
  }

  settle(key: string, owner: string, end: AttemptEnd): boolean {
    if (!this.#entries.some((entry) => entry.message.key === key && entry.owner === owner)) return false;
    this.#set(key, end, ['owner', ...(end.why === undefined ? (['why'] as const) : [])]);
    return true;
  }

  recover(
    lives: (owner: string) => boolean,
    now: number,
    { kinds, due = now }: RecoverOptions = {},
  ): readonly OutboxEntry[] {
    return this.#entries
      .filter(({ message: { kind } }) => kinds?.includes(kind) ?? true)
      .filter(({ owner }) => owner !== undefined && !lives(owner))
      .map(({ message: { key, inDoubt } }) =>
        this.#set(
          key,
          {
            state: inDoubt === 'again' ? 'waiting' : 'in_doubt',
            due,
            maybeSeen: true,
            why: 'The program ended while it was being sent.',
          },
          ['owner'],
        ),
      );
  }

  giveUp(_tenant: string, conversation: string, why: string, now: number): readonly OutboxEntry[] {
    return this.#entries
      .filter((entry) => entry.message.conversation === conversation && entry.state === 'waiting')
      .map((entry) => this.#set(entry.message.key, { state: 'failed', due: now, why }));
  }

  retry(key: string, now: number): boolean {
    const found = this.#entries.find((entry) => entry.message.key === key);
    if (found?.state !== 'failed' && found?.state !== 'in_doubt') return false;
    const due = found.state === 'in_doubt' ? Math.max(now, found.due) : now;
    this.#set(key, { state: 'waiting', due, attempts: 0 });
    return true;
  }

  list(): readonly OutboxEntry[] {
    return [...this.#entries].reverse();
  }

  nextDue(kinds?: readonly string[]): number | undefined {
    const own = this.#next().filter(({ message: { kind } }) => kinds?.includes(kind) ?? true);
    const due = own.map((entry) => entry.due);
    return due.length === 0 ? undefined : Math.min(...due);
  }
}
