import type { z } from 'zod';
import type { Language } from '../../regulations/act.ts';
import type { GapDecision, GapResult, GapRun } from '../runs/gap-run.ts';
import { coverageMatrix } from './coverage-matrix.ts';
import { lacksOf, whySentences } from './difference-sentences.ts';
import type { gapRunSchema } from './gap-json-schema.ts';

/** A run as other programs read it; `gapRunSchema` states it key by key. */
export type GapRunOutput = z.infer<typeof gapRunSchema>;

/**
 * A run as JSON, obligations in the order of the law. `evidence` is the best first; what is missing has none, and
 * `nearest` is what came nearest to it. `why` tells people in the language given (by default English) what `lacks` tells programs.
 */
export function gapRunOutput(run: GapRun, language: Language = 'en'): GapRunOutput {
  const { id, at, scope, counts, results, conflicts, notes } = run;
  const { covered, partial, contradicted, missing, not_applicable } = counts;
  return {
    run: { id, at },
    scope: scopeOutput(scope),
    counts: { covered, partial, contradicted, missing, not_applicable },
    obligations: results.map((result) => obligationOutput(result, language)),
    conflicts: conflicts.map(({ matter, statements }) => ({ matter, statements: statements.map(quotedOutput) })),
    matrix: matrixOutput(run),
    notes: [...notes],
  };
}

/** A cell for each article and policy that speaks of it. */
function matrixOutput(run: GapRun): GapRunOutput['matrix'] {
  const { acts, policies } = coverageMatrix(run);
  return acts.flatMap(({ act, chapters }) =>
    chapters.flatMap(({ heading, rows }) =>
      rows.map((row) => ({
        act,
        chapter: heading,
        place: row.place,
        label: row.label,
        obligations: row.obligations,
        counts: { ...row.counts },
        nowhere: row.nowhere,
        policies: row.cells.flatMap(({ obligations, worst }, at) => {
          const policy = policies[at]?.policy;
          return worst === null || policy === undefined ? [] : [{ policy, obligations, worst }];
        }),
      })),
    ),
  );
}

function scopeOutput(scope: GapRun['scope']): GapRunOutput['scope'] {
  const { acts, places, topic, profile, policies, asOf, language } = scope;
  return {
    acts: [...acts],
    ...(places === undefined ? {} : { places: [...places] }),
    ...(topic === undefined ? {} : { topic }),
    ...(profile === undefined
      ? {}
      : { profile: { kinds: [...profile.kinds], ...(profile.size === undefined ? {} : { size: profile.size }) } }),
    ...(policies === undefined ? {} : { policies: [...policies] }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(language === undefined ? {} : { language }),
  };
}

/** One obligation, as it stands in `gapRunOutput`. */
export function obligationOutput(result: GapResult, language: Language = 'en'): GapRunOutput['obligations'][number] {
  const { obligation, assessment, decision } = result;
  const { id, provision, label, text, actor, modality, deadline } = obligation;
  const isMissing = assessment.state === 'missing';
  return {
    id,
    provision,
    label,
    text,
    actor,
    modality,
    deadline: deadline === null ? null : { text: deadline.text, iso: deadline.iso },
    state: assessment.state,
    lacks: [...lacksOf(assessment)],
    why: [...whySentences(result, language)],
    evidence: isMissing ? [] : assessment.evidence.map(quotedOutput),
    ...(isMissing && assessment.evidence.length > 0 ? { nearest: assessment.evidence.map(quotedOutput) } : {}),
    confidence: thousandths(assessment.confidence),
    ...(decision === undefined ? {} : { decision: decisionOutput(decision) }),
  };
}

function quotedOutput({ policy, statement, quote }: { policy: string; statement: string; quote: string }) {
  return { policy, statement, quote };
}

function decisionOutput({ verdict, reason, by, at }: GapDecision) {
  return { verdict, reason, by, at };
}

/** No more digits than mean something. */
export function thousandths(share: number): number {
  return Math.round(share * 1000) / 1000;
}
