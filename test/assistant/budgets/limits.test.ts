import { describe, expect, it } from 'vitest';
import {
  dayAfter,
  type Limit,
  limitApplies,
  limitState,
  percentOf,
  periodAt,
  periodsOf,
} from '../../../src/assistant/budgets/limits.ts';

const limit = (more: Partial<Limit> = {}): Limit => ({
  of: 'tenant',
  measure: 'tokens',
  period: 'month',
  most: 100n,
  hard: true,
  ...more,
});

describe('periods', () => {
  it('are those of the calendar in UTC', () => {
    expect(periodAt('2031-12-31T23:59:59.999Z', 'month')).toBe('2031-12');
    expect(periodAt('2031-12-31T23:59:59.999Z', 'day')).toBe('2031-12-31');
  });

  it.each([
    ['2031-11', '2031-12-01'],
    ['2031-12', '2032-01-01'],
    ['2031-11-26', '2031-11-27'],
    ['2031-12-31', '2032-01-01'],
    ['2032-02-28', '2032-02-29'],
    ['2031-02-28', '2031-03-01'],
  ])('%s is followed by %s', (name, next) => {
    expect(dayAfter(name)).toBe(next);
  });

  it('of a month are itself, or as many days as it has', () => {
    expect(periodsOf('2031-11', 'month')).toEqual(['2031-11']);
    const february = periodsOf('2032-02', 'day');
    expect([february[0], february.at(-1), february.length]).toEqual(['2032-02-01', '2032-02-29', 29]);
    expect(periodsOf('2031-12', 'day')).toHaveLength(31);
  });
});

describe('a limit', () => {
  const names = { tenant: 't-1', department: 'Treasury', user: 'u-1', tool: 'ask_compliance', conversation: 'c-1' };

  it.each<[Partial<Limit>, boolean]>([
    [{}, true],
    [{ name: 't-1' }, true],
    [{ name: 't-2' }, false],
    [{ tenant: 't-2' }, false],
    [{ of: 'department', name: 'Treasury' }, true],
    [{ of: 'department', name: 'treasury' }, false],
    [{ of: 'department', name: 'Treasury', tenant: 't-2' }, false],
    [{ of: 'user', name: 'u-1', tenant: 't-1' }, true],
    [{ of: 'tool', name: 'get_usage' }, false],
    [{ of: 'conversation' }, true],
  ])('%j is on somebody: %j', (more, applies) => {
    expect(limitApplies(limit(more), names)).toBe(applies);
  });

  it('on departments is not on whoever has none', () => {
    expect(limitApplies(limit({ of: 'department' }), { tenant: 't-1' })).toBe(false);
  });

  it.each<[boolean, bigint, bigint, string]>([
    [true, 79n, 100n, 'free'],
    [true, 80n, 100n, 'near'],
    [true, 99n, 100n, 'near'],
    [true, 100n, 100n, 'exhausted'],
    [true, 101n, 100n, 'exhausted'],
    [false, 79n, 100n, 'free'],
    [false, 80n, 100n, 'near'],
    [false, 100n, 100n, 'near'],
    [false, 101n, 100n, 'passed'],
    [true, 0n, 0n, 'exhausted'],
    [false, 0n, 0n, 'free'],
    [false, 1n, 0n, 'passed'],
    [true, 3n, 4n, 'free'],
    [true, 4n, 5n, 'near'],
  ])('that is hard: %j stands at %d of %d as %s', (hard, used, most, state) => {
    expect(limitState(limit({ hard, most }), used)).toBe(state);
  });

  it('is told in hundredths that are reached', () => {
    expect([percentOf(999n, 1_000n), percentOf(1_000n, 1_000n), percentOf(0n, 0n), percentOf(1n, 0n)]).toEqual([
      99, 100, 0, 100,
    ]);
  });
});
