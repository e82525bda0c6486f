import { describe, expect, it } from 'vitest';
import { type Asked, answerLines } from '../../src/terminal/answer-lines.ts';
import { lineWidth, styleFor, type Terminal } from '../../src/terminal/output.ts';

/** What a person sees of an answer. */

const quiet: Terminal = { out: () => undefined, err: () => undefined, interactive: false };
const CITATION = {
  id: '32099R0001#art_1',
  act: '32099R0001',
  place: 'art_1',
  label: 'Article 1 LAMPA',
  url: 'https://law.example/1',
  quote: 'Keepers trim wicks.',
  version: { date: '2032-01-01', source: 'official' as const },
};
const sentence = { text: 'Wicks are trimmed by keepers, every evening and before any fog.', citations: [CITATION] };
const MODEL = { name: 'a-model', deployment: 'desk', host: 'model.example', prompt: 'p', promptVersion: '1' };

function shown(model: Asked['model'], role?: 'definition', width = 100): string {
  const lines = answerLines(styleFor(quiet), width);
  const answer = [sentence, ...(role === undefined ? [] : [{ ...sentence, role }])];
  const whole: Asked = {
    status: 'answered',
    answer,
    searched: { acts: [], terms: [] },
    notes: [],
    receipt: 'r',
    conversation: 'c',
    ...(model === undefined ? {} : { model }),
  };
  return [...answer.map((each) => lines.sentence(each)), lines.end(whole)].join('\n');
}

describe('whose words they are', () => {
  it("says that a model's sentences are not the law's, in front of what they rest on", () => {
    const out = shown(MODEL);
    expect(out).toContain("These are the words of the model a-model, not the law's. Below each number");
    expect(out).toContain('“Keepers trim wicks.”');
    expect(out.indexOf('These are the words')).toBeLessThan(out.indexOf('[1] Article 1 LAMPA'));
  });

  it("says nothing of the kind over the law's own words", () => {
    expect(shown(undefined)).not.toContain('words of the model');
  });
});

describe('the width of lines', () => {
  it('is that of a narrow window, and never more than reads well', () => {
    const of = (columns: number | undefined) => lineWidth({ ...quiet, interactive: true, width: () => columns });
    expect([of(40), of(250), of(undefined)]).toEqual([40, 100, 100]);
    expect(lineWidth({ ...quiet, width: () => 40 })).toBe(100);
  });

  it('holds for sentences', () => {
    const first = shown(undefined, undefined, 40).split('\n\n')[0] ?? '';
    expect(first).toBe('Wicks are trimmed by keepers, every\nevening and before any fog. [1]');
  });
});
