import type { CallContext } from '../../core/call-context.ts';
import type { Deadline, Words } from '../norms/norm.ts';
import type { Obligation } from '../obligations/obligation.ts';

/** Parts of an obligation that reading without a model could not tell, in its own words. Plain data: it can be kept. */
export interface Refinement {
  /** Of the obligation's words: it says nothing of others. */
  readonly hash: string;
  readonly actor?: Words;
  readonly deadline?: Deadline;
  readonly recipient?: Words;
  /** In the order of the text. */
  readonly conditions: readonly Words[];
}

export interface Refined {
  /** All that were given, in their order; those that nothing was found for as they came. */
  readonly obligations: readonly Obligation[];
  /**
   * What was looked at, by the obligation's id; an entry without parts was looked at in vain and need not be again. By id
   * and hash together: two duties of one sentence have the same words.
   */
  readonly refinements: ReadonlyMap<string, Refinement>;
  /** Ids of those that changed. */
  readonly changed: readonly string[];
  /** What must be known: that a limit was reached, that the model did not answer. */
  readonly notes: readonly string[];
}

/**
 * A model that names what the words of an obligation say and its reading could not tell. It adds nothing that the words do
 * not say, takes nothing away, and makes no obligation.
 */
export interface ObligationRefiner {
  /** Names the model and the instructions: what was refined by another one is refined anew. */
  readonly version: string;
  /** @throws nothing but faults of ours: whatever becomes of the model, the obligations come back */
  refine(obligations: readonly Obligation[], context: CallContext): Promise<Refined>;
}

/** The obligation with what was found of it; as it is where its words have changed since, or nothing was found. */
export function withRefinement(obligation: Obligation, { hash, ...found }: Refinement): Obligation {
  const { norm } = obligation;
  const conditions = norm.conditions.length > 0 || found.conditions.length === 0 ? norm.conditions : found.conditions;
  const actor = norm.actor ?? found.actor;
  const recipient = norm.recipient ?? found.recipient;
  const deadlines = norm.deadlines.length > 0 || found.deadline === undefined ? norm.deadlines : [found.deadline];
  const adds =
    conditions !== norm.conditions ||
    actor !== norm.actor ||
    recipient !== norm.recipient ||
    deadlines !== norm.deadlines;
  if (hash !== obligation.hash || !adds) return obligation;
  return {
    ...obligation,
    actor: obligation.actor ?? actor?.text ?? null,
    deadline: obligation.deadline ?? deadlines[0] ?? null,
    norm: {
      ...norm,
      ...(actor === undefined ? {} : { actor }),
      ...(recipient === undefined ? {} : { recipient }),
      deadlines,
      conditions,
    },
  };
}
