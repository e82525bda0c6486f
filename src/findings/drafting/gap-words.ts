import { shortened } from '../../core/text.ts';
import { whySentences } from '../../gaps/report/difference-sentences.ts';
import { confidenceSaid, isGap, stateName } from '../../gaps/report/gap-sentences.ts';
import type { GapResult } from '../../gaps/runs/gap-run.ts';
import type { Language } from '../../regulations/act.ts';
import type { FindingContent, Severity } from '../finding.ts';

/** What follows of a finding from the gap that it is about, where nobody says it otherwise. */
export type GapWords = Pick<FindingContent, 'title' | 'description' | 'severity' | 'severityReason'>;

/** Whether there is anything to be found: by a person's word where they decided, else by the analysis. */
export function isFindable({ assessment, decision }: GapResult): boolean {
  return decision === undefined ? isGap(assessment.state) : decision.verdict === 'accepted';
}

/** Characters: as much as a person may write there. */
const LONGEST_TITLE = 150;
const LONGEST_DESCRIPTION = 3_900;

export function gapWords(result: GapResult, language: Language): GapWords {
  const { obligation, assessment } = result;
  const { state, confidence, by, reason } = assessment;
  const es = language === 'es';
  // A person may find a gap where the analysis found none.
  const name = isGap(state) ? stateName(state, language) : es ? 'Carencia' : 'A gap';
  const why = whySentences(result, language);
  const said = confidenceSaid(confidence, language);
  return {
    title: shortened(`${obligation.label}: ${name.toLowerCase()}`, LONGEST_TITLE),
    description: shortened(
      [
        es ? `La ley exige: ${obligation.text}` : `The law demands: ${obligation.text}`,
        by === 'person'
          ? `${es ? 'Una persona decidió' : 'A person decided'}: ${name}.${reason === undefined ? '' : ` ${reason}`}`
          : `${es ? 'El análisis de brechas dice' : 'The gap analysis says'}: ${name}, ${said}.`,
        ...why.map((sentence) => `- ${sentence}`),
      ].join('\n'),
      LONGEST_DESCRIPTION,
    ),
    severity: severityOf(result),
    severityReason: reasonFor(result, language),
  };
}

/**
 * A first proposal, for the person who confirms to change: what the policies say against the law, or do not say at all, is
 * worse than what they say in part; a duty that must not be done otherwise is worse than a recommendation.
 */
function severityOf({ obligation, assessment }: GapResult): Severity {
  if (obligation.modality === 'should') return 'low';
  return assessment.state === 'partial' ? 'medium' : 'high';
}

function reasonFor({ obligation, assessment }: GapResult, language: Language): string {
  const es = language === 'es';
  if (obligation.modality === 'should') return es ? 'La ley solo lo recomienda.' : 'The law only recommends it.';
  if (assessment.state === 'contradicted')
    return es
      ? 'Una política dice algo que la ley no permite.'
      : 'A policy says something that the law does not allow.';
  if (assessment.state === 'missing')
    return es ? 'Ninguna política recoge la obligación.' : 'No policy holds the obligation.';
  if (!isGap(assessment.state))
    return es ? 'Una persona decidió que es una carencia.' : 'A person decided that it is a gap.';
  return es ? 'Una política la recoge solo en parte.' : 'A policy holds the obligation in part only.';
}
