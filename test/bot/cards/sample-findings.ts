import { briefFindingCard, findingCard } from '../../../bot/cards/finding-card.ts';
import { findingFormCard } from '../../../bot/cards/finding-form-card.ts';
import { findingDoneCard, findingDueCard, findingNewsCard } from '../../../bot/cards/finding-told-cards.ts';
import { findingsCard } from '../../../bot/cards/findings-card.ts';
import type { ShownCard } from '../../../bot/cards/shown-card.ts';
import type { Language } from '../../../src/regulations/act.ts';
import type { FindingOutput } from '../../../src/tools/finding-entries.ts';
import { SAMPLE_GAPS } from './sample-gaps.ts';
import { HOSTILE } from './sample-law.ts';

const AT = '2040-06-15T09:12:31.000Z';
const ANA = { by: 'Ana Ruiz', at: AT };
const LUIS = { by: 'Luis Vega', at: AT };

/** A finding as the tools give it. */
export const SAMPLE_FINDING: FindingOutput = {
  id: 'F-0123456789abcdef',
  hash: 'a1'.repeat(32),
  stage: 'draft',
  title: 'Article 1(1) Rope Act: contradicted',
  description: 'The law demands: A harbour shall tar its ropes within 3 days.\n- deadline: the policy says 5 days',
  severity: 'high',
  severityReason: 'A policy says something that the law does not allow.',
  references: [
    {
      id: '32031R0004#art_1/par_1',
      label: 'Article 1(1) Rope Act',
      version: '32031R0004@2034-01-01:en',
      dated: '2034-01-01',
      standing: 'consolidated to 2034-01-01',
      hash: 'b2'.repeat(32),
      quote: 'A harbour shall tar its ropes within 3 days of their delivery.',
    },
  ],
  evidence: [
    { policy: 'ropes', title: 'Rope Policy', statement: 's7', text: 'The rope master tars each rope within 5 days.' },
    { text: HOSTILE },
  ],
  remediationPlan: 'Tar them sooner.\nTrain the rope master.',
  owner: 'Harbour master',
  due: '2040-08-14',
  receipt: 'R-17',
  drafted: ANA,
  expires: '2040-06-16T09:12:31.000Z',
  conflicts: [],
};

const { expires: _expires, ...LASTING } = SAMPLE_FINDING;
const WAITING: FindingOutput = { ...SAMPLE_FINDING, stage: 'awaiting_approval', confirmed: ANA };
const FILED: FindingOutput = {
  ...LASTING,
  stage: 'filed',
  status: 'in_progress',
  confirmed: ANA,
  approved: LUIS,
  eyes: 2,
  filed: {
    platform: 'servicenow',
    host: 'grc.bank.example',
    record: 'ISS0012',
    url: 'https://grc.bank.example/issue/12',
    state: 'Work in progress',
  },
  conflicts: [{ field: 'status', ours: 'in_progress', theirs: 'Closed {{DATE(x)}}' }],
  steps: [
    { step: 'review_gaps', state: 'done', assignee: 'Harbour master', due: '2040-06-18' },
    { step: 'create_action_plan', state: 'open', assignee: 'Harbour master', due: '2040-06-25' },
  ],
};
const REFUSED: FindingOutput = { ...LASTING, stage: 'refused', confirmed: ANA, refused: { ...LUIS, reason: HOSTILE } };

/** Every card of findings, as it is in use, by name. */
export function findingCards(language: Language): Record<string, ShownCard> {
  const [gap] = SAMPLE_GAPS.obligations;
  const back = { run: SAMPLE_GAPS.run, obligation: gap!.obligation, at: 0, page: 0 };
  const typed = { title: HOSTILE, severity: 'high', severity_reason: '', plan: 'a\nb', owner: '', due: '2040-08-14' };
  const told = { language, maybeSeen: true };
  const row = {
    ...{ id: FILED.id, title: FILED.title, label: 'Article 1(1) Rope Act', severity: FILED.severity },
    ...{ stage: FILED.stage, status: 'in_progress' as const, owner: FILED.owner, due: FILED.due },
    ...{ record: 'ISS0012', conflicts: 1 },
  };
  const due = { finding: FILED.id, title: HOSTILE, due: '2040-08-14', owner: 'Harbour master' };
  return {
    'finding-form': findingFormCard(gap!, { language, of: { ...back, form: 'f-1' }, typed }),
    'finding-form-wrong': findingFormCard(gap!, { language, of: { ...back, form: 'f-1' }, typed, problem: HOSTILE }),
    'finding-draft': findingCard(SAMPLE_FINDING, { language, role: 'drafter', same: [FILED.id] }),
    'finding-asked': findingCard(WAITING, { language, role: 'reader', asked: true }),
    'finding-to-decide': findingCard(WAITING, { language, role: 'decider' }),
    'finding-filed': findingCard(FILED, { language, role: 'reader' }),
    'finding-refused': findingCard(REFUSED, { language, role: 'reader' }),
    'finding-restricted': briefFindingCard(WAITING, { language, restricted: true }),
    'finding-decided': briefFindingCard(FILED, { language }),
    'finding-drafted': findingDoneCard(FILED.id, 'drafted', { language, back }),
    'finding-discarded': findingDoneCard(FILED.id, 'discarded', { language }),
    findings: findingsCard([row], { language, of: 'findings', skip: 10, total: 30 }),
    approvals: findingsCard([row], { language, of: 'approvals', skip: 0, total: 1 }),
    'findings-none': findingsCard([], { language, of: 'findings', skip: 0, total: 0 }),
    'news-filed': findingNewsCard(FILED, 'filed', told),
    'news-refused': findingNewsCard(REFUSED, 'refused', { ...told, maybeSeen: false }),
    'due-late': findingDueCard({ ...due, step: null, overdue: true, days: 3 }, told),
    'due-soon': findingDueCard({ ...due, step: 'implement_controls', overdue: false, days: 1 }, told),
  };
}
