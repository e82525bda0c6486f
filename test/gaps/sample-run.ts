import { sha256 } from '../../src/core/digests.ts';
import type { PolicyConflict } from '../../src/gaps/conflicts/conflict.ts';
import {
  type Assessment,
  COVERAGE_STATES,
  type CoverageState,
  type Difference,
  type Evidence,
} from '../../src/gaps/coverage/assessment.ts';
import type { Obligation } from '../../src/gaps/obligations/obligation.ts';
import type { GapDecision, GapResult, GapRun, ReadPolicy } from '../../src/gaps/runs/gap-run.ts';
import { LEDGERS, REDRESS } from './sample-law.ts';
import { sampleObligations } from './sample-obligations.ts';

const POLICIES: readonly (readonly [id: string, title: string, statements: number])[] = [
  ['ledger-governance', 'Ledger Governance Policy', 48],
  ['access-control', 'Access Control Standard', 61],
  ['business-continuity', 'Business Continuity Plan', 74],
  ['incident-response', 'Incident Response Procedure', 52],
  ['outsourcing', 'Outsourcing Policy', 66],
  ['complaints', 'Complaints Handling Policy', 39],
  ['payment-operations', 'Payment Operations Manual', 118],
  ['staff-training', 'Staff Training Guideline', 23],
];

/** Which policy speaks of an article first, and which one besides. */
const SPEAKS: Readonly<Record<string, readonly string[]>> = {
  art_4: ['ledger-governance'],
  art_5: ['ledger-governance'],
  art_6: ['ledger-governance', 'access-control'],
  art_9: ['access-control'],
  art_10: ['business-continuity', 'payment-operations'],
  art_11: ['business-continuity'],
  art_12: ['staff-training'],
  art_15: ['incident-response'],
  art_16: ['incident-response', 'business-continuity'],
  art_17: ['incident-response'],
  art_20: ['outsourcing'],
  art_21: ['outsourcing', 'incident-response'],
  art_22: ['outsourcing'],
  art_3: ['complaints'],
  art_8: ['payment-operations', 'complaints'],
};

/** What the bank's own wording makes of the law's, and what that changes. */
type Change = readonly [state: CoverageState, differences: readonly Difference[], rewrite: (text: string) => string];

const same = (text: string): string => text;
const later = (law: string, policy: string, against = true): Change => [
  against ? 'contradicted' : 'partial',
  [{ kind: 'deadline', against, law, policy }],
  (text) => text.replace(law, policy),
];
const without = (kind: Difference['kind'], law: string): Change => [
  'partial',
  [{ kind, against: false, law, policy: null }],
  (text) => text.replace(` ${law}`, '').replace(` to ${law.replace(/^to /, '')}`, ''),
];
const weaker: Change = [
  'partial',
  [{ kind: 'modality', against: false, law: 'shall', policy: 'should' }],
  (text) => text.replace('shall', 'should'),
];

