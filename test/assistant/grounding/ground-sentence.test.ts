import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CitablePassage } from '../../../src/assistant/grounding/draft.ts';
import { groundSentence } from '../../../src/assistant/grounding/ground-sentence.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';
import { passage } from './passage.ts';

const toll = {
  id: '32031R0007',
  kind: 'regulation',
  authority: 'EU',
  title: 'Regulation (EU) 2031/7 on tolls',
  name: 'Regulation (EU) 2031/7',
  shortName: 'TOLL',
  dates: {},
} as const;
const names = createActNames(ACT_REGISTER, [toll]);
const address = 'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32031R0007#art_5';
const options = { names, allowedUrls: new Set([address]) };

function ground(text: string, quote: string, ...passages: readonly CitablePassage[]) {
  return groundSentence({ text, citations: [{ passage: 'p1', quote }] }, passages, options);
}

function kinds(text: string, quote: string, ...passages: readonly CitablePassage[]): readonly string[] {
  const grounded = ground(text, quote, ...passages);
  return grounded.ok ? [] : [...new Set(grounded.faults.map(({ kind }) => kind))];
}

const keepers = 'Bridge keepers shall count the boats within 3 days of their arrival.';
const spanish = 'Los guardas del puente contarán los barcos en un plazo de tres días desde su llegada.';

describe('a sentence that is grounded', () => {
  it('comes back clean, with the quote as stored', () => {
    const shown = passage(`1. ${keepers}`);
    expect(
      ground('Bridge keepers must\u200b count\nthe boats within three days.', keepers.toUpperCase(), shown),
    ).toEqual({
      ok: true,
      text: 'Bridge keepers must count the boats within three days.',
      citations: [{ passage: shown.passage, quote: keepers }],
    });
  });

  it('may be of another language than the law', () => {
    expect(kinds('Los guardas deben contar los barcos en 3 días.', keepers, passage(keepers))).toEqual([]);
    expect(kinds('Keepers must count boats within three days.', spanish, passage(spanish, { language: 'es' }))).toEqual(
      [],
    );
  });

  it('may name its own place, what stands above it, its act, and what its text names', () => {
    const text = 'Keepers shall follow point (b) of Article 9 of Regulation (EU) 2022/2554 when they count.';
    for (const place of ['Article 5(1) TOLL', 'Article 5', 'Regulation (EU) 2031/7', 'Article 9 DORA', 'point (b)'])
      expect([
        place,
        ...kinds(`Under ${place}, keepers must follow this when they count.`, text, passage(text)),
      ]).toEqual([place]);
  });

  it('may give the official address of what is cited, bare', () => {
    expect(kinds(`Bridge keepers must count the boats, see ${address}.`, keepers, passage(keepers))).toEqual([]);
  });
});

describe('a sentence that is not', () => {
  it('tells every fault, not just the first', () => {
    expect(
      kinds(
        'Under Article 8, bridge keepers may count the boats within 9 days from 1 May 2030, see www.toll.example.',
        keepers,
        passage(keepers),
      ),
    ).toEqual(['link', 'number_not_cited', 'date_not_cited', 'place_not_cited', 'duty_differs']);
  });

  it('has no citation, or one of another turn', () => {
    expect(groundSentence({ text: 'Keepers count.', citations: [] }, [passage(keepers)], options)).toMatchObject({
      faults: [{ kind: 'no_citation' }],
    });
    expect(kinds('Keepers count.', keepers, passage(keepers, { handle: 'p2' }))).toEqual(['unknown_passage']);
  });

  it.each<[string, string, string, readonly string[]]>([
    ['a stitched quote', 'Keepers count boats.', 'Bridge keepers … the boats', ['quote_not_found']],
    ['two words', 'Keepers count boats.', 'the boats', ['quote_cut_short']],
    ['another unit', 'Keepers must count the boats within 3 working days.', keepers, ['number_not_cited']],
    ['a converted unit', 'Keepers must count the boats within 72 hours.', keepers, ['number_not_cited']],
    ['a turned bound', 'Keepers must count the boats for at least 3 days.', keepers, ['number_not_cited']],
    ['a year', 'Since 2031 keepers must count the boats.', keepers, ['date_not_cited']],
    ['an act', 'GDPR makes keepers count the boats.', keepers, ['place_not_cited']],
    ['a paragraph', 'Under paragraph 7 keepers must count the boats.', keepers, ['place_not_cited']],
    ['a denial', 'Bridge keepers shall not count the boats.', keepers, ['negation_differs']],
    ['an option', 'Bridge keepers may count the boats.', keepers, ['duty_differs']],
    ['another who must', 'The competent authority must count the boats within 3 days.', keepers, ['subjects_mixed']],
    ['other words', 'Whistleblowers enjoy protection against dismissal.', keepers, ['words_not_cited']],
    ['no words', '…', keepers, ['words_not_cited']],
  ])('%s', (_, text, quote, expected) => expect(kinds(text, quote, passage(keepers))).toEqual(expected));

  it.each([
    'see [this](https://a.example)',
    '![x](y)',
    'see hxxp://a.example',
    'see www.a.example',
    'see evil.com/path',
    'see evil[.]com now',
    'write to a@b.example',
    '<b>now</b>',
    'see javascript:alert(1)',
    'see data:text/html;base64,xyz',
    'see ｈｔｔｐｓ://a.example',
    `see [the law](${address})`,
    `see ${address}x`,
  ])('%s', (words) =>
    expect(kinds(`Bridge keepers must count the boats, ${words}`, keepers, passage(keepers))).toContain('link'),
  );

  it('is too long', () => {
    expect(
      kinds(`Bridge keepers must count the boats ${'and the boats '.repeat(70)}.`, keepers, passage(keepers)),
    ).toEqual(['too_long']);
    expect(kinds('Keepers count. Boats come. Boats go. Keepers count boats.', keepers, passage(keepers))).toEqual([
      'too_long',
    ]);
  });
});

