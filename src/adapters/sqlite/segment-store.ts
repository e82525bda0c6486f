import { z } from 'zod';
import type { SegmentStore } from '../../regulations/search/segment-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/**
 * Analysed versions, or their vectors, in a table beside the law, so that a copy of the one file is a copy of all.
 */
export function createSqliteSegmentStore(
  database: SqliteDatabase,
  table: 'segments' | 'vectors' = 'segments',
): SegmentStore {
  const keys = database.prepare(`SELECT key FROM ${table} ORDER BY key`);
  const read = database.prepare(`SELECT bytes FROM ${table} WHERE key = ?`);
  const write = database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE key = ?`);
  return {
    keys: () => keys.all().map((row) => KeyRow.parse(row).key),
    read: (key) => {
      const found = read.get(key);
      return found === undefined ? undefined : new Uint8Array(BytesRow.parse(found).bytes);
    },
    write: (key, bytes) => {
      const blob = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      inTransaction(database, () => write.run(key, blob));
    },
    remove: (key) => {
      inTransaction(database, () => remove.run(key));
    },
  };
}

const KeyRow = z.object({ key: z.string() });
/** The binding hands a blob out as a Buffer from `get` and as an ArrayBuffer from `all`. */
const BytesRow = z.object({ bytes: z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)]) });
