import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswerWriter } from '../../bot/chat/answer-message.ts';
import { messageEntity } from '../../bot/chat/message-entity.ts';

const version = { date: '2099-01-01', source: 'official' as const };
const citation = (place: string, quote = 'Each guild shall keep it.') => ({
  id: `32099R0001#${place}`,
  act: '32099R0001',
  place,
  label: `Article ${place} of Regulation (EU) 2099/1`,
  url: 'https://law.example/1',
  quote,
  version,
});

describe('the entity of a message', () => {
  it('keeps to what Teams takes, whatever it is given', () => {
    const claim = fc.record({
      position: fc.integer({ min: 1, max: 50 }),
      name: fc.string({ unit: 'binary', maxLength: 400 }),
      url: fc.webUrl({ validSchemes: ['https', 'http'] }),
      abstract: fc.string({ unit: 'binary', maxLength: 900 }),
      keywords: fc.array(fc.string({ maxLength: 90 }), { maxLength: 9 }),
    });
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 40 }), (claims) => {
        const { citation: cited = [] } = messageEntity(claims, { name: 'x'.repeat(300) });
        expect(cited.length).toBeLessThanOrEqual(20);
        for (const { appearance } of cited) {
          expect(appearance.name.trim()).not.toBe('');
          expect(appearance.name.length).toBeLessThanOrEqual(80);
          expect(appearance.abstract.length).toBeLessThanOrEqual(160);
          expect((appearance.keywords ?? []).length).toBeLessThanOrEqual(3);
          for (const keyword of appearance.keywords ?? []) expect(keyword.length).toBeLessThanOrEqual(28);
          if (appearance.url !== undefined) expect(appearance.url).toMatch(/^https:/);
        }
      }),
    );
  });

  it('has no half of a sign at its end', () => {
    const { citation: [cited] = [] } = messageEntity(
      [{ position: 1, name: 'a', url: 'https://law.example', abstract: `${'x'.repeat(158)}😀😀`, keywords: [] }],
      undefined,
    );
    expect(cited?.appearance.abstract.isWellFormed()).toBe(true);
  });
});

describe('the sentences of an answer', () => {
  it('give each source one number, however often it is cited', () => {
    const writer = createAnswerWriter('en');
    writer.add({ text: 'One.', citations: [citation('art_1'), citation('art_2')] });
    writer.add({ text: 'Two.', citations: [citation('art_1'), citation('art_1')] });
    expect(writer.text).toBe('One. [1][2]\n\nTwo. [1]');
    expect(writer.claims.map(({ position }) => position)).toEqual([1, 2]);
  });

  it('name sources beyond those that Teams takes in the text', () => {
    const writer = createAnswerWriter('en');
    for (let at = 1; at <= 25; at += 1) writer.add({ text: `Sentence ${at}.`, citations: [citation(`art_${at}`)] });
    expect(writer.claims).toHaveLength(20);
    expect(writer.unmarked).toBe(5);
    expect(writer.text).toContain('Sentence 21. (Article art\\_21 of Regulation (EU) 2099/1)');
  });

  it('never change what was shown', () => {
    const writer = createAnswerWriter('en');
    let before = '';
    for (let at = 1; at <= 60; at += 1) {
      const text = writer.add({ text: `${at} ${'long '.repeat(200)}`, citations: [citation(`art_${at}`)] });
      expect(text.startsWith(before)).toBe(true);
      before = text;
    }
    expect(writer.text.length).toBeLessThan(22_000);
    expect(writer.left).toBeGreaterThan(0);
  });

  it('show signs of the law as they are: no link, no mark of ours, no list', () => {
    const writer = createAnswerWriter('en');
    writer.add({ text: 'See [1] and [x](https://evil.example) *now* <at>Luis</at>', citations: [citation('art_1')] });
    expect(writer.text).not.toMatch(/(?<!\\)\[1\] and/);
    expect(writer.text).not.toMatch(/(?<!\\)\]\(/);
    expect(writer.text).not.toMatch(/(?<!\\)<at/);
  });
});
