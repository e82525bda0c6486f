import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { paragraph, text } from '../assistant/blocks.ts';
import { failing } from './expect-error.ts';
import { actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const LAW = [
  actOf('32031R0009', 'Regulation (EU) 2031/9 on kites', [
    ['1', 'Kites', paragraph('1.', text('A kite shall be flown at noon by a trained keeper.'))],
    ['2', 'Strings', paragraph('1.', text('The string of a kite shall be waxed before each flight.'))],
    ['3', 'Records', paragraph('1.', text('The keeper shall record each flight of a kite within two hours.'))],
  ]),
  actOf('32031R0010', 'Regulation (EU) 2031/10 on ponds', [
    ['1', 'Ponds', paragraph('1.', text('A pond shall be stirred on Sundays with a wooden oar.'))],
  ]),
];
const CONTEXT = callContext({ permissions: ['regulations:read'] });

let held: ToolDesk;
beforeAll(async () => {
  held = await toolDesk(LAW);
});
afterAll(() => held.close());

const check = async (input: object) => (await held.tools.check_text.call(input, CONTEXT)).output;

describe('check_text', () => {
  it('sets beside each statement the provisions that bear on it, best first, with their words and version', async () => {
    const { statements, notes, actsSearched } = await check({
      text: 'Our keepers record every flight of a kite within one day. The canteen opens at eleven. Strings of kites are waxed before the flight.',
    });
    expect(statements.map(({ text: said }) => said)).toEqual([
      'Our keepers record every flight of a kite within one day.',
      'The canteen opens at eleven.',
      'Strings of kites are waxed before the flight.',
    ]);
    const [records, canteen, strings] = statements;
    expect(records?.provisions[0]).toMatchObject({
      id: '32031R0009#art_3/par_1',
      label: expect.stringContaining('Article 3(1)'),
      url: expect.stringMatching(/^https:/),
      excerpt: expect.stringContaining('within two hours'),
      matched: expect.arrayContaining(['record', 'flight']),
      version: { date: '2031-01-01', source: 'official' },
    });
    expect(canteen?.provisions).toEqual([]);
    expect(strings?.provisions[0]?.id).toBe('32031R0009#art_2/par_1');
    expect(statements.every(({ provisions }) => provisions.length <= 2)).toBe(true);
    expect(actsSearched).toBe(2);
    expect(notes[0]).toMatch(/Nobody has judged/);
  });

  it('gives a place that a statement names first, whatever else matches', async () => {
    const { statements } = await check({
      text: 'As Article 1 of Regulation (EU) 2031/10 says, kites are flown at noon.',
    });
    expect(statements[0]?.provisions[0]?.id).toBe('32031R0010#art_1');
  });

  it('looks at the first twelve statements, and says how many follow', async () => {
    const { statements, notes } = await check({
      text: Array.from({ length: 15 }, (_, at) => `Kite number ${at} is flown at noon by its keeper.`).join(' '),
    });
    expect(statements).toHaveLength(12);
    expect(notes.join(' ')).toContain('3 more follow');
  });

  it('reads lists, headings and hidden signs as people see them', async () => {
    const { statements } = await check({
      text: '1. Kites\n\nThe keeper must:\n- record each fl\u00adight of a kite;\n- wax the string.\u202e',
    });
    expect(statements.map(({ text: said }) => said)).toEqual(
      expect.arrayContaining(['record each flight of a kite;', 'wax the string.']),
    );
    expect(statements.find(({ text: said }) => said.startsWith('record'))?.section).toEqual(['1. Kites']);
  });

  it('keeps to the acts that are named', async () => {
    const { statements } = await check({ text: 'The keeper records each flight of a kite.', acts: ['32031R0010'] });
    expect(statements[0]?.provisions).toEqual([]);
  });

  it.each([
    ['no words', { text: '…—!!' }],
    ['nothing', { text: '   ' }],
    ['too much', { text: 'a'.repeat(8_001) }],
  ])('refuses %s', async (_what, input) => {
    expect((await failing(held.tools.check_text.call(input, CONTEXT))).code).toBe('invalid_input');
  });

  it('shows in its row which passages it read', async () => {
    const { passages } = await held.tools.check_text.call(
      { text: 'The string of a kite is waxed before a flight.' },
      CONTEXT,
    );
    expect(passages.map(({ id }) => id)).toContain('32031R0009#art_2/par_1');
  });

  it('ends where nobody waits any more', async () => {
    const controller = new AbortController();
    controller.abort();
    const error = await failing(
      held.tools.check_text.call({ text: 'A kite is flown.' }, { ...CONTEXT, signal: controller.signal }),
    );
    expect(error.code).toBe('conflict');
  });
});
