import { roundedDecimal } from '../assistant/budgets/money.ts';
import { shareText, usageCsv } from '../assistant/budgets/usage-csv.ts';
import { usageJson, usageNotes } from '../assistant/budgets/usage-json.ts';
import type { UsageReport, UsageSums } from '../assistant/budgets/usage-report.ts';
import { USAGE_GROUPS, type UsageGroup } from '../assistant/budgets/usage-store.ts';
import { recordedAs } from '../audit/audit.ts';
import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { wrapText } from './output.ts';
import { writeReport } from './report-file.ts';
import type { Session } from './session.ts';

export interface UsageOptions {
  readonly month?: string;
  readonly by?: string;
  readonly tenant?: string;
  /** A file, or `true` for the output stream. */
  readonly csv?: string | true;
  readonly json?: boolean;
}

/** `compliance usage`: what models were used for in a month, of all tenants of the file, and what it cost. */
export async function usage(session: Session, options: UsageOptions): Promise<void> {
  const { csv, json = false } = options;
  if (json && csv === true)
    throw new AppError('invalid_input', 'The output is JSON or CSV, not both. Leave --json or --csv away.');
  const by = groupOf(options.by ?? 'department');
  const given = options.month === undefined ? undefined : monthOf(options.month);
  const desk = await session.desk({ follow: false });
  requirePermission(session.caller().user, 'audit:read', 'read what everybody used');
  const month = given ?? desk.clock.today().slice(0, 7);
  const tenant = options.tenant?.trim().toLowerCase();
  const report = desk.usage.report({ month, by, ...(tenant === undefined ? {} : { tenant }) });
  desk.audit.record({ type: 'export', body: { what: 'usage', month, by } }, recordedAs(session.caller()));
  if (csv === true) return session.terminal.out(usageCsv(report));
  if (csv !== undefined) writeReport(csv, usageCsv(report), '--csv');
  session.print(usageJson(report), json, () =>
    csv === undefined ? table(report, session) : `Written to ${csv}: ${report.rows.length} rows and the total.`,
  );
}

function groupOf(text: string): UsageGroup {
  const found = USAGE_GROUPS.find((group) => group === text);
  if (found !== undefined) return found;
  throw new AppError(
    'invalid_input',
    `"${text.slice(0, 40)}" is nothing to report by. Use ${USAGE_GROUPS.join(', ')}.`,
  );
}

function monthOf(text: string): string {
  if (/^2\d{3}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new AppError(
    'invalid_input',
    `"${text.slice(0, 40)}" is not a month. Write it as YYYY-MM, for example 2026-11.`,
  );
}

function table(report: UsageReport, { style }: Session): string {
  const { month, by, rows, total } = report;
  if (rows.length === 0) return `Nothing was used in ${month} (UTC).`;
  const isOne = new Set(rows.map(({ tenant }) => tenant)).size === 1;
  const cells = [
    [by, 'questions', 'calls', 'input', 'cached', 'output', 'cost'],
    ...rows.map((row) => [isOne ? row.name : `${row.tenant} / ${row.name}`, ...numbers(row)]),
    ['total', ...numbers(total)],
  ];
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  const lines = cells.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  const shares = [...rows.map(({ name, limits }) => ({ name, limits })), { name: 'total', limits: total.limits }];
  const limits = shares.flatMap(({ name, limits: on }) => on.map((share) => `${name}: ${shareText(share)}`));
  return [
    style.bold(`${month} (UTC), by ${by}`),
    '',
    ...lines.map((line, at) => (at === 0 ? style.dim(line) : at === lines.length - 1 ? style.bold(line) : line)),
    ...(limits.length === 0 ? [] : ['', 'Limits:', ...limits.map((line) => `  ${line}`)]),
    ...usageNotes(report).map((note, at) => `${at === 0 ? '\n' : ''}${wrapText(`· ${note}`, 100)}`),
  ].join('\n');
}

function numbers({ questions, calls, input, cached, output, costs, unpriced }: UsageSums): readonly string[] {
  const amounts = costs.map(({ currency, amount }) => `${roundedDecimal(amount)} ${currency}`).join(' + ');
  // What is not known is never shown as nothing.
  const cost = unpriced > 0 ? `${amounts === '' ? '' : `${amounts} + `}?` : amounts;
  return [...[questions, calls, input, cached, output].map((count) => count.toLocaleString('en-GB')), cost];
}
