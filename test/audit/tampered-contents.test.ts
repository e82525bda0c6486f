import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../src/audit/verification.ts';
import { sha256 } from '../../src/core/digests.ts';
import { newKey, passage, temporaryFolder, writeSample } from './sample-audit.ts';
import { type Tamperer, tamper, verifyFile } from './tampered.ts';

const { folder, remove } = temporaryFolder();
const file = join(folder, 'audit.sqlite');
const key = newKey();
beforeAll(() => writeSample(file, { signer: key.signer }));
afterAll(remove);

type Found = readonly { readonly kind: ProblemKind; readonly row: number | null }[];

function found(work: (tamperer: Tamperer) => void, publicKeys = [key.publicKey]): Found {
  const { ok, problems } = verifyFile(tamper(file, work), { publicKeys });
  expect(ok).toBe(problems.length === 0);
  return problems.map(({ kind, row }) => ({ kind, row }));
}

const named = (kind: ProblemKind, row: number | null): Found => [{ kind, row }];

/** One statement, which changes something. */
const statement =
  (sql: string, ...values: readonly unknown[]) =>
  ({ run }: Tamperer) =>
    run(sql, ...values);

describe('texts beside the chain', () => {
  it.each<[string, Found, string]>([
    [
      'altered',
      named('text_altered', 6),
      "UPDATE audit_texts SET text = text || '.' WHERE position = 6 AND name = 'input'",
    ],
    [
      'with another salt',
      named('text_altered', 6),
      "UPDATE audit_texts SET salt = salt || '0' WHERE position = 6 AND name = 'more'",
    ],
    [
      'altered so that salt and text together stay the same',
      named('text_altered', 6),
      "UPDATE audit_texts SET text = substr(salt, 32) || text, salt = substr(salt, 1, 31) WHERE position = 6 AND name = 'input'",
    ],
    [
      'given to another person, who can have it erased',
      named('text_altered', 6),
      "UPDATE audit_texts SET actor = 'p-id-7' WHERE position = 6 AND name = 'input'",
    ],
    [
      'under another name',
      [...named('text_added', 6), ...named('text_missing', 6)],
      "UPDATE audit_texts SET name = 'other' WHERE position = 6 AND name = 'input'",
    ],
    [
      'of another row',
      [...named('text_missing', 6), ...named('text_added', 12)],
      "UPDATE audit_texts SET position = 12 WHERE position = 6 AND name = 'input'",
    ],
    [
      'of a row that does not exist',
      [...named('text_missing', 6), ...named('text_added', 999)],
      "UPDATE audit_texts SET position = 999 WHERE position = 6 AND name = 'input'",
    ],
    ['deleted', named('text_missing', 6), "DELETE FROM audit_texts WHERE position = 6 AND name = 'input'"],
    ['added', named('text_added', 1), "INSERT INTO audit_texts VALUES (1, 'input', 'x', 'y', 'system')"],
    ['added in front of the first', named('text_added', 0), "INSERT INTO audit_texts VALUES (0, 'a', 'x', 'y', 'z')"],
  ])('%s', (_, expected, sql) => {
    expect(found(statement(sql))).toEqual(expected);
  });

  it('of somebody who was not erased are missed, each by its row', () => {
    const gone = found(statement("DELETE FROM audit_texts WHERE actor = 'p-id-5'"));
    expect(new Set(gone.map(({ kind }) => kind))).toEqual(new Set(['text_missing', 'person_altered']));
    expect(gone[0]).toEqual({ kind: 'text_missing', row: 5 });
    expect(gone.map(({ row }) => row)).toEqual([...gone.map(({ row }) => row)].sort((a, b) => Number(a) - Number(b)));
  });

  it('of somebody who was erased may be gone, and not what they are said to have written since', () => {
    expect(found(() => undefined)).toEqual([]);
    expect(
      found(({ run, all }) => {
        const [row] = all<{ texts: string }>('SELECT texts FROM audit_rows WHERE position = 3');
        expect(Object.keys(JSON.parse(row?.texts ?? '{}'))).toEqual(['input']);
        run("INSERT INTO audit_texts VALUES (3, 'input', 'x', 'words put in their mouth', 'p-id-3')");
      }),
    ).toEqual(named('text_added', 3));
  });
});

