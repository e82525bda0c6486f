import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Alert, readAlert, testAlert } from '../../src/alerts/alert.ts';
import { forgetConversation } from '../../src/alerts/forget-conversation.ts';
import { queueAlert } from '../../src/alerts/send-alert.ts';
import type { AlertFilter } from '../../src/alerts/subscription.ts';
import type { AppError } from '../../src/core/errors.ts';
import type { Permission } from '../../src/core/permissions.ts';
import { callContext } from '../asking.ts';
import { by } from '../audit/sample-audit.ts';
import { address } from '../contracts/address-store-contract.ts';
import { ALL, subscription } from '../contracts/subscription-store-contract.ts';
import { deliveryDesk, named } from '../delivery/delivery-desk.ts';

let desk: ReturnType<typeof deliveryDesk>;
beforeEach(() => {
  desk = deliveryDesk();
});
afterEach(() => desk.close());

const ALERT: Alert = {
  id: 'lantern-2031-7',
  kind: 'new_rule',
  title: 'Lanterns are to be trimmed before dusk',
  summary: 'The Lantern Act applies from next month on.',
  authority: 'eba',
  acts: ['32031R0077'],
  topics: ['ict_risk'],
  language: 'en',
  url: 'https://publisher.example/lantern',
  published: '2031-04-05',
};
const asked = (
  more: { readonly user?: string; readonly tenant?: string; readonly permissions?: readonly Permission[] } = {},
) => callContext({ channel: 'teams', ...more });
const refused = (work: () => unknown): AppError | undefined => {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  return undefined;
};

