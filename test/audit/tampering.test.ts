import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRow } from '../../src/audit/audit-row.ts';
import type { Problem, ProblemKind, Verification } from '../../src/audit/verification.ts';
import { newKey, SAMPLE_ROWS, temporaryFolder, writeSample } from './sample-audit.ts';
import { behind, rechained, rehashed, type Tamperer, tamper, verifyFile } from './tampered.ts';

const { folder, remove } = temporaryFolder();
const file = join(folder, 'audit.sqlite');
const key = newKey();
beforeAll(() => writeSample(file, { signer: key.signer }));
afterAll(remove);

function found(work: (tamperer: Tamperer) => void): Verification {
  return verifyFile(tamper(file, work), { publicKeys: [key.publicKey] });
}

/** The problem that is named first, which is what people go by. */
function first(work: (tamperer: Tamperer) => void): Pick<Problem, 'row' | 'kind'> | undefined {
  const { ok, problems } = found(work);
  const [problem] = problems;
  expect(ok).toBe(problem === undefined);
  if (problem === undefined) return undefined;
  expect(problem.message).toMatch(/^\w.*\.$/s);
  return { row: problem.row, kind: problem.kind };
}

const named = (kind: ProblemKind, row: number | null) => ({ kind, row });
/** The first row, one behind a checkpoint, some in the middle, the last but one. */
const POSITIONS = [1, 2, 13, 17, 30, SAMPLE_ROWS - 1];

it('finds nothing in what nobody touched', () => {
  expect(found(() => undefined)).toEqual({ ok: true, rows: SAMPLE_ROWS, checkpoints: 4, problems: [], notes: [] });
});

describe('a row that was edited', () => {
  const columns: readonly (readonly [keyof AuditRow, string | number])[] = [
    ['conversation', 'c-99'],
    ['sequence', 99],
    ['at', '2031-04-05T00:00:00.000Z'],
    ['tenant', 't-9'],
    ['actor', 'p-9'],
    ['channel', 'mcp'],
    ['correlation', 'r-9'],
    ['type', 'sign_in'],
    ['body', '{"outcome":"never happened"}'],
    ['texts', '{"input":"0"}'],
  ];
  const edit =
    (position: number, column: keyof AuditRow, value: unknown) =>
    ({ run }: Tamperer) =>
      run(`UPDATE audit_rows SET ${column} = ? WHERE position = ?`, value, position);

  it.each([...columns, ['previous', 'f'.repeat(64)], ['hash', 'f'.repeat(64)]] as const)(
    'in its column %s is found at every place',
    (column, value) => {
      for (const position of [...POSITIONS, SAMPLE_ROWS])
        expect(first(edit(position, column, value)), `${position}`).toEqual(named('edited', position));
    },
  );

  it.each(columns)('and hashed anew is found by the row behind it: %s', (column, value) => {
    for (const position of POSITIONS) {
      const problem = first((tamperer) => {
        const rows = tamperer.rows().slice(position - 1);
        const [row, ...rest] = rows as [AuditRow, ...AuditRow[]];
        tamperer.replaceFrom(position, [rehashed({ ...row, [column]: value }), ...rest]);
      });
      expect(problem, `${position}`).toEqual(named('edited', position));
    }
  });

  it.each(columns)('at the very end and hashed anew is found by the checkpoint: %s', (column, value) => {
    const problem = first((tamperer) =>
      tamperer.replaceFrom(SAMPLE_ROWS, [rehashed({ ...tamperer.row(SAMPLE_ROWS), [column]: value })]),
    );
    expect(problem).toEqual(named('recomputed', 37));
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"chain":1}', '\u0000'])(
    'into what is no record is found, hashed anew or not: %j',
    (body) => {
      for (const column of ['body', 'texts'] as const)
        for (const position of [1, 4, 30, SAMPLE_ROWS]) {
          const plain = first(edit(position, column, body));
          expect(plain, `${column} ${position}`).toEqual(named('edited', position));
          const whole = first((tamperer) => {
            const [row, ...rest] = tamperer.rows().slice(position - 1) as [AuditRow, ...AuditRow[]];
            tamperer.replaceFrom(position, [rehashed({ ...row, [column]: body }), ...rest]);
          });
          expect(whole?.row, `${column} ${position} hashed anew`).toBeGreaterThan(0);
        }
    },
  );
});

