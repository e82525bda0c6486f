import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpointFiles } from '../../src/adapters/files/checkpoint-files.ts';
import type { AuditRow } from '../../src/audit/audit-row.ts';
import { NO_HASH } from '../../src/audit/audit-row.ts';
import { type Checkpoint, checkpointText, type SignedCheckpoint, type Signer } from '../../src/audit/checkpoint.ts';
import type { ProblemKind } from '../../src/audit/verification.ts';
import type { VerifyOptions } from '../../src/audit/verify-audit.ts';
import { sha256 } from '../../src/core/digests.ts';
import { newKey, SAMPLE_MARKS, SAMPLE_ROWS, temporaryFolder, writeSample } from './sample-audit.ts';
import { rechained, type Tamperer, tamper, verifyFile } from './tampered.ts';

const { folder, remove } = temporaryFolder();
const file = join(folder, 'audit.sqlite');
const unsignedFile = join(folder, 'unsigned.sqlite');
const copiesFolder = join(folder, 'copies');
const key = newKey();
const strange = newKey();
let copies: readonly SignedCheckpoint[];
beforeAll(() => {
  writeSample(file, { signer: key.signer, copies: copiesFolder });
  writeSample(unsignedFile);
  copies = readCheckpointFiles(copiesFolder);
});
afterAll(remove);

const signed = (): VerifyOptions => ({ publicKeys: [key.publicKey] });
const withCopies = (): VerifyOptions => ({ publicKeys: [key.publicKey], copies });

function found(work: (tamperer: Tamperer) => void, options: VerifyOptions, of = file) {
  const { ok, problems, notes } = verifyFile(tamper(of, work), options);
  expect(ok).toBe(problems.length === 0);
  return { kinds: problems.map(({ kind, row }) => ({ kind, row })), notes, problems };
}

const named = (kind: ProblemKind, row: number | null) => ({ kind, row });
const edited = (row: AuditRow, at: number) => (row.position === at ? { ...row, body: '{"never":"happened"}' } : row);

/** The whole chain computed anew behind a change of one row; its checkpoints as they were. */
const recompute = (at: number) => (tamperer: Tamperer) =>
  tamperer.replaceFrom(
    1,
    rechained(
      undefined,
      tamperer.rows().map((row) => edited(row, at)),
    ),
  );

/** Writes the checkpoints anew, as they would be of the chain as it is now. */
function remark(tamperer: Tamperer, signer: Signer | undefined, claimed = signer?.keyId): void {
  const rows = tamperer.rows();
  const chain = String((JSON.parse(rows[0]?.body ?? '') as { chain: string }).chain);
  let before: Checkpoint | undefined;
  tamperer.run('DELETE FROM audit_checkpoints');
  for (const [at, size] of SAMPLE_MARKS.entries()) {
    const checkpoint: Checkpoint = {
      chain,
      number: at + 1,
      size,
      head: rows[size - 1]?.hash ?? '',
      at: '2031-04-05T07:00:00.000Z',
      previous: before === undefined ? NO_HASH : sha256(checkpointText(before)),
      ...(claimed === undefined ? {} : { key: claimed }),
    };
    const text = checkpointText(checkpoint);
    tamperer.run('INSERT INTO audit_checkpoints VALUES (?, ?, ?)', at + 1, text, signer?.sign(text) ?? null);
    before = checkpoint;
  }
}

