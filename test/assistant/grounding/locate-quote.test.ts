import { describe, expect, it } from 'vitest';
import { locateQuote } from '../../../src/assistant/grounding/locate-quote.ts';

const stored = 'The ‘toll keeper’ shall pay EUR 5 000 — at once — to the bridge. La decisión está aquí.';
const found = (quote: string): readonly string[] =>
  locateQuote(stored, quote).map(({ start, end }) => stored.slice(start, end));

describe('a quote in a stored text', () => {
  it.each([
    ["the 'toll keeper' SHALL pay", 'The ‘toll keeper’ shall pay'],
    ['pay EUR 5 000 - at  once', 'pay EUR 5 000 — at once'],
    ['shall\u00a0pay\nEUR', 'shall pay EUR'],
    ['sh\u00adall pay\u200b EUR', 'shall pay EUR'],
    ['"shall pay EUR 5 000"', 'shall pay EUR 5 000'],
    ['to the bridge,', 'to the bridge'],
    ['La decisio\u0301n está', 'La decisión está'],
  ])('%j is stored as %j', (quote, expected) => expect(found(quote)).toEqual([expected]));

  it.each([
    ['shall … pay'],
    ['shall pay … at once'],
    ['La decision esta aquí'],
    ['all pay EUR'],
    ['pay EUR 5'],
    ['000 — at once'],
    ['shall not pay'],
    [''],
    ['…'],
  ])('%j does not stand there', (quote) => expect(found(quote)).toEqual([]));

  it('every place where it stands is found', () => {
    expect(locateQuote('No toll, no toll.', 'no toll')).toEqual([
      { start: 0, end: 7 },
      { start: 9, end: 16 },
    ]);
  });
});
