import fc from 'fast-check';
import { describe, it } from 'vitest';
import { gapCard } from '../../../bot/cards/gap-card.ts';
import { gapsCard } from '../../../bot/cards/gaps-card.ts';
import { always, few, language, text } from './hostile.ts';
import { SAMPLE_GAPS } from './sample-gaps.ts';

describe('a card fits and is one, whatever it holds:', { timeout: 120_000 }, () => {
  it('gaps, and one of them', () => {
    const quote = fc.record({ policy: text, title: text, section: few(text, 4), statement: text, quote: text });
    const entry = fc.record({
      // As long as they may be.
      obligation: fc.constant(`32031R0004#${Array.from({ length: 24 }, () => 'art_1234').join('/')}~12`),
      provision: fc.constant(`32031R0004#${Array.from({ length: 24 }, () => 'art_1234').join('/')}`),
      label: text,
      url: text,
      text,
      actor: text,
      modality: fc.constantFrom('must', 'must_not', 'should'),
      deadline: fc.record({ text, iso: text }),
      state: fc.constantFrom('contradicted', 'missing', 'partial', 'covered'),
      lacks: fc.subarray(['action', 'actor', 'deadline', 'recipient'] as ('action' | 'actor')[]),
      why: few(text, 12),
      evidence: few(quote, 5),
      nearest: few(quote, 5),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      decision: fc.record({
        verdict: fc.constantFrom('accepted', 'rejected', 'not_applicable'),
        reason: text,
        by: text,
        at: fc.constant('2040-06-15T09:00:00Z'),
      }),
    });
    const statement = fc.record({
      policy: text,
      title: text,
      section: few(text, 2),
      statement: text,
      quote: text,
      says: text,
    });
    const conflict = fc.record({
      kind: fc.constantFrom('deadline', 'owner'),
      matter: text,
      statements: few(statement, 6),
    });
    const shown = { language, acts: few(text, 5), skip: fc.constantFrom(0, 10) };
    const run = 'x'.repeat(100);
    always(
      fc.tuple(
        fc.array(entry, { minLength: 10, maxLength: 10 }),
        few(conflict, 10),
        few(text, 12),
        few(text),
        fc.record(shown),
      ),
      ([obligations, conflicts, notes, titles, options]) =>
        gapsCard(
          {
            ...SAMPLE_GAPS,
            run,
            obligations,
            conflicts,
            notes,
            scope: { acts: ['32031R0004'], topic: titles[0] ?? 'x', places: titles },
            policies: titles.map((title) => ({ policy: 'p', title, version: 1, statements: 1 })),
          },
          options,
        ),
    );
    always(fc.tuple(entry, language), ([one, of]) => gapCard(one, { language: of, run, at: 10_000, page: 10_000 }));
  });
});
