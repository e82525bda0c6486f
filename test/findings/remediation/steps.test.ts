import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignStep,
  completeStep,
  reopenStep,
  startWorkflow,
  statusOf,
} from '../../../src/findings/remediation/steps.ts';
import { REMEDIATION_STEPS, type RemediationWorkflow } from '../../../src/findings/remediation/workflow.ts';
import { inventedFinding } from '../invented-finding.ts';
import { MONDAY, thrown } from './remediation-desk.ts';

const FINDING = inventedFinding();
const [REVIEW, PLAN, CONTROLS, VALIDATE] = REMEDIATION_STEPS.map(({ step }) => step) as [
  string,
  string,
  string,
  string,
];
const WEEKDAYS = { workingDays: [1, 2, 3, 4, 5], holidays: ['2031-04-10', '2031-04-11'] };

const done = (day: string, by = 'u-1') => ({ by, at: `${day}T09:00:00.000Z` });
const started = (today = MONDAY): RemediationWorkflow => startWorkflow(FINDING, { today });
const complete = (workflow: RemediationWorkflow, step: string, today: string) =>
  completeStep(workflow, step, done(today), { today });
const days = ({ steps }: RemediationWorkflow) => steps.map(({ due }) => due);
const states = ({ steps }: RemediationWorkflow) => steps.map(({ state }) => state);

describe('the steps of putting a finding right', () => {
  it('are four, each after the one before, planned forward from today', () => {
    const { started: since, steps } = started();
    expect(since).toBe(MONDAY);
    expect(steps.map(({ step, type, after, state, due }) => [step, type, after, state, due])).toEqual([
      ['review_gaps', 'approval', [], 'open', '2031-04-10'],
      ['create_action_plan', 'task', ['review_gaps'], 'waiting', '2031-04-17'],
      ['implement_controls', 'task', ['create_action_plan'], 'waiting', '2031-05-17'],
      ['validate_implementation', 'approval', ['implement_controls'], 'waiting', '2031-05-22'],
    ]);
    expect(steps.map(({ opened }) => opened)).toEqual([MONDAY, undefined, undefined, undefined]);
  });

  it('are for the owner of the finding, or for whom it is said', () => {
    expect(new Set(started().steps.map(({ assignee }) => assignee))).toEqual(new Set(['Harbour master']));
    const given = startWorkflow(FINDING, { today: MONDAY, assignee: ' Lantern\u200b  keepers\n' });
    expect(given.steps[3]?.assignee).toBe('Lantern keepers');
    expect(startWorkflow(FINDING, { today: MONDAY, assignee: ' \u200b ' }).steps[0]?.assignee).toBe('–');
    const long = inventedFinding({ content: { owner: 'keeper '.repeat(100) } });
    expect(startWorkflow(long, { today: MONDAY }).steps[0]?.assignee.length).toBeLessThanOrEqual(200);
  });

  it('count working days where a calendar is set', () => {
    expect(days(startWorkflow(FINDING, { today: MONDAY, calendar: WEEKDAYS }))).toEqual([
      '2031-04-14',
      '2031-04-23',
      '2031-06-04',
      '2031-06-11',
    ]);
    const none = { workingDays: [], holidays: [] };
    expect(thrown(() => startWorkflow(FINDING, { today: MONDAY, calendar: none }))?.code).toBe('misconfigured');
  });

  it('go over the end of a year and a leap day', () => {
    expect(days(started('2027-12-30'))).toEqual(['2028-01-02', '2028-01-09', '2028-02-08', '2028-02-13']);
    expect(days(started('2028-01-20'))).toEqual(['2028-01-23', '2028-01-30', '2028-02-29', '2028-03-05']);
  });
});

describe('a step that is done', () => {
  it('opens the next one from that day on, and the rest is planned anew', () => {
    const next = complete(started(), REVIEW, '2031-04-08');
    expect(states(next)).toEqual(['done', 'open', 'waiting', 'waiting']);
    expect(days(next)).toEqual(['2031-04-10', '2031-04-15', '2031-05-15', '2031-05-20']);
    expect(next.steps[0]?.done).toEqual(done('2031-04-08'));
    expect(next.steps[1]?.opened).toBe('2031-04-08');
  });

  it('moves what comes after it where it is late', () => {
    expect(days(complete(started(), REVIEW, '2031-05-01'))).toEqual([
      '2031-04-10',
      '2031-05-08',
      '2031-06-07',
      '2031-06-12',
    ]);
  });

  it('is refused while it waits, once it is done, and where there is none', () => {
    const waits = thrown(() => complete(started(), CONTROLS, MONDAY));
    expect([waits?.code, waits?.message]).toEqual([
      'conflict',
      'Implement controls waits for Create action plan, which is not done.',
    ]);
    const twice = thrown(() => complete(complete(started(), REVIEW, '2031-04-08'), REVIEW, '2031-04-09'));
    expect([twice?.code, twice?.message]).toEqual(['conflict', 'Review gaps is done already, since 2031-04-08.']);
    const unknown = thrown(() => complete(started(), 'paint_the_lantern', MONDAY));
    expect([unknown?.code, unknown?.suggestions]).toEqual(['not_found', [REVIEW, PLAN, CONTROLS, VALIDATE]]);
    for (const name of ['__proto__', 'constructor', '', '\u0000', REVIEW.toUpperCase()])
      expect(thrown(() => complete(started(), name, MONDAY))?.code).toBe('not_found');
  });

  it('tells how far the finding has come', () => {
    const path = [started()];
    for (const step of [REVIEW, PLAN, CONTROLS, VALIDATE])
      path.push(complete(path.at(-1) ?? started(), step, '2031-04-08'));
    expect(path.map(statusOf)).toEqual(['open', 'in_progress', 'in_progress', 'validating', 'closed']);
  });
});

