import { gapStoreContract } from '../../contracts/gap-store-contract.ts';
import { createPlainGapStore, plainGaps } from '../../contracts/plain-gaps.ts';

gapStoreContract('in memory', () => {
  const groups = new Map<string, readonly string[]>();
  const held = plainGaps();
  const open = () => createPlainGapStore((tenant, policy) => groups.get(`${tenant} ${policy}`) ?? [], held);
  return {
    store: open(),
    reopen: open,
    policy: (tenant, policy, ...to) => void groups.set(`${tenant} ${policy}`, to),
    close: () => undefined,
  };
});
