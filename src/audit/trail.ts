import type { AuditRow } from './audit-row.ts';
import type { AuditReading, RowFilter } from './audit-store.ts';

/** A row as a person reads it. */
export interface TrailRow {
  readonly position: number;
  readonly conversation: string;
  readonly sequence: number;
  readonly at: string;
  readonly type: string;
  readonly channel: string;
  /** Who acted; their pseudonym where they were erased. */
  readonly who: string;
  /** The user's id within the tenant; absent for the program itself, and for people who were erased. */
  readonly user?: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Personal texts of the row by name; those erased are absent, and `erased` names them. */
  readonly texts: Readonly<Record<string, string>>;
  readonly erased: readonly string[];
  readonly hash: string;
}

/** Rows with the texts and names that belong to them. */
export function readTrail(reading: AuditReading, filter: RowFilter, limit: number): readonly TrailRow[] {
  const rows = reading.rows(filter, limit);
  return rows.map((row) => trailRow(reading, row));
}

export function trailRow(reading: AuditReading, row: AuditRow): TrailRow {
  const texts = Object.fromEntries(
    reading.texts(row.position, row.position).map(({ name, text }) => [name, text] as const),
  );
  const digests = Object.keys(JSON.parse(row.texts) as Readonly<Record<string, string>>);
  const person = reading.person(row.actor);
  return {
    position: row.position,
    conversation: row.conversation,
    sequence: row.sequence,
    at: row.at,
    type: row.type,
    channel: row.channel,
    who: person === undefined ? row.actor : person.name === '' ? person.user : person.name,
    ...(person === undefined ? {} : { user: person.user }),
    body: JSON.parse(row.body) as Readonly<Record<string, unknown>>,
    texts,
    erased: digests.filter((name) => texts[name] === undefined),
    hash: row.hash,
  };
}
