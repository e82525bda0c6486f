import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeded } from '../seeded.ts';
import { newKey, temporaryFolder, writeSample } from './sample-audit.ts';
import { ROW_COLUMNS, type Tamperer, tamper, verifyFile } from './tampered.ts';

const { folder, remove } = temporaryFolder();
const file = join(folder, 'audit.sqlite');
const key = newKey();
beforeAll(() => writeSample(file, { signer: key.signer }));
afterAll(remove);

/** All that counts as evidence; what is pending is not: it says only whom to wait for. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  audit_rows: ROW_COLUMNS,
  audit_texts: ['position', 'name', 'salt', 'text', 'actor'],
  audit_people: ['actor', 'tenant', 'user', 'name'],
  audit_passages: ['digest', 'text'],
  audit_receipts: ['id', 'position', 'body', 'signature'],
  audit_checkpoints: ['number', 'body', 'signature'],
};
const ALL = Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => ({ table, column })));
/** Each column so many times. */
const TIMES = 10;

type Value = number | string | null;

/** Changes one value: a number, or one byte of a text to any other byte, put in, or taken out. */
function altered(value: Value, random: () => number): Value | Buffer {
  if (value === null) return 'c2ln';
  if (typeof value === 'number') return random() < 0.5 ? value + 1 + Math.floor(random() * 100) : -value;
  const bytes = Buffer.from(value, 'utf8');
  const at = Math.floor(random() * bytes.length);
  const byte = Math.floor(random() * 256);
  const how = random();
  if (bytes.length === 0 || how < 0.2)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]);
  if (how < 0.4) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  const other = Buffer.from(bytes);
  other[at] = byte === bytes[at] ? byte ^ 1 : byte;
  return other;
}

it.each(ALL)(`finds any change of a value of $table.$column, ${TIMES} times`, ({ table, column }) => {
  const random = seeded(ALL.findIndex((each) => each.table === table && each.column === column));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let done = 0; done < TIMES; ) {
    let what = '';
    const work = ({ all, run }: Tamperer) => {
      const entry = pick(all<Record<string, Value>>(`SELECT * FROM ${table}`));
      expect(Object.keys(entry).sort()).toEqual([...(COLUMNS[table] ?? [])].sort());
      const fresh = altered(entry[column] ?? null, random);
      const same = Object.keys(entry).map((name) => `${name} IS ?`);
      const value = Buffer.isBuffer(fresh) ? 'CAST(? AS TEXT)' : '?';
      try {
        run(`UPDATE ${table} SET ${column} = ${value} WHERE ${same.join(' AND ')}`, fresh, ...Object.values(entry));
        what = `${JSON.stringify(entry[column])} became ${JSON.stringify(String(fresh))}`;
      } catch (error) {
        // What the table itself refuses, such as a key that is there already, is no tampering.
        expect(String(error)).toMatch(/UNIQUE constraint/);
      }
    };
    const copy = tamper(file, work);
    if (what === '') continue;
    const { ok, problems } = verifyFile(copy, { publicKeys: [key.publicKey] });
    expect({ ok, what }).toEqual({ ok: false, what });
    expect(problems.length).toBeGreaterThan(0);
    done += 1;
  }
});
