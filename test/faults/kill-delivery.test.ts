import { describe, expect, it } from 'vitest';
import { killDeliveries } from './kill-delivery.ts';

describe('a process that sends, killed', () => {
  it('loses nothing, and doubles only what says that it may have been seen', async () => {
    const { kills, messages, problems } = await killDeliveries(3, 11);
    expect(problems).toEqual([]);
    expect(kills).toBe(3);
    expect(messages).toBeGreaterThan(10);
  }, 120_000);
});
