import type { UsageEntry } from '../../../src/assistant/budgets/usage-store.ts';
import { usageStoreContract } from '../../contracts/usage-store-contract.ts';
import { createMemoryUsageStore } from './memory-usage-store.ts';

usageStoreContract('in memory', () => {
  const entries = new Map<string, UsageEntry>();
  return {
    store: createMemoryUsageStore(entries),
    reopen: () => createMemoryUsageStore(entries),
    close: () => undefined,
  };
});
