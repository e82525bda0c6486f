import { createPlainPolicyStore, plainPolicies } from '../../contracts/plain-policies.ts';
import { policyStoreContract } from '../../contracts/policy-store-contract.ts';

policyStoreContract('a list', () => {
  const held = plainPolicies();
  return { store: createPlainPolicyStore(held), reopen: () => createPlainPolicyStore(held), close: () => undefined };
});
