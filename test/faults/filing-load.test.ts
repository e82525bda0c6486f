import { describe, expect, it } from 'vitest';
import { fileUnderLoad } from './filing-load.ts';

describe('several processes that file from one outbox', () => {
  it('file each finding once with a platform that fails one call in three', async () => {
    const { findings, duplicates, problems } = await fileUnderLoad({ writers: 3, findings: 60, seed: 13 });
    expect(problems).toEqual([]);
    expect([findings, duplicates]).toEqual([60, 0]);
  }, 240_000);
});
