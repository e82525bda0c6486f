import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../src/core/days.ts';
import type { Finding, FindingStage, RemediationState } from '../../../src/findings/finding.ts';
import { announceDue, DUE_MESSAGE, type DueParts, dueNotices } from '../../../src/findings/remediation/due.ts';
import { completeStep } from '../../../src/findings/remediation/steps.ts';
import { filedFinding, findingId, inventedFinding } from '../invented-finding.ts';
import { MONDAY, remediationDesk, trackedFinding } from './remediation-desk.ts';

const TEAMS = { id: 'chat-1', channel: 'teams' };
/** Its first step is due on Thursday, 10 April; itself at the end of June. */
const FINDING = trackedFinding(1, { conversation: TEAMS });

describe('what of a finding is due', () => {
  it.each([
    ['2031-04-07', []],
    ['2031-04-08', [['review_gaps', false, 2]]],
    ['2031-04-09', [['review_gaps', false, 1]]],
    ['2031-04-10', [['review_gaps', false, 0]]],
    ['2031-04-11', [['review_gaps', true, 1]]],
    ['2031-06-27', [['review_gaps', true, 78]]],
    [
      '2031-06-28',
      [
        ['review_gaps', true, 79],
        [null, false, 2],
      ],
    ],
    [
      '2032-06-30',
      [
        ['review_gaps', true, 447],
        [null, true, 366],
      ],
    ],
  ])('on %s', (today, expected) => {
    expect(dueNotices(FINDING, today).map(({ step, overdue, days }) => [step, overdue, days])).toEqual(expected);
  });

  it('names the day, and who answers for it', () => {
    const { workflow } = FINDING;
    const steps = workflow?.steps.map((each) => ({ ...each, assignee: 'Lantern keepers' })) ?? [];
    expect(dueNotices({ ...FINDING, workflow: { started: MONDAY, steps } }, '2031-06-30')).toEqual([
      { step: 'review_gaps', due: '2031-04-10', overdue: true, days: 81, owner: 'Lantern keepers' },
      { step: null, due: '2031-06-30', overdue: false, days: 0, owner: 'Harbour master' },
    ]);
  });

  it('is the step that is open, not the one that waits or is done', () => {
    if (FINDING.workflow === undefined) throw new Error('it is tracked');
    const done = { by: 'u-1', at: '2031-04-10T09:00:00.000Z' };
    const workflow = completeStep(FINDING.workflow, 'review_gaps', done, { today: '2031-04-10' });
    expect(dueNotices({ ...FINDING, workflow }, '2031-06-01').map(({ step }) => step)).toEqual(['create_action_plan']);
  });

  it('is itself alone where the platform tracks its steps', () => {
    expect(dueNotices(filedFinding(1), '2031-06-30').map(({ step }) => step)).toEqual([null]);
  });

  it.each<RemediationState>(['closed', 'risk_accepted'])('is nothing once it is %s', (status) => {
    expect(dueNotices({ ...FINDING, status }, '2032-01-01')).toEqual([]);
  });

  it.each<FindingStage>(['draft', 'awaiting_approval', 'approved', 'filing', 'undelivered', 'refused', 'expired'])(
    'is nothing while it is %s',
    (stage) => {
      expect(dueNotices(inventedFinding({ stage }), '2032-01-01')).toEqual([]);
    },
  );
});

