import { sha256 } from '../../../src/core/digests.ts';
import type { Finding, RegulatoryReference } from '../../../src/findings/finding.ts';
import { completeStep, startWorkflow } from '../../../src/findings/remediation/steps.ts';
import { filedFinding, findingId, INVENTED_REFERENCE, inventedFinding, policyEvidence } from '../invented-finding.ts';

const SPANISH_REFERENCE: RegulatoryReference = {
  act: 'BOE-A-2031-4',
  place: 'art_2/par_1',
  label: 'Artículo 2.1 Ley de los Faroles',
  language: 'es',
  version: 'faroles-2031',
  dated: '2031-01-02',
  source: 'official',
  standing: 'as adopted on 2031-01-02',
  hash: sha256('Los faroles se revisan cada primavera.'),
  quote: 'se revisan cada primavera',
};

/** Findings in each state that there is: a draft, one that is filed, one half put right, one closed, one accepted. */
export function sampleFindings(): readonly Finding[] {
  const filed = filedFinding(2, {
    content: {
      references: [INVENTED_REFERENCE, SPANISH_REFERENCE],
      evidence: [policyEvidence('lanterns'), policyEvidence('wicks'), { kind: 'note', text: 'The shed was empty.' }],
      links: { gap: { run: 'G-1', obligation: '32031R0007#art_3/par_1~1' }, receipt: 'R-1' },
    },
  });
  const url = 'https://grc.invented.example/nav_to.do?uri=issue.do?sys_id=rec-2';
  const { filing } = filed;
  if (filing?.record === undefined) throw new Error('it is filed');
  const begun = filedFinding(3, {
    status: 'in_progress',
    language: 'es',
    content: { title: 'Sin registro de faroles' },
  });
  const workflow = completeStep(
    startWorkflow(begun, { today: '2031-04-07' }),
    'review_gaps',
    { by: 'u-3', name: 'Ana Ñ', at: '2031-04-08T09:00:00.000Z', note: 'Seen.' },
    { today: '2031-04-08' },
  );
  return [
    inventedFinding({ id: findingId(1), content: { evidence: [] } }),
    { ...filed, filing: { ...filing, platformState: 'New', record: { ...filing.record, url } } },
    { ...begun, workflow },
    filedFinding(4, { status: 'closed', content: { evidence: [policyEvidence('lanterns')] } }),
    filedFinding(5, { status: 'risk_accepted' }),
    filedFinding(6, {
      status: 'validating',
      conflicts: [{ field: 'severity', ours: 'high', theirs: 'low', at: '2031-05-01T00:00:00.000Z' }],
    }),
  ];
}

/** The same finding with one text wherever a text can stand. */
export function findingSaying(words: string): Finding {
  const reference = { ...INVENTED_REFERENCE, label: words, quote: words, version: words, act: words, place: words };
  const evidence = {
    kind: 'policy',
    policy: words,
    title: words,
    statement: words,
    quote: words,
    hash: words,
  } as const;
  const finding = filedFinding(9, {
    tenant: words,
    content: {
      title: words,
      description: words,
      severityReason: words,
      remediationPlan: words,
      owner: words,
      references: [reference],
      evidence: [evidence, { kind: 'note', text: words }],
      links: { gap: { run: words, obligation: words }, receipt: words },
    },
    conflicts: [{ field: 'title', ours: words, theirs: words, at: '2031-05-01T00:00:00.000Z' }],
  });
  const { filing } = finding;
  if (filing?.record === undefined) throw new Error('it is filed');
  const { steps, started } = startWorkflow(finding, { today: '2031-04-07', assignee: 'Keepers' });
  return {
    ...finding,
    filing: { ...filing, platformState: words, record: { ...filing.record, number: words, url: words } },
    workflow: { started, steps: steps.map((step) => ({ ...step, assignee: words })) },
  };
}
