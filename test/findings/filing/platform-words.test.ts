import { describe, expect, it } from 'vitest';
import { receiptOf } from '../../../src/findings/filing/filing-receipt.ts';
import { platformWord, shownChecks } from '../../../src/findings/filing/platform-words.ts';

const HOSTILE = `\u001b]0;owned\u0007\u009b2J\u202eISS\n\r7${'x'.repeat(5_000)}`;

describe('a platform’s own words', () => {
  it('are a line of what people see, of bounded length', () => {
    expect(platformWord(HOSTILE)).not.toMatch(/\p{Cc}|\u202e/u);
    expect(platformWord(HOSTILE).length).toBeLessThan(210);
    expect(platformWord(undefined)).toBe('');
  });

  it('are that in what is kept of a record that was filed', () => {
    const platform = { name: 'archer', host: 'grc.invented.example', tracksWorkflow: false } as const;
    const { number, state } = receiptOf(platform, { id: '7', number: HOSTILE, key: 'k', state: HOSTILE, says: {} });
    for (const kept of [number, state]) expect(kept).toBe(platformWord(HOSTILE));
    expect(receiptOf(platform, { id: '7', number: '\u200b', key: 'k', state: '', says: {} })).toMatchObject({
      number: '7',
    });
  });

  it('are that in what a look at it says, of which so much is shown as anybody reads', () => {
    const checks = Array.from({ length: 600 }, () => ({ what: HOSTILE, state: 'wrong', says: HOSTILE }) as const);
    const shown = shownChecks(checks);
    expect(shown).toHaveLength(501);
    expect(shown.at(-1)?.says).toMatch(/^100 more/);
    expect(JSON.stringify(shown)).not.toMatch(/\\u00|\u202e/);
    expect(JSON.stringify(shown).length).toBeLessThan(500_000);
    expect(shownChecks(checks.slice(0, 2))).toHaveLength(2);
  });
});
