import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactRuns, linesOf, onOneLine, spoken, withoutEffect } from '../../../bot/cards/plain-text.ts';
import { HOSTILE } from './sample-law.ts';

const textsOf = (text: string) => exactRuns(text).map((run) => run.text);

/** What a client reads in a run as more than signs. */
const FUNCTION = /\{\{|\$\{|<\/?at[\s>]/i;
const risky = fc.string({
  unit: fc.constantFrom(...'{}$<>/atDE()[]*_`#\\"&;:. \n\t', 'á', '€', '😀', '\u200b', '\u202e', '\ud800'),
});

describe('stored text on a card', () => {
  it('is shown sign by sign', () => {
    expect(textsOf(HOSTILE).join('')).toBe(HOSTILE);
  });

  it.each([
    ['a date', '{{DATE(2040-06-15T00:00:00Z, LONG)}}', ['{', '{DATE(2040-06-15T00:00:00Z, LONG)}}']],
    ['a time', 'at {{time(2040-06-15T00:00:00Z)}}', ['at {', '{time(2040-06-15T00:00:00Z)}}']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is tried
    ['a template', '${user}', ['$', '{user}']],
    ['a mention', '<at>All</at>', ['<', 'at>All<', '/at>']],
    ['a mention with attributes', '<AT id="0">All</AT>', ['<', 'AT id="0">All<', '/AT>']],
  ])('is parted where it would be %s', (_what, text, runs) => {
    expect(textsOf(text)).toEqual(runs);
  });

  it('is left whole where it means nothing', () => {
    expect(textsOf('(a) less < 5 % of $ 3 {see Article 2}; <attic>')).toEqual([
      '(a) less < 5 % of $ 3 {see Article 2}; <attic>',
    ]);
  });

  it('loses no sign, and has none that acts', () => {
    fc.assert(
      fc.property(risky, (text) => {
        const runs = textsOf(text);
        expect(runs.join('').replaceAll('\u2060', '')).toBe(onOneLine(text));
        expect(runs.length).toBeLessThanOrEqual(9);
        for (const run of runs) expect(run).not.toMatch(FUNCTION);
        expect(runs).not.toContain('');
      }),
    );
  });

  it('is broken by a sign without width where it is nothing but such signs: runs would fill the card', () => {
    expect(textsOf('{'.repeat(20))).toEqual([Array.from({ length: 20 }, () => '{').join('\u2060')]);
  });

  it('has no signs that nobody sees, and no halves of signs', () => {
    expect(onOneLine('sh\u200ball \u202enot\u{e0041}\u0007 \ud800')).toBe('shall not \ufffd');
  });

  it('keeps its lines, whatever ends them', () => {
    expect(linesOf('1. One.\r\n\n(a) two;\u2028(b) three.\n \n')).toEqual(['1. One.', '(a) two;', '(b) three.']);
  });

  it('does nothing where a client may read it as Markdown', () => {
    const text = withoutEffect(HOSTILE);
    expect(text).not.toMatch(FUNCTION);
    expect(text).not.toMatch(/\]\(/);
    expect(text).not.toContain('https:');
    expect(text.replaceAll('\u200b', '')).toBe(HOSTILE);
  });

  it('is read aloud without marks of speech', () => {
    expect(spoken('<break time="10s"/> a & b')).toBe(' break time="10s"/  a   b');
  });
});
