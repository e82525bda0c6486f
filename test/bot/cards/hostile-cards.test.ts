import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertCard } from '../../../bot/cards/alert-card.ts';
import { comparisonCard } from '../../../bot/cards/comparison-card.ts';
import { confirmCard } from '../../../bot/cards/confirm-card.ts';
import { documentCard } from '../../../bot/cards/document-card.ts';
import { helpCard } from '../../../bot/cards/help-card.ts';
import { hitsCard } from '../../../bot/cards/hits-card.ts';
import { lawsCard } from '../../../bot/cards/laws-card.ts';
import { onOneLine } from '../../../bot/cards/plain-text.ts';
import { provisionCard } from '../../../bot/cards/provision-card.ts';
import { refusalCard } from '../../../bot/cards/refusal-card.ts';
import { signedInCard } from '../../../bot/cards/sign-in-card.ts';
import { subscriptionCard } from '../../../bot/cards/subscription-card.ts';
import { usageCard } from '../../../bot/cards/usage-card.ts';
import { AppError } from '../../../src/core/errors.ts';
import { linesShown } from './card-parts.ts';
import { always, few, id, language, place, text, version } from './hostile.ts';

describe('a card fits and is one, whatever it holds:', { timeout: 120_000 }, () => {
  it('a provision', () => {
    const provision = fc.record({
      ...place,
      breadcrumb: few(text, 8),
      version,
      standing: text,
      text,
      terms: few(fc.record({ term: text, id, label: text })),
      references: few(fc.record({ text, resolved: fc.boolean(), label: text, id })),
      referencedBy: few(fc.record({ id, label: text, text })),
      referencedByTotal: fc.nat(),
      notes: few(text),
    });
    always(
      fc.tuple(fc.array(provision, { minLength: 1, maxLength: 8 }), few(text, 4), language),
      ([provisions, assumed, of]) => provisionCard({ provisions, assumed }, { language: of, asOf: '2040-01-01' }),
    );
  });

  it('results', () => {
    const hit = fc.record({
      ...place,
      text,
      excerpt: text,
      matched: few(text),
      breadcrumb: few(text, 8),
      score: fc.double(),
      why: text,
      version,
    });
    const missing = few(fc.record({ message: text, suggestions: few(text, 8) }), 10);
    always(
      fc.tuple(few(hit, 10), missing, few(text), text, few(text, 20), language),
      ([hits, lost, notes, query, acts, of]) =>
        hitsCard(
          { hits, missing: lost, actsSearched: 3, notes, next: 10 },
          { language: of, query, skip: 5, ...(acts.length === 0 ? {} : { acts }) },
        ),
    );
  });

  it('a comparison', () => {
    const side = fc.record({ id, label: text, text, version });
    const word = fc.record({ kind: fc.constantFrom('same', 'gone', 'new'), text });
    const change = fc.record({
      id,
      formerly: text,
      kind: fc.constantFrom('added', 'removed', 'reworded', 'renumbered'),
      label: text,
      before: text,
      after: text,
      marks: fc.subarray(['modality', 'deadline'] as ('modality' | 'deadline')[]),
      words: few(word),
    });
    always(
      fc.tuple(fc.constantFrom('versions', 'provisions'), side, side, few(change, 30), few(text), language),
      ([kind, left, right, changes, notes, of]) =>
        comparisonCard({ kind, left, right, changes, total: changes.length, notes }, { language: of }),
    );
  });

  it('laws held', () => {
    const row = fc.record({
      act: text,
      name: text,
      title: text,
      authority: text,
      kind: text,
      language,
      version,
      holds: fc.constant({ from: '2031-01-01' }),
      state: text,
      provisions: fc.nat(),
      lost: few(text),
    });
    always(fc.tuple(few(row), language), ([versions, of]) =>
      lawsCard({ versions, total: 200 }, { language: of, skip: 16 }),
    );
  });

  it('what was used', () => {
    const limit = fc.record({
      measure: fc.constantFrom('cost', 'tokens', 'requests'),
      period: text,
      limit: text,
      used: text,
      percent: fc.nat(),
      hard: fc.boolean(),
    });
    const sums = {
      questions: fc.nat(),
      calls: fc.nat(),
      reserved: fc.nat(),
      input: fc.nat(),
      cached: fc.nat(),
      output: fc.nat(),
      costs: few(fc.record({ currency: text, amount: text }), 8),
      unpriced: fc.nat(),
      estimated: fc.nat(),
      limits: few(limit, 8),
    };
    always(
      fc.tuple(few(fc.record({ key: text, name: text, ...sums })), fc.record(sums), few(text), language),
      ([rows, total, notes, of]) =>
        usageCard({ month: '2040-05', by: 'user', rows, total, notes }, { language: of, thisMonth: '2040-06' }),
    );
  });

  it('an alert', () => {
    always(
      fc.tuple(text, text, few(text), fc.webUrl(), few(fc.record({ id, label: text })), language, fc.boolean()),
      ([title, summary, acts, url, provisions, of, isTest]) =>
        alertCard(
          { isTest, title, summary, authority: 'eba', acts, topics: ['payments'], url, provisions },
          { language: of, maybeSeen: true },
        ),
    );
  });

  it('a write to confirm', () => {
    const state = fc.oneof(
      fc.constant({ kind: 'waiting' as const }),
      fc.record({
        kind: fc.constant('done' as const),
        by: text,
        at: fc.constant('2040-06-15T09:00:00Z'),
        lines: few(text),
      }),
      fc.record({ kind: fc.constant('failed' as const), at: fc.constant('2040-06-15T09:00:00Z'), why: text }),
    );
    always(fc.tuple(text, few(text, 20), text, state, language), ([title, lines, drafter, is, of]) =>
      confirmCard(
        {
          id: 'w-1',
          summary: { title: title.slice(0, 200), lines: lines.map((each) => each.slice(0, 500)) },
          drafter,
          expires: '2040-06-15T09:00:00Z',
          state: is,
        },
        { language: of, viewer: 'drafter', refreshFor: ['29:x'.repeat(20)] },
      ),
    );
  });

  it('a document, a refusal, a person, a subscription', () => {
    always(fc.tuple(text, text, few(text), few(text), language), ([name, title, sections, notRead, of]) =>
      documentCard({ id: 'd-1', name, kind: 'pdf', title, statements: 7, sections, notRead }, { language: of }),
    );
    always(fc.tuple(text, few(text), text, language), ([message, suggestions, correlation, of]) =>
      refusalCard(new AppError('not_found', message, { suggestions }), {
        language: of,
        correlation,
        question: message,
      }),
    );
    always(fc.tuple(text, few(text), language), ([name, roles, of]) =>
      helpCard({ language: of, name, roles, permissions: new Set(), where: 'personal', signsIn: true }),
    );
    always(fc.tuple(text, few(text), language), ([name, roles, of]) =>
      signedInCard({ kind: 'signed_in', name, roles }, { language: of }),
    );
    always(fc.tuple(few(text), language), ([acts, of]) =>
      subscriptionCard({
        language: of,
        followed: { since: '2040-06-15T09:00:00Z', filter: { authorities: [], acts, topics: [], language: of } },
      }),
    );
  });
});

describe('the words of the law on a card', () => {
  it('are those that are stored, sign by sign', () => {
    const short = fc
      .string({ unit: fc.constantFrom(...'aB1.)(#-+=*_`[]<>|~&\\!:/{}$ "\''), minLength: 1, maxLength: 400 })
      .filter((each) => each.trim() !== '');
    fc.assert(
      fc.property(fc.array(short, { minLength: 1, maxLength: 10 }), (lines) => {
        const provision = {
          id: '32031R0004#art_1',
          act: '32031R0004',
          place: 'art_1',
          label: 'Article 1',
          url: 'https://publisher.example/',
          breadcrumb: [],
          version: { date: '2031-01-01', source: 'official' as const },
          standing: 'as adopted on 2031-01-01',
          text: lines.join('\n'),
          terms: [],
          references: [],
          referencedBy: [],
          referencedByTotal: 0,
          notes: [],
        };
        const { card } = provisionCard({ provisions: [provision], assumed: [] }, { language: 'en' });
        const [, , , , ...law] = linesShown(card);
        expect(law.map((line) => line.replaceAll('\u2060', ''))).toEqual(lines.map(onOneLine));
      }),
    );
  });
});
