import { isUtf8 } from 'node:buffer';
import type { AuditPart, Damage } from '../../audit/verification.ts';
import type { SqliteDatabase } from './database.ts';

const PAGE = 500;

/** Every column of text, and the integer by which a table is read page by page. */
const PARTS: readonly { readonly part: AuditPart; readonly key: string; readonly texts: readonly string[] }[] = [
  {
    part: 'rows',
    key: 'position',
    texts: [
      ...['conversation', 'at', 'tenant', 'actor', 'channel', 'correlation', 'type'],
      ...['body', 'texts', 'previous', 'hash'],
    ],
  },
  { part: 'texts', key: 'position', texts: ['name', 'salt', 'text', 'actor'] },
  { part: 'receipts', key: 'rowid', texts: ['id', 'body', "coalesce(signature, '')"] },
  { part: 'passages', key: 'rowid', texts: ['digest', 'text'] },
  { part: 'people', key: 'rowid', texts: ['actor', 'tenant', 'user', 'name'] },
  { part: 'checkpoints', key: 'number', texts: ['body', "coalesce(signature, '')"] },
];

/**
 * Bytes that no text of the program's has: the binding ends the process over what is not UTF-8, and reads a text up to
 * its first NUL alone, so that what is behind it would not be seen. Looked for before any text is read.
 */
export function damageIn(database: SqliteDatabase): readonly Damage[] {
  return PARTS.flatMap(({ part, key, texts }): readonly Damage[] => {
    const table = `audit_${part}`;
    const words = texts.join(" || ' ' || ");
    const upTo = database.prepare(
      `SELECT max(at) AS last FROM (SELECT ${key} AS at FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${PAGE})`,
    );
    const page = database.prepare(
      `SELECT CAST(group_concat(${words}, char(10)) AS BLOB) AS bytes FROM ${table} WHERE ${key} > ? AND ${key} <= ?`,
    );
    const positions = part === 'receipts' ? 'position' : key;
    const single = database.prepare(
      `SELECT ${positions} AS position, CAST(${words} AS BLOB) AS bytes FROM ${table} WHERE ${key} > ? AND ${key} <= ? ORDER BY ${key}`,
    );
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const { last } = upTo.get(after) as { last: number | null };
      if (last === null) return [];
      const { bytes } = page.get(after, last) as { bytes: Uint8Array };
      if (!isText(bytes)) {
        const rows = single.all(after, last) as readonly { position: number; bytes: Uint8Array | ArrayBuffer }[];
        const bad = rows.filter((row) => !isText(new Uint8Array(row.bytes)));
        return bad.map(({ position }) => ({ part, row: TELLS_ROW.has(part) ? position : null }));
      }
      after = last;
    }
  });
}

/** Parts whose entries belong to a row of the chain. */
const TELLS_ROW: ReadonlySet<AuditPart> = new Set(['rows', 'texts', 'receipts']);

function isText(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}