describe('a row that was deleted', () => {
  it('leaves a gap', () => {
    for (const position of POSITIONS)
      expect(first(({ run }) => run('DELETE FROM audit_rows WHERE position = ?', position))).toEqual(
        named('deleted', position),
      );
    expect(first(({ run }) => run('DELETE FROM audit_rows WHERE position BETWEEN 14 AND 20'))).toEqual(
      named('deleted', 14),
    );
  });

  it.each([1, 2, 5])('is found where those behind it took its number, %i rows', (many) => {
    for (const position of POSITIONS.filter((each) => each + many <= SAMPLE_ROWS)) {
      const problem = first((tamperer) => {
        const rest = tamperer.rows().slice(position - 1 + many);
        tamperer.replaceFrom(
          position,
          rest.map((row) => ({ ...row, position: row.position - many })),
        );
      });
      expect(problem, `${position}`).toEqual(named('deleted', position));
    }
  });

  it('is found where those behind it took its number and the first of them was hashed anew in its place', () => {
    for (const position of POSITIONS) {
      const problem = first((tamperer) => {
        const rows = tamperer.rows();
        const [next, ...rest] = rows.slice(position).map((row) => ({ ...row, position: row.position - 1 })) as [
          AuditRow,
          ...AuditRow[],
        ];
        tamperer.replaceFrom(position, [behind(rows[position - 2], next), ...rest]);
      });
      expect(problem?.row, `${position}`).toBeGreaterThanOrEqual(position);
      expect(problem?.row, `${position}`).toBeLessThanOrEqual(position + 1);
    }
  });
});

describe('the end that was cut off', () => {
  it.each([1, 2, 11, 12, 13, 40])('is found by the checkpoints, %i rows', (many) => {
    const problem = first(({ run }) => run('DELETE FROM audit_rows WHERE position > ?', SAMPLE_ROWS - many));
    expect(problem).toEqual(named('truncated', SAMPLE_ROWS - many + 1));
  });

  it('is found where all rows went', () => {
    const { ok, problems } = found(({ run }) => run('DELETE FROM audit_rows'));
    expect(ok).toBe(false);
    expect(problems).toContainEqual(expect.objectContaining(named('truncated', 1)));
  });

  it('is found with the receipts that are left over', () => {
    const { problems } = found(({ run }) => {
      run('DELETE FROM audit_rows WHERE position > 36');
      run('DELETE FROM audit_checkpoints WHERE number > 3');
      run('DELETE FROM audit_texts WHERE position > 36');
    });
    expect(problems.map(({ row, kind }) => ({ row, kind }))).toEqual([
      named('receipt_added', 40),
      named('receipt_added', 48),
    ]);
  });
});

describe('rows that were moved', () => {
  const swap = (one: number, other: number) => (tamperer: Tamperer) => {
    const rows = [...tamperer.rows()];
    const [a, b] = [tamperer.row(one), tamperer.row(other)];
    rows[one - 1] = { ...b, position: one };
    rows[other - 1] = { ...a, position: other };
    tamperer.replaceFrom(1, rows);
  };

  it('is found for neighbours and for rows far from one another', () => {
    for (const [one, other] of [
      [1, 2],
      [2, 3],
      [12, 13],
      [20, 21],
      [46, 47],
      [47, 48],
      [2, 47],
      [5, 30],
      [30, 48],
      [1, 48],
    ] as const)
      expect(first(swap(one, other)), `${one} and ${other}`).toEqual(named('reordered', one));
  });

  it('is found for a row that was moved up or down, those between making room', () => {
    for (const [from, to] of [
      [10, 20],
      [20, 10],
      [2, 48],
      [48, 2],
      [30, 32],
      [32, 30],
    ] as const) {
      const problem = first((tamperer) => {
        const rows = [...tamperer.rows()];
        const [row] = rows.splice(from - 1, 1) as [AuditRow];
        rows.splice(to - 1, 0, row);
        tamperer.replaceFrom(
          1,
          rows.map((each, at) => ({ ...each, position: at + 1 })),
        );
      });
      expect(problem, `${from} to ${to}`).toEqual(named('reordered', Math.min(from, to)));
    }
  });
});

