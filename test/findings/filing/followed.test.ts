import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { putBack } from '../../../src/delivery/put-in.ts';
import { putInStatus } from '../../../src/findings/filing/put-in-filing.ts';
import { callContext } from '../../asking.ts';
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
    expect(early.outbox.count()).toMatchObject({ waiting: 2, delivered: 0 });
    await early.time.pass(HOUR);
    // Filed it is open, there as here: nothing is left to be written.
    expect(early.peer.called()).toEqual(['create', 'lookUp', 'create']);
    expect(early.outbox.count()).toMatchObject({ delivered: 2, failed: 0 });
  });

  it('no state comes after the one that overtook it', async () => {
    const made = await filed();
    made.peer.failing.setStatus = [new AppError('not_permitted', 'The user may not write.')];
    move(made, 'in_progress');
    await made.time.pass(1_000);
    move(made, 'closed');
    await made.time.pass(HOUR);
    const told = made.peer.calls.filter(({ call }) => call === 'setStatus').map(({ of }) => of);
    // What the second one would say stands there already.
    expect(told).toEqual(['id-1 in_progress', 'id-1 closed']);
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

  it('what people at the platform changed meanwhile is not written over, and both states stand until a person decides', async () => {
    const made = await filed();
    made.peer.records[0] = { ...made.peer.records[0]!, state: 'Accepted', status: 'risk_accepted' };
    move(made, 'in_progress');
    await made.time.pass(HOUR);
    expect(made.peer.called()).not.toContain('setStatus');
    expect(made.peer.records).toMatchObject([{ status: 'risk_accepted' }]);
    expect(made.outbox.list({ states: ['failed'] }, 9)).toMatchObject([
      { why: expect.stringMatching(/moved record ISS0001 to "Accepted" meanwhile/) },
    ]);
    expect(made.told().at(-1)).toMatchObject({ what: 'status_untold' });
    expect(made.kept(1)).toMatchObject({ status: 'in_progress', agreed: 'open' });
  });

  it('a record that shows no key of ours, or is not shown, is left alone', async () => {
    for (const records of [[], undefined]) {
      const made = await filed();
      if (records === undefined) made.peer.records[0] = { ...made.peer.records[0]!, key: 'of-another' };
      else made.peer.records.splice(0);
      move(made, 'closed');
      await made.time.pass(HOUR);
      expect(made.peer.called()).not.toContain('setStatus');
      expect(made.outbox.count().failed).toBe(1);
    }
  });

  it('what the platform was told is what both agree in: the next state follows without a sync between', async () => {
    const made = await filed();
    move(made, 'in_progress');
    await made.time.pass(1_000);
    expect(made.kept(1)).toMatchObject({ status: 'in_progress', agreed: 'in_progress' });
    move(made, 'closed');
    await made.time.pass(1_000);
    expect(made.peer.records).toMatchObject([{ status: 'closed' }]);
    expect(made.kept(1)).toMatchObject({ status: 'closed', agreed: 'closed' });
  });

  it('a state of ours that came through without a word is no move of the platform’s', async () => {
    const made = await filed();
    const { setStatus } = made.peer.platform;
    let broke = 0;
    made.peer.platform.setStatus = async (...asked) => {
      await setStatus(...asked);
      broke += 1;
      if (broke === 1) throw new AppError('upstream_unavailable', 'It is away.');
    };
    move(made, 'in_progress');
    await made.time.pass(1_000);
    expect(made.outbox.count().waiting).toBe(1);
    move(made, 'closed');
    await made.time.pass(HOUR);
    expect(made.peer.records).toMatchObject([{ status: 'closed' }]);
    expect(made.kept(1)).toMatchObject({ agreed: 'closed' });
    expect(made.outbox.count().failed).toBe(0);
  });

  it('a platform that cannot be read is told, unless it told of another state by itself', async () => {
    const made = open({ peer: filingPlatform() });
    const unread = {
      ...made.peer.platform,
      unread: true,
      read: async () => Promise.reject(new AppError('misconfigured', 'It has nothing to read from.')),
    };
    made.file(1);
    void made.senderWith({ platformOf: () => unread }).run();
    await made.time.settle();
    move(made, 'in_progress');
    await made.time.pass(1_000);
    expect(made.peer.records).toMatchObject([{ status: 'in_progress' }]);
    const finding = made.kept(1)!;
    const conflict = {
      field: 'status',
      ours: 'in_progress',
      theirs: 'risk_accepted',
      at: '2031-04-05T06:12:08.000Z',
    } as const;
    made.store.save({ ...finding, conflicts: [conflict], revision: finding.revision + 1 });
    move(made, 'closed');
    await made.time.pass(HOUR);
    expect(made.peer.records).toMatchObject([{ status: 'in_progress' }]);
    expect(made.outbox.count().failed).toBe(1);
  });

  it('a state that is never taken leaves the finding filed, with a row of it', async () => {
    const made = await filed();
    made.peer.failing.setStatus = [new AppError('invalid_input', 'That state is not allowed from this one.')];
    move(made, 'closed');
    await made.time.pass(HOUR);
    expect(made.kept(1)).toMatchObject({ stage: 'filed', status: 'closed' });
    expect(made.told().at(-1)).toMatchObject({ what: 'status_untold', to: 'closed' });
    expect(made.outbox.count().failed).toBe(1);
    // It is on its way no longer, and so is a difference that somebody has to decide on.
    const { conflicts } = made.kept(1)!;
    expect(conflicts).toMatchObject([{ field: 'status', ours: 'closed', theirs: 'open' }]);
    expect(conflicts[0]).not.toHaveProperty('decided');
    const [left] = made.outbox.list({ states: ['failed'] }, 9);
    putBack(made, left!.message.key, callContext());
    await made.time.pass(HOUR);
    expect(made.kept(1)).toMatchObject({ status: 'closed', agreed: 'closed', conflicts: [] });
    expect(made.peer.records).toMatchObject([{ status: 'closed' }]);
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
