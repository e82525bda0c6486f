import { z } from 'zod';
import type { AddressStore, ChannelAddress } from '../../conversations/channel-address.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { LANGUAGES } from '../../regulations/act.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { storedObject } from './stored-json.ts';

/** Addresses in the audit's own file, so that one goes with the row that tells of it. */
export function createSqliteAddressStore(database: SqliteDatabase): AddressStore {
  const save = database.prepare(
    `INSERT INTO channel_addresses (tenant, conversation, kind, person, name, language, reference, refreshed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant, conversation) DO UPDATE SET
       kind = excluded.kind, person = coalesce(excluded.person, person), name = coalesce(excluded.name, name),
       language = excluded.language, reference = excluded.reference, refreshed = excluded.refreshed`,
  );
  const find = database.prepare('SELECT * FROM channel_addresses WHERE tenant = ? AND conversation = ?');
  const remove = database.prepare(
    'DELETE FROM channel_addresses WHERE tenant = ? AND conversation = ? RETURNING conversation',
  );
  const list = database.prepare(
    'SELECT * FROM channel_addresses WHERE ? IS NULL OR tenant = ? ORDER BY tenant, conversation',
  );
  return {
    save: ({ tenant, conversation, kind, person, name, language, reference, refreshed }) =>
      inTransaction(database, () => {
        const told = canonicalJson(reference);
        save.run(tenant, conversation, kind, person ?? null, name ?? null, language, told, refreshed);
      }),
    find: (tenant, conversation) => {
      const found = find.get(tenant, conversation);
      return found === undefined ? undefined : addressOf(found);
    },
    remove: (tenant, conversation) => inTransaction(database, () => remove.all(tenant, conversation).length === 1),
    list: (tenant) => list.all(tenant ?? null, tenant ?? null).map(addressOf),
  };
}

const Row = z.object({
  tenant: z.string(),
  conversation: z.string(),
  kind: z.enum(['personal', 'group', 'channel']),
  person: z.string().nullable(),
  name: z.string().nullable(),
  language: z.enum(LANGUAGES),
  reference: storedObject,
  refreshed: z.string(),
});

function addressOf(row: unknown): ChannelAddress {
  const { person, name, ...address } = Row.parse(row);
  return { ...address, ...(person === null ? {} : { person }), ...(name === null ? {} : { name }) };
}
