import { addDays } from '../../core/days.ts';
import { AppError } from '../../core/errors.ts';
import type { Evidence } from '../../gaps/coverage/assessment.ts';
import type { GapResult, GapRun } from '../../gaps/runs/gap-run.ts';
import type { IsoDate, Language } from '../../regulations/act.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { FindingContent, FindingEvidence } from '../finding.ts';
import { daysToRemedy, type FindingRequest } from './finding-request.ts';
import { isFindable } from './gap-words.ts';
import { proposedBy, shownEvidence } from './proposed.ts';
import { gapReference, namedReferences } from './references.ts';

/** What a finding is made of. */
export interface DraftGrounds {
  readonly law: Pick<LawReader, 'at'>;
  /** The gap, where it is about one. */
  readonly gap?: { readonly run: GapRun; readonly result: GapResult };
  /** Whether a policy still says these words, as far as whoever drafts may see it. */
  readonly isSaid: (evidence: Evidence) => boolean;
  readonly today: IsoDate;
  readonly language: Language;
}

/**
 * What the finding says, out of a checked request.
 *
 * @throws AppError `invalid_input` for what is missing or cannot be; `conflict` for a gap that is none; `not_found` for a
 *   provision that is not held
 */
export function draftContent(
  request: FindingRequest,
  { law, gap, isSaid, today, language }: DraftGrounds,
): FindingContent {
  if (gap !== undefined && !isFindable(gap.result))
    throw new AppError(
      'conflict',
      `${gap.result.obligation.label} is no gap: nothing is to be found there. Decide on it first (decide_gap), or draft a finding of your own with its provision.`,
    );
  const proposed = gap === undefined ? undefined : proposedBy(gap.result, language);
  const references = distinct([
    ...(gap === undefined ? [] : [gapReference(law, gap.run, gap.result)]),
    ...namedReferences(law, request.provisions ?? [], language),
  ]);
  if (references.length === 0)
    throw new AppError(
      'invalid_input',
      'A finding needs the provision that is not met, such as "Article 19(4) DORA", or an obligation of a gap analysis.',
    );
  const severity = request.severity ?? proposed?.severity;
  const isOther = request.severity !== undefined && request.severity !== proposed?.severity;
  const due = request.due ?? (severity === undefined ? today : addDays(today, daysToRemedy(severity)));
  if (due < today)
    throw new AppError('invalid_input', `${due} has passed: nothing can be put right by then. Name a later day.`);
  return {
    title: said('a title', request.title ?? proposed?.title),
    description: said('a description', request.description ?? proposed?.description),
    severity: said('a severity', severity),
    // A reason that was worked out stands for the severity that it was worked out for.
    severityReason: said(
      'the reason for its severity',
      request.severityReason ?? (isOther ? undefined : proposed?.severityReason),
    ),
    references,
    evidence: [...(gap === undefined ? [] : gapEvidence(gap, isSaid, language)), ...notesOf(request)],
    remediationPlan: request.remediationPlan,
    owner: request.owner,
    due,
    links: {
      ...(gap === undefined ? {} : { gap: { run: gap.run.id, obligation: gap.result.obligation.id } }),
      ...(request.receipt === undefined ? {} : { receipt: request.receipt }),
    },
  };
}

function said<T>(what: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new AppError('invalid_input', `A finding needs ${what}.`);
}

/**
 * What the analysis quoted of the bank's own policies, as long as they say it.
 *
 * @throws AppError `conflict` where one says something else by now: nobody is found fault with for words that went
 */
function gapEvidence(
  { run, result }: { readonly run: GapRun; readonly result: GapResult },
  isSaid: DraftGrounds['isSaid'],
  language: Language,
): readonly FindingEvidence[] {
  if (result.assessment.state === 'missing') return [{ kind: 'note', text: lookedThrough(run, language) }];
  return shownEvidence(result).map((evidence) => {
    const { policy, statement, quote, hash } = evidence;
    const title = run.policies.find((read) => read.policy === policy)?.title ?? policy;
    if (!isSaid(evidence))
      throw new AppError(
        'conflict',
        `${title} (${policy}) does not say any more what the analysis read there (${statement}). Run it again, and draft the finding from that.`,
      );
    return { kind: 'policy', policy, title, statement, quote, hash };
  });
}

/** Where no policy says it: what was looked through, by numbers alone, since titles could be those of policies that others may not see. */
function lookedThrough({ policies, at }: GapRun, language: Language): string {
  const statements = policies.reduce((sum, each) => sum + each.statements, 0);
  const day = at.slice(0, 10);
  return language === 'es'
    ? `Ninguna de las políticas analizadas el ${day} lo dice (políticas: ${policies.length}; frases: ${statements}).`
    : `None of the policies that were analysed on ${day} says it (policies: ${policies.length}; statements: ${statements}).`;
}

/** Each provision once; the gap's own, which stands first, before one that was named beside it. */
function distinct(references: FindingContent['references']): FindingContent['references'] {
  return references.filter(
    ({ act, place }, at) => at === references.findIndex((each) => each.act === act && each.place === place),
  );
}

function notesOf({ notes = [] }: FindingRequest): readonly FindingEvidence[] {
  return notes.map((text) => ({ kind: 'note' as const, text }));
}
