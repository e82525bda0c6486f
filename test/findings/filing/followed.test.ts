import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { putInStatus } from '../../../src/findings/filing/put-in-filing.ts';
import { type filingDesk, openingFilings } from './filing-desk.ts';
import { filingPlatform } from './filing-platform.ts';

const open = openingFilings();
const HOUR = 3_600_000;

describe('what follows once it is filed', () => {
  async function filed(tracksWorkflow = false) {
    const made = open({ peer: filingPlatform({ tracksWorkflow }) });
    made.file(1);
    void made.senderWith().run();
    await made.time.settle();
    return made;
  }
  /** As a person or a step does it: the state changes, and that is put in, in one transaction. */
  function move(on: ReturnType<typeof filingDesk>, status: 'in_progress' | 'closed'): void {
    on.audit.within(() => {
      const finding = on.kept(1)!;
      const moved = { ...finding, status, revision: finding.revision + 1 };
      on.store.save(moved);
      expect(putInStatus(on, moved, status)).toBe(true);
      expect(putInStatus(on, moved, status)).toBe(false);
    });
  }

  it('its state follows, and waits for the record to be there', async () => {
    const made = await filed();
    move(made, 'in_progress');
    await made.time.pass(1_000);
    expect(made.peer.records).toMatchObject([{ status: 'in_progress' }]);
    expect(made.told().at(-1)).toMatchObject({ what: 'status_told', to: 'in_progress' });

    const early = open();
    early.file(1);
    early.peer.creating.push('later');
    putInStatus(early, early.kept(1)!, 'closed');
    void early.senderWith().run();
    await early.time.settle();
    expect(early.peer.called()).toEqual(['create']);
    await early.time.pass(HOUR);
    expect(early.peer.called()).toEqual(['create', 'lookUp', 'create', 'setStatus']);
  });

  it('no state comes after the one that overtook it', async () => {
    const made = await filed();
    made.peer.failing.setStatus = [new AppError('not_permitted', 'The user may not write.')];
    move(made, 'in_progress');
    await made.time.pass(1_000);
    move(made, 'closed');
    await made.time.pass(HOUR);
    const told = made.peer.calls.filter(({ call }) => call === 'setStatus').map(({ of }) => of);
    expect(told).toEqual(['id-1 in_progress', 'id-1 closed', 'id-1 closed']);
  });

  it('a state that may have come through is told again', async () => {
    const made = await filed();
    made.peer.failing.setStatus = [
      new AppError('upstream_unavailable', 'It is away.'),
      new AppError('rate_limited', 'Too many requests.'),
      new TypeError('secret detail'),
    ];
    move(made, 'closed');
    await made.time.pass(2 * HOUR);
    expect(made.peer.called().filter((call) => call === 'setStatus')).toHaveLength(4);
    expect(made.peer.records).toMatchObject([{ status: 'closed' }]);
  });

  it('a state is told to the platform that has the record, and to no other with a record of that id', async () => {
    const made = open();
    made.file(1);
    const first = made.senderWith();
    void first.run();
    await made.time.settle();
    await first.stop(0);
    const other = filingPlatform({ name: 'archer', host: 'archer.invented.example' });
    other.records.push({ ...made.peer.records[0]!, key: 'of-another' });
    move(made, 'closed');
    void made.senderWith({ platformOf: () => other.platform }).run();
    await made.time.pass(HOUR);
    expect(other.called()).toEqual([]);
    expect(made.outbox.list({ states: ['failed'] }, 9)).toMatchObject([
      {
        why: expect.stringMatching(/record is with servicenow at grc\.invented\.example, and the settings name archer/),
      },
    ]);
  });

  it('a state that is never taken leaves the finding filed, with a row of it', async () => {
    const made = await filed();
    made.peer.failing.setStatus = [new AppError('invalid_input', 'That state is not allowed from this one.')];
    move(made, 'closed');
    await made.time.pass(HOUR);
    expect(made.kept(1)).toMatchObject({ stage: 'filed', status: 'closed' });
    expect(made.told().at(-1)).toMatchObject({ what: 'status_untold', to: 'closed' });
    expect(made.outbox.count().failed).toBe(1);
  });

  it('its steps are run by the platform where it does so, and not here', async () => {
    const made = await filed(true);
    await made.time.pass(1_000);
    expect(made.kept(1)).not.toHaveProperty('workflow');
    expect(made.peer.called()).toEqual(['create', 'startWorkflow']);
    expect(made.peer.steps).toEqual([['review_gaps']]);
    expect(made.told().map((row) => row['what'])).toEqual(['filed', 'workflow_told']);
  });

  it('steps that the platform does not take leave it filed, and are told again', async () => {
    const made = open({ peer: filingPlatform({ tracksWorkflow: true }) });
    made.peer.failing.startWorkflow = [new AppError('upstream_unavailable', 'It is away.'), new TypeError('x')];
    made.file(1);
    void made.senderWith().run();
    await made.time.pass(2_000);
    expect(made.kept(1)?.stage).toBe('filed');
    expect(made.peer.steps).toEqual([]);
    await made.time.pass(2 * HOUR);
    expect(made.peer.steps).toEqual([['review_gaps']]);
    expect(made.peer.records).toHaveLength(1);
  });
});
