import { describe, expect, it } from 'vitest';
import { article, LAST, lines, read } from './json-fixtures.ts';

describe('headings that trail an article', () => {
  it('cuts off the headings of sections in small letters, and of chapters that have no number', () => {
    const { nodes } = read(
      { number: '1', title: 'Aim', text: 'There is light.', chapter: 'I' },
      article(lines('1.', 'Light them.', 'OF LANTERNS', '▼M2', 'SECTION 1', 'lanterns that hang'), {
        number: '2',
        chapter: 'II',
      }),
      { number: '3', text: lines('Keep the oil.', 'SECTION 2a', 'lanterns that stand'), chapter: 'II' },
      { number: '4', text: lines('2.', 'Count them.', 'THE LAMP GUILD'), chapter: 'II' },
      { number: '5', text: lines('Meet at dusk.', 'Section 1', 'Lamps (LMP)'), chapter: 'II' },
      { number: '6', text: lines('Meet at dawn.', 'CHAPTER III', 'END'), chapter: 'II' },
      { ...LAST, chapter: 'III' },
    );
    expect(nodes.filter(({ place }) => !/^art_\d$/.test(place)).map(({ text }) => text)).toEqual([
      'Light them.',
      'Count them.',
    ]);
    const hang = ['CHAPTER II — OF LANTERNS', 'SECTION 1 — lanterns that hang'];
    const stand = ['CHAPTER II — OF LANTERNS', 'SECTION 2a — lanterns that stand'];
    expect(nodes.flatMap(({ place, divisions }) => (/^art_\d$/.test(place) ? [divisions] : []))).toEqual([
      ['CHAPTER I'],
      ['CHAPTER I'],
      hang,
      stand,
      ['THE LAMP GUILD'],
      ['THE LAMP GUILD', 'Section 1 — Lamps (LMP)'],
      ['CHAPTER III — END'],
    ]);
  });

  it('puts a name without a number in the place of the title where there are no chapters', () => {
    const { nodes } = read(
      article(lines('Light them.', 'TITLE VII', 'OF POWERS')),
      { number: '2', title: 'Powers', text: lines('Ask the guild.', 'LAST PROVISIONS') },
      LAST,
    );
    expect(nodes.map(({ text, divisions }) => [text, divisions])).toEqual([
      ['Light them.', undefined],
      ['Ask the guild.', ['TITLE VII — OF POWERS']],
      ['It enters into force tomorrow.', ['LAST PROVISIONS']],
    ]);
  });

  it.each([
    [['Light the lanterns.', 'Masters tell the guild of lost lanterns and of any other loss']],
    [['Light the lanterns.', 'Masters tell the guild of any loss', 'SECTION 2', 'Oil'], 2],
    [['Masters keep:', '(a)', 'oil;', '(b)', 'WICKS AND TAPERS']],
    [['Masters keep the following', 'as listed in', 'Section 2']],
    [['Masters read:', 'THE RULES OF THE GUILD']],
    [['Masters act under the rules.', 'Chapter IX applies.']],
    [['Masters act under the rules.', 'ISO 9001']],
    [['Masters act under the rules.', 'Section 2 of the guild rules']],
    [['Masters keep:', '(a)', 'oil', '(b)   wicks and tapers of the Guild']],
  ])('never takes real last lines for headings: %j', (texts, kept = texts.length) => {
    const { nodes } = read(article(lines(...texts)), { ...LAST, number: '2' });
    const words = nodes.filter(({ place }) => place.startsWith('art_1')).flatMap(({ marker, text }) => [marker, text]);
    const joined = words.join(' ').replace(/\s+/g, ' ');
    for (const text of texts.slice(0, kept)) expect(joined).toContain(text.replace(/^\(b\)\s+/, ''));
    for (const text of texts.slice(kept)) expect(joined).not.toContain(text);
  });

  it('takes no last line for a chapter’s name unless it reads as one, even where the chapter turns', () => {
    const { nodes } = read(
      article(lines('Light them.', 'Lanterns that are lost may go'), { chapter: 'I' }),
      { number: '2', text: lines('Keep:', '(a)   oil', '(b)   Wax from the Guild'), chapter: 'II' },
      { ...LAST, chapter: 'III' },
    );
    expect(nodes.some(({ text }) => text === 'Lanterns that are lost may go')).toBe(true);
    expect(nodes.some(({ text }) => text === 'Wax from the Guild')).toBe(true);
  });
});
