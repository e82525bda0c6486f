import type { SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations.ts';

/** Makes a file as it was before the step that brought a table: that step's tables, and those of later steps, are gone. */
export function asBefore(database: SqliteDatabase, table: string): void {
  asBeforeStep(
    database,
    MIGRATIONS.findIndex((sql) => sql.includes(`CREATE TABLE ${table} `)),
  );
}

/** As `asBefore`, before a step by its place among the migrations. */
export function asBeforeStep(database: SqliteDatabase, step: number): void {
  const tables = MIGRATIONS.slice(step).flatMap((sql) =>
    [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name),
  );
  database.exec(`${tables.map((name) => `DROP TABLE IF EXISTS ${name}`).join('; ')}; PRAGMA user_version = ${step}`);
}