const CHANGES: Readonly<Record<string, Change>> = {
  [`${LEDGERS.act}#art_4/par_2`]: later('at least once a year', 'every three years'),
  [`${LEDGERS.act}#art_5/par_2`]: without('recipient', 'to the Harbour Authority'),
  [`${LEDGERS.act}#art_5/par_3`]: weaker,
  [`${LEDGERS.act}#art_9/par_2`]: later('within one working day of the end of the task', 'within ten working days'),
  [`${LEDGERS.act}#art_9/par_3`]: without('deadline', 'every quarter'),
  [`${LEDGERS.act}#art_10/par_3`]: later('twice a year', 'once a year'),
  [`${LEDGERS.act}#art_11/par_2`]: later('within two hours', 'within six hours'),
  [`${LEDGERS.act}#art_15/par_3`]: later('for seven years', 'for five years'),
  [`${LEDGERS.act}#art_16/par_1`]: [
    'contradicted',
    [
      { kind: 'deadline', against: true, law: 'within four hours of its classification', policy: 'within 24 hours' },
      { kind: 'recipient', against: true, law: 'the Harbour Authority', policy: 'the Head of Operations' },
    ],
    (text) =>
      text
        .replace('within four hours of its classification', 'within 24 hours')
        .replace('the Harbour Authority', 'the Head of Operations'),
  ],
  [`${LEDGERS.act}#art_16/par_3`]: without('deadline', 'without undue delay'),
  [`${LEDGERS.act}#art_20/par_1`]: weaker,
  [`${LEDGERS.act}#art_22/par_1`]: [
    'partial',
    [{ kind: 'scope', against: false, law: null, policy: 'for contracts above EUR 100 000' }],
    (text) => text.replace(/\.$/, ' for contracts above EUR 100 000.'),
  ],
  [`${REDRESS.act}#art_3/par_3`]: [
    'contradicted',
    [{ kind: 'exception', against: true, law: null, policy: 'except for complaints that are repeated' }],
    (text) => text.replace(/\.$/, ', except for complaints that are repeated.'),
  ],
  [`${REDRESS.act}#art_4/par_1`]: later('within fifteen working days of its receipt', 'within two months'),
  [`${REDRESS.act}#art_8/par_1`]: later('by the end of the next working day', 'promptly', false),
};

const MISSING = ['art_6/par_3', 'art_10/par_2', 'art_11/par_3', 'art_17/par_3', 'art_20/par_2', 'art_22/par_3']
  .map((place) => `${LEDGERS.act}#${place}`)
  .concat(
    ['art_5/par_2', 'art_9/par_1', 'art_9/par_2', 'art_10/par_1', 'art_10/par_3'].map(
      (place) => `${REDRESS.act}#${place}`,
    ),
  );

/** A run over two invented acts and eight policies: sixty obligations in all states, conflicts, decisions, notes. */
export function sampleRun(changes: Partial<GapRun> = {}): GapRun {
  const results = sampleObligations().map(resultOf);
  return {
    id: '6f1d2c1e-8a55-4a0e-9d4b-2f5c1c7d9a10',
    tenant: 't-harbour',
    at: '2041-11-05T08:30:00.000Z',
    scope: { acts: [LEDGERS.act, REDRESS.act], profile: { kinds: ['credit_institution'], size: 'large' } },
    law: { [LEDGERS.act]: `${LEDGERS.act}@2039-06-30@en`, [REDRESS.act]: `${REDRESS.act}@2041-02-14@en` },
    policies: POLICIES.map(policyOf),
    scorer: 3,
    counts: countsOf(results),
    results,
    everGap: [],
    conflicts: CONFLICTS,
    notes: [
      'The text of Directive (EU) 2041/88 is a digest, not the official text: check the official text before relying on it.',
      'Two pages of "Payment Operations Manual" have no text layer and were not read.',
    ],
    ...changes,
  };
}

/** How many of the results are in each state. */
export function countsOf(results: readonly GapResult[]): Readonly<Record<CoverageState, number>> {
  const counts = COVERAGE_STATES.map((state) => [
    state,
    results.filter(({ assessment }) => assessment.state === state).length,
  ]);
  return Object.fromEntries(counts) as Record<CoverageState, number>;
}

function policyOf([policy, title, statements]: (typeof POLICIES)[number], at: number): ReadPolicy {
  return { policy, number: 1 + (at % 3), key: sha256(policy), title, statements };
}

function resultOf(obligation: Obligation, at: number): GapResult {
  const decision = DECISIONS.find((each) => each.obligation === obligation.id);
  const assessment = assessmentOf(obligation, at);
  if (decision === undefined) return { obligation, assessment };
  const state: CoverageState = decision.verdict === 'rejected' ? 'covered' : assessment.state;
  return {
    obligation,
    assessment: { ...assessment, state, by: 'person', reason: decision.reason },
    decision: { ...decision, obligationHash: obligation.hash },
  };
}