describe('quotes that are cut', () => {
  const text =
    'Keepers shall not open the bridge at night. Keepers may lend boats, unless the river is high. Only keepers may ring the bell. Where ice is seen, keepers shall close the bridge. The bridge shall be painted; the boats shall be cleaned.';
  it.each<[string, string, readonly string[]]>([
    ['Keepers open the bridge at night.', 'open the bridge at night', ['quote_cut_short', 'negation_differs']],
    ['Keepers may lend boats.', 'Keepers may lend boats', ['quote_cut_short']],
    ['Keepers may ring the bell.', 'keepers may ring the bell', ['quote_cut_short']],
    ['Keepers shall close the bridge.', 'keepers shall close the bridge', ['quote_cut_short']],
    ['When there is ice, keepers shall close the bridge.', 'keepers shall close the bridge', []],
    ['The bridge must be painted.', 'The bridge shall be painted', []],
  ])('%s ← %s', (said, quote, expected) => expect(kinds(said, quote, passage(text))).toEqual(expected));

  const ley =
    'Los guardas no abrirán el puente de noche. Los guardas podrán prestar barcas, salvo que el río esté alto. Solo los guardas podrán tocar la campana. Cuando haya hielo, los guardas cerrarán el puente. El puente se pintará; las barcas se limpiarán.';
  it.each<[string, string, readonly string[]]>([
    ['Los guardas abrirán el puente de noche.', 'abrirán el puente de noche', ['quote_cut_short', 'negation_differs']],
    ['Los guardas podrán prestar barcas.', 'Los guardas podrán prestar barcas', ['quote_cut_short']],
    ['Los guardas podrán tocar la campana.', 'los guardas podrán tocar la campana', ['quote_cut_short']],
    ['Los guardas cerrarán el puente.', 'los guardas cerrarán el puente', ['quote_cut_short']],
    ['Si hay hielo, los guardas cierran el puente.', 'los guardas cerrarán el puente', []],
    ['El puente se pinta.', 'El puente se pintará', []],
  ])('%s ← %s', (said, quote, expected) =>
    expect(kinds(said, quote, passage(ley, { language: 'es' }))).toEqual(expected),
  );

  it('a point needs the lead-in that denies', () => {
    const list = passage('Keepers shall not:\n(a) take gifts from boats;\n(b) sleep.');
    const said = 'Keepers must not take gifts from boats.';
    expect(kinds(said, 'take gifts from boats', list)).toEqual(['quote_cut_short']);
    const both = [
      { passage: 'p1', quote: 'take gifts from boats' },
      { passage: 'p1', quote: 'Keepers shall not:' },
    ];
    expect(groundSentence({ text: said, citations: both }, [list], options).ok).toBe(true);
  });
});

