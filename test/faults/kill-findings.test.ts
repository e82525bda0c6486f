import { describe, expect, it } from 'vitest';
import { killFindings } from './kill-findings.ts';

describe('a process that files, killed', () => {
  it('loses no finding, and makes no record twice', async () => {
    const { kills, filed, problems } = await killFindings(3, 12);
    expect(problems).toEqual([]);
    expect(kills).toBe(3);
    expect(filed).toBeGreaterThan(3);
  }, 240_000);
});
