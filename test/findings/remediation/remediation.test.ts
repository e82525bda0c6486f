import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '../../../src/core/permissions.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { createRemediation, type Remediation } from '../../../src/findings/remediation/remediation.ts';
import { callContext } from '../../asking.ts';
import { filedFinding, findingId, inventedFinding } from '../invented-finding.ts';
import { MONDAY, remediationDesk, thrown, trackedFinding } from './remediation-desk.ts';

let desk: ReturnType<typeof remediationDesk>;
let pushed: Finding[];
let remediation: Remediation;
beforeEach(() => {
  desk = remediationDesk();
  pushed = [];
  remediation = createRemediation({ ...desk, pushStatus: (finding) => void pushed.push(finding) });
});
afterEach(() => desk.close());

const ID = findingId(1);
const as = (user: string, ...permissions: readonly Permission[]) =>
  callContext({ user, ...(permissions.length === 0 ? {} : { permissions }) });
const kept = (): Finding => {
  const finding = desk.store.own.find('t-1', ID);
  if (finding === undefined) throw new Error('it is kept');
  return finding;
};
const states = () => kept().workflow?.steps.map(({ state }) => state);

describe('a step of a finding', () => {
  it('is done by somebody, with a note, its row and the finding’s new status, which its platform hears of', () => {
    desk.store.add(trackedFinding(1));
    desk.on('2031-04-08');
    const finding = remediation.complete(ID, 'review_gaps', { note: ' All\u200b of it\nis right. ' }, as('u-3'));
    expect(finding).toEqual(kept());
    expect([finding.status, finding.revision, states()]).toEqual([
      'in_progress',
      2,
      ['done', 'open', 'waiting', 'waiting'],
    ]);
    expect(finding.workflow?.steps[0]?.done).toEqual({
      by: 'u-3',
      name: 'User u-3',
      at: '2031-04-08T12:00:00.000Z',
      note: 'All of it is right.',
    });
    expect(pushed).toEqual([finding]);
    const row = { finding: ID, hash: finding.hash, who: 'User u-3' };
    expect(desk.rows()).toEqual([
      { ...row, what: 'step_done', step: 'review_gaps', note: 'All of it is right.' },
      { ...row, what: 'status', from: 'open', to: 'in_progress', via: 'workflow' },
    ]);
  });

  it('moves the finding from open to closed, step by step', () => {
    desk.store.add(trackedFinding(1));
    const seen = ['review_gaps', 'create_action_plan', 'implement_controls', 'validate_implementation'].map(
      (step, at) => remediation.complete(ID, step, {}, as(`u-${at}`)).status,
    );
    expect(seen).toEqual(['in_progress', 'in_progress', 'validating', 'closed']);
    expect(pushed.map(({ status }) => status)).toEqual(['in_progress', 'validating', 'closed']);
    expect(thrown(() => remediation.complete(ID, 'validate_implementation', {}, as('u-9')))?.code).toBe('conflict');
    expect(kept().revision).toBe(5);
  });

  it('is counted by the calendar of its tenant', () => {
    desk.store.add(trackedFinding(1));
    const asked: string[] = [];
    const calendar = (tenant: string) => {
      asked.push(tenant);
      return { workingDays: [1], holidays: [] };
    };
    const finding = createRemediation({ ...desk, calendar }).complete(ID, 'review_gaps', {}, as('u-1'));
    expect(finding.workflow?.steps[1]?.due).toBe('2031-05-26');
    expect(new Set(asked)).toEqual(new Set(['t-1']));
  });

  it('takes nothing back that the platform has done already', () => {
    desk.store.add(trackedFinding(1, { status: 'validating' }));
    expect(remediation.complete(ID, 'review_gaps', {}, as('u-1')).status).toBe('validating');
    expect(pushed).toEqual([]);
    expect(desk.rows().map(({ what }) => what)).toEqual(['step_done']);
  });

  it('is given to another, which changes no status', () => {
    desk.store.add(trackedFinding(1));
    const finding = remediation.assign(ID, 'implement_controls', ' Lantern keepers ', as('u-1', 'findings:draft'));
    expect(finding.workflow?.steps[2]?.assignee).toBe('Lantern keepers');
    expect([finding.status, finding.revision, pushed]).toEqual(['open', 2, []]);
    expect(desk.rows()).toMatchObject([
      { what: 'step_assigned', step: 'implement_controls', assignee: 'Lantern keepers' },
    ]);
  });

  it('is done again where it was not good enough, and the finding is not closed any more', () => {
    desk.store.add(trackedFinding(1));
    for (const [at, step] of [
      'review_gaps',
      'create_action_plan',
      'implement_controls',
      'validate_implementation',
    ].entries())
      remediation.complete(ID, step, {}, as(`u-${at}`));
    const finding = remediation.reopen(ID, 'implement_controls', 'Two lanterns are missing.', as('u-5'));
    expect([finding.status, states()]).toEqual(['in_progress', ['done', 'done', 'open', 'waiting']]);
    expect(pushed.at(-1)).toEqual(finding);
    expect(desk.rows().slice(-2)).toMatchObject([
      { what: 'step_reopened', step: 'implement_controls', reason: 'Two lanterns are missing.' },
      { what: 'status', from: 'closed', to: 'in_progress', via: 'workflow' },
    ]);
  });
});

