import type { CallContext } from '../../core/call-context.ts';
import { sha256 } from '../../core/digests.ts';
import type { Assessment } from '../coverage/assessment.ts';
import { SCORER_VERSION } from '../coverage/scorer.ts';
import type { Judge } from '../judging/judge.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapResult } from './gap-run.ts';
import type { GapStore } from './gap-store.ts';
import type { StillHeld } from './still-held.ts';

/** Below it scoring is wrong too often to be left alone. */
const SURE = 0.8;
/** Each costs money and seconds; those with the highest chance of a gap first. */
const MOST_JUDGED = 40;

/**
 * Has a model look at what scoring is unsure of. What was judged once of the same words, by the same model, is not asked
 * again.
 *
 * @param open ids of obligations that no person has decided on
 * @param holds looked at in the transaction that keeps a judgement: what was taken away meanwhile leaves nothing behind
 */
export async function judgeDoubtful(
  results: readonly GapResult[],
  open: ReadonlySet<string>,
  policies: ReadonlyMap<string, PolicyVersion>,
  { judge, store, ledger }: { readonly judge?: Judge; readonly store: GapStore; readonly ledger: GapLedger },
  holds: StillHeld,
  context: CallContext,
): Promise<{ readonly results: readonly GapResult[]; readonly notes: readonly string[] }> {
  if (judge === undefined) return { results, notes: [] };
  const keyOf = ({ obligation, assessment }: GapResult): string =>
    sha256(
      [judge.version, SCORER_VERSION, obligation.id, obligation.hash, ...assessment.evidence.map(wordsOf)].join('\n'),
    );
  const doubtful = results.filter((each) => isDoubtful(each) && open.has(each.obligation.id));
  const known = new Map<string, Assessment>();
  for (const each of doubtful) {
    const kept = store.judged(context.tenant, keyOf(each));
    // Whatever a model had said: of what the caller may not see nothing is taken on.
    if (kept?.evidence.every(({ policy }) => policies.has(policy)) === true) known.set(each.obligation.id, kept);
  }
  const unknown = doubtful
    .filter(({ obligation }) => !known.has(obligation.id))
    .sort((a, b) => b.assessment.gap - a.assessment.gap);
  const asked = unknown.slice(0, MOST_JUDGED);
  const judged = asked.length === 0 ? undefined : await judge.judge(asked, policies, context);
  if (judged !== undefined)
    ledger.within(() => {
      for (const each of asked) {
        const assessment = judged.assessments.get(each.obligation.id);
        if (assessment === undefined) continue;
        known.set(each.obligation.id, assessment);
        const shown = [...each.assessment.evidence, ...assessment.evidence].map(({ policy }) => policy);
        if (shown.every((id) => holds(policies.get(id))))
          store.keepJudged(context.tenant, keyOf(each), assessment, [...new Set(shown)]);
      }
    });
  return {
    results: results.map((result) => {
      const assessment = known.get(result.obligation.id);
      return assessment === undefined ? result : { ...result, assessment };
    }),
    notes: [
      ...(judged?.notes ?? []),
      ...(unknown.length > MOST_JUDGED
        ? [
            `The model looked at ${MOST_JUDGED} of ${unknown.length} obligations that scoring is unsure of; another run goes on with the rest.`,
          ]
        : []),
    ],
  };
}

/** The words with their typography, which the hash leaves out: what is quoted of a judgement must stand in the text. */
function wordsOf({ policy, statement, hash, quote }: Assessment['evidence'][number]): string {
  return JSON.stringify([policy, statement, hash, quote]);
}

function isDoubtful({ assessment }: GapResult): boolean {
  return assessment.state !== 'not_applicable' && assessment.confidence < SURE && assessment.evidence.length > 0;
}
