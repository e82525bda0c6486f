import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_VERBS, readCardAction } from '../../../bot/cards/card-actions.ts';
import { AppError } from '../../../src/core/errors.ts';

const DAY = '2040-06-15';
const FINDING = 'F-0123456789abcdef';
const HASH = 'a1'.repeat(32);
type Sent = Record<string, unknown>;
const GOOD: readonly (readonly [sent: Sent, read?: Sent])[] = [
  [{ verb: 'show', id: '32031R0004#art_1/par_2/pnt_a' }],
  [{ verb: 'show', id: 'BOE-A-2031-9#art_4bis', asOf: DAY }],
  [{ verb: 'page', query: 'ropes', skip: 5 }],
  [{ verb: 'page', query: 'ropes', acts: ['Rope Act'], asOf: DAY, language: 'es', skip: 0 }],
  [{ verb: 'compare', act: '32031R0004', place: 'art_1', from: '2032-01-01', to: DAY }],
  [{ verb: 'compare', act: '32031R0004' }],
  [
    { verb: 'ask', question: ' What now? ' },
    { verb: 'ask', question: 'What now?' },
  ],
  [{ verb: 'confirm', write: 'w-1' }],
  [{ verb: 'decline', write: 'w-1' }],
  [{ verb: 'refresh_write', write: 'w-1' }],
  [
    {
      verb: 'follow',
      authorities: 'eba,bde,eba',
      acts: ' DORA, 32022R2554;\nDORA ',
      topics: 'ict_risk',
      language: 'en',
    },
    { verb: 'follow', authorities: ['eba', 'bde'], acts: ['DORA', '32022R2554'], topics: ['ict_risk'], language: 'en' },
  ],
  // Teams leaves out what was not filled in.
  [
    { verb: 'follow', language: 'es' },
    { verb: 'follow', authorities: [], acts: [], topics: [], language: 'es' },
  ],
  [{ verb: 'stop_following' }],
  [{ verb: 'sign_out' }],
  [{ verb: 'ask_document', document: 'd-1', question: 'Who reports?' }],
  [{ verb: 'forget_document', document: 'd-1' }],
  [{ verb: 'laws', skip: 8 }],
  [{ verb: 'usage' }],
  [{ verb: 'usage', period: '2040-05' }],
  [{ verb: 'gaps', run: 'r-1', skip: 10 }],
  [{ verb: 'gap', run: 'r-1', obligation: '32031R0004#art_1/par_2~2', at: 11, page: 10 }],
  [{ verb: 'gap_report', run: 'r-1', form: 'xlsx' }],
  [{ verb: 'finding_form', run: 'r-1', obligation: '32031R0004#art_1', at: 0, page: 0 }],
  // What was left empty is not sent; what is wrong with the rest is told on the form.
  [
    { verb: 'draft_finding', run: 'r-1', obligation: '32031R0004#art_1', at: 0, page: 0, form: 'f-1', due: 'soon' },
    {
      verb: 'draft_finding',
      run: 'r-1',
      obligation: '32031R0004#art_1',
      at: 0,
      page: 0,
      form: 'f-1',
      title: '',
      severity: '',
      severity_reason: '',
      plan: '',
      owner: '',
      due: 'soon',
    },
  ],
  [{ verb: 'finding', finding: FINDING }],
  [{ verb: 'findings', skip: 10 }],
  [{ verb: 'approvals', skip: 0 }],
  [{ verb: 'stand_by', finding: FINDING, hash: HASH }],
  [{ verb: 'discard', finding: FINDING, hash: HASH }],
  [{ verb: 'approve', finding: FINDING, hash: HASH }],
  [
    { verb: 'refuse', finding: FINDING, hash: HASH },
    { verb: 'refuse', finding: FINDING, hash: HASH, reason: '' },
  ],
  [
    { verb: 'decide_gap', run: 'r-1', obligation: '32031R0004#art_1', verdict: 'rejected', reason: ' We do it. ' },
    { verb: 'decide_gap', run: 'r-1', obligation: '32031R0004#art_1', verdict: 'rejected', reason: 'We do it.' },
  ],
];