describe('yes and no, duty and option', () => {
  const law =
    'The toll shall be paid no later than 5 days after the passage. Barges are exempt from the toll. Keepers need not greet the crews. Keepers may not accept coins, unless the office is closed. Keepers shall not only count but also weigh the boats. The office should answer letters.';
  it.each<[string, string, readonly string[]]>([
    [
      'The toll has to be paid within 5 days of the passage.',
      'The toll shall be paid no later than 5 days after the passage.',
      [],
    ],
    ['Barges do not have to pay the toll.', 'Barges are exempt from the toll.', []],
    ['Barges are not exempt from the toll.', 'Barges are exempt from the toll.', ['negation_differs']],
    ['Barges must pay the toll.', 'Barges are exempt from the toll.', ['negation_differs', 'duty_differs']],
    ['Keepers must not greet the crews.', 'Keepers need not greet the crews.', ['duty_differs']],
    [
      'Keepers may accept coins only if the office is closed.',
      'Keepers may not accept coins, unless the office is closed.',
      [],
    ],
    [
      'Keepers may accept coins, unless the office is closed.',
      'Keepers may not accept coins, unless the office is closed.',
      ['negation_differs'],
    ],
    ['Keepers must count and weigh the boats.', 'Keepers shall not only count but also weigh the boats.', []],
    ['The office is advised that it should answer letters.', 'The office should answer letters.', []],
    ['The office must answer letters.', 'The office should answer letters.', ['duty_differs']],
    ['Las barcazas están exentas del peaje.', 'Barges are exempt from the toll.', []],
    ['Las barcazas pagan el peaje.', 'Barges are exempt from the toll.', ['negation_differs']],
    [
      'Los guardas no pueden aceptar monedas, salvo que la oficina esté cerrada.',
      'Keepers may not accept coins, unless the office is closed.',
      [],
    ],
    ['La oficina debe contestar las cartas.', 'The office should answer letters.', ['duty_differs']],
  ])('%s ← %s', (said, quote, expected) => expect(kinds(said, quote, passage(law))).toEqual(expected));
});

describe('who must do what by when', () => {
  const law =
    'Bridge keepers shall count the boats within 3 days. Lock keepers shall count the boats within 9 days. They shall send the list to the office within 20 days.';
  const all = law;
  it.each<[string, readonly string[]]>([
    ['Bridge keepers must count the boats within 3 days.', []],
    ['Bridge keepers must count within 3 days and lock keepers within 9 days.', []],
    ['The boats must be counted within 3 days by bridge keepers.', []],
    ['Lock keepers must count the boats within 3 days.', ['subjects_mixed']],
    ['Lock keepers must count within 3 days and bridge keepers within 9 days.', ['subjects_mixed']],
    ['Within 20 days the list must go to the office.', []],
  ])('%s', (said, expected) => expect(kinds(said, all, passage(law))).toEqual(expected));
});

describe('hostile drafts', () => {
  const pieces = [
    '9',
    '1.',
    'a ',
    'no ',
    ', and ',
    '(',
    '[x](',
    '<',
    '"',
    '…',
    'Article 1(1) ',
    'unless ',
    '1 a.b@',
    'data:',
    '\u0000',
    '\ud83d',
    'ﷺ',
  ];

  it.each(pieces)('20,000 characters of %j, as sentence, quote and law', (piece) => {
    const long = piece.repeat(Math.ceil(20_000 / piece.length));
    const shown = passage(`${long}\n${keepers}`);
    expect(() =>
      groundSentence(
        {
          text: long,
          citations: [
            { passage: 'p1', quote: long },
            { passage: long, quote: keepers },
          ],
        },
        [shown],
        options,
      ),
    ).not.toThrow();
  });

  it('whatever is drafted: what passes is quoted as stored', () => {
    const words = fc.constantFrom(
      ...keepers.split(' '),
      'not',
      '4 days',
      'may',
      'https://a.example',
      '…',
      'Article 9',
      '\u202e',
    );
    const text = fc.array(words, { maxLength: 20 }).map((list) => list.join(' '));
    const shown = passage(`1. ${keepers}`);
    fc.assert(
      fc.property(text, text, (said, quote) => {
        const grounded = ground(said, quote, shown);
        if (grounded.ok) for (const each of grounded.citations) expect(shown.passage.text).toContain(each.quote);
        else expect(grounded.faults.length).toBeGreaterThan(0);
      }),
      { seed: 45, numRuns: 500 },
    );
  });
});
