import { whySentences } from '../../gaps/report/difference-sentences.ts';
import { confidenceSaid, isGap, stateName, verdictName } from '../../gaps/report/gap-sentences.ts';
import type { GapResult } from '../../gaps/runs/gap-run.ts';
import type { Language } from '../../regulations/act.ts';
import type { FindingContent, Severity } from '../finding.ts';

/** What follows of a finding from the gap that it is about, where nobody says it otherwise. */
export type GapWords = Pick<FindingContent, 'title' | 'description' | 'severity' | 'severityReason'>;

/** Whether there is anything to be found: by a person's word where they decided, else by the analysis. */
export function isFindable({ assessment, decision }: GapResult): boolean {
  return decision === undefined ? isGap(assessment.state) : decision.verdict === 'accepted';
}

/** As much of a gap as a first proposal is made of. */
export interface ProposedFrom {
  readonly label: string;
  readonly modality: GapResult['obligation']['modality'];
  readonly state: GapResult['assessment']['state'];
}

export function gapWords(result: GapResult, language: Language): GapWords {
  const { obligation, assessment } = result;
  const { state } = assessment;
  const why = whySentences(result, language);
  const es = language === 'es';
  return {
    ...proposedWords({ label: obligation.label, modality: obligation.modality, state }, language),
    description: [
      es ? `La ley exige: ${obligation.text}` : `The law demands: ${obligation.text}`,
      ...whoSaid(result, language),
      ...why.map((sentence) => `- ${sentence}`),
    ].join('\n'),
  };
}

/** Of what follows from a gap, what a person may want to say otherwise: doors offer it to be changed. */
export function proposedWords(from: ProposedFrom, language: Language): Omit<GapWords, 'description'> {
  return {
    title: `${from.label}: ${stateName(from.state, language).toLowerCase()}`,
    severity: severityOf(from),
    severityReason: reasonFor(from, language),
  };
}

/** What the analysis said, and what a person decided on it: one's word is not told as the other's. */
function whoSaid({ assessment, decision }: GapResult, language: Language): readonly string[] {
  const es = language === 'es';
  const analysis = es ? 'El análisis de brechas dice' : 'The gap analysis says';
  if (decision === undefined)
    return [
      `${analysis}: ${stateName(assessment.state, language)}, ${confidenceSaid(assessment.confidence, language)}.`,
    ];
  const day = decision.at.slice(0, 10);
  const verdict = verdictName(decision.verdict, language).toLowerCase();
  return [
    `${analysis}: ${stateName(decision.state, language)}.`,
    es ? `Una persona decidió el ${day}: ${verdict}.` : `A person decided on ${day}: ${verdict}.`,
  ];
}

/**
 * A first proposal, for the person who confirms to change: what the policies say against the law, or do not say at all, is
 * worse than what they say in part; a duty that must not be done otherwise is worse than a recommendation.
 */
function severityOf({ modality, state }: ProposedFrom): Severity {
  if (modality === 'should') return 'low';
  return state === 'partial' ? 'medium' : 'high';
}

function reasonFor({ modality, state }: ProposedFrom, language: Language): string {
  const es = language === 'es';
  if (modality === 'should') return es ? 'La ley solo lo recomienda.' : 'The law only recommends it.';
  if (state === 'contradicted')
    return es
      ? 'Una política dice algo que la ley no permite.'
      : 'A policy says something that the law does not allow.';
  if (state === 'missing') return es ? 'Ninguna política recoge la obligación.' : 'No policy holds the obligation.';
  return es ? 'Una política la recoge solo en parte.' : 'A policy holds the obligation in part only.';
}
