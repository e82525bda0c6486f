import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSqliteFindingStore } from '../../../src/adapters/sqlite/finding-store.ts';
import { createPersonTraces } from '../../../src/adapters/sqlite/person-traces.ts';
import { createSqlitePolicyStore } from '../../../src/adapters/sqlite/policy-store.ts';
import { systemContext } from '../../../src/audit/audit.ts';
import { eraseUser } from '../../../src/audit/erasure.ts';
import { createPolicies } from '../../../src/gaps/policies/policies.ts';
import { callContext } from '../../asking.ts';
import { by, openAudit, temporaryFolder } from '../../audit/sample-audit.ts';
import { policyVersion } from '../../contracts/policy-store-contract.ts';
import { filedFinding, inventedFinding, policyEvidence } from '../../findings/invented-finding.ts';

it('who is erased is named by no finding any more, and what they found goes on', () => {
  const { folder, remove } = temporaryFolder();
  const { audit, database, close } = openAudit(join(folder, 'library.sqlite'));
  const store = createSqliteFindingStore(database);
  const signature = { by: 'u-ana', name: 'Ana Ñ', at: '2031-04-05T06:07:08.000Z' };
  store.add(filedFinding(1, { drafted: signature, confirmed: signature }));
  store.add(filedFinding(2, { drafted: signature, tenant: 't-2' }));
  audit.record({ type: 'export', body: {} }, by('u-ana', 'c-ana'));
  eraseUser(audit, 'u-ana', 't-1', systemContext('erasing'), createPersonTraces(database));
  const erased = { by: 'erased', at: signature.at };
  const { content, hash } = filedFinding(1);
  expect(store.own.find('t-1', filedFinding(1).id)).toMatchObject({
    content,
    hash,
    drafted: erased,
    confirmed: erased,
  });
  expect(JSON.stringify(store.own.find('t-1', filedFinding(1).id))).not.toContain('Ana');
  expect(store.own.find('t-2', filedFinding(2).id)?.drafted).toEqual(signature);
  close();
  remove();
});

it('a policy that is removed takes drafts with it, and goes on to be kept from whom it was kept', () => {
  const { folder, remove } = temporaryFolder();
  const { audit, database, close } = openAudit(join(folder, 'library.sqlite'));
  const store = createSqliteFindingStore(database);
  const policyStore = createSqlitePolicyStore(database);
  const policies = createPolicies({
    store: policyStore,
    ledger: { within: audit.within, record: () => 1 },
    clock: { now: () => 0, today: () => '2031-01-01' },
    forget: (tenant, policy) => void store.forgetPolicy(tenant, policy),
  });
  policyStore.add(policyVersion({ policy: 'keels', groups: ['g-1'] }));
  const evidence = [policyEvidence('keels')];
  store.add(inventedFinding({ content: { evidence } }));
  store.add(filedFinding(2, { content: { evidence } }));
  const context = callContext();
  policies.remove('keels', { ...context, user: { ...context.user, groups: 'all' } });
  const listed = (groups: ReadonlySet<string> | 'all') => store.list({ tenant: 't-1', groups }).map(({ id }) => id);
  expect(listed('all')).toEqual([filedFinding(2).id]);
  expect(listed(new Set(['g-1']))).toEqual([filedFinding(2).id]);
  expect(listed(new Set(['g-2']))).toEqual([]);
  close();
  remove();
});
