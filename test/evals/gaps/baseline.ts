import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import type { PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import type { Language } from '../../../src/regulations/act.ts';
import { createAnalyser } from '../../../src/regulations/search/analysis.ts';

type Weights = ReadonlyMap<string, number>;

/**
 * What any search does: how like the words of the nearest statement are to those of the obligation. The cosine of stems
 * weighted by how rare they are among the obligations of the act; what is unlike is taken for a gap.
 */
export function createBaseline(obligations: readonly Obligation[], language: Language) {
  const { stems } = createAnalyser(language);
  const having = new Map<string, number>();
  for (const { text } of obligations)
    for (const stem of new Set(stems(text))) having.set(stem, (having.get(stem) ?? 0) + 1);
  const vector = (text: string): Weights => {
    const counts = new Map<string, number>();
    for (const stem of stems(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    return new Map(
      [...counts].map(([stem, count]) => [
        stem,
        (1 + Math.log(count)) * Math.log(1 + obligations.length / (1 + (having.get(stem) ?? 0))),
      ]),
    );
  };
  return {
    /** From 0 to 1: how unlike the nearest statement is. */
    gap(obligation: Obligation, policy: PolicyVersion): number {
      const wanted = vector(obligation.text);
      return 1 - Math.max(0, ...policy.statements.map(({ text }) => cosine(wanted, vector(text))));
    },
  };
}

function cosine(one: Weights, other: Weights): number {
  let product = 0;
  for (const [stem, weight] of one) product += weight * (other.get(stem) ?? 0);
  const length = (weights: Weights): number =>
    Math.sqrt([...weights.values()].reduce((sum, each) => sum + each ** 2, 0));
  const lengths = length(one) * length(other);
  return lengths === 0 ? 0 : product / lengths;
}