describe('a chain that was computed anew', () => {
  it.each([
    [1, 1],
    [3, 1],
    [12, 1],
    [13, 13],
    [30, 25],
    [36, 25],
    [37, 37],
    [SAMPLE_ROWS, 37],
  ])('from row %i on is told by the checkpoint behind it, with key and without', (at, from) => {
    for (const options of [{}, signed(), withCopies()]) {
      const { kinds, problems } = found(recompute(at), options);
      expect(kinds[0], `${at}`).toEqual(named('recomputed', from));
      expect(problems[0]?.message).toMatch(new RegExp(`between rows ${from} and ${from + 11}`));
    }
  });

  it('after a row was deleted, put in or moved is told as well', () => {
    const works: readonly ((rows: AuditRow[]) => void)[] = [
      (rows) => rows.splice(19, 1),
      (rows) => rows.splice(19, 0, { ...(rows[5] as AuditRow), conversation: 'forged', sequence: 1 }),
      (rows) => rows.splice(19, 2, rows[20] as AuditRow, rows[19] as AuditRow),
    ];
    for (const change of works) {
      const { kinds } = found((tamperer) => {
        const rows = [...tamperer.rows()];
        change(rows);
        tamperer.replaceFrom(1, rechained(undefined, rows));
      }, signed());
      expect(kinds[0]).toEqual(named('recomputed', 13));
    }
  });

  it('with its checkpoints is told by their signatures', () => {
    const other = found((tamperer) => {
      recompute(20)(tamperer);
      remark(tamperer, strange.signer);
    }, signed());
    expect(other.kinds).toContainEqual(named('checkpoint_forged', 12));
    expect(other.problems[0]?.message).toMatch(/signed by a key that was not given/);
    const lying = found((tamperer) => {
      recompute(20)(tamperer);
      remark(tamperer, strange.signer, key.signer.keyId);
    }, signed());
    expect(lying.problems[0]).toMatchObject({
      kind: 'checkpoint_forged',
      message: expect.stringMatching(/not what was signed/),
    });
    const bare = found((tamperer) => {
      recompute(20)(tamperer);
      remark(tamperer, undefined, key.signer.keyId);
    }, signed());
    expect(bare.problems[0]).toMatchObject({
      kind: 'checkpoint_forged',
      message: expect.stringMatching(/lost its signature/),
    });
  });

  it('with its checkpoints is told by their copies, whoever signs, without a key too', () => {
    for (const [signer, options] of [
      [key.signer, withCopies()],
      [undefined, { copies }],
      [strange.signer, { copies }],
    ] as const) {
      const { kinds } = found((tamperer) => {
        recompute(20)(tamperer);
        remark(tamperer, signer);
      }, options);
      expect(kinds).toContainEqual(named('recomputed', 13));
      expect(kinds).toContainEqual(named('checkpoint_forged', 24));
    }
  });

  it('with its checkpoints and without a key cannot be told, and verify says so', () => {
    const { kinds, notes } = found(
      (tamperer) => {
        recompute(20)(tamperer);
        remark(tamperer, undefined);
      },
      {},
      unsignedFile,
    );
    expect(kinds).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/^No key is set \(COMPLIANCE_AUDIT_KEY\).*computed anew.*cannot be told/),
    ]);
  });

  it('with unsigned checkpoints under a key is not vouched for', () => {
    const { notes } = found((tamperer) => {
      recompute(20)(tamperer);
      remark(tamperer, undefined);
      tamperer.run('UPDATE audit_receipts SET signature = NULL');
    }, signed());
    expect(notes.join(' ')).toMatch(/4 checkpoints were taken without a key.*Rows 1 to 48 are not covered/);
  });
});

describe('an end that was cut off with its checkpoints', () => {
  const cut = ({ run }: Tamperer) => {
    for (const table of ['rows', 'texts', 'receipts']) run(`DELETE FROM audit_${table} WHERE position > 30`);
    run('DELETE FROM audit_checkpoints WHERE number > 2');
  };

  it('is told by the copies: what is missing, and from which row on', () => {
    const { kinds } = found(cut, withCopies());
    expect(kinds).toEqual([named('truncated', 31), named('checkpoint_missing', 36), named('checkpoint_missing', 48)]);
  });

  it('is not vouched for without them', () => {
    expect(found(cut, signed()).notes.join(' ')).toMatch(/Rows 25 to 30 are not covered by a signed checkpoint yet/);
  });
});

