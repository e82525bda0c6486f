import { findingStoreContract } from '../contracts/finding-store-contract.ts';
import { createPlainFindingStore, plainFindings } from '../contracts/plain-findings.ts';

findingStoreContract('in memory', () => {
  const groups = new Map<string, readonly string[]>();
  const held = plainFindings();
  const open = () => createPlainFindingStore((tenant, policy) => groups.get(`${tenant} ${policy}`) ?? [], held);
  return {
    store: open(),
    reopen: open,
    policy: (tenant, policy, ...to) => void groups.set(`${tenant} ${policy}`, to),
    removePolicy: (tenant, policy) => void groups.delete(`${tenant} ${policy}`),
    close: () => undefined,
  };
});
