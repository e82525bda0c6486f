import type { Obligation } from '../obligations/obligation.ts';
import type { Assessment, Difference, Evidence } from './assessment.ts';
import type { Finding } from './finding.ts';
import { chance, gapOf, judge, NO_SUPPORT, supportOdds, toldOf } from './gap-model.ts';
import type { PolicyWork, WorkedObligation } from './policy-work.ts';

const MOST_EVIDENCE = 5;
const NOTHING: WorkedObligation = { evidence: [], support: NO_SUPPORT, findings: [] };

/** A policy that says so much less than the one that is nearest speaks of something else. */
const AS_NEAR = 0.9;

/**
 * How an obligation stands by all policies: as by the one that covers it best, of those that are as near to it as any. One
 * that merely shares its words covers nothing which the policy on the matter leaves open or says otherwise. What the best
 * leaves open, another one that is on the same obligation may say; what it says otherwise stands.
 */
export function mergeWorks(obligation: Obligation, works: readonly PolicyWork[]): Assessment {
  const found = works.flatMap((work) => {
    const worked = work.found[obligation.id];
    return worked === undefined ? [] : [{ work, worked, gap: gapOf(worked.support, worked.findings) }];
  });
  const nearest = Math.max(0, ...found.map(({ worked }) => nearness(worked)));
  const onIt = found.filter(({ worked }) => nearness(worked) >= nearest * AS_NEAR);
  const best = onIt.reduce<(typeof found)[number] | undefined>(
    (least, each) => (least === undefined || each.gap < least.gap ? each : least),
    undefined,
  );
  const others = found.filter((each) => each !== best && chance(supportOdds(each.worked.support)) < 0.5);
  const { support, findings } = best?.worked ?? NOTHING;
  const open = findings.filter(
    ({ kind, against, policy }) =>
      against || policy !== null || others.every(({ worked }) => worked.findings.some((each) => each.kind === kind)),
  );
  const judged = judge(support, open);
  return {
    obligation: obligation.id,
    state: judged.state,
    differences: judged.state === 'missing' ? [] : differences(obligation, open, judged.state),
    evidence: evidenceOf(found),
    gap: rounded(judged.gap),
    confidence: rounded(judged.confidence),
    by: 'scoring',
  };
}

function nearness({ evidence: [first] }: WorkedObligation): number {
  return first?.score ?? 0;
}

function differences(obligation: Obligation, findings: readonly Finding[], state: string): readonly Difference[] {
  const told = new Map<string, Finding>();
  for (const finding of toldOf(findings)) {
    const known = told.get(finding.kind);
    if (known === undefined || known.strength < finding.strength) told.set(finding.kind, finding);
  }
  if (told.size === 0 && state === 'partial')
    return [{ kind: 'action', against: false, law: obligation.norm.action.text, policy: null }];
  return [...told.values()]
    .sort((a, b) => Number(b.against) - Number(a.against) || b.strength - a.strength)
    .map(({ kind, against, law, policy }) => ({ kind, against, law, policy }));
}

function evidenceOf(
  found: readonly { readonly work: PolicyWork; readonly worked: WorkedObligation }[],
): readonly Evidence[] {
  return found
    .flatMap(({ work, worked }) =>
      worked.evidence.map(({ statement, score }) => ({
        policy: work.policy,
        statement,
        quote: work.statements[statement]?.quote ?? '',
        hash: work.statements[statement]?.hash ?? '',
        score,
      })),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_EVIDENCE);
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
