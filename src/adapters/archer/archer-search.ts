import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformAway, platformSaid, questionFailed } from '../../findings/filing/http-attempts.ts';
import { ARCHER } from './archer-options.ts';
import { type ArcherParts, contentsOf, isContentId, recordOf } from './archer-records.ts';

type Row = Readonly<Record<string, unknown>>;

/** A page of the Content API: OData 4, JSON format, section 12. */
const Page = z.object({ value: z.array(z.record(z.string(), z.unknown())) });
const ODataError = z.object({ error: z.object({ message: z.string() }) });

const PAGE = 100;
/** Rows come unasked only where the filter is not heeded; then all that there are are looked through, up to so many. */
const MOST_PAGES = 200;
/** An identifier of OData (section 5.1.1.1 of its URL conventions): nothing else can get into a filter. */
const IDENTIFIER = /^[A-Za-z_]\w{0,127}$/;

/**
 * The record that carries a key. Archer's REST API knows no question by a value; its Content API does
 * (`GET contentapi/{level}?$filter=Alias eq 'value'`), and says what is in the end decided by the record itself, read through
 * the REST API: collations that take upper case for lower, a filter that is not heeded, and a column of another field find no
 * record that is not ours. Of several the first made one is ours.
 *
 * @throws AppError; `misconfigured` where the settings' names are none of the Content API's
 */
export async function recordByKey(
  parts: ArcherParts,
  key: string,
  signal?: AbortSignal,
): Promise<PlatformRecord | undefined> {
  const columns = await columnsOf(parts, signal);
  const ids = await candidates(parts, columns, key, signal);
  let unseen = 0;
  for (const id of ids) {
    const contents = await contentsOf(parts, id, signal);
    if (contents === undefined) unseen += 1;
    else {
      const record = await recordOf(parts, id, contents, signal);
      if (record.key === key) return record;
    }
  }
  if (ids.length === 0) return undefined;
  if (unseen > 0)
    throw new AppError(
      'not_permitted',
      `${ARCHER} has a record ${ids[0]} with this key, but does not show it to the program's user. Grant the right to read it.`,
    );
  throw new AppError(
    'misconfigured',
    `The column "${columns.key}" of ${ARCHER}'s Content API is not the field "${parts.options.keyField}". Check "keyField" and "content".`,
  );
}

/** Asks for a key that no record has. @returns whether the filter was heeded @throws AppError */
export async function trySearch(parts: ArcherParts, signal?: AbortSignal): Promise<boolean> {
  const columns = await columnsOf(parts, signal);
  return (await page(parts, columns, 'no-such-key', 0, signal)).length === 0;
}

interface Columns {
  readonly key: string;
  readonly id: string;
}

async function columnsOf({ options, metadata }: ArcherParts, signal?: AbortSignal): Promise<Columns> {
  const { content, contentIdColumn = `${content}_Id`, keyField } = options;
  const { alias } = await metadata.field(keyField, signal);
  for (const name of [content, contentIdColumn, alias])
    if (!IDENTIFIER.test(name))
      throw new AppError(
        'misconfigured',
        `"${name.slice(0, 60)}" cannot be a name in ${ARCHER}'s Content API. Check "content", "contentIdColumn" and the alias of "keyField".`,
      );
  return { key: alias, id: contentIdColumn };
}

/** Ids of the rows that carry the key, the oldest first. */
async function candidates(
  parts: ArcherParts,
  columns: Columns,
  key: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let [rows, withColumn] = [0, 0];
  for (let at = 0; at < MOST_PAGES; at += 1) {
    const some = await page(parts, columns, key, rows, signal);
    // A short page is not the end: what the user may not see can have been taken out of it.
    if (some.length === 0) {
      if (rows > 0 && withColumn === 0) throw noColumn(columns.key);
      return [...found].sort((a, b) => Number(a) - Number(b));
    }
    rows += some.length;
    for (const row of some) {
      if (Object.hasOwn(row, columns.key)) withColumn += 1;
      if (row[columns.key] === key) found.add(idIn(row, columns));
    }
  }
  throw new AppError(
    'misconfigured',
    `${ARCHER}'s Content API does not heed the filter on "${columns.key}", and there are too many records to look through them all.`,
  );
}

async function page(
  { options, session }: ArcherParts,
  columns: Columns,
  key: string,
  skip: number,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const filter = encodeURIComponent(`${columns.key} eq '${key.replaceAll("'", "''")}'`);
  const path = `contentapi/${options.content}?$filter=${filter}&$top=${PAGE}&$skip=${skip}`;
  const answer = await session.ask({ method: 'GET', path }, signal);
  const parsed = Page.safeParse(answer.json);
  if (answer.status === 200 && parsed.success) return parsed.data.value;
  if (answer.status === 200) {
    session.forget();
    throw platformAway(`${ARCHER}'s Content API`, 'answers in no form that is known', 'contentapi: 200');
  }
  const said = ODataError.safeParse(answer.json).data?.error.message ?? '';
  const now = (options.now ?? Date.now)();
  throw questionFailed(answer, `${ARCHER}'s Content API`, now, platformSaid(said, session.secrets()));
}

function idIn(row: Row, { id: column }: Columns): string {
  const id = String(row[column] ?? '');
  if (isContentId(id)) return id;
  throw noColumn(column);
}

function noColumn(column: string): AppError {
  return new AppError(
    'misconfigured',
    `${ARCHER}'s Content API gives rows without "${column}". Check "content", "contentIdColumn" and the alias of "keyField".`,
  );
}
