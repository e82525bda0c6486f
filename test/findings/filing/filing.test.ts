import { beforeEach, describe, expect, it } from 'vitest';
import { putIn } from '../../../src/delivery/put-in.ts';
import { filingKey, putInFiling } from '../../../src/findings/filing/put-in-filing.ts';
import { verifyFile } from '../../audit/tampered.ts';
import { address } from '../../contracts/address-store-contract.ts';
import { message } from '../../contracts/outbox-messages.ts';
import { findingId } from '../invented-finding.ts';
import { type filingDesk, openingFilings, WORKFLOW } from './filing-desk.ts';
import { filingPlatform } from './filing-platform.ts';

const open = openingFilings();
let desk: ReturnType<typeof filingDesk>;
beforeEach(() => {
  desk = open();
});

describe('a finding that is put in', () => {
  it('is filed: a record is made, and the finding has it, with its steps', async () => {
    const { content, hash } = desk.file(1);
    void desk.senderWith().run();
    await desk.time.pass(1_000);
    expect(desk.peer.calls).toMatchObject([{ call: 'create', of: 'key-1' }]);
    expect(desk.kept(1)).toMatchObject({
      stage: 'filed',
      status: 'open',
      content,
      hash,
      revision: 2,
      workflow: WORKFLOW,
      filing: {
        ...{ platform: 'servicenow', host: 'grc.invented.example', key: 'key-1', platformState: 'New' },
        ...{ since: '2031-04-05T06:07:08.000Z', synced: '2031-04-05T06:07:08.000Z' },
        record: {
          ...{ id: 'id-1', number: 'ISS0001', url: 'https://grc.invented.example/ISS0001' },
          at: '2031-04-05T06:07:08.000Z',
        },
      },
    });
    expect(desk.store.own.byRecord('t-1', 'servicenow', 'id-1')?.id).toBe(findingId(1));
  });

  it('leaves rows of where it went and what came of it, and none of what it says', async () => {
    const finding = desk.file(1);
    void desk.senderWith().run();
    await desk.time.pass(1_000);
    const key = `finding:${finding.id}:${finding.hash.slice(0, 16)}`;
    expect(filingKey(finding)).toBe(key);
    expect(desk.rows('intent')).toEqual([
      expect.objectContaining({ message: key, kind: 'finding', platform: 'servicenow', host: 'grc.invented.example' }),
    ]);
    expect(desk.rows('delivery').map((row) => [row['message'], row['what']])).toEqual([
      [key, 'queued'],
      [key, 'delivered'],
    ]);
    expect(desk.told()).toEqual([
      {
        finding: finding.id,
        hash: finding.hash,
        what: 'filed',
        platform: 'servicenow',
        record: 'id-1',
        status: 'open',
      },
    ]);
    const rows = JSON.stringify(desk.audit.store.rows({}, 1_000));
    for (const said of ['lantern', 'Harbour', 'Ana', 'Luis']) expect(rows).not.toContain(said);
    expect(verifyFile(desk.path).problems.filter(({ kind }) => kind !== 'checkpoint_missing')).toEqual([]);
  });

  it('is put in once, however often', () => {
    const finding = desk.file(1);
    expect(putInFiling(desk, finding, { correlation: 'r-2' })).toBe(false);
    expect(desk.outbox.count().waiting).toBe(1);
  });

  it('waits for no other: one that hangs holds up nobody', async () => {
    for (let n = 1; n <= 20; n += 1) desk.file(n);
    desk.peer.creating.push('broke off unmade');
    void desk.senderWith().run();
    await desk.time.pass(5_000);
    expect(desk.kept(1)?.stage).toBe('filing');
    for (let n = 2; n <= 20; n += 1) expect(desk.kept(n)?.stage).toBe('filed');
  });

  it('goes to the platform of its own tenant, and says where there is none', async () => {
    const other = filingPlatform({ name: 'archer', host: 'archer.invented.example' });
    desk.file(1);
    desk.file(2, { tenant: 't-2' });
    desk.file(3, { tenant: 't-3' });
    const platforms = new Map([
      ['t-1', desk.peer.platform],
      ['t-2', other.platform],
    ]);
    void desk.senderWith({ platformOf: (tenant) => platforms.get(tenant) }).run();
    await desk.time.pass(1_000);
    expect([desk.peer.records, other.records].map((records) => records.map(({ key }) => key))).toEqual([
      ['key-1'],
      ['key-2'],
    ]);
    expect(desk.kept(2, 't-2')?.filing).toMatchObject({ platform: 'archer', host: 'archer.invented.example' });
    expect(desk.kept(3, 't-3')).toMatchObject({
      stage: 'undelivered',
      filing: { why: expect.stringMatching(/^No GRC platform is set up for this tenant/) },
    });
    expect(desk.told()).toContainEqual(expect.objectContaining({ what: 'undelivered', ended: 'no_address' }));
  });

  it('does not reach for messages of channels, nor they for it', async () => {
    desk.addresses.save(address('c-1'));
    putIn(desk, message('c-1/a'));
    desk.file(1);
    void desk.senderWith().run();
    await desk.time.pass(1_000);
    expect(desk.outbox.find('c-1/a')?.state).toBe('waiting');
    desk.file(2);
    void desk.senderOfChannels().run();
    await desk.time.settle();
    expect(desk.courier.keys()).toEqual(['c-1/a']);
  });
});

describe('a finding that must not be filed', () => {
  it.each([
    [
      'says something else than was approved',
      { content: { title: 'Another title' } },
      /does not say what was approved/,
    ],
    ['is refused by now', { stage: 'refused' as const }, /it is refused/],
    ['is filed', { stage: 'filed' as const }, /it is filed/],
  ])('is not, where it %s', async (_what, change, why) => {
    const finding = desk.file(1);
    desk.store.save({
      ...finding,
      ...change,
      content: { ...finding.content, ...('content' in change ? change.content : {}) },
      revision: 2,
    });
    void desk.senderWith().run();
    await desk.time.pass(1_000);
    expect(desk.peer.calls).toEqual([]);
    expect(desk.outbox.find(filingKey(finding))).toMatchObject({ state: 'failed', why: expect.stringMatching(why) });
    expect(desk.kept(1)?.stage).toBe('content' in change ? 'undelivered' : change.stage);
  });

  it('is not, where the message names none, or one of another tenant', async () => {
    desk.file(1, { tenant: 't-2' });
    const [mine] = [desk.outbox.find(filingKey(desk.kept(1, 't-2')!))!.message];
    for (const [key, more] of Object.entries({
      other: { body: mine.body },
      unknown: { body: { finding: findingId(9), hash: 'x' } },
      hostile: { body: { finding: { id: 1 }, hash: 7 } },
      empty: { body: {} },
      unhashed: { body: { finding: findingId(1) }, tenant: 't-2' },
      kindless: { body: { finding: findingId(1) }, tenant: 't-2', kind: 'finding_workflow' },
    }))
      putIn(desk, { ...mine, tenant: 't-1', conversation: key, key, ...more });
    void desk
      .senderWith({ platformOf: (tenant) => (tenant === 't-2' ? filingPlatform().platform : desk.peer.platform) })
      .run();
    await desk.time.pass(1_000);
    expect(desk.peer.calls).toEqual([]);
    for (const key of ['other', 'unknown', 'hostile', 'empty', 'unhashed', 'kindless'])
      expect(desk.outbox.find(key)).toMatchObject({ state: 'failed' });
    expect(desk.kept(1, 't-2')?.stage).toBe('filed');
  });
});
