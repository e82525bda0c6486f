import type { GroundingFault } from '../../src/assistant/grounding/draft.ts';
import { groundSentence } from '../../src/assistant/grounding/ground-sentence.ts';
import { type Case, HARD, HONEST, WAYS } from './grounding/cases.ts';
import { NAMES, TURN, URLS } from './grounding/passages.ts';

export interface GroundingReport {
  readonly fabrications: number;
  readonly caught: number;
  /** Caught with a kind of fault that tells what is wrong. */
  readonly rightly: number;
  readonly honest: number;
  readonly passed: number;
  readonly hard: number;
  readonly hardCaught: number;
  /** What each way and each group came to, and every case that went wrong. */
  readonly lines: readonly string[];
}

function faultsOf({ text, citations }: Case): readonly GroundingFault[] {
  const draft = { text, citations: citations.map(([passage, quote]) => ({ passage, quote })) };
  const grounded = groundSentence(draft, TURN, { names: NAMES, allowedUrls: URLS });
  return grounded.ok ? [] : grounded.faults;
}

const kindsOf = (faults: readonly GroundingFault[]): string => faults.map(({ kind }) => kind).join(', ') || 'passed';

/** Holds a stub that fabricates, and honest answers, against the check; deterministic, without a model. */
export function evaluateGrounding(): GroundingReport {
  const lines: string[] = [];
  let [fabrications, caught, rightly, honest, passed] = [0, 0, 0, 0, 0];
  for (const { way, kinds, cases } of WAYS) {
    const results = cases.map((each) => ({ each, faults: faultsOf(each) }));
    const wrong = results.filter(({ faults }) => !faults.some(({ kind }) => kinds.includes(kind)));
    const stopped = results.filter(({ faults }) => faults.length > 0).length;
    lines.push(`${way}: ${stopped} of ${cases.length} caught, ${cases.length - wrong.length} with the right kind`);
    for (const { each, faults } of wrong) lines.push(`  ! ${each.text} → ${kindsOf(faults)}`);
    [fabrications, caught, rightly] = [
      fabrications + cases.length,
      caught + stopped,
      rightly + cases.length - wrong.length,
    ];
  }
  for (const { group, cases } of HONEST) {
    const stopped = cases.map((each) => ({ each, faults: faultsOf(each) })).filter(({ faults }) => faults.length > 0);
    lines.push(`honest, ${group}: ${cases.length - stopped.length} of ${cases.length} passed`);
    for (const { each, faults } of stopped)
      lines.push(`  ! ${each.text}`, ...faults.map(({ kind, reason }) => `      ${kind}: ${reason}`));
    [honest, passed] = [honest + cases.length, passed + cases.length - stopped.length];
  }
  const hard = HARD.map((each) => ({ each, faults: faultsOf(each) }));
  const hardCaught = hard.filter(({ faults }) => faults.length > 0).length;
  lines.push(`hard (no bar): ${hardCaught} of ${hard.length} caught`);
  for (const { each, faults } of hard) lines.push(`    ${each.text} → ${kindsOf(faults)}`);
  return { fabrications, caught, rightly, honest, passed, hard: hard.length, hardCaught, lines };
}

if (process.argv[1] === import.meta.filename) {
  const { lines, fabrications, caught, rightly, honest, passed, hard, hardCaught } = evaluateGrounding();
  for (const line of lines) console.log(line);
  console.log(
    `caught ${caught} of ${fabrications} fabrications (${rightly} with the right kind), passed ${passed} of ${honest} honest answers, caught ${hardCaught} of ${hard} hard ones`,
  );
  if (rightly < fabrications || passed < honest) process.exitCode = 1;
}
