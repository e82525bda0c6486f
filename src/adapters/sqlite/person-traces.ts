import type { SqliteDatabase } from './database.ts';
import { createFindingTraces } from './finding-traces.ts';
import { createGapTraces } from './gap-traces.ts';

/** Forgets what is kept of a person beside the audit; within a transaction of the caller's. Returns how many things went. */
export type ForgetPerson = (person: string, tenant: string | undefined) => number;

/**
 * What channels left of a person: their own chat, and all that names them in the chats of others. What others follow in a
 * channel goes on, without the name of whoever asked for it, and so does what they decided on gaps and did with findings. The
 * bank's own policies stay: beside their rows in the audit nothing tells who added them.
 */
export function createPersonTraces(database: SqliteDatabase): ForgetPerson {
  const own = database.prepare(
    'SELECT tenant, conversation FROM channel_addresses WHERE person = ?1 AND (?2 IS NULL OR tenant = ?2)',
  );
  const inOwnChat = [
    'DELETE FROM channel_kept WHERE tenant = ?1 AND conversation = ?2 RETURNING 1',
    'DELETE FROM alert_subscriptions WHERE tenant = ?1 AND conversation = ?2 RETURNING 1',
    'DELETE FROM channel_addresses WHERE tenant = ?1 AND conversation = ?2 RETURNING 1',
    'UPDATE channel_inbox SET waiting = NULL, reply = NULL WHERE tenant = ?1 AND conversation = ?2 AND ended = 1 RETURNING 1',
    `UPDATE channel_inbox SET waiting = NULL WHERE tenant = ?1 AND conversation = ?2 AND ended = 0 RETURNING 1`,
  ].map((sql) => database.prepare(sql));
  const elsewhere = [
    'DELETE FROM sent_documents WHERE person = ?1 AND (?2 IS NULL OR tenant = ?2) RETURNING 1',
    `DELETE FROM channel_kept WHERE (?2 IS NULL OR tenant = ?2)
       AND (instr(name, ?1) > 0 OR instr(conversation, ?1) > 0 OR instr(value, ?1) > 0) RETURNING 1`,
    `UPDATE alert_subscriptions SET asked_by = 'erased' WHERE asked_by = ?1 AND (?2 IS NULL OR tenant = ?2) RETURNING 1`,
  ].map((sql) => database.prepare(sql));
  const onGaps = createGapTraces(database);
  const onFindings = createFindingTraces(database);
  return (person, tenant) => {
    let gone = onGaps(person, tenant) + onFindings(person, tenant);
    for (const row of own.all(person, tenant ?? null) as { tenant: string; conversation: string }[])
      for (const each of inOwnChat) gone += each.all(row.tenant, row.conversation).length;
    for (const each of elsewhere) gone += each.all(person, tenant ?? null).length;
    return gone;
  };
}
