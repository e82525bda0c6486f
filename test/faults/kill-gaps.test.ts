import { expect, it } from 'vitest';
import { killGaps } from './kill-gaps.ts';

it('a process that imports policies, analyses and decides, killed, leaves each whole, with its row', async () => {
  const { kills, rows, problems } = await killGaps(5, 11);
  expect(problems).toEqual([]);
  expect(kills).toBe(5);
  expect(rows).toBeGreaterThan(5);
}, 180_000);
