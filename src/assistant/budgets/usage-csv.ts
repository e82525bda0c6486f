import { csvFile, csvWords } from '../../core/csv.ts';
import { decimalOf } from './money.ts';
import type { LimitShare, UsageReport, UsageSums } from './usage-report.ts';

/**
 * A report as CSV by RFC 4180: a header, a line a row and one for the total, told apart by the first column; each
 * currency has a column of its own, so that every column of numbers can be summed.
 */
export function usageCsv({ month, by, rows, total }: UsageReport): string {
  const currencies = total.costs.map(({ currency }) => currency);
  const header = [
    ...['line', 'month', 'tenant', by === 'tenant' ? 'group' : by, 'name', 'questions', 'calls', 'reserved_calls'],
    ...['input_tokens', 'cached_tokens', 'output_tokens', ...currencies.map((currency) => `cost_${currency}`)],
    ...['unpriced_calls', 'estimated_calls', 'limits'],
  ];
  const lines = [
    header.map(csvWords),
    ...rows.map(({ tenant, key, name, limits, ...sums }) => [
      ...['row', month, tenant, key, name].map(csvWords),
      ...numbers(sums, currencies),
      csvWords(limits.map(shareText).join('; ')),
    ]),
    [
      ...['total', month, '', '', ''].map(csvWords),
      ...numbers(total, currencies),
      csvWords(total.limits.map(shareText).join('; ')),
    ],
  ];
  return csvFile(lines);
}

function numbers(sums: UsageSums, currencies: readonly string[]): readonly string[] {
  const { questions, calls, reserved, input, cached, output, costs, unpriced, estimated } = sums;
  const amounts = currencies.map((code) => decimalOf(costs.find(({ currency }) => currency === code)?.amount ?? 0n));
  return [questions, calls, reserved, input, cached, output, ...amounts, unpriced, estimated].map(String);
}

/** A limit and how much of it is used, in few words. */
export function shareText({ limit, period, used, percent }: LimitShare): string {
  const { measure, most, hard } = limit;
  const written = (value: bigint): string => (measure === 'cost' ? decimalOf(value) : String(value));
  return `${hard ? 'hard' : 'soft'} ${measure} ${period}: ${written(used)} of ${written(most)} (${percent} %)`;
}
