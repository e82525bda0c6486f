import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryAfter, saysWhen } from '../../../src/adapters/azure-openai/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const after = (headers: Record<string, string>): number => retryAfter(new Headers(headers), NOW);

it.each<readonly [Record<string, string>, number]>([
  [{ 'retry-after-ms': '43' }, 43],
  [{ 'retry-after-ms': '43', 'retry-after': '1' }, 43],
  [{ 'retry-after-ms': '', 'retry-after': '7' }, 7_000],
  [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1.5' }, 1_500],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Thursday, 01-Jan-26 12:00:30 GMT' }, 30_000],
  // A date that has passed is now.
  [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': '86400' }, 600_000],
  [{ 'retry-after': '-5' }, 2_000],
  [{ 'retry-after': '0x10' }, 2_000],
  [{ 'retry-after': 'soon 2030' }, 2_000],
  [{ 'retry-after': 'Infinity' }, 2_000],
  [{}, 2_000],
])('%j is %i milliseconds', (headers, wait) => {
  expect(after(headers)).toBe(wait);
});

it('is never less than nothing, nor longer than anybody is believed, whatever a service says', () => {
  const value = fc.string({ unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(value, value, (said, exact) => {
      const wait = after({ 'retry-after': said, 'retry-after-ms': exact });
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(600_000);
    }),
    { seed: 3, numRuns: 500 },
  );
  expect(retryAfter(undefined, NOW)).toBe(2_000);
});

it('tells whether a service says it at all', () => {
  expect(saysWhen(new Headers({ 'retry-after': '3' }))).toBe(true);
  expect(saysWhen(new Headers({ 'retry-after-ms': '3' }))).toBe(true);
  expect(saysWhen(new Headers())).toBe(false);
  expect(saysWhen(undefined)).toBe(false);
});