describe('an alert', () => {
  it('is kept as it is, where it is one', () => {
    expect(readAlert(ALERT)).toEqual(ALERT);
    const { url: _url, ...rest } = ALERT;
    expect(readAlert({ ...rest, provisions: ['32031R0077#art_3/par_1'] }).provisions).toHaveLength(1);
  });

  it('is cleaned of what nobody sees, and cut where it is too long', () => {
    const { title, summary } = readAlert({
      ...ALERT,
      title: ' Lan\u200btern\u202e \n act ',
      summary: 'barley '.repeat(1_000),
    });
    expect([title, summary.length, summary.endsWith('[…]')]).toEqual(['Lantern act', 1_004, true]);
  });

  it.each([
    ['title', ' \u200b '],
    ['kind', 'urgent'],
    ['id', 'two words'],
    ['acts', ['DORA']],
    ['acts', ['02022R2554-20250101']],
    ['topics', ['barley']],
    ['authority', 'me'],
    ['url', 'http://publisher.example/'],
    ['url', 'javascript:alert(1)'],
    ['published', 'today'],
    ['language', 'fr'],
    ['provisions', ['no place']],
    ['more', 1],
  ])('is refused for its %s: %j', (name, value) => {
    expect(refused(() => readAlert({ ...ALERT, [name]: value }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(name === 'more' ? 'its form' : name),
    });
  });
});

describe('following', () => {
  const FILTER: AlertFilter = {
    authorities: ['boe', 'eba', 'boe'],
    acts: ['BOE-A-2031-7', '32031R0077', '32031R0077'],
    topics: ['payments', 'ict_risk'],
    language: 'es',
  };
  const SORTED = {
    authorities: ['eba', 'boe'],
    acts: ['32031R0077', 'BOE-A-2031-7'],
    topics: ['ict_risk', 'payments'],
    language: 'es',
  };

  it('is kept with its row, begins anew with each change, and ends', () => {
    desk.addresses.save(address('c-1'));
    const followed = desk.follows.follow('c-1', FILTER, asked());
    expect(followed).toEqual({
      tenant: 't-1',
      conversation: 'c-1',
      filter: SORTED,
      by: 'u-1',
      since: '2031-04-05T06:07:08.000Z',
    });
    expect(desk.follows.of('c-1', asked())).toEqual(followed);
    desk.follows.follow('c-1', ALL, asked({ user: 'u-2' }));
    expect(desk.subscriptions.list()).toMatchObject([{ filter: ALL, by: 'u-2' }]);
    expect([desk.follows.stopFollowing('c-1', asked()), desk.follows.stopFollowing('c-1', asked())]).toEqual([
      true,
      false,
    ]);
    expect(desk.rows('subscription')).toEqual([
      { what: 'followed', conversation: named('c-1'), ...SORTED, who: 'User u-1' },
      { what: 'followed', conversation: named('c-1'), ...ALL, who: 'User u-2' },
      { what: 'stopped', conversation: named('c-1'), who: 'User u-1' },
    ]);
  });

  it('is refused where nothing can be sent to, and in another tenant, in the same words', () => {
    desk.addresses.save(address('c-1', { tenant: 't-2' }));
    const unknown = refused(() => desk.follows.follow('c-9', ALL, asked()));
    const foreign = refused(() => desk.follows.follow('c-1', ALL, asked()));
    expect(unknown).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/Write to the desk in it once/),
    });
    expect(foreign?.message).toBe(unknown?.message);
    desk.follows.follow('c-1', ALL, asked({ tenant: 't-2', user: 'u-9' }));
    expect(desk.follows.of('c-1', asked())).toBeUndefined();
    expect(desk.follows.stopFollowing('c-1', asked())).toBe(false);
    expect(desk.subscriptions.list()).toHaveLength(1);
  });

  it('needs the permission to read, and is for one’s own conversation', () => {
    desk.addresses.save(address('c-1', { kind: 'personal', person: 'u-1' }));
    const nobody = asked({ permissions: [] });
    const other = asked({ user: 'u-2' });
    for (const context of [nobody, other])
      for (const work of [
        () => desk.follows.follow('c-1', ALL, context),
        () => desk.follows.stopFollowing('c-1', context),
        () => desk.follows.of('c-1', context),
      ])
        expect(refused(work)).toMatchObject({ code: 'not_permitted' });
    expect(desk.follows.follow('c-1', ALL, asked()).by).toBe('u-1');
  });

  it.each([
    [{ authorities: ['barley'] }, /authorities are bde/],
    [{ acts: ['DORA'] }, /CELEX number/],
    [{ topics: [7] }, /topics are/],
    [{ language: 'fr' }, /languages are en and es/],
    [{ more: 1 }, /nothing else/],
    [{ acts: Array.from({ length: 51 }, (_, at) => `32031R${String(at).padStart(4, '0')}`) }, /can follow 50 acts/],
  ])('refuses %j', (wrong, message) => {
    desk.addresses.save(address('c-1'));
    const filter = { ...ALL, ...wrong } as unknown as AlertFilter;
    expect(refused(() => desk.follows.follow('c-1', filter, asked()))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(message),
    });
    expect([desk.subscriptions.list(), desk.rows('subscription')]).toEqual([[], []]);
  });
});