describe('who may do a step', () => {
  it('is for an approval whoever may approve, for a task whoever may draft', () => {
    desk.store.add(trackedFinding(1));
    const drafts = as('u-3', 'findings:draft');
    const approves = as('u-4', 'findings:approve');
    expect(thrown(() => remediation.complete(ID, 'review_gaps', {}, drafts))?.message).toContain('findings:approve');
    remediation.complete(ID, 'review_gaps', {}, approves);
    expect(thrown(() => remediation.complete(ID, 'create_action_plan', {}, approves))?.message).toContain(
      'findings:draft',
    );
    remediation.complete(ID, 'create_action_plan', {}, drafts);
    expect(thrown(() => remediation.assign(ID, 'implement_controls', 'Keepers', approves))?.code).toBe('not_permitted');
    expect(thrown(() => remediation.reopen(ID, 'create_action_plan', 'Too short.', drafts))?.code).toBe(
      'not_permitted',
    );
    expect(kept().revision).toBe(3);
  });

  it('is somebody else than who did the step before, where two pairs of eyes looked at the finding', () => {
    desk.store.add(trackedFinding(1));
    for (const step of ['review_gaps', 'create_action_plan', 'implement_controls'])
      remediation.complete(ID, step, {}, as('u-3'));
    const error = thrown(() => remediation.complete(ID, 'validate_implementation', {}, as('u-3')));
    expect([error?.code, error?.message]).toEqual([
      'not_permitted',
      'You did "Implement controls" yourself. Somebody else who may approve findings has to end "Validate implementation".',
    ]);
    expect(kept().status).toBe('validating');
    expect(remediation.complete(ID, 'validate_implementation', {}, as('u-4')).status).toBe('closed');
  });

  it('is the same person where one pair of eyes was enough', () => {
    const approved = { by: 'u-3', at: '2031-04-05T06:09:08.000Z', eyes: 1 } as const;
    desk.store.add(trackedFinding(1, { approved }));
    for (const step of ['review_gaps', 'create_action_plan', 'implement_controls', 'validate_implementation'])
      remediation.complete(ID, step, {}, as('u-3'));
    expect(kept().status).toBe('closed');
  });

  it('is nobody who may not see the finding', () => {
    desk.store.add(trackedFinding(1));
    const elsewhere = callContext({ tenant: 't-2' });
    for (const work of [
      () => remediation.complete(ID, 'review_gaps', {}, elsewhere),
      () => remediation.assign(ID, 'review_gaps', 'Keepers', elsewhere),
      () => remediation.reopen(ID, 'review_gaps', 'It is wrong.', elsewhere),
      () => remediation.complete(findingId(2), 'review_gaps', {}, as('u-1')),
    ]) {
      const error = thrown(work);
      expect([error?.code, error?.message.startsWith('There is no finding F-')]).toEqual(['not_found', true]);
    }
    expect([desk.rows(), kept()]).toEqual([[], trackedFinding(1)]);
  });
});

describe('what cannot be done', () => {
  const ended = (finding: Finding) => {
    desk.store.add(finding);
    const error = thrown(() => remediation.complete(ID, 'review_gaps', {}, as('u-1')));
    expect([desk.rows(), kept().revision]).toEqual([[], 1]);
    return [error?.code, error?.message];
  };

  it('is told: it is not filed yet', () => {
    expect(ended(inventedFinding({ id: ID, stage: 'approved' }))).toEqual([
      'conflict',
      `Finding ${ID} is not filed yet: putting it right is tracked from then on.`,
    ]);
  });

  it('is told: the platform tracks the steps', () => {
    expect(ended(filedFinding(1))).toEqual([
      'conflict',
      `The steps of finding ${ID} are tracked by the platform that has it: go on there.`,
    ]);
  });

  it('is told: the risk was accepted', () => {
    expect(ended(trackedFinding(1, { status: 'risk_accepted' }))?.[0]).toBe('conflict');
  });

  it('is told: the platform closed it', () => {
    expect(ended(trackedFinding(1, { status: 'closed' }))?.[0]).toBe('conflict');
  });

  it('is told: nobody said why', () => {
    desk.store.add(trackedFinding(1));
    remediation.complete(ID, 'review_gaps', {}, as('u-1'));
    expect(thrown(() => remediation.reopen(ID, 'review_gaps', ' \u200b ', as('u-2')))?.code).toBe('invalid_input');
  });

  it('leaves nothing behind where the platform could not be told', () => {
    desk.store.add(trackedFinding(1));
    const pushStatus = () => {
      throw new Error('the outbox is full');
    };
    expect(
      thrown(() => createRemediation({ ...desk, pushStatus }).complete(ID, 'review_gaps', {}, as('u-1'))),
    ).toBeDefined();
    expect([kept(), desk.rows()]).toEqual([trackedFinding(1), []]);
  });

  it('cuts a note without end, and keeps it whole in one sign', () => {
    desk.store.add(trackedFinding(1));
    const finding = remediation.complete(ID, 'review_gaps', { note: `${'n'.repeat(1_999)}🏮🏮` }, as('u-1'));
    expect(finding.workflow?.steps[0]?.done?.note).toBe('n'.repeat(1_999));
    expect(finding.workflow?.started).toBe(MONDAY);
  });
});