describe('telling of what is due', () => {
  let desk: ReturnType<typeof remediationDesk>;
  let parts: DueParts;
  beforeEach(() => {
    desk = remediationDesk();
    parts = {
      ...desk,
      addressOf: ({ tenant, conversation: { id, channel } }) =>
        channel === 'teams' ? { tenant, conversation: id } : undefined,
    };
  });
  afterEach(() => desk.close());
  const queued = () => desk.outbox.list({}, 1_000).map(({ message }) => message);
  const told = (days: readonly string[]): string[] =>
    days.flatMap((day) => {
      desk.on(day);
      return announceDue(parts).map(({ key }) => `${day} ${key.slice(FINDING.id.length + 5)}`);
    });

  it('puts a message in for the conversation in which it was drafted, with all that is told', () => {
    desk.store.add(FINDING);
    desk.on('2031-04-11');
    const notice = { step: 'review_gaps', due: '2031-04-10', overdue: true, days: 1, owner: 'Harbour master' };
    const key = `due:${FINDING.id}:review_gaps:2031-04-10:late-0`;
    expect(announceDue(parts)).toEqual([{ ...notice, tenant: 't-1', finding: FINDING.id, key }]);
    expect(queued()).toEqual([
      {
        key,
        tenant: 't-1',
        conversation: 'chat-1',
        kind: DUE_MESSAGE,
        body: { ...notice, finding: FINDING.id, title: 'No register of lanterns', language: 'en' },
        correlation: FINDING.id,
        inDoubt: 'again',
      },
    ]);
  });

  it('does it once when it is soon, once on the day, and once a week when it is late', () => {
    desk.store.add(FINDING);
    const month = Array.from({ length: 25 }, (_none, at) => addDays(MONDAY, at));
    const expected = [
      '2031-04-08 review_gaps:2031-04-10:soon',
      '2031-04-10 review_gaps:2031-04-10:today',
      '2031-04-11 review_gaps:2031-04-10:late-0',
      '2031-04-18 review_gaps:2031-04-10:late-1',
      '2031-04-25 review_gaps:2031-04-10:late-2',
    ];
    expect(told(month.flatMap((day) => [day, day]))).toEqual(expected);
    expect(told([...month, ...month.toReversed()])).toEqual([]);
  });

  it('tells the latest alone of what was missed', () => {
    desk.store.add(FINDING);
    expect(told(['2031-04-09', '2031-04-30', '2031-05-01', '2031-05-02'])).toEqual([
      '2031-04-09 review_gaps:2031-04-10:soon',
      '2031-04-30 review_gaps:2031-04-10:late-2',
      '2031-05-02 review_gaps:2031-04-10:late-3',
    ]);
  });

  it('tells anew where the day was moved', () => {
    desk.store.add(FINDING);
    expect(told(['2031-04-10'])).toHaveLength(1);
    const steps = FINDING.workflow?.steps.map((each) => ({ ...each, due: '2031-04-11' })) ?? [];
    desk.store.save({ ...FINDING, workflow: { started: MONDAY, steps }, revision: 2 });
    expect(told(['2031-04-10', '2031-04-11'])).toEqual([
      '2031-04-10 review_gaps:2031-04-11:soon',
      '2031-04-11 review_gaps:2031-04-11:today',
    ]);
  });

  it('tells nobody where nobody can be reached, and nothing to another tenant', () => {
    desk.store.add(trackedFinding(1));
    expect(told(['2031-06-30'])).toEqual([]);
    parts = { ...parts, addressOf: () => ({ tenant: 't-2', conversation: 'chat-1' }) };
    expect(told(['2031-06-30'])).toEqual([]);
    expect(queued()).toEqual([]);
  });

  it('reads all findings of all tenants, however many, and leaves those alone that are done with', () => {
    const many = Array.from({ length: 205 }, (_none, at): Finding => {
      const more = {
        tenant: `t-${at % 3}`,
        conversation: TEAMS,
        ...(at % 5 === 0 ? { status: 'closed' as const } : {}),
      };
      return filedFinding(at + 1, more);
    });
    for (const finding of many) desk.store.add(finding);
    desk.on('2031-06-30');
    const announced = announceDue(parts);
    expect(announced.map(({ finding, tenant }) => `${tenant} ${finding}`)).toEqual(
      many.filter((_finding, at) => at % 5 !== 0).map(({ id, tenant }) => `${tenant} ${id}`),
    );
    expect(announceDue(parts)).toEqual([]);
  });

  it('sends lines of people’s words as lines, whatever is in them', () => {
    const content = { title: `Lanterns\n\u202e${'long '.repeat(200)}`, owner: `Ana\u0000\r\n${'ñ'.repeat(500)}` };
    desk.store.add(filedFinding(7, { conversation: TEAMS, content }));
    desk.on('2031-06-30');
    expect(announceDue(parts)).toHaveLength(1);
    const [message] = queued();
    const { title, owner, finding } = message?.body ?? {};
    expect([String(title).length, String(owner).length, finding]).toEqual([204, 204, findingId(7)]);
    expect(`${title}${owner}`).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
