import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { createEmbeddingFaults } from '../../../src/regulations/search/embedding-faults.ts';

describe('an embedder that fails', () => {
  const failing = async (): Promise<never> => {
    throw new AppError('upstream_unavailable', 'The toy is gone.');
  };

  it('is not tried again while texts are put, and is after', async () => {
    const faults = createEmbeddingFaults(() => 0);
    expect(await faults.attempt(failing)).toEqual({ failure: 'The toy is gone.' });
    expect(await faults.attempt(async () => 1)).toEqual({ failure: 'The toy is gone.' });
    faults.forget();
    expect(await faults.attempt(async () => 1)).toEqual({ value: 1 });
    expect(faults.last).toBeUndefined();
  });

  it('slowly is given a rest, so that not every search waits for it', async () => {
    let clock = 0;
    const faults = createEmbeddingFaults(() => clock);
    await faults.attempt(async () => {
      clock += 8_000;
      return failing();
    });
    faults.forget();
    expect(await faults.attempt(async () => 1)).toEqual({ failure: 'The toy is gone.' });
    clock += 30_000;
    expect(await faults.attempt(async () => 1)).toEqual({ value: 1 });
  });

  it('by a fault of ours is not hidden', async () => {
    const faults = createEmbeddingFaults();
    await expect(
      faults.attempt(async () => {
        throw new TypeError('ours');
      }),
    ).rejects.toThrow('ours');
  });
});
