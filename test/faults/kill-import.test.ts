import { describe, expect, it } from 'vitest';
import { killImports } from './kill-import.ts';

describe('an import that is killed', () => {
  it('leaves each act in one edition, whole, with the index in agreement', async () => {
    const { kills, problems } = await killImports(2, 42);
    expect(kills).toBe(2);
    expect(problems).toEqual([]);
  });
});