describe('an alert that is put in', () => {
  beforeEach(() => {
    for (const [conversation, filter] of [
      ['c-1', ALL],
      ['c-2', { ...ALL, authorities: ['boe'] }],
      ['c-3', { ...ALL, acts: ['32031R0077'], language: 'es' }],
    ] as const) {
      desk.addresses.save(address(conversation));
      desk.subscriptions.save(subscription(conversation, { filter }));
    }
    desk.subscriptions.save(subscription('c-1', { tenant: 't-2' }));
  });

  it('is a message for each conversation that wants it, in its language, once however often it is put in', () => {
    expect(queueAlert(ALERT, desk)).toEqual({ queued: 3, known: 0 });
    expect(queueAlert({ ...ALERT, title: 'Other words' }, desk)).toEqual({ queued: 0, known: 3 });
    const messages = desk.outbox.list({}, 9).map(({ message }) => message);
    expect(messages.map(({ key }) => key)).toEqual([
      `alert:lantern-2031-7:${named('c-1', 't-2')}`,
      `alert:lantern-2031-7:${named('c-3')}`,
      `alert:lantern-2031-7:${named('c-1')}`,
    ]);
    expect(messages[1]).toEqual({
      key: `alert:lantern-2031-7:${named('c-3')}`,
      tenant: 't-1',
      conversation: 'c-3',
      kind: 'alert',
      body: { alert: ALERT, language: 'es' },
      correlation: 'lantern-2031-7',
      inDoubt: 'again',
    });
    expect(desk.rows('delivery')).toHaveLength(3);
    expect(desk.audit.store.rows({ types: ['delivery'], tenant: 't-2' }, 9)).toHaveLength(1);
  });

  it('leaves the ids of the channel out of every row: some are those of people', () => {
    const chat = '19:7d1c0a52-0000-4000-8000-000000000001_7d1c0a52-0000-4000-8000-000000000002@unq.gbl.spaces';
    desk.addresses.save(address(chat));
    desk.follows.follow(chat, ALL, asked());
    queueAlert(ALERT, desk);
    forgetConversation(desk, { tenant: 't-1', conversation: chat }, by('u-1', 'c-1'));
    const bodies = desk.audit.store.rows({}, 1_000).map(({ body }) => body);
    expect(bodies.filter((body) => body.includes(named(chat))).length).toBeGreaterThanOrEqual(4);
    expect(bodies.join()).not.toMatch(/7d1c0a52|unq\.gbl/);
  });

  it('is there for all, or for nobody', () => {
    let left = 2;
    const outbox = {
      ...desk.outbox,
      add: (...words: Parameters<typeof desk.outbox.add>) => {
        left -= 1;
        if (left < 0) throw new Error('the disk is full');
        return desk.outbox.add(...words);
      },
    };
    expect(() => queueAlert(ALERT, { ...desk, outbox })).toThrow('the disk is full');
    expect([desk.outbox.list({}, 9), desk.rows('delivery')]).toEqual([[], []]);
    expect(queueAlert(ALERT, desk).queued).toBe(3);
  });

  it('goes to whoever follows anything where it is a test, or to one conversation alone', () => {
    const test = testAlert('7', '2031-04-05');
    expect(queueAlert(test, desk, address('c-8', { language: 'es' }))).toEqual({ queued: 1, known: 0 });
    expect(queueAlert(test, desk)).toEqual({ queued: 4, known: 0 });
    expect(desk.outbox.find(`alert:test-7:${named('c-8')}`)?.message.body).toMatchObject({ language: 'es' });
    expect(refused(() => queueAlert({ ...test, url: 'http://x.example/' }, desk))?.code).toBe('invalid_input');
  });

  it('arrives, and nobody else is sent it', async () => {
    queueAlert(ALERT, desk);
    void desk.senderWith().run();
    await desk.time.settle();
    expect(desk.courier.sent.map(({ tenant, conversation }) => `${tenant}/${conversation}`)).toEqual([
      't-1/c-1',
      't-1/c-3',
    ]);
    // Of the other tenant no address is known.
    expect(desk.outbox.count()).toMatchObject({ delivered: 2, failed: 1 });
  });

  it('is given up with all else where the app is removed', () => {
    queueAlert(ALERT, desk);
    desk.chats.write({ tenant: 't-1', conversation: 'c-1', name: 'chat' }, {}, 0, '2031');
    const gone = { tenant: 't-1', conversation: 'c-1' };
    const forget = () => forgetConversation(desk, gone, by('u-1', 'c-1'));
    expect(forget()).toEqual({ address: true, subscription: true, kept: 1, messages: 1 });
    expect(forget()).toEqual({ address: false, subscription: false, kept: 0, messages: 0 });
    expect(desk.outbox.find(`alert:lantern-2031-7:${named('c-1')}`)?.state).toBe('failed');
    expect(desk.outbox.find(`alert:lantern-2031-7:${named('c-1', 't-2')}`)?.state).toBe('waiting');
    expect(desk.subscriptions.list().map(({ tenant, conversation }) => `${tenant}/${conversation}`)).toEqual([
      't-1/c-2',
      't-1/c-3',
      't-2/c-1',
    ]);
    expect(desk.rows('subscription')).toEqual([{ what: 'dropped', conversation: named('c-1'), who: 'User u-1' }]);
  });
});