const failing = (value: unknown): AppError => {
  try {
    readCardAction(value);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`Taken: ${JSON.stringify(value)}`);
};

describe('what a card sends back', () => {
  it.each(GOOD.map(([sent, read = sent]) => ({ sent, read })))('$sent.verb is read: $sent', ({ sent, read }) => {
    expect(readCardAction(sent)).toEqual(read);
    expect(
      readCardAction({ action: { type: 'Action.Execute', verb: sent['verb'], data: sent }, trigger: 'manual' }),
    ).toEqual(read);
  });

  it('has a sample of every verb here', () => {
    expect([...new Set(GOOD.map(([{ verb }]) => verb))].sort()).toEqual([...CARD_VERBS].sort());
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'show'],
    ['a list', [{ verb: 'usage' }]],
    ['no verb', { id: '32031R0004#art_1' }],
    ['a verb that no card has', { verb: 'file_finding' }],
    ['a name of every object', { verb: 'constructor' }],
    ['something beside it', { verb: 'confirm', write: 'w-1', tenant: 't-2' }],
    ['a field of another verb', { verb: 'usage', skip: 5 }],
    ['a place that is none', { verb: 'show', id: '32031R0004#../../etc' }],
    ['two places', { verb: 'show', id: '32031R0004#art_1#art_2' }],
    ['an act that is none', { verb: 'compare', act: "x' OR 1=1" }],
    ['a day that is none', { verb: 'show', id: '32031R0004#art_1', asOf: '2040-02-30' }],
    ['an id of another form', { verb: 'confirm', write: 'w/../../x' }],
    ['an id that is no text', { verb: 'confirm', write: { $ne: '' } }],
    ['an empty question', { verb: 'ask', question: '  ' }],
    ['a question of 80 KB', { verb: 'ask', question: 'x'.repeat(80_000) }],
    ['a page before the first', { verb: 'page', query: 'x', skip: -5 }],
    ['half a page', { verb: 'page', query: 'x', skip: 0.5 }],
    ['a month that is none', { verb: 'usage', period: '2040-13' }],
    ['a finding that is none', { verb: 'finding', finding: 'F-1' }],
    ['half a hash', { verb: 'approve', finding: FINDING, hash: HASH.slice(1) }],
    ['a decision of somebody named', { verb: 'approve', finding: FINDING, hash: HASH, by: 'u-2' }],
    ['an authority that is none', { verb: 'follow', authorities: 'eba,evil', language: 'en' }],
    ['a language that is none', { verb: 'follow', language: 'tlh' }],
    ['no language', { verb: 'follow' }],
    [
      'more acts than are followed',
      { verb: 'follow', acts: Array.from({ length: 21 }, (_, at) => `Act ${at}`).join(), language: 'en' },
    ],
    ['another verb beside the data', { action: { verb: 'usage', data: { verb: 'confirm', write: 'w-1' } } }],
    ['no data', { action: { verb: 'usage' } }],
    ['an action that is none', { action: null }],
  ])('%s is refused', (_what, value) => {
    expect(failing(value).code).toBe('invalid_input');
  });

  it('that a person filled in wrongly is told in words', () => {
    expect(failing({ verb: 'ask_document', document: 'd-1' }).message).toContain('Write what you want to know');
    expect(failing({ verb: 'follow', acts: 'x', language: 'en' }).message).toContain('Name at most 20 acts');
  });

  it('never repeats what was sent, nor fails in another way', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: false }), fc.constantFrom(...CARD_VERBS), (value, verb) => {
        for (const sent of [value, { verb, ...(value as object) }, { action: { data: value } }]) {
          try {
            readCardAction(sent);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        }
      }),
    );
    expect(failing({ verb: 'ask', question: '', secret: 'k-991' }).message).not.toContain('k-991');
  });
});
