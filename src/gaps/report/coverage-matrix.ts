import type { ActId } from '../../regulations/act.ts';
import type { Place } from '../../regulations/provision.ts';
import { COVERAGE_STATES, type CoverageState } from '../coverage/assessment.ts';
import type { PolicyId } from '../policies/policy.ts';
import type { GapResult, GapRun } from '../runs/gap-run.ts';
import { WORST_FIRST } from './gap-sentences.ts';
import { type ArticleOutline, lawOutline } from './law-outline.ts';

export type StateCounts = Readonly<Record<CoverageState, number>>;

/** Where in the bank's policies each article of the law is dealt with, and how well. */
export interface CoverageMatrix {
  /** The columns, in the order of the run. */
  readonly policies: readonly MatrixPolicy[];
  readonly acts: readonly MatrixAct[];
  /** Over all acts. */
  readonly counts: StateCounts;
}

export interface MatrixPolicy {
  readonly policy: PolicyId;
  readonly title: string;
  /** How many obligations, of all acts, it says something about. */
  readonly obligations: number;
}

export interface MatrixAct {
  readonly act: ActId;
  /** As people call it: "DORA". */
  readonly name: string;
  readonly chapters: readonly MatrixChapter[];
  readonly counts: StateCounts;
  readonly nowhere: number;
}

export interface MatrixChapter {
  /** Empty where the act has no divisions. */
  readonly heading: string;
  readonly rows: readonly MatrixRow[];
  readonly counts: StateCounts;
}

/** An article, an annex, or a Spanish disposition. */
export interface MatrixRow {
  readonly place: Place;
  /** "Article 6", without its act. */
  readonly label: string;
  /** Its own heading; empty where it has none. */
  readonly heading: string;
  /** How many obligations it has. */
  readonly obligations: number;
  /** By state, over all policies. */
  readonly counts: StateCounts;
  /** One for each policy, in the order of the columns. */
  readonly cells: readonly MatrixCell[];
  /** How many obligations no policy says anything about. */
  readonly nowhere: number;
}

export interface MatrixCell {
  /** How many obligations of the article the policy says something about. */
  readonly obligations: number;
  /** The worst state among these, as they stand over all policies; null where there are none. */
  readonly worst: CoverageState | null;
  /** How many of them are in that state. */
  readonly inWorst: number;
}

/**
 * The coverage matrix of a run. A policy counts for an obligation where a statement of it is evidence and the obligation is
 * covered, partly covered or contradicted: of what is missing the evidence is only what came nearest, so it counts as
 * nowhere. What does not apply counts in the totals alone.
 */
export function coverageMatrix(run: GapRun): CoverageMatrix {
  const acts = lawOutline(run.results).map(({ act, name, chapters }): MatrixAct => {
    const shown = chapters.map(({ heading, articles }) => {
      const rows = articles.map((article) => rowOf(article, run));
      return { heading, rows, counts: sumOf(rows.map(({ counts }) => counts)) };
    });
    const rows = shown.flatMap((chapter) => chapter.rows);
    return {
      act,
      name,
      chapters: shown,
      counts: sumOf(rows.map(({ counts }) => counts)),
      nowhere: rows.reduce((sum, { nowhere }) => sum + nowhere, 0),
    };
  });
  const rows = acts.flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.rows));
  return {
    policies: run.policies.map(({ policy, title }, column) => ({
      policy,
      title,
      obligations: rows.reduce((sum, { cells }) => sum + (cells[column]?.obligations ?? 0), 0),
    })),
    acts,
    counts: sumOf(acts.map(({ counts }) => counts)),
  };
}

function rowOf({ place, label, heading, results }: ArticleOutline, run: GapRun): MatrixRow {
  return {
    place,
    label,
    heading,
    obligations: results.length,
    counts: countsOf(results),
    cells: cellsOf(results, run),
    nowhere: results.filter((result) => isNowhere(result)).length,
  };
}

function isNowhere({ assessment: { state, evidence } }: GapResult): boolean {
  return state === 'missing' || (state !== 'not_applicable' && evidence.length === 0);
}

function cellsOf(results: readonly GapResult[], { policies }: GapRun): readonly MatrixCell[] {
  const found = new Map<PolicyId, CoverageState[]>();
  for (const { assessment } of results) {
    if (assessment.state === 'missing' || assessment.state === 'not_applicable') continue;
    for (const policy of new Set(assessment.evidence.map((evidence) => evidence.policy)))
      found.set(policy, [...(found.get(policy) ?? []), assessment.state]);
  }
  return policies.map(({ policy }) => {
    const states = found.get(policy) ?? [];
    const worst = WORST_FIRST.find((state) => states.includes(state)) ?? null;
    return { obligations: states.length, worst, inWorst: states.filter((state) => state === worst).length };
  });
}

/** "2" where all are in the worst state, "1/3" where one of three is. */
export function cellCount({ obligations, inWorst }: Pick<MatrixCell, 'obligations' | 'inWorst'>): string {
  return inWorst === obligations ? String(obligations) : `${inWorst}/${obligations}`;
}

function countsOf(results: readonly GapResult[]): StateCounts {
  return byState((state) => results.filter(({ assessment }) => assessment.state === state).length);
}

function sumOf(counts: readonly StateCounts[]): StateCounts {
  return byState((state) => counts.reduce((sum, each) => sum + each[state], 0));
}

function byState(count: (state: CoverageState) => number): StateCounts {
  return Object.fromEntries(COVERAGE_STATES.map((state) => [state, count(state)])) as StateCounts;
}
