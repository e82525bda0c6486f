import { describe, expect, it } from 'vitest';
import { descend } from './descend.ts';

describe('the least of a loss', () => {
  it('is found of a narrow bowl', () => {
    const found = descend((at, slope) => {
      const [x = 0, y = 0] = at;
      slope[0] = 2 * (x - 3);
      slope[1] = 200 * (y + 1);
      return (x - 3) ** 2 + 100 * (y + 1) ** 2;
    }, new Float64Array(2));
    expect(found[0]).toBeCloseTo(3, 3);
    expect(found[1]).toBeCloseTo(-1, 3);
  });

  it('is found of a bent valley (Rosenbrock)', () => {
    const found = descend(
      (at, slope) => {
        const [x = 0, y = 0] = at;
        slope[0] = -2 * (1 - x) - 400 * x * (y - x * x);
        slope[1] = 200 * (y - x * x);
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
      },
      Float64Array.from([-1.2, 1]),
      { steps: 1_000, flat: 1e-12 },
    );
    expect(found[0]).toBeCloseTo(1, 2);
    expect(found[1]).toBeCloseTo(1, 2);
  });

  it('stays where it is least already', () => {
    expect([...descend(() => 0, Float64Array.from([4, 5]))]).toEqual([4, 5]);
  });
});
