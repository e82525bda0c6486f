/**
 * Money in whole numbers: an amount is in billionths of the currency's unit, a price in millionths of it for a million
 * tokens. Nothing is reckoned in floating point, so that sums are exact whatever their order.
 */

/** Decimals of an amount: billionths. */
export const AMOUNT_DECIMALS = 9;
/** Decimals that a price, or a limit on cost, may be set with. */
export const SET_DECIMALS = 6;

/**
 * A decimal number as it is written, in units of the last of so many decimals: 2.5 with 6 is 2,500,000.
 *
 * @returns `undefined` for a number that is negative, not finite, too great to be written out or has more decimals
 */
export function scaledDecimal(value: number, decimals: number): bigint | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === undefined || fraction.length > decimals) return undefined;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

/** An amount as a decimal, exact: 12.3456 for 12,345,600,000 billionths. */
export function decimalOf(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(AMOUNT_DECIMALS + 1, '0');
  const fraction = digits.slice(-AMOUNT_DECIMALS).replace(/0+$/, '');
  const sign = amount < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -AMOUNT_DECIMALS)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** An amount for a table that people read: four decimals, rounded half up. Never reckoned with. */
export function roundedDecimal(amount: bigint): string {
  const tenThousandths = (amount + 50_000n) / 100_000n;
  const digits = String(tenThousandths).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
