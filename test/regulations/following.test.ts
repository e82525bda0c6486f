import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { createFollowing } from '../../src/regulations/following.ts';
import type { Library } from '../../src/regulations/library.ts';

/** A library whose revision and whose reconciling are told. */
function library() {
  const state = { revision: 1, failure: undefined as Error | undefined, reconciled: 0, status: 'healthy' };
  const told = {
    store: { revision: () => state.revision },
    index: { health: async () => ({ status: state.status, problems: [] }) },
    reconcile: async () => {
      if (state.failure) throw state.failure;
      state.reconciled += 1;
    },
  } as unknown as Library;
  return { state, told };
}

const AWAY = new AppError('upstream_unavailable', 'The engine is away.');

describe('following the library', () => {
  it('reconciles once, and again only when something changed', async () => {
    const { state, told } = library();
    const { follow, refresh } = createFollowing(told);
    expect(await follow()).toEqual([]);
    await refresh();
    expect(state.reconciled).toBe(1);
    state.revision += 1;
    await refresh();
    await refresh();
    expect(state.reconciled).toBe(2);
  });

  it('says so where the engine is away, and tries again after a pause, though nothing changed', async () => {
    const { state, told } = library();
    let clock = 0;
    const { follow, refresh } = createFollowing(told, () => clock);
    state.failure = AWAY;
    expect(await follow()).toEqual([
      expect.stringMatching(/does not show the library as it is now: The engine is away/),
    ]);
    state.failure = undefined;
    await refresh();
    expect(state.reconciled).toBe(0);
    clock += 5_000;
    await refresh();
    expect(state.reconciled).toBe(1);
  });

  it.each([new AppError('internal', 'Not settled.'), new TypeError('a fault of ours')])(
    'does not hide what is our own fault: %s',
    async (failure) => {
      const { state, told } = library();
      state.failure = failure;
      await expect(createFollowing(told).follow()).rejects.toBe(failure);
    },
  );

  it('goes on trying where the embedder failed, after a longer pause', async () => {
    const { state, told } = library();
    let clock = 0;
    const { follow, refresh } = createFollowing(told, () => clock);
    state.status = 'degraded';
    await follow();
    await refresh();
    expect(state.reconciled).toBe(1);
    state.status = 'healthy';
    clock += 60_000;
    await refresh();
    await refresh();
    expect(state.reconciled).toBe(2);
  });

  it('reconciles once for many who ask at the same moment', async () => {
    const { state, told } = library();
    const { follow, refresh } = createFollowing(told);
    await follow();
    state.revision += 1;
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(state.reconciled).toBe(2);
  });

  it('remembers what it could not do, until it could', async () => {
    const { state, told } = library();
    const following = createFollowing(told);
    state.failure = AWAY;
    await following.follow();
    expect(following.behind).toHaveLength(1);
    state.failure = undefined;
    await following.follow();
    expect(following.behind).toEqual([]);
  });
});
