import { AppError } from '../../core/errors.ts';
import { SERVICENOW } from './servicenow-options.ts';
import { isSysId, recordQuery, type ServiceNowParts } from './servicenow-records.ts';
import { rowsIn, type TableRow, textIn } from './servicenow-requests.ts';

export interface Page {
  readonly rows: readonly TableRow[];
  /** Records that the instance counted for the condition, those among them that the user may not see; absent where it does not count. */
  readonly total: number | undefined;
}

/** Records to a page. */
const PAGE = 100;
/** Pages of one question; whoever needs more has asked for something else than was meant. */
const MOST_PAGES = 50;

/**
 * The records that meet a condition, page by page, in the order of their ids. Access rules come after `sysparm_limit`: a
 * page may be short, or empty, although more records follow (Table API, GET, `sysparm_limit`). So it goes on behind the
 * last record that was seen, and over pages of nothing as far as the instance's count (`X-Total-Count`) reaches, and ends
 * with a page of nothing behind which nothing is counted.
 *
 * @param condition of an encoded query, made of checked names and values alone
 * @throws AppError; `misconfigured` where there is no end to it
 */
export async function* pagesOf(
  { settings, requests }: ServiceNowParts,
  condition: string,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  let [after, offset] = ['', 0];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const behind = after === '' ? '' : `^sys_id>${after}`;
    const query = {
      ...recordQuery(settings),
      sysparm_query: `${condition}${behind}^ORDERBYsys_id`,
      sysparm_limit: String(PAGE),
      sysparm_offset: String(offset),
    };
    const answer = await requests.ask({ method: 'GET', table: settings.table, query }, signal);
    const rows = rowsIn(answer);
    const total = countIn(answer.headers);
    const last = lastOf(rows, after);
    yield { rows, total };
    if (rows.length === 0) {
      offset += PAGE;
      if (offset >= (total ?? 0)) return;
    } else if (offset === 0 && total !== undefined && rows.length >= total) return;
    else [after, offset] = [last, 0];
  }
  throw new AppError(
    'misconfigured',
    `${SERVICENOW} finds thousands of records for what can be one: it leaves out the condition that was asked for. Check "table" and "keyField" with "compliance findings check".`,
    { detail: `${SERVICENOW}: more than ${MOST_PAGES} pages` },
  );
}

/** The id of the last record of a page. Without ids, or without their order, there is no way to know what was seen. */
function lastOf(rows: readonly TableRow[], after: string): string {
  let last = after;
  for (const row of rows) {
    const id = textIn(row, 'sys_id') ?? '';
    if (!isSysId(id) || id <= last)
      throw new AppError(
        'misconfigured',
        `${SERVICENOW} gives records without their ids, or out of order. The program's user has to be able to read the field sys_id.`,
      );
    last = id;
  }
  return last;
}

function countIn(headers: Headers): number | undefined {
  const count = headers.get('x-total-count') ?? '';
  return /^\d{1,12}$/.test(count) ? Number(count) : undefined;
}
