import { type AuditRow, NO_HASH, rowHash } from './audit-row.ts';
import type { AuditReading } from './audit-store.ts';
import type { Problem } from './verification.ts';

/** The last row that was found to be good. */
export interface GoodRow {
  readonly position: number;
  readonly hash: string;
}

/** How far around a bad row its own number is looked for, to tell what was done to it. */
const AROUND = 200;
const PAGE = 2_000;

/**
 * What is wrong with the row that follows the last good one, if anything: each row's hash covers its position, its
 * content and the hash before, so that what was done can be told by which of the three no longer fit.
 */
export function chainProblem(
  reading: Pick<AuditReading, 'row' | 'rows'>,
  good: GoodRow,
  row: AuditRow,
): Problem | undefined {
  if (row.position < 1)
    return problem(row.position, 'inserted', `Row ${row.position} was put in: rows are numbered from 1.`);
  const whole = isWhole(row);
  if (whole && row.previous === good.hash && row.position === good.position + 1) return undefined;
  if (row.position > good.position + 1) return missing(good.position + 1, row.position - 1);
  return whole ? wrongPlace(reading, good, row) : wrongContent(reading, good, row);
}

/** The row is as it was written, and what it was written behind is not what stands before it. */
function wrongPlace(reading: Pick<AuditReading, 'rows'>, good: GoodRow, row: AuditRow): Problem {
  const { position } = row;
  if (good.position > 0 && related(reading, row).behind === undefined)
    return problem(
      good.position,
      'edited',
      `Row ${good.position} was changed and its hash computed anew: row ${position} was written behind another one.`,
    );
  return problem(position, 'inserted', `Row ${position} was put in: it was not written behind row ${good.position}.`);
}

/** A hash that does not cover the row as it stands: its content was changed, or its number. */
function wrongContent(reading: Pick<AuditReading, 'row' | 'rows'>, good: GoodRow, row: AuditRow): Problem {
  const { position } = row;
  const { behind, ahead, twin } = related(reading, row);
  if (twin !== undefined && row.previous !== good.hash)
    return problem(position, 'inserted', `Row ${position} was put in: it is a copy of row ${twin}.`);
  const written = placeWritten(row, [(behind ?? -1) + 1, (ahead ?? 0) - 1]);
  const next = reading.row(position + 1);
  const movedUp = written !== undefined && written > position;
  if (next?.previous === good.hash && !movedUp)
    return problem(position, 'inserted', `Row ${position} was put in: the row behind it was written in its place.`);
  if (written === undefined)
    return problem(position, 'edited', `Row ${position} was changed: its hash does not cover what it says.`);
  if (!movedUp && behind !== undefined && behind < good.position)
    return problem(
      good.position,
      'inserted',
      `Row ${good.position} was put in: row ${position} was written as row ${written}.`,
    );
  if (movedUp && behind === undefined)
    return problem(
      position,
      'deleted',
      `What was row ${position} is gone: the row in its place was written as row ${written}.`,
    );
  return problem(position, 'reordered', `Row ${position} was written as row ${written}: rows were moved.`);
}

function isWhole(row: AuditRow): boolean {
  return rowHash(row.previous, row) === row.hash;
}

function missing(from: number, to: number): Problem {
  return problem(from, 'deleted', from === to ? `Row ${from} is missing.` : `Rows ${from} to ${to} are missing.`);
}

/** The other number under which the row's hash is right: near by, or where the rows that belong to it tell. */
function placeWritten(row: AuditRow, told: readonly number[]): number | undefined {
  const near = Array.from({ length: AROUND }, (_, at) => [row.position - at - 1, row.position + at + 1]).flat();
  return [...told, ...near].find(
    (position) => position > 0 && position !== row.position && isWhole({ ...row, position }),
  );
}

interface Related {
  /** Positions of the row that it was written behind (0 for a first row), of the one written behind it, of another one with its hash. */
  readonly behind?: number;
  readonly ahead?: number;
  readonly twin?: number;
}

/** Looks through the whole chain, wherever rows were moved: done once, for the first bad row. */
function related(reading: Pick<AuditReading, 'rows'>, { position, previous, hash }: AuditRow): Related {
  const found: { behind?: number; ahead?: number; twin?: number } = previous === NO_HASH ? { behind: 0 } : {};
  for (let page = reading.rows({}, PAGE); page.length > 0; ) {
    for (const row of page) {
      if (row.position === position) continue;
      if (row.hash === previous) found.behind ??= row.position;
      if (row.previous === hash) found.ahead ??= row.position;
      if (row.hash === hash) found.twin ??= row.position;
    }
    page = reading.rows({ after: page.at(-1)?.position ?? 0 }, PAGE);
  }
  return found;
}

function problem(row: number, kind: Problem['kind'], message: string): Problem {
  return { row, kind, message };
}
