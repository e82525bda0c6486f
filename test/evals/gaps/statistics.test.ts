import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve, balanced, bootstrapInterval, brierScore, reliability } from './statistics.ts';

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('the area under the curve', () => {
  it('is 1 where every gap is scored above, 0 where below, and one half where nothing is told apart', () => {
    expect(areaUnderCurve([0.1, 0.2], [0.3, 0.9])).toBe(1);
    expect(areaUnderCurve([0.8], [0.3, 0.5])).toBe(0);
    expect(areaUnderCurve([0.4, 0.4], [0.4])).toBe(0.5);
    expect(areaUnderCurve([0.2, 0.6], [0.4, 0.8])).toBe(0.75);
  });

  it('turns round with the sides', () => {
    fc.assert(
      fc.property(chances, chances, (without, having) => {
        expect(areaUnderCurve(without, having) + areaUnderCurve(having, without)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('the bootstrap', () => {
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const groups = Array.from({ length: 40 }, (_, at) => at % 4);

  it('holds the figure between its ends, gives the same interval again, and a point where all groups are alike', () => {
    const interval = bootstrapInterval(groups, mean);
    expect(interval.low).toBeLessThan(1.5);
    expect(interval.high).toBeGreaterThan(1.5);
    expect(bootstrapInterval(groups, mean)).toEqual(interval);
    expect(bootstrapInterval([2, 2, 2], mean)).toEqual({ low: 2, high: 2 });
  });

  it('leaves out draws that have no figure', () => {
    const sure = bootstrapInterval([0, 1], (drawn) => (mean(drawn) === 0.5 ? 0.5 : Number.NaN));
    expect(sure).toEqual({ low: 0.5, high: 0.5 });
  });
});

describe('calibration', () => {
  it('is perfect where what is said to be sure is so, and a quarter where one half is always said', () => {
    expect(brierScore([{ chance: 1, true: true }])).toBe(0);
    expect(
      brierScore([
        { chance: 0.5, true: true },
        { chance: 0.5, true: false },
      ]),
    ).toBe(0.25);
  });

  it('counts both sides alike where it is asked to', () => {
    const forecasts = [
      { chance: 0.8, true: true },
      { chance: 0.8, true: true },
      { chance: 0.8, true: true },
      { chance: 0.8, true: false },
    ];
    expect(brierScore(forecasts)).toBeCloseTo((3 * 0.04 + 0.64) / 4, 9);
    expect(brierScore(balanced(forecasts))).toBeCloseTo((0.04 + 0.64) / 2, 9);
  });

  it('puts each forecast into one bin, the sure ones into the last', () => {
    fc.assert(
      fc.property(chances, (list) => {
        const bins = reliability(list.map((chance) => ({ chance, true: true })));
        expect(bins.reduce((sum, { forecasts }) => sum + forecasts, 0)).toBe(list.length);
        for (const { from, to, said, was } of bins) {
          expect(said).toBeGreaterThanOrEqual(from);
          expect(said).toBeLessThanOrEqual(to + 1e-9);
          expect(was).toBe(1);
        }
      }),
    );
  });
});