function assessmentOf(obligation: Obligation, at: number): Assessment {
  const { id, text, actor } = obligation;
  const wobble = ((at * 37) % 11) / 100;
  if (/^(?:The Harbour Authority|Member States)/.test(text))
    return {
      ...{
        obligation: id,
        state: 'not_applicable',
        differences: [],
        evidence: [],
        gap: 0.02,
        confidence: 0.97,
        by: 'scoring',
      },
      reason: `It binds "${actor}", not the firm.`,
    };
  const base = { obligation: id, by: 'scoring' } as const;
  if (MISSING.includes(id)) {
    const evidence =
      at % 2 === 0 ? [] : evidenceOf(obligation, 'The bank describes its arrangements in the annex.', 0.18);
    return { ...base, state: 'missing', differences: [], evidence, gap: 0.84 + wobble, confidence: 0.78 + wobble };
  }
  const [state, differences, rewrite] = CHANGES[id] ?? (['covered', [], same] as const);
  const gap = state === 'covered' ? 0.04 + wobble / 2 : state === 'partial' ? 0.68 + wobble : 0.88 + wobble;
  const quote = rewrite(text).replace(/^(?:Ledger keepers|Firms)/, 'The bank');
  const score = state === 'covered' ? 0.9 : 0.6;
  return {
    ...base,
    state,
    differences,
    evidence: evidenceOf(obligation, quote, score),
    gap,
    confidence: 0.72 + wobble * 2,
  };
}

function evidenceOf({ place, act }: Obligation, quote: string, score: number): readonly Evidence[] {
  const article = place.split('/')[0] ?? '';
  const speaks = SPEAKS[article] ?? ['complaints'];
  const policies = act === REDRESS.act && article !== 'art_8' ? ['complaints'] : speaks;
  return policies.map((policy, at) => ({
    policy,
    statement: `s${10 + place.length + Number(place.at(-1)) + at}`,
    quote: at === 0 ? quote : 'Further duties follow from the policy that owns the matter.',
    hash: sha256(quote),
    score: score - at * 0.2,
  }));
}

const CONFLICTS: readonly PolicyConflict[] = [
  {
    kind: 'deadline',
    matter: 'deadline for reporting a major disruption',
    statements: [
      {
        policy: 'incident-response',
        statement: 's27',
        quote: 'The bank reports a major disruption within 24 hours.',
        says: 'within 24 hours',
      },
      {
        policy: 'business-continuity',
        statement: 's41',
        quote: 'Major disruptions are reported no later than 72 hours after they are found.',
        says: 'no later than 72 hours',
      },
    ],
    confidence: 0.91,
  },
  {
    kind: 'retention',
    matter: 'how long complaints are kept',
    statements: [
      { policy: 'complaints', statement: 's33', quote: 'Complaints are kept for five years.', says: 'for five years' },
      {
        policy: 'payment-operations',
        statement: 's102',
        quote: 'Letters of clients, complaints among them, are destroyed after three years.',
        says: 'after three years',
      },
    ],
    confidence: 0.74,
  },
];

const decided = { tenant: 't-harbour', obligationHash: '', scorer: 3, evidence: [] } as const;

const DECISIONS: readonly GapDecision[] = [
  {
    ...decided,
    id: 'd-1',
    obligation: `${LEDGERS.act}#art_16/par_1`,
    verdict: 'accepted',
    reason: 'The procedure predates the act; a new version goes to the board in December.',
    by: '0b6a7f7e-2f0e-4d0c-8f6e-1d2a3b4c5d6e',
    at: '2041-11-03T10:15:00.000Z',
    state: 'contradicted',
  },
  {
    ...decided,
    id: 'd-2',
    obligation: `${REDRESS.act}#art_9/par_2`,
    verdict: 'rejected',
    reason: 'The branch manual, which is not among the policies read, names the person of contact.',
    by: '7c1f0e55-91aa-4a3e-9a11-55aa66bb77cc',
    at: '2041-11-04T16:40:00.000Z',
    state: 'missing',
  },
];
