import { describe, expect, it } from 'vitest';
import { importEuJson } from '../../../src/regulations/importers/eu-json.ts';
import { article, json, LAST, lines, read } from './json-fixtures.ts';
import { outline } from './law-fixtures.ts';

describe('importEuJson', () => {
  it('joins markers on lines of their own with the words that follow', () => {
    const text = lines(
      '1.\u00a0\u00a0\u00a0The master shall keep:',
      '(a)',
      'lanterns, being:',
      '(i)',
      'red;',
      '(ii)',
      'green;',
      '(b)',
      'oil.',
      'The oil is dry.',
    );
    expect(outline(read(article(text), LAST).nodes).slice(0, 8)).toEqual([
      'art_1 [Article 1] {Duties}',
      'art_1/par_1 [1.]',
      'art_1/par_1/sub_1 The master shall keep:',
      'art_1/par_1/pnt_a [(a)] lanterns, being: ← art_1/par_1/sub_1',
      'art_1/par_1/pnt_a/pnt_i [(i)] red;',
      'art_1/par_1/pnt_a/pnt_ii [(ii)] green;',
      'art_1/par_1/pnt_b [(b)] oil. ← art_1/par_1/sub_1',
      'art_1/par_1/sub_2 The oil is dry.',
    ]);
  });

  it('tells "(i)" after "(h)" from a first Roman number', () => {
    const letters = [...'abcdefghij'].flatMap((letter) => [`(${letter})`, `lantern ${letter};`]);
    const places = read(article(lines('Of these:', ...letters)), LAST).nodes.map(({ place }) => place);
    expect(places.slice(1, 11)).toEqual([...'abcdefghij'].map((letter) => `art_1/pnt_${letter}`));
    const roman = read(
      article(lines('Of these:', '(h)', 'towers:', '(i)', 'old;', '(ii)', 'new;', '(i)', 'piers;', '(j)', 'huts.')),
      LAST,
    );
    expect(roman.nodes.map(({ place }) => place).slice(1, 6)).toEqual([
      'art_1/pnt_h',
      'art_1/pnt_h/pnt_i',
      'art_1/pnt_h/pnt_ii',
      'art_1/pnt_i',
      'art_1/pnt_j',
    ]);
  });

  it('keeps a further subparagraph of a point with that point', () => {
    const { nodes } = read(
      article(lines('Masters shall:', '(a)', 'light;', 'Lighting includes trimming.', '(b)', 'clean.')),
      LAST,
    );
    expect(outline(nodes).slice(1, 5)).toEqual([
      'art_1/pnt_a [(a)]',
      'art_1/pnt_a/sub_1 light;',
      'art_1/pnt_a/sub_2 Lighting includes trimming.',
      'art_1/pnt_b [(b)] clean.',
    ]);
  });

  it('marks points whose words are missing as lost', () => {
    const { nodes, warnings } = read(article(lines('Masters shall:', '(a)', 'light;', '(b)', '(c)', 'clean.')), LAST);
    expect(nodes.filter((node) => node.lost).map(({ place }) => place)).toEqual(['art_1/pnt_b']);
    expect(warnings.join()).toContain('art_1/pnt_b');
  });

  it('marks an article that holds a table of other articles as lost', () => {
    const { nodes, warnings } = read(
      article(lines('Article 4(1)', 'Article 3(2)', '—', 'Article 4(2)'), { title: 'Article 3(1)' }),
      LAST,
    );
    expect(outline(nodes)[0]).toBe('art_1 [Article 1] LOST');
    expect(warnings).toEqual(['art_1: the source has a table of other articles in its place; its words are lost']);
  });

  it('keeps each recital once, and drops the calls of notes but no places', () => {
    const text =
      'Under Regulation (EU) 2030/5 of the Guild\u00a0(7) and Article 4\u00a0(2), points (a) and\u00a0(3), oil is clear.';
    const { nodes } = importEuJson(
      json(
        [LAST],
        [
          { recital_number: 1, text },
          { recital_number: 1, text },
        ],
      ),
      'lantern.json',
    );
    expect(outline(nodes).filter((line) => line.startsWith('rct'))).toEqual([
      'rct_1 [(1)] Under Regulation (EU) 2030/5 of the Guild and Article 4 (2), points (a) and (3), oil is clear.',
    ]);
  });

  it('takes signatures and notes off the last article, and reads the annexes behind them', () => {
    const swallowed = lines(
      'It enters into force tomorrow.',
      'This Regulation shall be binding in its entirety.',
      'Done at Harbour, 3\u00a0March 2031.',
      'For the Council',
      '(1)\u00a0\u00a0OJ L 1, 2.1.2030, p. 1.',
      'ANNEX I',
      'Lists of lanterns',
      'Part A',
      'Small lanterns',
      '1.',
      'Hand lanterns.',
      'Part C',
      '1.\u00a0\u00a0\u00a0Towers',
      '1.1.',
      'Tall towers.',
      'ELI: http://example.invalid/eli',
    );
    const { nodes, act } = read({ ...LAST, text: swallowed });
    expect(act.dates.document).toBe('2031-03-03');
    expect(outline(nodes)).toEqual([
      'art_9 [Article 9] {Entry into force} It enters into force tomorrow.',
      'anx_1 [ANNEX I] {Lists of lanterns}',
      'anx_1/prt_a [Part A] {Small lanterns}',
      'anx_1/prt_a/par_1 [1.] Hand lanterns.',
      'anx_1/prt_c [Part C]',
      'anx_1/prt_c/par_1 [1.]',
      'anx_1/prt_c/par_1/sub_1 Towers',
      'anx_1/prt_c/par_1/par_1 [1.1.] Tall towers.',
    ]);
  });

  it('cuts headings of the next chapter off an article and gives them to the articles below', () => {
    const { nodes } = read(
      article('Light the lanterns.', { chapter: 'I' }),
      {
        number: '2',
        title: 'Oil',
        text: lines('Keep the oil.', 'FINAL PROVISIONS', 'SECTION 1', 'Time'),
        chapter: 'II',
      },
      { number: '3', title: 'Words', text: 'Chapter IX applies.', chapter: 'IX' },
      { ...LAST, chapter: 'II' },
    );
    expect(nodes.map(({ text, divisions }) => [text, divisions])).toEqual([
      ['Light the lanterns.', ['CHAPTER I']],
      ['Keep the oil.', ['CHAPTER I']],
      ['Chapter IX applies.', ['CHAPTER II — FINAL PROVISIONS', 'SECTION 1 — Time']],
      ['It enters into force tomorrow.', ['CHAPTER II — FINAL PROVISIONS', 'SECTION 1 — Time']],
    ]);
  });

  it('keeps quoted law as text, without its notes, and goes on behind a quotation that was never closed', () => {
    const text = lines(
      'Regulation (EU) 2030/5 is amended as follows:',
      '(1)',
      'in Article 4, the following paragraph is added:',
      '‘3.',
      'Oil shall be clear\u00a0(*1).',
      '(a)',
      'Wax too.',
      '(*1)\u00a0\u00a0Guild rule of 2029.’;"',
      '(2)',
      'in Article 5, the following is added:',
      '‘4.\u00a0\u00a0\u00a0Wicks shall burn.',
      '(3)',
      'Article 6 is deleted.',
    );
    expect(outline(read(article(text), LAST).nodes).slice(1, 7)).toEqual([
      'art_1/pnt_1 [(1)] in Article 4, the following paragraph is added:',
      'art_1/pnt_1/idt_1 ‘3. Oil shall be clear.',
      'art_1/pnt_1/idt_2 (a) Wax too.’;',
      'art_1/pnt_2 [(2)] in Article 5, the following is added:',
      'art_1/pnt_2/idt_1 ‘4. Wicks shall burn.',
      'art_1/pnt_3 [(3)] Article 6 is deleted.',
    ]);
  });

  it('drops amendment marks and bears the first number of a consolidated act', () => {
    const text = JSON.stringify({
      full_name: 'Regulation (EU) 2031/77',
      celex_id: '02031R0077-20320509',
      articles: [
        {
          number: '5a',
          title: '▼M2',
          text: lines('▼M2', 'Wallets of light', '1.\u00a0\u00a0\u00a0►M2 Keep ◄ them.', '▼B'),
        },
      ],
    });
    const { act, consolidatedTo, nodes } = importEuJson(text, 'x.json');
    expect([act.id, consolidatedTo]).toEqual(['32031R0077', '2032-05-09']);
    expect(outline(nodes)).toEqual(['art_5a [Article 5a] {Wallets of light}', 'art_5a/par_1 [1.] Keep them.']);
  });
});

