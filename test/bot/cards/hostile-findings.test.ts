import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefFindingCard, findingCard } from '../../../bot/cards/finding-card.ts';
import { findingFormCard } from '../../../bot/cards/finding-form-card.ts';
import { findingDueCard, findingNewsCard } from '../../../bot/cards/finding-told-cards.ts';
import { findingsCard } from '../../../bot/cards/findings-card.ts';
import { FINDING_STAGES, SEVERITIES } from '../../../src/findings/finding.ts';
import { FINDING_NEWS } from '../../../src/findings/news.ts';
import { executesOf, linesShown } from './card-parts.ts';
import { always, few, language, text } from './hostile.ts';
import { SAMPLE_FINDING } from './sample-findings.ts';
import { SAMPLE_GAPS } from './sample-gaps.ts';

const at = fc.constant('2040-06-15T09:00:00.000Z');
const signature = fc.record({ by: text, at });
const finding = fc.record({
  ...Object.fromEntries(
    (['title', 'description', 'severityReason', 'remediationPlan', 'owner', 'due', 'receipt'] as const).map((name) => [
      name,
      text,
    ]),
  ),
  stage: fc.constantFrom(...FINDING_STAGES),
  severity: fc.constantFrom(...SEVERITIES),
  references: few(
    fc.record({ id: text, label: text, version: text, dated: text, standing: text, hash: text, quote: text }),
    10,
  ),
  evidence: few(fc.record({ policy: text, title: text, statement: text, text }), 20),
  drafted: signature,
  confirmed: signature,
  refused: fc.record({ by: text, at, reason: text }),
  filed: fc.record({ platform: fc.constant('generic' as const), host: text, record: text, state: text, why: text }),
  conflicts: few(fc.record({ field: text, ours: text, theirs: text }), 6),
});
const of = (made: object) => ({ ...SAMPLE_FINDING, ...made });

describe('a card fits and is one, whatever it holds:', { timeout: 120_000 }, () => {
  it('a finding, whole and in brief, and what is told of it', () => {
    const role = fc.constantFrom('drafter', 'decider', 'reader');
    always(fc.tuple(finding, language, role), ([made, in_, as]) => findingCard(of(made), { language: in_, role: as }));
    always(fc.tuple(finding, language, fc.boolean()), ([made, in_, restricted]) =>
      briefFindingCard(of(made), { language: in_, restricted }),
    );
    always(fc.tuple(finding, language, fc.constantFrom(...FINDING_NEWS)), ([made, in_, what]) =>
      findingNewsCard(of(made), what, { language: in_, maybeSeen: true }),
    );
    always(fc.tuple(text, text, language), ([title, owner, in_]) =>
      findingDueCard(
        { finding: SAMPLE_FINDING.id, title, owner, step: null, due: '2040-06-15', overdue: true, days: 7 },
        { language: in_, maybeSeen: false },
      ),
    );
  });

  it('the form, and the list', () => {
    const typed = fc.record({ title: text, severity: text, severity_reason: text, plan: text, owner: text, due: text });
    const form = {
      run: 'x'.repeat(100),
      obligation: '32031R0004#art_1',
      at: 10_000,
      page: 10_000,
      form: 'x'.repeat(100),
    };
    always(fc.tuple(typed, text, text, language), ([filled, label, problem, in_]) =>
      findingFormCard({ ...SAMPLE_GAPS.obligations[0]!, label }, { language: in_, of: form, typed: filled, problem }),
    );
    const row = fc.record({ title: text, label: text, owner: text, due: text, record: text });
    always(fc.tuple(fc.array(row, { minLength: 10, maxLength: 10 }), language), ([rows, in_]) =>
      findingsCard(
        rows.map((each) => ({ ...each, id: SAMPLE_FINDING.id, severity: 'low', stage: 'filed', conflicts: 0 })),
        { language: in_, of: 'findings', skip: 10, total: 99 },
      ),
    );
  });

  it('nothing can be decided on a card that does not show it whole', () => {
    const long = of({ description: 'It is long. '.repeat(4_000) });
    for (const [stage, role] of [
      ['draft', 'drafter'],
      ['awaiting_approval', 'decider'],
    ] as const) {
      const shown = findingCard({ ...long, stage }, { language: 'en', role });
      expect(linesShown(shown.card).join('\n')).toContain('too long to be shown whole');
      expect(executesOf(shown.card).map(({ verb }) => verb)).toEqual(['finding']);
    }
  });
});
