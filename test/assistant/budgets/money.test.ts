import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, roundedDecimal, scaledDecimal } from '../../../src/assistant/budgets/money.ts';

describe('money in whole numbers', () => {
  it.each([
    [2.5, 6, 2_500_000n],
    [0.1, 6, 100_000n],
    [0.3, 6, 300_000n],
    [0, 6, 0n],
    [0.000001, 6, 1n],
    [15, 6, 15_000_000n],
    [999_999.999999, 6, 999_999_999_999n],
    [200, 0, 200n],
  ])('reads %d with %i decimals', (value, decimals, scaled) => {
    expect(scaledDecimal(value, decimals)).toBe(scaled);
  });

  it.each([
    [-1, 6],
    [0.0000001, 6],
    [1.0000001, 6],
    [1e21, 6],
    [Number.NaN, 6],
    [Number.POSITIVE_INFINITY, 6],
    [0.5, 0],
  ])('does not read %d with %i decimals', (value, decimals) => {
    expect(scaledDecimal(value, decimals)).toBeUndefined();
  });

  it.each([
    [0n, '0'],
    [1n, '0.000000001'],
    [12_345_600_000n, '12.3456'],
    [500_000_000_000n, '500'],
    [-1_500_000_000n, '-1.5'],
    [2n ** 63n, '9223372036.854775808'],
  ])('writes %d exactly', (amount, text) => {
    expect(decimalOf(amount)).toBe(text);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (millionths) => {
        expect(scaledDecimal(Number(decimalOf(millionths * 1_000n)), 6)).toBe(millionths);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it.each([
    [0n, '0.0000'],
    [49_999n, '0.0000'],
    [50_000n, '0.0001'],
    [12_345_678_901n, '12.3457'],
  ])('rounds %d for people', (amount, text) => {
    expect(roundedDecimal(amount)).toBe(text);
  });
});
