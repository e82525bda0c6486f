import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/digests.ts';
import { callContext } from '../asking.ts';
import { paragraph, text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const LONG = Array.from({ length: 200 }, (_, at) => `The helm of vessel ${at} is oiled at the tide of day ${at}.`).join(
  ' ',
);
const LAW = [
  inventedAct(),
  inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true }),
  actOf('32031R0005', 'Regulation (EU) 2031/5 on helms', [['1', 'Helms', paragraph('1.', text(LONG))]]),
];
const CONTEXT = callContext({ permissions: ['regulations:read'] });

let held: ToolDesk;
let small: ToolDesk;
beforeAll(async () => {
  held = await toolDesk(LAW);
  small = await toolDesk(LAW, { pageCharacters: 2_000 });
});
afterAll(async () => {
  await held.close();
  await small.close();
});

const ask = async (input: object, desk: ToolDesk = held) =>
  (await desk.tools.ask_compliance.call(input, CONTEXT)).output;

describe('ask_compliance', () => {
  it('answers with sentences that stand in the provisions they cite', async () => {
    const { status, answer } = await ask({ question: 'Article 4(2) Regulation (EU) 2099/1' });
    expect(status).toBe('answered');
    const view = held.desk.reader.at({});
    for (const { citations } of answer) {
      expect(citations.length).toBeGreaterThan(0);
      for (const { act, place, quote, version: label } of citations) {
        const version = view.version(act);
        expect(version && view.tree(version).readableText(place)).toContain(quote);
        expect(label.date).toBe(version?.date);
      }
    }
  });

  it('gives a receipt that is recorded with what was read, and names it in the row of the call', async () => {
    const { output, row, passages } = await held.tools.ask_compliance.call(
      { question: '32099R0001#art_4/par_2', asOf: '2099-06-01' },
      callContext({ conversation: 'c-receipt' }),
    );
    expect(output.conversation).toBe('c-receipt');
    const { store } = held.desk.audit;
    const receipt = JSON.parse(store.receipt(output.receipt)?.body ?? '{}') as {
      readonly passages?: readonly { readonly text: string; readonly date: string }[];
    };
    expect(receipt.passages?.[0]?.date).toBe('2099-01-01');
    for (const passage of receipt.passages ?? []) expect(sha256(store.passage(passage.text) ?? '')).toBe(passage.text);
    expect(JSON.parse(store.row(row)?.body ?? '')).toMatchObject({
      tool: 'ask_compliance',
      outcome: 'ok',
      receipt: output.receipt,
    });
    // The receipt has them; the row of the call does not repeat them.
    expect(passages).toEqual([]);
  });

  it('says what is not found, and what was searched, with a receipt all the same', async () => {
    const output = await ask({ question: 'May a heron marry a lighthouse?' });
    expect(output).toMatchObject({ status: 'not_found', answer: [], receipt: expect.stringMatching(/./) });
    expect(output.searched.acts.length).toBeGreaterThan(0);
  });

  it('answers for the acts and the day asked for', async () => {
    const of = async (asOf: string) =>
      (await ask({ question: 'Article 4(2)', acts: ['Regulation (EU) 2099/1'], asOf })).answer[0]?.text;
    expect(await of('2099-06-01')).toContain('(first)');
    expect(await of('2100-06-01')).toContain('(second)');
  });

  it.each<[string, object, RegExp]>([
    ['no question', { question: '' }, /"question"/],
    ['a question of blanks', { question: ' \n' }, /question/i],
    ['a question that is too long', { question: 'x '.repeat(4_500) }, /8,000|8000/],
    ['one that is much too long', { question: 'x'.repeat(20_001) }, /"question": Too big/],
    ['words that name no act', { question: 'x', acts: ['herons'] }, /"herons" names no one act/],
    ['a model', { question: 'x', model: 'm-1' }, /model/],
    ['an organisation', { question: 'x', tenant: 't-2' }, /tenant/],
  ])('refuses %s', async (_what, input, message) => {
    const error = await failing(ask(input));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
  });

  it('cuts an answer that goes on for pages, and says so', async () => {
    const { answer, notes } = await ask({ question: 'Article 1 Regulation (EU) 2031/5' }, small);
    const shown = answer.map(({ text: words }) => words).join('');
    expect(shown.length).toBeLessThanOrEqual(2_000);
    expect(notes[0]).toMatch(/^The answer was cut: \d+ more sentences did not fit\./);
    expect((await ask({ question: 'Article 1 Regulation (EU) 2031/5' })).notes.join()).not.toMatch(/was cut/);
  });

  it('bounds what it gives on a small page', async () => {
    // Twelve times the page: each sentence stands there twice, with the full citation that it rests on.
    for (const question of [
      'Article 1 Regulation (EU) 2031/5',
      'Articles 1 to 12 Regulation (EU) 2099/1',
      'helm oiled',
    ])
      expect(JSON.stringify(await ask({ question }, small)).length).toBeLessThanOrEqual(12 * 2_000);
  });
});
