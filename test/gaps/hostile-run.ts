import type { GapResult, GapRun } from '../../src/gaps/runs/gap-run.ts';
import { countsOf, sampleRun } from './sample-run.ts';

/** What somebody writes into a policy, a name or a reason who means harm to whoever opens the report. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}',
  '</title></svg><iframe src="https://evil.invalid/">',
  '=HYPERLINK("https://evil.invalid/","open")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '$& $1 {a} {law}',
  'constructor',
  '__proto__',
  '_x000D_',
  'nul\u0000 bell\u0007 half \ud800 last \uffff',
  'right\u202eto left\u200b',
] as const;

/** A run in which every text that comes from outside is one of those. */
export function hostileRun(words: string): GapRun {
  const run = sampleRun();
  const results = run.results.map((result): GapResult => hostileResult(result, words));
  return {
    ...run,
    id: words,
    scope: { ...run.scope, topic: words },
    law: { [words]: words },
    policies: run.policies.map((policy) => ({ ...policy, title: words, key: words })),
    results,
    counts: countsOf(results),
    conflicts: run.conflicts.map((conflict) => ({
      ...conflict,
      matter: words,
      statements: conflict.statements.map((each) => ({ ...each, quote: words, says: words, statement: words })),
    })),
    notes: [words],
  };
}

function hostileResult({ obligation, assessment, decision }: GapResult, words: string): GapResult {
  return {
    obligation: { ...obligation, label: words, text: words, actor: words, headings: [words, words] },
    assessment: {
      ...assessment,
      reason: words,
      differences: assessment.differences.map((each) => ({ ...each, law: words, policy: words })),
      evidence: assessment.evidence.map((each) => ({ ...each, quote: words, statement: words })),
    },
    ...(decision === undefined ? {} : { decision: { ...decision, reason: words, by: words, name: words } }),
  };
}
