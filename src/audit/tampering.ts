import { type AuditRow, rowHash } from './audit-row.ts';
import type { AuditReading } from './audit-store.ts';
import type { Problem } from './verification.ts';

/** The last row that was found to be good. */
export interface GoodRow {
  readonly position: number;
  readonly hash: string;
}

/** How far around a bad row others are looked at, to tell what was done to it. */
const AROUND = 200;

/**
 * What is wrong with the row that follows the last good one, if anything: each row's hash covers its position, its
 * content and the hash before, so that what was done can be told by which of the three no longer fit.
 */
export function chainProblem(
  reading: Pick<AuditReading, 'row' | 'rows'>,
  good: GoodRow,
  row: AuditRow,
): Problem | undefined {
  const whole = isWhole(row);
  if (whole && row.previous === good.hash && row.position === good.position + 1) return undefined;
  if (row.position > good.position + 1) return missing(good.position + 1, row.position - 1);
  return whole ? wrongPlace(reading, good, row) : wrongContent(reading, good, row);
}

/** The row is as it was written, and what it was written behind is not what stands before it. */
function wrongPlace(reading: Pick<AuditReading, 'rows'>, good: GoodRow, row: AuditRow): Problem {
  const { position } = row;
  if (good.position > 0 && positionOf(reading, row.previous, position) === undefined)
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
  const written = placeWritten(row);
  const next = reading.row(position + 1);
  const movedUp = written !== undefined && written > position;
  if (next?.previous === good.hash && !movedUp)
    return problem(position, 'inserted', `Row ${position} was put in: the row behind it was written in its place.`);
  const behind = positionOf(reading, row.previous, position);
  if (written === undefined && behind !== undefined && behind !== good.position)
    return problem(position, 'inserted', `Row ${position} was put in: it claims to follow row ${behind}.`);
  if (written === undefined)
    return problem(position, 'edited', `Row ${position} was changed: its hash does not cover what it says.`);
  if (!movedUp && behind !== undefined && behind < good.position)
    return problem(
      good.position,
      'inserted',
      `Row ${good.position} was put in: row ${position} was written as row ${written}.`,
    );
  if (movedUp && (next === undefined || (next.previous === row.hash && placeWritten(next) !== undefined)))
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

/** The other number under which the row's hash is right. */
function placeWritten(row: AuditRow): number | undefined {
  for (let away = 1; away <= AROUND; away += 1)
    for (const position of [row.position - away, row.position + away])
      if (position > 0 && isWhole({ ...row, position })) return position;
  return undefined;
}

/** Position of the row with that hash, among those around. */
function positionOf(reading: Pick<AuditReading, 'rows'>, hash: string, near: number): number | undefined {
  return reading.rows({ after: Math.max(0, near - AROUND) }, 2 * AROUND).find((row) => row.hash === hash)?.position;
}

function problem(row: number, kind: Problem['kind'], message: string): Problem {
  return { row, kind, message };
}
