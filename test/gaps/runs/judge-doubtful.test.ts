import { beforeEach, describe, expect, it } from 'vitest';
import type { Assessment } from '../../../src/gaps/coverage/assessment.ts';
import type { Judge } from '../../../src/gaps/judging/judge.ts';
import type { PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import type { GapResult } from '../../../src/gaps/runs/gap-run.ts';
import { judgeDoubtful } from '../../../src/gaps/runs/judge-doubtful.ts';
import { callContext } from '../../asking.ts';
import { createPlainGapStore, plainGaps } from '../../contracts/plain-gaps.ts';
import { policyVersion } from '../../contracts/policy-store-contract.ts';
import { syntheticObligations } from '../coverage/synthetic-texts.ts';

const [obligation] = syntheticObligations(1, 1);
const quoting = (policy: string, quote: string) => ({ policy, statement: 's1', quote, hash: 'h1', score: 0.5 });
const resultOn = (...evidence: Assessment['evidence']): GapResult => ({
  obligation: obligation!,
  assessment: {
    obligation: obligation!.id,
    state: 'partial',
    differences: [],
    evidence,
    gap: 0.5,
    confidence: 0.5,
    by: 'scoring',
  },
});
const policiesOf = (...names: readonly string[]): ReadonlyMap<string, PolicyVersion> =>
  new Map(names.map((policy) => [policy, policyVersion({ policy, key: `key-${policy}` })]));

let asked: number;
let held = plainGaps();
beforeEach(() => {
  asked = 0;
  held = plainGaps();
});

/** A model that says of each that it is missing, with what it was told to quote. */
const judging = (evidence: Assessment['evidence'] = []): Judge => ({
  version: 'm-1',
  judge: async (pairs) => {
    asked += 1;
    const said = pairs.map(({ assessment }) => ({
      ...assessment,
      state: 'missing' as const,
      by: 'model' as const,
      evidence,
    }));
    return { assessments: new Map(said.map((each) => [each.obligation, each])), notes: [] };
  },
});
const judge = (
  result: GapResult,
  policies: ReadonlyMap<string, PolicyVersion>,
  {
    model = judging(),
    holds = true,
    open = true,
  }: { readonly model?: Judge; readonly holds?: boolean; readonly open?: boolean } = {},
) =>
  judgeDoubtful(
    [result],
    new Set(open ? [result.obligation.id] : []),
    policies,
    {
      judge: model,
      store: createPlainGapStore(() => [], held),
      ledger: { within: (work) => work(), record: () => undefined },
    },
    (version) => holds && version !== undefined,
    callContext(),
  );

describe('what a model judged', () => {
  it('is not what a person decided: of that it is not asked', async () => {
    const result = resultOn(quoting('keels', 'Keels are tarred.'));
    expect((await judge(result, policiesOf('keels'), { open: false })).results).toEqual([result]);
    expect(asked).toBe(0);
  });

  it('is taken from what was kept for the very same words, and not for others', async () => {
    const result = resultOn(quoting('keels', 'Keels are tarred.'));
    await judge(result, policiesOf('keels'));
    const again = await judge(result, policiesOf('keels'));
    expect([asked, again.results[0]?.assessment.state]).toEqual([1, 'missing']);
    // The hash leaves typography out: what is quoted of a judgement must be the text's own words all the same.
    await judge(resultOn(quoting('keels', 'KEELS are tarred.')), policiesOf('keels'));
    expect(asked).toBe(2);
  });

  it('is kept with every policy that was shown for it, and goes with each, though it quotes none', async () => {
    await judge(resultOn(quoting('keels', 'Tar.'), quoting('ropes', 'Dry.')), policiesOf('keels', 'ropes'));
    expect(held.judged[0]?.policies).toEqual(['keels', 'ropes']);
    createPlainGapStore(() => [], held).forgetPolicy('t-1', 'ropes');
    expect(held.judged).toEqual([]);
  });

  it('is not kept where a policy was taken away meanwhile, nor where it quotes one that was not read', async () => {
    const result = resultOn(quoting('keels', 'Tar.'));
    await judge(result, policiesOf('keels'), { holds: false });
    await judge(result, policiesOf('keels'), { model: judging([quoting('hidden', 'Secret.')]) });
    expect(held.judged).toEqual([]);
  });

  it('is not given to somebody who may not see what it quotes', async () => {
    const result = resultOn(quoting('keels', 'Tar.'));
    await judge(result, policiesOf('keels', 'hidden'), { model: judging([quoting('hidden', 'Secret.')]) });
    expect(held.judged).toHaveLength(1);
    const outside = await judge(result, policiesOf('keels'));
    expect(asked).toBe(2);
    expect(JSON.stringify(outside)).not.toContain('Secret');
  });
});
