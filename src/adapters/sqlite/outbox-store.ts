import { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json.ts';
import {
  OUTBOX_STATES,
  type OutboxEntry,
  type OutboxMessage,
  type OutboxState,
  type OutboxStore,
} from '../../delivery/outbox-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { storedObject } from './stored-json.ts';

/** Messages on their way, in the audit's own file: each change is in the transaction of the row that tells of it. */
export function createSqliteOutboxStore(database: SqliteDatabase): OutboxStore {
  const statements = prepare(database);
  const write = <T>(work: () => T): T => inTransaction(database, work);
  /** Says anew which message of a conversation goes next: the first that waits, unless one is on its way. */
  const lineUp = ({ tenant, conversation }: Pick<OutboxMessage, 'tenant' | 'conversation'>): void => {
    statements.noneNext.run(tenant, conversation);
    statements.next.run(tenant, conversation, tenant, conversation);
  };
  const changed = (key: string): readonly OutboxEntry[] => statements.find.all(key).map(entryOf);
  return {
    transaction: write,
    add: (message, now) =>
      write(() => {
        const { key, tenant, conversation, kind, body, correlation, inDoubt } = message;
        const added = statements.add.all(
          ...[key, tenant, conversation, kind, canonicalJson(body), correlation, inDoubt, now, now],
        );
        if (added.length === 0) return false;
        lineUp(message);
        return true;
      }),
    take: (owner, now, most, { kinds, earliest = () => now } = {}) =>
      write(() => takeDue(statements, { owner, now, most, earliest, kinds }).flatMap(changed)),
    settle: (key, owner, { state, due, maybeSeen, why, delivered }) =>
      write(() => {
        const values = [state, due, why ?? null, delivered ?? null, maybeSeen ? 1 : 0];
        const [settled] = statements.settle.all(...values, key, owner);
        if (settled === undefined) return false;
        lineUp(Place.parse(settled));
        return true;
      }),
    recover: (lives, now, { kinds, before = Number.NEGATIVE_INFINITY, due = now } = {}) => {
      const left = (): readonly string[] =>
        statements.sending
          .all()
          .map((row) => Sending.parse(row))
          .filter(({ kind }) => kinds?.includes(kind) ?? true)
          .filter(({ owner, taken }) => taken < before || !lives(owner))
          .map(({ key }) => key);
      // Looked at first without the write lock: most of the time nothing was left.
      if (left().length === 0) return [];
      return write(() =>
        left().flatMap((key) => {
          lineUp(Place.parse(statements.recover.all(due, key)[0]));
          return changed(key);
        }),
      );
    },
    giveUp: (tenant, conversation, why, now) =>
      write(() => {
        const keys = statements.giveUp.all(why, now, tenant, conversation).map((row) => Key.parse(row).key);
        return keys.flatMap(changed);
      }),
    retry: (key, now) =>
      write(() => {
        const [put] = statements.retry.all(now, key);
        if (put === undefined) return false;
        lineUp(Place.parse(put));
        return true;
      }),
    sweep: (before) => write(() => statements.sweep.all(before).length),
    ...reading(statements),
  };
}

function reading(statements: ReturnType<typeof prepare>): Pick<OutboxStore, 'find' | 'list' | 'count' | 'nextDue'> {
  return {
    find: (key) => statements.find.all(key).map(entryOf)[0],
    list: ({ tenant, states = OUTBOX_STATES }, most) =>
      statements.list.all(tenant ?? null, tenant ?? null, JSON.stringify(states), most).map(entryOf),
    count: () => {
      const counts = statements.count.all().map((row) => Count.parse(row));
      const of = (state: OutboxState): number => counts.find((each) => each.state === state)?.count ?? 0;
      return {
        waiting: of('waiting'),
        sending: of('sending'),
        delivered: of('delivered'),
        failed: of('failed'),
        in_doubt: of('in_doubt'),
      };
    },
    nextDue: (kinds) => {
      const due = kindsOf(statements, kinds).flatMap((kind) => Due.parse(statements.nextDue.get(kind)).due ?? []);
      return due.length === 0 ? undefined : Math.min(...due);
    },
  };
}

/** Each kind is looked for by itself, in the index's own order: many of one are not gone through for those of another. */
function kindsOf({ kinds }: ReturnType<typeof prepare>, named: readonly string[] | undefined): readonly string[] {
  return named ?? kinds.all().map((row) => Kind.parse(row).kind);
}

/** Takes what may go now, and puts off what may not; returns the keys of what was taken. */
function takeDue(
  statements: ReturnType<typeof prepare>,
  options: {
    readonly owner: string;
    readonly now: number;
    readonly most: number;
    readonly earliest: (message: OutboxMessage) => number;
    readonly kinds: readonly string[] | undefined;
  },
): readonly string[] {
  const { due, take, putOff } = statements;
  const { owner, now, most, earliest } = options;
  const kinds = kindsOf(statements, options.kinds);
  const taken: string[] = [];
  while (taken.length < most) {
    const candidates = kinds
      .flatMap((kind) => due.all(kind, now, most - taken.length))
      .map((row) => ({ ...entryOf(row), ...Sequence.parse(row) }))
      .sort((a, b) => a.due - b.due || a.sequence - b.sequence)
      .slice(0, most - taken.length);
    if (candidates.length === 0) break;
    for (const { message } of candidates) {
      const at = earliest(message);
      if (at > now) putOff.run(Math.ceil(at), message.key);
      else {
        take.run(owner, now, message.key);
        taken.push(message.key);
      }
    }
  }
  return taken;
}

function prepare(database: SqliteDatabase) {
  // To the letter as in the index: else it is not used.
  const open = "tenant = ? AND conversation = ? AND state IN ('waiting', 'sending')";
  return {
    add: database.prepare(
      `INSERT INTO outbox (key, tenant, conversation, kind, body, correlation, in_doubt, due, queued, state, attempts, maybe_seen, next)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, 0, 0) ON CONFLICT DO NOTHING RETURNING key`,
    ),
    noneNext: database.prepare(`UPDATE outbox SET next = 0 WHERE ${open} AND next = 1`),
    next: database.prepare(
      `UPDATE outbox SET next = 1 WHERE sequence = (
         SELECT min(sequence) FROM outbox WHERE ${open} AND state = 'waiting'
       ) AND NOT EXISTS (SELECT 1 FROM outbox WHERE ${open} AND state = 'sending')`,
    ),
    kinds: database.prepare('SELECT DISTINCT kind FROM outbox WHERE next = 1'),
    due: database.prepare(
      'SELECT * FROM outbox WHERE next = 1 AND kind = ? AND due <= ? ORDER BY due, sequence LIMIT ?',
    ),
    putOff: database.prepare('UPDATE outbox SET due = ? WHERE key = ?'),
    take: database.prepare(
      `UPDATE outbox SET state = 'sending', next = 0, attempts = attempts + 1, owner = ?, taken = ? WHERE key = ?`,
    ),
    settle: database.prepare(
      `UPDATE outbox SET owner = NULL, taken = NULL, state = ?, due = ?, why = ?, delivered = ?, maybe_seen = ?
       WHERE key = ? AND owner = ? AND state = 'sending' RETURNING tenant, conversation`,
    ),
    sending: database.prepare("SELECT key, kind, owner, taken FROM outbox WHERE state = 'sending' ORDER BY sequence"),
    recover: database.prepare(
      `UPDATE outbox SET owner = NULL, taken = NULL, due = ?, maybe_seen = 1,
         why = 'The program ended while it was being sent.',
         state = CASE in_doubt WHEN 'again' THEN 'waiting' ELSE 'in_doubt' END
       WHERE key = ? RETURNING tenant, conversation`,
    ),
    giveUp: database.prepare(
      `UPDATE outbox SET state = 'failed', next = 0, why = ?, due = ?
       WHERE ${open} AND state = 'waiting' RETURNING key`,
    ),
    retry: database.prepare(
      `UPDATE outbox SET attempts = 0, state = 'waiting',
         due = CASE state WHEN 'in_doubt' THEN max(due, ?1) ELSE ?1 END
       WHERE key = ?2 AND state IN ('failed', 'in_doubt') RETURNING tenant, conversation`,
    ),
    find: database.prepare('SELECT * FROM outbox WHERE key = ?'),
    list: database.prepare(
      `SELECT * FROM outbox WHERE (? IS NULL OR tenant = ?) AND state IN (SELECT value FROM json_each(?))
       ORDER BY sequence DESC LIMIT ?`,
    ),
    count: database.prepare('SELECT state, count(*) AS count FROM outbox GROUP BY state'),
    nextDue: database.prepare('SELECT min(due) AS due FROM outbox WHERE next = 1 AND kind = ?'),
    sweep: database.prepare("DELETE FROM outbox WHERE state = 'delivered' AND due < ? RETURNING key"),
  };
}

const Key = z.object({ key: z.string() });
const Place = z.object({ tenant: z.string(), conversation: z.string() });
const Kind = z.object({ kind: z.string() });
const Sequence = z.object({ sequence: z.int() });
const Sending = z.object({ key: z.string(), kind: z.string(), owner: z.string(), taken: z.int() });
const Count = z.object({ state: z.string(), count: z.int() });
const Due = z.object({ due: z.int().nullable() });
const Row = z.object({
  key: z.string(),
  tenant: z.string(),
  conversation: z.string(),
  kind: z.string(),
  body: storedObject,
  correlation: z.string(),
  in_doubt: z.enum(['again', 'leave']),
  state: z.enum(['waiting', 'sending', 'delivered', 'failed', 'in_doubt']),
  attempts: z.int(),
  due: z.int(),
  queued: z.int(),
  owner: z.string().nullable(),
  why: z.string().nullable(),
  delivered: z.string().nullable(),
  maybe_seen: z.int(),
});

function entryOf(row: unknown): OutboxEntry {
  const { key, tenant, conversation, kind, body, correlation, in_doubt: inDoubt, ...kept } = Row.parse(row);
  const { state, attempts, due, queued, owner, why, delivered, maybe_seen: seen } = kept;
  return {
    message: { key, tenant, conversation, kind, body, correlation, inDoubt },
    state,
    attempts,
    due,
    queued,
    maybeSeen: seen === 1,
    ...(owner === null ? {} : { owner }),
    ...(why === null ? {} : { why }),
    ...(delivered === null ? {} : { delivered }),
  };
}