describe('people', () => {
  it.each<[string, Found, string]>([
    ['by another name', named('person_altered', 5), "UPDATE audit_people SET name = 'Eve' WHERE user = 'u-ana'"],
    ['of another id', named('person_altered', 5), "UPDATE audit_people SET user = 'u-eve' WHERE user = 'u-ana'"],
    ['of another tenant', named('person_altered', 5), "UPDATE audit_people SET tenant = 't-9' WHERE user = 'u-ana'"],
    ['deleted without an erasure', named('person_altered', 5), "DELETE FROM audit_people WHERE user = 'u-ana'"],
    ['added', named('person_altered', null), "INSERT INTO audit_people VALUES ('p-x', 't-1', 'u-eve', 'Eve')"],
    [
      'erased and put back',
      named('person_altered', 2),
      "INSERT INTO audit_people VALUES ('p-id-3', 't-1', 'u-eve', 'Eve')",
    ],
    [
      'under another pseudonym',
      [...named('person_altered', 5), ...named('person_altered', null)],
      "UPDATE audit_people SET actor = 'p-x' WHERE user = 'u-ana'",
    ],
    [
      'who changed places',
      [...named('person_altered', 5), ...named('person_altered', 7)],
      "UPDATE audit_people SET user = CASE user WHEN 'u-ana' THEN 'u-ben' ELSE 'u-ana' END WHERE actor IN ('p-id-5', 'p-id-7')",
    ],
  ])('%s', (_, expected, sql) => {
    expect(found(statement(sql))).toEqual(expected);
  });
});

describe('receipts and passages', () => {
  const first = sha256(passage(1).text);
  it.each<[string, Found, string]>([
    [
      'a receipt that was altered',
      named('receipt_altered', 8),
      "UPDATE audit_receipts SET body = replace(body, 'answered', 'refused') WHERE position = 8",
    ],
    [
      'a receipt made unreadable',
      named('receipt_altered', 8),
      "UPDATE audit_receipts SET body = '{' WHERE position = 8",
    ],
    [
      'a receipt under another id',
      named('receipt_missing', 8),
      "UPDATE audit_receipts SET id = 'x' WHERE position = 8",
    ],
    ['a receipt that is gone', named('receipt_missing', 8), 'DELETE FROM audit_receipts WHERE position = 8'],
    [
      'a receipt of another row',
      [...named('receipt_missing', 8), ...named('receipt_added', 9)],
      'UPDATE audit_receipts SET position = 9 WHERE position = 8',
    ],
    [
      'a receipt of no row',
      [...named('receipt_missing', 8), ...named('receipt_added', 999)],
      'UPDATE audit_receipts SET position = 999 WHERE position = 8',
    ],
    [
      'a receipt in front of the first row',
      named('receipt_added', -1),
      "INSERT INTO audit_receipts VALUES ('x', -1, '{}', NULL)",
    ],
    [
      'a signature that is gone',
      named('receipt_altered', 8),
      'UPDATE audit_receipts SET signature = NULL WHERE position = 8',
    ],
    [
      'a signature of another receipt',
      named('receipt_altered', 8),
      'UPDATE audit_receipts SET signature = (SELECT signature FROM audit_receipts WHERE position = 17) WHERE position = 8',
    ],
    [
      'a signature that only looks the same',
      named('receipt_altered', 8),
      "UPDATE audit_receipts SET signature = replace(signature, '==', '') WHERE position = 8",
    ],
    [
      'a passage that was altered',
      named('passage_altered', 4),
      `UPDATE audit_passages SET text = replace(text, 'shall', 'may') WHERE digest = '${first}'`,
    ],
    ['a passage that is gone', named('passage_missing', 4), `DELETE FROM audit_passages WHERE digest = '${first}'`],
    [
      'a passage under another digest',
      named('passage_missing', 4),
      `UPDATE audit_passages SET digest = '${'0'.repeat(64)}' WHERE digest = '${first}'`,
    ],
  ])('%s', (_, [head, ...rest], sql) => {
    const [one, ...others] = found(statement(sql));
    expect(one).toEqual(head);
    // A passage is read again and again: each answer that rests on it is told.
    if (head?.kind.startsWith('passage')) expect(new Set(others.map(({ kind }) => kind))).toEqual(new Set([head.kind]));
    else expect(others).toEqual(rest);
  });

  it('need no key to tell that a signature was taken away, and one to tell that it is wrong', () => {
    const without = statement('UPDATE audit_receipts SET signature = NULL WHERE position = 8');
    const wrong = statement("UPDATE audit_receipts SET signature = 'AAAA' WHERE position = 8");
    expect(found(without, [])).toEqual(named('receipt_altered', 8));
    expect(found(wrong, [])).toEqual([]);
    expect(found(wrong)).toEqual(named('receipt_altered', 8));
  });
});
