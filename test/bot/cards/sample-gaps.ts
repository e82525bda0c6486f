import type { GapEntry, GapsOutput } from '../../../bot/cards/gap-parts.ts';
import { HOSTILE } from './sample-law.ts';

const entry = (at: number, changes: Partial<GapEntry>): GapEntry => ({
  obligation: `32031R0004#art_1/par_${at}`,
  provision: `32031R0004#art_1/par_${at}`,
  label: `Article 1(${at}) Rope Act`,
  url: 'https://publisher.example/',
  text: 'A harbour shall tar its ropes within 3 days of their delivery.',
  actor: 'A harbour',
  modality: 'must',
  deadline: { text: 'within 3 days', iso: 'P3D' },
  state: 'contradicted',
  lacks: ['deadline'],
  why: ['deadline: the law says "within 3 days", the policy "within 5 days"'],
  evidence: [
    {
      policy: 'ropes',
      title: 'Rope Policy',
      section: ['2. Tar', '2.1 When'],
      statement: 's7',
      quote: 'The rope master tars each rope within 5 days.',
    },
  ],
  confidence: 0.93,
  ...changes,
});

/** What `analyse_gaps` gives of an invented act. */
export const SAMPLE_GAPS: GapsOutput = {
  run: '6f1d2c1e-8a55-4a0e-9d4b-2f5c1c7d9a10',
  at: '2040-06-15T09:12:31.000Z',
  scope: {
    acts: ['32031R0004'],
    places: ['art_1', '32031R0004#art_2'],
    topic: 'tar',
    profile: { kinds: ['credit_institution'], size: 'large' },
  },
  policies: [
    { policy: 'ropes', title: 'Rope Policy', version: 2, statements: 41 },
    { policy: 'knots', title: 'Knot Procedure', version: 1, statements: 12 },
  ],
  counts: { covered: 1_204, partial: 1, contradicted: 1, missing: 1, not_applicable: 3 },
  obligations: [
    entry(1, {}),
    entry(2, {
      state: 'missing',
      lacks: ['action'],
      why: [
        'no policy says it; what comes nearest is quoted',
        'what is to be done: the law says "coil", the policy does not',
      ],
      text: `${HOSTILE} shall be coiled.`,
      confidence: 0.6,
    }),
    entry(3, {
      state: 'partial',
      lacks: ['recipient'],
      why: ['to whom: the law says "the port", the policy names nobody', 'Somebody wrote this.'],
      decision: { verdict: 'accepted', reason: 'It is one.', by: 'Ana Ruiz', at: '2040-06-14T08:00:00.000Z' },
    }),
  ],
  total: 13,
  conflicts: [
    {
      kind: 'deadline',
      matter: 'tarring a rope',
      statements: [
        {
          policy: 'ropes',
          title: 'Rope Policy',
          section: [],
          statement: 's7',
          quote: 'Tar within 5 days.',
          says: '5 days',
        },
        {
          policy: 'knots',
          title: 'Knot Procedure',
          section: [],
          statement: 's1',
          quote: 'Tar in a week.',
          says: 'a week',
        },
      ],
    },
  ],
  since: { at: '2040-05-01T09:00:00.000Z', appeared: 1, reopened: 0, closed: 2 },
  notes: ['The law has changed since this analysis: analyse anew before relying on it.'],
  next: 10,
};
