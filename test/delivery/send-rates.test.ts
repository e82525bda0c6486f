import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendRates, type RateLimit, TEAMS_RATES } from '../../src/delivery/send-rates.ts';
import { deliveryDesk } from './delivery-desk.ts';
import { START } from './stepped-time.ts';

/** The most that any stretch of the limit's length holds, and whether that is too much. */
function broken(times: readonly number[], { most, within }: RateLimit): boolean {
  return times.some((from) => times.filter((at) => at >= from && at < from + within).length > most);
}

let desk: ReturnType<typeof deliveryDesk> | undefined;
afterEach(() => {
  desk?.close();
  desk = undefined;
});

describe('rates of sending', () => {
  it.each(TEAMS_RATES.conversation)('let $most messages through within $within ms, and the next one then', (limit) => {
    const rates = createSendRates({ conversation: [limit], overall: [] });
    for (let sent = 0; sent < limit.most; sent += 1) {
      expect(rates.earliest('c-1', START)).toBe(START);
      rates.sent('c-1', START);
    }
    expect(rates.earliest('c-1', START + 1)).toBe(START + limit.within);
    expect(rates.earliest('c-2', START + 1)).toBe(START + 1);
    expect(rates.earliest('c-1', START + limit.within)).toBe(START + limit.within);
  });

  it('are kept in any stretch of time, however it is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900), { minLength: 1, maxLength: 150 }), (pauses) => {
        const rates = createSendRates({ conversation: TEAMS_RATES.conversation.slice(0, 3), overall: [] });
        const times: number[] = [];
        let now = START;
        for (const pause of pauses) {
          now = rates.earliest('c-1', now + pause);
          rates.sent('c-1', now);
          times.push(now);
        }
        for (const limit of TEAMS_RATES.conversation.slice(0, 3)) expect(broken(times, limit)).toBe(false);
      }),
      { seed: 46, numRuns: 60 },
    );
  });

  it('tell how many may go over all', () => {
    const rates = createSendRates({ conversation: [], overall: [{ most: 2, within: 100 }] });
    expect(rates.overall(START)).toEqual({ room: 2, earliest: START });
    rates.departs(START);
    rates.departs(START + 50);
    expect(rates.overall(START + 99)).toEqual({ room: 0, earliest: START + 100 });
    expect(rates.overall(START + 100)).toEqual({ room: 1, earliest: START + 100 });
    expect(createSendRates({ conversation: [], overall: [] }).overall(START).room).toBe(Number.POSITIVE_INFINITY);
  });

  it('make nobody wait longer than they look back where the clock is set back', () => {
    const rates = createSendRates({ conversation: [{ most: 1, within: 1_000 }], overall: [] });
    rates.sent('c-1', START);
    expect(rates.earliest('c-1', START - 86_400_000)).toBe(START - 86_400_000 + 1_000);
  });

  it('hold a sender to what a channel allows, for each conversation and over all', async () => {
    desk = deliveryDesk();
    const many = Array.from({ length: 70 }, (_, at) => `c-1/${at}`);
    const others = Array.from({ length: 40 }, (_, at) => `d-${at}/a`);
    desk.put(...many, ...others);
    void desk.senderWith({ limits: TEAMS_RATES, pace: { atOnce: 50, lookEvery: 60_000 } }).run();
    await desk.time.pass(62_000);
    const { sent } = desk.courier;
    const times = sent.filter(({ address }) => address.conversation === 'c-1').map(({ at }) => at);
    expect(sent).toHaveLength(110);
    expect(sent.map(({ key }) => key).filter((key) => key.startsWith('c-1'))).toEqual(many);
    for (const limit of TEAMS_RATES.conversation) expect(broken(times, limit)).toBe(false);
    const all = sent.map(({ at }) => at);
    for (const limit of TEAMS_RATES.overall) expect(broken(all, limit)).toBe(false);
    // As fast as it may: the sixty-first of a conversation goes half a minute after the first.
    expect(times[60]! - times[0]!).toBe(30_000);
    expect(new Set(sent.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });
});
