import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IncomingActivity, readActivity } from '../../../bot/activity.ts';
import { createPendingSignIns, LAPSES, type PendingSignIns } from '../../../bot/sign-in/pending-sign-ins.ts';
import { randomId } from '../../../src/core/ids.ts';
import { type ToolDesk, toolDesk } from '../../tools/invented-law.ts';

const ASKER = { tenant: 'bank', conversation: 'a:1', person: 'ana' };
const OTHER = { tenant: 'bank', conversation: 'a:2', person: 'luis' };

let desk: ToolDesk;
let pending: PendingSignIns;
/** As another process has it. */
let elsewhere: PendingSignIns;
const clock = { today: () => '2040-06-15', now: () => time };
let time = 0;
beforeEach(async () => {
  time = 1_000_000;
  desk = await toolDesk([], {});
  const parts = { chats: desk.desk.conversations.chats, clock, newId: randomId };
  pending = createPendingSignIns(parts);
  elsewhere = createPendingSignIns(parts);
});
afterEach(() => desk.close());

const asked = (text: string, more: object = {}): IncomingActivity =>
  readActivity({
    type: 'message',
    id: text.slice(0, 20),
    text,
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1/',
    from: { id: '29:1' },
    recipient: { id: '28:1' },
    conversation: { id: 'a:1', tenantId: 'bank' },
    ...more,
  });
const textsOf = (activities: readonly IncomingActivity[] | undefined) => activities?.map(({ text }) => text);

describe('what waits for a sign-in', () => {
  it('is given once, in its order, whichever process finishes first', () => {
    const { exchange = '' } = pending.ask(ASKER, asked('one'));
    expect(elsewhere.ask(ASKER, asked('two'))).toEqual({ kept: 'kept' });
    expect(textsOf(elsewhere.finish(ASKER, exchange))).toEqual(['one', 'two']);
    expect(pending.finish(ASKER, exchange)).toBeUndefined();
    expect(pending.find('bank', exchange)?.done).toBe(true);
    // What comes after it waits for an exchange of its own.
    expect(pending.ask(ASKER, asked('three')).exchange).toBeDefined();
  });

  it('is whole again, with what nobody looked at', () => {
    const given = asked('«¿Qué exige…?» 🙂', { value: { deep: [1, { a: null }] }, locale: 'es-ES' });
    const { exchange = '' } = pending.ask(ASKER, given);
    expect(pending.finish(ASKER, exchange)).toEqual([given]);
  });

  it('is bounded in number and in size', () => {
    for (const text of ['1', '2', '3']) pending.ask(ASKER, asked(text));
    expect(pending.ask(ASKER, asked('4'))).toEqual({ kept: 'too many' });
    expect(pending.ask(OTHER, asked('x'.repeat(100_000)))).toMatchObject({
      kept: 'too long',
      exchange: expect.any(String),
    });
  });

  it('belongs to the person and the conversation', () => {
    const { exchange = '' } = pending.ask(ASKER, asked('one'));
    expect(pending.finish(OTHER, exchange)).toBeUndefined();
    expect(pending.finish({ ...ASKER, conversation: 'a:2' }, exchange)).toBeUndefined();
    expect(pending.finish({ ...ASKER, tenant: 'other' }, exchange)).toBeUndefined();
    expect(pending.comeBack(OTHER, exchange)).toBe(false);
    expect(pending.comeBack(ASKER, exchange)).toBe(true);
    expect(elsewhere.comeBack(ASKER, exchange)).toBe(false);
    expect(textsOf(pending.finish(ASKER, exchange))).toEqual(['one']);
  });

  it('lapses, and leaves nothing behind', () => {
    const { exchange = '' } = pending.ask(ASKER, asked('one'));
    time += LAPSES - 1;
    expect(pending.find('bank', exchange)).toBeDefined();
    time += 1;
    expect(pending.find('bank', exchange)).toBeUndefined();
    expect(pending.finish(ASKER, exchange)).toBeUndefined();
    time += 120_000;
    pending.issue(OTHER);
    const { chats } = desk.desk.conversations;
    expect(chats.read({ tenant: 'bank', conversation: 'sign-ins', name: `exchange/${exchange}` })).toBeUndefined();
    expect(chats.read({ tenant: 'bank', conversation: 'a:1', name: 'waiting/ana' })).toBeUndefined();
  });

  it('outlives an older exchange that lapses', () => {
    pending.ask(ASKER, asked('one'));
    time += LAPSES - 10_000;
    const { exchange = '' } = pending.ask(ASKER, asked('two'));
    time += 80_000;
    pending.issue(OTHER);
    expect(textsOf(pending.finish(ASKER, exchange))).toEqual(['two']);
  });

  it('does not grow without end, however many never come back', { timeout: 120_000 }, () => {
    const given: string[] = [];
    for (let person = 0; person < 450; person += 1) {
      if (person % 150 === 0) time += 61_000;
      const { exchange = '' } = pending.ask({ ...ASKER, person: String(person) }, asked('one'));
      given.push(exchange);
    }
    time += LAPSES + 120_000;
    const last = pending.issue(OTHER);
    const { chats } = desk.desk.conversations;
    const left = [...given.keys()].filter(
      (person) =>
        chats.read({ tenant: 'bank', conversation: 'sign-ins', name: `exchange/${given[person]}` }) !== undefined ||
        chats.read({ tenant: 'bank', conversation: 'a:1', name: `waiting/${person}` }) !== undefined,
    );
    expect(left).toEqual([]);
    expect(chats.read({ tenant: 'bank', conversation: 'sign-ins', name: 'pages' })?.value).toEqual({
      pages: [{ id: last, at: time }],
    });
  });
});
