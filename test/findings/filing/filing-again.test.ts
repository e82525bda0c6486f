import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { putBack } from '../../../src/delivery/put-in.ts';
import { filingKey } from '../../../src/findings/filing/put-in-filing.ts';
import { callContext } from '../../asking.ts';
import { type filingDesk, keyOf, openingFilings, SETTLE } from './filing-desk.ts';
import { filingPlatform } from './filing-platform.ts';

const open = openingFilings();
let desk: ReturnType<typeof filingDesk>;
beforeEach(() => {
  desk = open();
});
const HOUR = 3_600_000;

describe('a platform that does not take it at once', () => {
  it('is looked at before anything is made again, and not before it has settled', async () => {
    desk.file(1);
    desk.peer.creating.push('unknown made');
    void desk.senderWith({ settleMs: SETTLE, random: () => 0 }).run();
    await desk.time.pass(SETTLE - 1);
    expect(desk.peer.called()).toEqual(['create']);
    await desk.time.pass(1);
    expect(desk.peer.called()).toEqual(['create', 'lookUp']);
    expect(desk.peer.records).toHaveLength(1);
    expect(desk.kept(1)).toMatchObject({ stage: 'filed', filing: { record: { id: 'id-1' } } });
  });

  it('makes nothing while it cannot be asked whether it has it', async () => {
    desk.file(1);
    desk.peer.creating.push('unknown made');
    desk.peer.failing.lookUp = [
      new AppError('rate_limited', 'Too many requests.'),
      new AppError('upstream_unavailable', 'It is away.'),
      new AppError('misconfigured', 'The field u_key is not there.'),
      new TypeError('secret detail'),
    ];
    void desk.senderWith().run();
    await desk.time.pass(2 * HOUR);
    expect(desk.peer.called()).toEqual(['create', 'lookUp', 'lookUp', 'lookUp', 'lookUp', 'lookUp']);
    expect(desk.kept(1)?.stage).toBe('filed');
  });

  it('is left alone for as long as it wants', async () => {
    desk.file(1);
    desk.peer.creating.push('later');
    void desk.senderWith({ random: () => 0 }).run();
    await desk.time.pass(999);
    expect(desk.peer.called()).toEqual(['create']);
    await desk.time.pass(1);
    expect(desk.peer.called()).toEqual(['create', 'lookUp', 'create']);
  });

  it('has no look-up at all: it is asked again after an attempt that surely made nothing, and after no other', async () => {
    desk.file(1);
    desk.file(2);
    const none = () => new AppError('misconfigured', 'The receiver has no look-up.');
    desk.peer.creating.push('later', 'unknown made');
    desk.peer.failing.lookUp = Array.from({ length: 20 }, none);
    void desk.senderWith({ pace: { attempts: 4 } }).run();
    await desk.time.pass(12 * HOUR);
    expect(desk.kept(1)?.stage).toBe('filed');
    expect(desk.kept(2)?.stage).toBe('undelivered');
    expect(desk.peer.records).toHaveLength(2);
  });

  it('is no longer asked in the end, and the finding says why; a person brings it back on its way', async () => {
    desk.file(1);
    const setting = () => new AppError('misconfigured', 'The field u_key is not there: set "key".');
    desk.peer.creating.push('unknown unmade');
    desk.peer.failing.lookUp = Array.from({ length: 3 }, setting);
    void desk.senderWith({ pace: { attempts: 4 } }).run();
    await desk.time.pass(HOUR);
    expect(desk.kept(1)).toMatchObject({
      stage: 'undelivered',
      filing: {
        why: 'It is not known whether the platform has it: Given up after 4 attempts: The field u_key is not there: set "key".',
      },
    });
    desk.retry(1);
    expect(desk.kept(1)?.stage).toBe('filing');
    expect(desk.kept(1)?.filing).not.toHaveProperty('why');
    expect(() => desk.retry(1)).toThrow(/on its way already/);
    await desk.time.pass(HOUR);
    // It was in doubt: so it is looked for, though attempts are counted anew.
    expect(desk.peer.called().slice(-2)).toEqual(['lookUp', 'create']);
    expect(desk.kept(1)?.stage).toBe('filed');
    expect(() => desk.retry(1)).toThrow(/was delivered/);
    expect(desk.told().map((row) => row['what'])).toEqual(['undelivered', 'filing_again', 'filed']);
  });

  it('refuses it: that is told in its words, and it is tried again when a person wants it', async () => {
    desk.file(1);
    desk.peer.creating.push('refused');
    void desk.senderWith().run();
    await desk.time.pass(HOUR);
    expect(desk.peer.called()).toEqual(['create']);
    expect(desk.kept(1)).toMatchObject({ stage: 'undelivered', filing: { why: 'The title is too long.' } });
    desk.retry(1);
    await desk.time.pass(1_000);
    expect(desk.kept(1)).toMatchObject({ stage: 'filed', filing: { record: { number: 'ISS0001' } } });
  });

  it('is tried again where its message alone was put back', async () => {
    const finding = desk.file(1);
    desk.peer.creating.push('refused', 'refused');
    void desk.senderWith().run();
    await desk.time.pass(1_000);
    putBack(desk, filingKey(finding), callContext());
    await desk.time.pass(1_000);
    expect(desk.kept(1)).toMatchObject({ stage: 'undelivered', filing: { why: 'The title is too long.' } });
    putBack(desk, filingKey(finding), callContext());
    await desk.time.pass(1_000);
    expect(desk.kept(1)).toMatchObject({ stage: 'filed', filing: { record: { id: 'id-1' } } });
    expect(desk.kept(1)?.filing).not.toHaveProperty('why');
  });

  it('makes a record without our key: no second one is made by itself, and a person is told which it is', async () => {
    desk.file(1);
    desk.peer.creating.push('made keyless');
    void desk.senderWith().run();
    await desk.time.pass(2 * HOUR);
    expect(desk.peer.called()).toEqual(['create']);
    expect(desk.kept(1)).toMatchObject({
      stage: 'undelivered',
      filing: { why: expect.stringMatching(/made record ISS0001 without our key key-1/) },
    });
    // Somebody gives the record its key.
    desk.peer.records[0] = { ...desk.peer.records[0]!, key: keyOf(1) };
    desk.retry(1);
    await desk.time.pass(HOUR);
    expect(desk.peer.called()).toEqual(['create', 'lookUp']);
    expect(desk.kept(1)).toMatchObject({ stage: 'filed', filing: { record: { id: 'id-1' } } });
  });

  it('gives a record of another key for ours: it is not taken, and nothing is made', async () => {
    desk.file(1);
    desk.peer.creating.push('unknown unmade');
    const platform = {
      ...desk.peer.platform,
      lookUp: async (key: string) => ({ id: 'id-9', number: 'ISS9', key: `${key}0`, state: 'New', says: {} }),
    };
    void desk.senderWith({ platformOf: () => platform, pace: { attempts: 3 } }).run();
    await desk.time.pass(HOUR);
    expect(desk.peer.called()).toEqual(['create']);
    expect(desk.kept(1)?.filing?.why).toMatch(/for a key that it does not carry/);
  });

  it('is another one by now: what may be with the first is not made at the second', async () => {
    desk.file(1);
    desk.file(2);
    desk.peer.creating.push('unknown made', 'later');
    const first = desk.senderWith();
    void first.run();
    await desk.time.settle();
    await first.stop(0);
    const other = filingPlatform({ name: 'archer', host: 'archer.invented.example' });
    void desk.senderWith({ platformOf: () => other.platform }).run();
    await desk.time.pass(HOUR);
    expect(desk.kept(1)).toMatchObject({
      stage: 'undelivered',
      filing: {
        platform: 'servicenow',
        why: expect.stringMatching(/may be with servicenow at grc\.invented\.example/),
      },
    });
    expect(desk.kept(2)).toMatchObject({ stage: 'filed', filing: { platform: 'archer', record: { id: 'id-1' } } });
    expect(other.records.map(({ key }) => key)).toEqual([keyOf(2)]);
  });
});
