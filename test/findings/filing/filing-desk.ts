import { afterEach } from 'vitest';
import { createSqliteFindingStore } from '../../../src/adapters/sqlite/finding-store.ts';
import { readTrail } from '../../../src/audit/trail.ts';
import { createFiledHook } from '../../../src/findings/filing/filed.ts';
import { createFilingSender, type FilingSenderOptions } from '../../../src/findings/filing/filing-sender.ts';
import { putInFiling, retryFiling } from '../../../src/findings/filing/put-in-filing.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import type { RemediationWorkflow } from '../../../src/findings/remediation/workflow.ts';
import { callContext } from '../../asking.ts';
import { deliveryDesk } from '../../delivery/delivery-desk.ts';
import { type FindingOverrides, findingId, inventedFinding } from '../invented-finding.ts';
import { filingPlatform } from './filing-platform.ts';

export const SETTLE = 10_000;

/** Steps that begin on the day of the test. */
export const WORKFLOW: RemediationWorkflow = {
  started: '2031-04-05',
  steps: [
    {
      ...{ step: 'review_gaps', type: 'approval', after: [], days: 3, state: 'open' },
      ...{ assignee: 'Harbour master', due: '2031-04-08', opened: '2031-04-05' },
    },
  ],
};

/** All that filing needs, over a file of its own, a scripted platform, and a time that only a test moves. */
export function filingDesk(
  options: NonNullable<Parameters<typeof deliveryDesk>[0]> & { readonly peer?: ReturnType<typeof filingPlatform> } = {},
) {
  const desk = deliveryDesk(options);
  const store = createSqliteFindingStore(desk.database);
  const peer = options.peer ?? filingPlatform({ now: desk.clock.now });
  const { outbox, audit, clock, time } = desk;
  const startWorkflow = (): RemediationWorkflow => WORKFLOW;
  const ended = createFiledHook({ store, outbox, audit, clock, startWorkflow });
  const senderWith = (more: Partial<FilingSenderOptions> = {}) =>
    createFilingSender({
      ...{ store, outbox, audit, clock, startWorkflow, ended, timer: time.timer, random: () => 0.5 },
      owner: options.owner ?? 'host|1|0',
      lives: (each) => each !== 'gone',
      platformOf: () => peer.platform,
      ...more,
    });
  return {
    ...desk,
    store,
    peer,
    ended,
    senderWith,
    senderOfChannels: desk.senderWith,
    path: desk.file,
    /** Keeps the n-th finding as one that is on its way, and puts it in, as the desk does. */
    file: (n: number, more: FindingOverrides = {}): Finding => {
      const finding = onItsWay(n, more);
      audit.within(() => {
        store.add(finding);
        putInFiling({ outbox, audit, clock }, finding, { correlation: `r-${n}` });
      });
      return finding;
    },
    kept: (n: number, tenant = 't-1') => store.own.find(tenant, findingId(n)),
    retry: (n: number) => {
      const finding = store.own.find('t-1', findingId(n));
      if (finding === undefined) throw new Error(`there is no finding ${n}`);
      retryFiling({ outbox, audit, clock, ended }, finding, callContext());
    },
    /** What rows of findings tell, in their order. */
    told: () => readTrail(audit.store, { types: ['finding'] }, 10_000).map(({ body }) => body),
  };
}

/** Opens desks for the tests of a file; each is closed after the test that opened it. */
export function openingFilings(): (options?: Parameters<typeof filingDesk>[0]) => ReturnType<typeof filingDesk> {
  const opened: ReturnType<typeof filingDesk>[] = [];
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });
  return (options) => {
    const one = filingDesk(options);
    opened.push(one);
    return one;
  };
}

/** The n-th finding of a test, approved and on its way. */
function onItsWay(n: number, more: FindingOverrides = {}): Finding {
  return inventedFinding({
    id: findingId(n),
    stage: 'filing',
    confirmed: { by: 'u-1', name: 'Ana Ñ', at: '2031-04-05T06:06:08.000Z' },
    approved: { by: 'u-2', name: 'Luis', at: '2031-04-05T06:06:28.000Z', eyes: 2 },
    filing: { platform: 'servicenow', host: 'grc.invented.example', key: keyOf(n), since: '2031-04-05T06:07:08.000Z' },
    ...more,
  });
}

/** The key that the record of the n-th finding carries. */
export function keyOf(n: number): string {
  return `key-${n}`;
}