describe('a row that was put in', () => {
  /** Puts a row in front of what stands at a position; all behind move on. */
  const insert = (position: number, make: (before: AuditRow | undefined, rows: readonly AuditRow[]) => AuditRow) =>
    first((tamperer) => {
      const rows = tamperer.rows();
      const fresh = make(rows[position - 2], rows);
      tamperer.replaceFrom(position, [
        { ...fresh, position },
        ...rows.slice(position - 1).map((row) => ({ ...row, position: row.position + 1 })),
      ]);
    });
  const forged = (row: AuditRow): AuditRow => ({ ...row, conversation: 'forged', sequence: 1 });
  const of = (rows: readonly AuditRow[], position: number): AuditRow => rows[position - 1] as AuditRow;

  it('is found where it was forged, its hash that of another row', () => {
    for (const position of POSITIONS)
      expect(
        insert(position, (_, rows) => forged(of(rows, 6))),
        `${position}`,
      ).toEqual(named('inserted', position));
  });

  it('is found where it was forged with a hash that fits', () => {
    for (const position of POSITIONS)
      expect(
        insert(position, (before, rows) => behind(before, forged(of(rows, 6)))),
        `${position}`,
      ).toEqual(named('inserted', position));
  });

  it('is found where its hash fits, and not what it was written behind', () => {
    for (const position of POSITIONS)
      expect(
        insert(position, (_, rows) => rehashed({ ...forged(of(rows, 6)), position })),
        `${position}`,
      ).toEqual(named('inserted', position));
  });

  it.each([3, 20, 47])('is found where it is a copy of row %i, all of it', (original) => {
    for (const position of POSITIONS.filter((each) => Math.abs(each - original) > 1)) {
      const problem = first((tamperer) => {
        // The table’s own rule, one number in a conversation once, has to go first.
        withoutUniqueness(tamperer);
        const rows = tamperer.rows();
        tamperer.replaceFrom(position, [
          { ...of(rows, original), position },
          ...rows.slice(position - 1).map((row) => ({ ...row, position: row.position + 1 })),
        ]);
      });
      expect(problem, `${position}`).toEqual(named('inserted', position));
    }
  });

  it.each([0, -1, -7])('is found in front of the first, under the number %i', (position) => {
    expect(
      first((tamperer) => {
        const fresh = { ...behind(undefined, forged(tamperer.row(6))), position };
        tamperer.run(
          'INSERT INTO audit_rows SELECT ?, ?, 1, at, tenant, actor, channel, correlation, type, body, texts, previous, ? FROM audit_rows WHERE position = 6',
          position,
          'forged',
          rehashed(fresh).hash,
        );
      }),
    ).toEqual(named('inserted', position));
  });
});

describe('two writers at once', () => {
  it('cannot both write behind the same row unseen', () => {
    for (const position of [2, 12, 30, 46]) {
      const problem = first((tamperer) => {
        const rows = tamperer.rows();
        const before = rows[position - 1] as AuditRow;
        const second = {
          ...behind(before, { ...before, conversation: 'second', sequence: 1 }),
          position: position + 2,
        };
        tamperer.replaceFrom(position + 2, [
          rehashed(second),
          ...rechained(rehashed(second), rows.slice(position + 1)),
        ]);
      });
      expect(problem, `${position}`).toEqual(named('inserted', position + 2));
    }
  });
});

/** Lets a conversation have a number twice: the table is made anew without its rule. */
function withoutUniqueness({ run, all }: Tamperer): void {
  const [table] = all<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'audit_rows'");
  const loose = (table?.sql ?? '').replace(/,\s*UNIQUE \([^)]*\)/, '').replace('audit_rows', 'loose');
  run(loose);
  run('INSERT INTO loose SELECT * FROM audit_rows');
  run('DROP TABLE audit_rows');
  run('ALTER TABLE loose RENAME TO audit_rows');
}
