import type { CallContext } from '../../core/call-context.ts';
import type { Assessment } from '../coverage/assessment.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyVersion } from '../policies/policy.ts';

/** An obligation whose standing the scoring is unsure of, with the policies that its evidence is in. */
export interface DoubtfulPair {
  readonly obligation: Obligation;
  readonly assessment: Assessment;
}

export interface Judged {
  /** By the id of the obligation; those that are not there stay as they were assessed. */
  readonly assessments: ReadonlyMap<string, Assessment>;
  /** What must be known: that a limit was reached, that the model did not answer, what of its words was dropped. */
  readonly notes: readonly string[];
}

/**
 * A model that looks at what scoring is unsure of. What it says counts only as far as it quotes both texts word for word;
 * it adds nothing that they do not say, and decides nothing that a person decided.
 */
export interface Judge {
  /** Names the model and the instructions: what was judged by another one is judged anew. */
  readonly version: string;
  judge(
    pairs: readonly DoubtfulPair[],
    policies: ReadonlyMap<string, PolicyVersion>,
    context: CallContext,
  ): Promise<Judged>;
}