describe('a step that is given to another', () => {
  it('keeps its day', () => {
    const next = assignStep(started(), PLAN, ' Lantern  keepers ');
    expect(next.steps.map(({ assignee }) => assignee)).toEqual([
      'Harbour master',
      'Lantern keepers',
      'Harbour master',
      'Harbour master',
    ]);
    expect(days(next)).toEqual(days(started()));
  });

  it('is refused once it is done, for nobody, for a name without end, and where there is none', () => {
    const reviewed = complete(started(), REVIEW, MONDAY);
    expect(thrown(() => assignStep(reviewed, REVIEW, 'Keepers'))?.code).toBe('conflict');
    expect(thrown(() => assignStep(reviewed, PLAN, ' \u200b\u0000 '))?.code).toBe('invalid_input');
    expect(thrown(() => assignStep(reviewed, PLAN, 'k'.repeat(201)))?.code).toBe('invalid_input');
    expect(thrown(() => assignStep(reviewed, 'nothing', 'Keepers'))?.code).toBe('not_found');
  });
});

describe('a step that is reopened', () => {
  it('is to be done again, and all after it with it', () => {
    let workflow = started();
    for (const step of [REVIEW, PLAN, CONTROLS]) workflow = complete(workflow, step, '2031-04-08');
    const next = reopenStep(workflow, PLAN, { today: '2031-05-02' });
    expect(states(next)).toEqual(['done', 'open', 'waiting', 'waiting']);
    expect(days(next)).toEqual(['2031-04-10', '2031-05-09', '2031-06-08', '2031-06-13']);
    expect(next.steps.map((step) => 'done' in step)).toEqual([true, false, false, false]);
    expect(next.steps.map(({ opened }) => opened)).toEqual([MONDAY, '2031-05-02', undefined, undefined]);
    expect(statusOf(next)).toBe('in_progress');
  });

  it('is refused where it was not done', () => {
    expect(thrown(() => reopenStep(started(), REVIEW, { today: MONDAY }))?.code).toBe('conflict');
    expect(thrown(() => reopenStep(started(), VALIDATE, { today: MONDAY }))?.code).toBe('conflict');
    expect(thrown(() => reopenStep(started(), 'nothing', { today: MONDAY }))?.code).toBe('not_found');
  });
});

describe('whatever is done with the steps', () => {
  const act = fc.record({
    what: fc.constantFrom('complete', 'complete', 'complete', 'reopen', 'assign'),
    step: fc.constantFrom(REVIEW, PLAN, CONTROLS, VALIDATE, 'nothing'),
    later: fc.nat(40),
  });

  it('one is open until all are done, what is before it is done, what is after it waits, and days are in order', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), fc.boolean(), (acts, byCalendar) => {
        const calendar = byCalendar ? WEEKDAYS : undefined;
        let now = Date.parse(`${MONDAY}T00:00:00Z`);
        let workflow = startWorkflow(FINDING, { today: MONDAY, calendar });
        for (const { what, step, later } of acts) {
          now += later * 86_400_000;
          const today = new Date(now).toISOString().slice(0, 10);
          const before = structuredClone(workflow);
          const given = workflow;
          try {
            if (what === 'complete') workflow = completeStep(workflow, step, done(today), { today, calendar });
            else if (what === 'reopen') workflow = reopenStep(workflow, step, { today, calendar });
            else workflow = assignStep(workflow, step, `Keeper ${later}`);
          } catch (error) {
            expect(['conflict', 'not_found']).toContain((error as { code?: string }).code);
          }
          expect(given).toEqual(before);
          const { steps } = workflow;
          expect(states(workflow).join(' ')).toMatch(/^(done )*(done|open( waiting)*)$/);
          for (const [at, each] of steps.entries()) {
            expect('done' in each).toBe(each.state === 'done');
            expect('opened' in each).toBe(each.state !== 'waiting');
            if (each.opened !== undefined) expect(each.due > each.opened).toBe(true);
            const next = steps[at + 1];
            if (each.state !== 'done' && next !== undefined) expect(next.due > each.due).toBe(true);
          }
        }
      }),
    );
  });
});
