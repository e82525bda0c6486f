import { shortened } from '../../core/text.ts';
import type { Evidence } from '../../gaps/coverage/assessment.ts';
import { isGap, verdictName } from '../../gaps/report/gap-sentences.ts';
import type { GapResult } from '../../gaps/runs/gap-run.ts';
import type { Language } from '../../regulations/act.ts';
import { MOST } from './finding-request.ts';
import { type GapWords, gapWords } from './gap-words.ts';

/** What follows from a gap as far as anything does: where a person decided against the analysis, they say how bad it is. */
export type Proposed = Pick<GapWords, 'title' | 'description'> & Partial<GapWords>;

/** How much of what the law demands a statement says at least that is quoted for it alone. */
const SAYS_MOST = 0.5;
/** Room for the sign that tells that a text goes on. */
const CUT_SIGN = 6;

/** What a finding about a gap says where nobody says it otherwise, no longer than a finding may be. */
export function proposedBy(result: GapResult, language: Language): Proposed {
  const { obligation, assessment } = result;
  const { title, description, ...severity } = gapWords(asShown(result), language);
  const isFound = isGap(assessment.state);
  const named = isFound ? title : `${obligation.label}: ${verdictName('accepted', language).toLowerCase()}`;
  return {
    title: shortened(named, MOST.title - CUT_SIGN),
    description: shortened(description, MOST.description - CUT_SIGN),
    ...(isFound ? severity : {}),
  };
}

/**
 * The statements that show a gap, of those that an analysis looked at: the best, those whose words are told as the difference,
 * and those that say most of what the law demands. Where no policy says it, what merely came nearest shows nothing.
 */
export function shownEvidence({ assessment: { state, evidence, differences } }: GapResult): readonly Evidence[] {
  if (state === 'missing') return [];
  const told = differences.flatMap(({ policy }) => (policy === null ? [] : [policy]));
  return evidence.filter(
    ({ quote, score }, at) => at === 0 || score >= SAYS_MOST || told.some((words) => quote.includes(words)),
  );
}

/** Words of a policy that is not quoted are not told either: whom it is kept from may read the finding. */
function asShown(result: GapResult): GapResult {
  const { assessment } = result;
  if (assessment.state !== 'missing') return result;
  const { reason: _reason, ...rest } = assessment;
  return { ...result, assessment: { ...rest, differences: [], evidence: [] } };
}