describe('lists inside lists', () => {
  it('goes on with an outer list behind a list and texts inside one of its points', () => {
    const text = lines(
      'Members shall:',
      '(a)',
      'commit time.',
      'No member holds more than:',
      '(i)',
      'one post;',
      '(ii)',
      'four seats.',
      'Seats in one group count once.',
      '(b)',
      'be honest.',
    );
    expect(
      read(article(text), LAST)
        .nodes.map(({ place }) => place)
        .slice(1, 8),
    ).toEqual([
      'art_1/pnt_a',
      'art_1/pnt_a/sub_1',
      'art_1/pnt_a/sub_2',
      'art_1/pnt_a/pnt_i',
      'art_1/pnt_a/pnt_ii',
      'art_1/pnt_a/sub_3',
      'art_1/pnt_b',
    ]);
  });

  it('starts anew under a second introduction, and then keeps the first list apart', () => {
    const text = lines(
      'Masters shall:',
      '(a)',
      'light;',
      '(b)',
      'clean.',
      'Wardens shall:',
      '(a)',
      'watch;',
      '(b)',
      'sing.',
    );
    expect(
      read(article(text), LAST)
        .nodes.map(({ place, leadIn }) => [place, leadIn])
        .slice(1, 7),
    ).toEqual([
      ['art_1/sub_1', undefined],
      ['art_1/pnt_a', 'art_1/sub_1'],
      ['art_1/pnt_b', 'art_1/sub_1'],
      ['art_1/sub_2', undefined],
      ['art_1/sub_2/pnt_a', 'art_1/sub_2'],
      ['art_1/sub_2/pnt_b', 'art_1/sub_2'],
    ]);
  });

  it('counts Roman numbers beyond thirty-nine as the sources print them', () => {
    const run = lines('Under:', '(xxxviii)', 'a;', '(xxxix)', 'b;', '(xxxx)', 'c;');
    expect(
      read(article(run), LAST)
        .nodes.map(({ place }) => place)
        .slice(1, 4),
    ).toEqual(['art_1/pnt_xxxviii', 'art_1/pnt_xxxix', 'art_1/pnt_xxxx']);
  });
});
