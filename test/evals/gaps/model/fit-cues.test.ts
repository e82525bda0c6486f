import { describe, expect, it } from 'vitest';
import table from '../../../../src/gaps/coverage/cues/cue-words.json' with { type: 'json' };
import { CUE_KINDS, type CueReader, cueOdds } from '../../../../src/gaps/coverage/cues/cues.ts';
import { lawWordsOf, wordingOf } from '../../../../src/gaps/coverage/cues/wording.ts';
import { parsePlace } from '../../../../src/regulations/place.ts';
import { GAP_ACTS } from '../gap-acts.ts';
import type { CueRow } from './cue-rows.ts';
import { fitCues } from './fit-cues.ts';
import { readGapSentences } from './gap-sentences.ts';
import { tableOf } from './make-cue-words.ts';

const row = (kind: CueRow['kind'], ...cues: string[]): CueRow => ({ kind, cues: new Set(cues) });
const weightOf = (model: ReturnType<typeof fitCues>, kind: (typeof CUE_KINDS)[number], name: string): number =>
  model.weights[CUE_KINDS.indexOf(kind)]?.[model.names.indexOf(name)] ?? Number.NaN;

describe('the model of cues', () => {
  const rows = [
    ...Array.from({ length: 20 }, (_, at) => row('covering', 'en:each', `en:${at % 3}`)),
    ...Array.from({ length: 10 }, (_, at) => row('excepted', 'en:unless', `en:${at % 3}`)),
    ...Array.from({ length: 10 }, (_, at) => row('weakened', 'en:may', 'en:A:the L', `en:${at % 3}`)),
    row('covering', 'en:once'),
  ];
  const model = fitCues(rows);

  it('weighs what one kind has and what covers has not', () => {
    expect(weightOf(model, 'excepted', 'en:unless')).toBeGreaterThan(0.5);
    expect(weightOf(model, 'weakened', 'en:may')).toBeGreaterThan(0.5);
    expect(weightOf(model, 'excepted', 'en:each')).toBeLessThan(0);
    expect(Math.abs(weightOf(model, 'excepted', 'en:1'))).toBeLessThan(0.2);
  });

  it('leaves out what is met once, and the outline where it tells nothing', () => {
    expect(model.names).not.toContain('en:once');
    expect(weightOf(model, 'weakened', 'en:A:the L')).toBeCloseTo(0);
  });

  it('keeps as many cues as are asked for, those that tell most', () => {
    const small = fitCues(rows, 3);
    expect(small.names).toHaveLength(3);
    expect(small.names).toEqual(expect.arrayContaining(['en:unless', 'en:may']));
  });

  it('is stored in whole hundredths, without cues that weigh nothing', () => {
    const { constants, lines } = tableOf({
      names: ['en:a', 'en:b c'],
      constants: [0.123],
      weights: [Float64Array.from([0.001, -1.5])],
    });
    expect(constants).toEqual([12]);
    expect(lines).toEqual(['-150 en:b c']);
  });
});

describe('the table of cues', () => {
  it('has a weight for each kind on every line, in either language', () => {
    expect(table.constants).toHaveLength(CUE_KINDS.length);
    for (const line of table.lines) expect(line).toMatch(/^-?\d+(?:,-?\d+){5} (?:en|es):\S/);
  });

  const LAW = lawWordsOf('The bank shall notify the authority of each incident.', 'en');
  const oddsOf = (words: string, read: CueReader = cueOdds) => read(wordingOf(words, 'en'), LAW);
  const most = (words: string) => CUE_KINDS[oddsOf(words).indexOf(Math.max(...oddsOf(words)))];

  it.each([
    ['weakened', 'The desk may tell the regulator of an incident where it finds this useful.'],
    ['weakened', 'Ideally, the desk should tell the regulator of every incident.'],
    ['excepted', 'The desk tells the regulator of every incident, unless the branch manager waives it.'],
    ['excepted', 'The desk tells the regulator of all incidents except those of the card business.'],
  ])('tells what is %s: %s', (kind, words) => {
    expect(most(words)).toBe(kind);
  });

  it('does not count what the law says itself', () => {
    const own = lawWordsOf('The bank shall notify the authority, unless the authority knows of it.', 'en');
    const words = 'The bank tells the authority, unless the authority knows of it.';
    const at = CUE_KINDS.indexOf('excepted');
    expect(cueOdds(wordingOf(words, 'en'), own)[at]).toBeLessThan(oddsOf(words)[at] ?? 0);
  });

  it.each(['', ' ', '…', '.'.repeat(5_000), 'a '.repeat(5_000), '🂡 ‮ ﷽'])('reads anything: %j', (words) => {
    for (const odds of oddsOf(words)) expect(Number.isFinite(odds)).toBe(true);
  });
});

describe('the sentences', () => {
  const all = readGapSentences();

  it('are of the acts that are evaluated, each duty with its place', () => {
    for (const { act, duties } of all) {
      expect(Object.keys(GAP_ACTS)).toContain(act);
      for (const { provision } of duties) expect(parsePlace(provision), provision).toBeDefined();
    }
  });

  it('differ: what falls short is never what covers', () => {
    for (const { duties } of all)
      for (const { covering, seeded } of duties) {
        const short = Object.values(seeded).flat();
        expect(short.filter((words) => covering.includes(words))).toEqual([]);
      }
  });
});
