import { decimalOf } from './money.ts';
import type { LimitShare, UsageReport, UsageRow, UsageSums } from './usage-report.ts';

/** A report in forms that JSON has: amounts are exact decimals, in quotes. */
export function usageJson({ month, by, rows, total }: UsageReport) {
  return { month, by, rows: rows.map(rowJson), total: { ...sumsJson(total), limits: total.limits.map(shareJson) } };
}

function rowJson({ tenant, key, name, limits, ...sums }: UsageRow) {
  return { tenant, key, name, ...sumsJson(sums), limits: limits.map(shareJson) };
}

function sumsJson({ questions, calls, reserved, input, cached, output, costs, unpriced, estimated }: UsageSums) {
  return {
    questions,
    calls,
    reserved,
    input,
    cached,
    output,
    costs: costs.map(({ currency, amount }) => ({ currency, amount: decimalOf(amount) })),
    unpriced,
    estimated,
  };
}

function shareJson({ limit, period, used, percent }: LimitShare) {
  const { measure, hard, most } = limit;
  const written = (value: bigint): string => (measure === 'cost' ? decimalOf(value) : String(value));
  return { measure, period, limit: written(most), used: written(used), percent, hard };
}

/** What must be known before a sum is relied on. */
export function usageNotes({ total }: UsageReport): readonly string[] {
  const { unpriced, reserved, estimated } = total;
  return [
    ...(unpriced === 0
      ? []
      : [
          `${calls(unpriced)} of models without a price: what they cost is not in the sums. COMPLIANCE_PRICES sets prices.`,
        ]),
    ...(reserved === 0
      ? []
      : [
          `${calls(reserved)} under way, or left by a process that ended: they count with the most that they can have taken.`,
        ]),
    ...(estimated === 0
      ? []
      : [`${calls(estimated)} of which the service did not tell the tokens: they are reckoned.`]),
  ];
}

function calls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}