describe('checkpoints that were tampered with', () => {
  const change = (sql: string) => (tamperer: Tamperer) => tamperer.run(sql);
  const swap = (from: string, to: string) =>
    change(`UPDATE audit_checkpoints SET body = replace(body, '${from}', '${to}') WHERE number = 2`);

  it.each<[string, (tamperer: Tamperer) => void]>([
    ['another size', swap('"size":24', '"size":23')],
    ['another time', swap('"at":"2031', '"at":"2030')],
    ['another number', swap('"number":2', '"number":9')],
    ['another head', swap('"head":"', '"head":"0')],
    ['another link', swap('"previous":"', '"previous":"0')],
    ['another key', swap('"key":"', '"key":"0')],
    ['another chain', swap('"chain":"', '"chain":"0')],
    ['white space', swap('"size":24', '"size": 24')],
    ['one member more', swap('"size":24', '"size":24,"x":1')],
    ['a number of its own in the table', change('UPDATE audit_checkpoints SET number = 99 WHERE number = 4')],
    ['no JSON', change("UPDATE audit_checkpoints SET body = 'null' WHERE number = 2")],
    ['half of it', change('UPDATE audit_checkpoints SET body = substr(body, 1, 40) WHERE number = 4')],
    ['no signature', change('UPDATE audit_checkpoints SET signature = NULL WHERE number = 2')],
    [
      'a signature in another dress',
      change("UPDATE audit_checkpoints SET signature = signature || ' ' WHERE number = 2"),
    ],
    [
      'the signature of another one',
      change(
        'UPDATE audit_checkpoints SET signature = (SELECT signature FROM audit_checkpoints WHERE number = 1) WHERE number = 2',
      ),
    ],
  ])('%s', (_, work) => {
    const { kinds } = found(work, signed());
    expect(kinds.map(({ kind }) => kind)).toContain('checkpoint_forged');
  });

  it('is missing in the middle', () => {
    expect(found(change('DELETE FROM audit_checkpoints WHERE number = 2'), signed()).kinds).toEqual([
      named('checkpoint_missing', 36),
    ]);
  });

  it('is missing at the end, of which there is a copy', () => {
    const work = change('DELETE FROM audit_checkpoints WHERE number = 4');
    expect(found(work, withCopies()).kinds).toEqual([named('checkpoint_missing', 48)]);
    expect(found(work, signed()).notes).toEqual(['Rows 37 to 48 are not covered by a signed checkpoint yet.']);
  });

  it('differs from its copy', () => {
    const other = copies.map(({ checkpoint, signature }) => ({
      checkpoint: checkpoint.number === 3 ? { ...checkpoint, at: '2031-01-01T00:00:00.000Z' } : checkpoint,
      ...(signature === undefined ? {} : { signature }),
    }));
    const { kinds, problems } = found(() => undefined, { copies: other });
    expect(kinds).toEqual([named('checkpoint_forged', 36)]);
    expect(problems[0]?.message).toBe('Checkpoint 3 differs between the file and its copy.');
  });

  it('is by a key that changed: both keys must be given', () => {
    const work = (tamperer: Tamperer) => {
      const [last] = tamperer.all<{ body: string }>('SELECT body FROM audit_checkpoints WHERE number = 4');
      const checkpoint = { ...(JSON.parse(last?.body ?? '') as Checkpoint), key: strange.signer.keyId };
      const text = checkpointText(checkpoint);
      tamperer.run(
        'UPDATE audit_checkpoints SET body = ?, signature = ? WHERE number = 4',
        text,
        strange.signer.sign(text),
      );
    };
    expect(found(work, { publicKeys: [key.publicKey, strange.publicKey] }).kinds).toEqual([]);
    expect(found(work, signed()).kinds).toEqual([named('checkpoint_forged', 48)]);
  });
});

describe('another chain in the place of the one that was', () => {
  it('is told by the copies of the one that was', () => {
    const other = join(folder, 'other.sqlite');
    writeSample(other, { signer: key.signer });
    const replaced = tamper(other, (tamperer) => {
      const rows = tamperer
        .rows()
        .map((row) => (row.position === 1 ? { ...row, body: '{"chain":"new","format":1}' } : row));
      tamperer.replaceFrom(1, rechained(undefined, rows));
      remark(tamperer, key.signer);
    });
    const { ok, problems } = verifyFile(replaced, { copies });
    expect(ok).toBe(false);
    expect(problems).toContainEqual({
      row: 1,
      kind: 'chain_replaced',
      message: 'Checkpoint 1 was taken of another chain: this one was put in its place.',
    });
  });
});

describe('copies in a folder', () => {
  it('that were altered or are gone are told by the file, or refused by name', () => {
    const other = join(folder, 'altered-copies');
    mkdirSync(other);
    for (const name of readdirSync(copiesFolder)) copyFileSync(join(copiesFolder, name), join(other, name));
    const [first = '', second = ''] = readdirSync(other).sort();
    writeFileSync(join(other, second), readFileSync(join(other, second), 'utf8').replace('"size":24', '"size":23'));
    const { kinds } = found(() => undefined, { ...signed(), copies: readCheckpointFiles(other) });
    expect(kinds).toContainEqual(named('checkpoint_forged', 23));
    rmSync(join(other, second));
    expect(found(() => undefined, { ...signed(), copies: readCheckpointFiles(other) }).kinds).toEqual([]);
    writeFileSync(join(other, first), '{"checkpoint":{}}');
    expect(() => readCheckpointFiles(other)).toThrow(`${join(other, first)} is no checkpoint of an audit`);
  });
});
