import type { CallContext } from '../../core/call-context.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { type Asked, askInBatches } from './ask-in-batches.ts';
import { groundParts, NamedParts, PARTS_FORM } from './ground-parts.ts';
import { refineNotes } from './judge-notes.ts';
import { beginTask, entryCall, type ModelCallOptions, versionOf } from './model-calls.ts';
import { type ObligationRefiner, type Refined, type Refinement, withRefinement } from './obligation-refiner.ts';
import { NAME_PARTS } from './prompts/name-parts.ts';
import { type Part, wantedParts } from './wanted-parts.ts';

/** Raised whenever the same reply would count otherwise. */
const RULES = 1;
/** Obligations of one call. */
const MOST_AT_ONCE = 12;

/**
 * A refiner that asks a model: only of obligations whose words seem to say what their reading could not tell (see
 * `wantedParts`), and only for that. What it names counts where it stands in the words (see `groundParts`).
 *
 * Whatever happens to the model leaves the obligations as they are, with a note; what was found until then counts. Only a
 * fault of ours throws.
 */
export function createRefiner(options: ModelCallOptions): ObligationRefiner {
  return {
    version: versionOf(RULES, NAME_PARTS, options.model),
    refine: (obligations, context) => refineAll(obligations, options, context),
  };
}

interface Case {
  readonly obligation: Obligation;
  readonly wanted: readonly Part[];
}

async function refineAll(
  obligations: readonly Obligation[],
  options: ModelCallOptions,
  context: CallContext,
): Promise<Refined> {
  const cases = obligations.flatMap((obligation): readonly Case[] => {
    const wanted = wantedParts(obligation);
    return wanted.length === 0 ? [] : [{ obligation, wanted }];
  });
  const refinements = new Map<string, Refinement>();
  const asked = await askAll(cases, refinements, options, context);
  const refined = obligations.map((obligation) => {
    const found = refinements.get(obligation.id);
    return found === undefined ? obligation : withRefinement(obligation, found);
  });
  return {
    obligations: refined,
    refinements,
    changed: refined.filter((each, at) => each !== obligations[at]).map(({ id }) => id),
    notes: refineNotes(asked),
  };
}

function askAll(
  cases: readonly Case[],
  refinements: Map<string, Refinement>,
  options: ModelCallOptions,
  context: CallContext,
): Promise<Asked> {
  const task = beginTask(options, NAME_PARTS, context);
  return askInBatches(
    cases,
    {
      model: task.model,
      window: options.model.window,
      most: MOST_AT_ONCE,
      callFor: (batch) =>
        entryCall(batch, {
          tag: options.newTag(),
          prompt: NAME_PARTS,
          form: PARTS_FORM,
          list: 'obligations',
          show: (handle, { obligation: { headings, text, norm }, wanted }) => ({
            obligation: handle,
            under: headings,
            text,
            binds: norm.modal.text,
            wanted,
          }),
          take: (_, { obligation, wanted }, entry) => {
            const named = NamedParts.safeParse(entry);
            if (named.success) refinements.set(obligation.id, groundParts(named.data, obligation, wanted));
          },
        }),
    },
    task.signals,
  );
}
