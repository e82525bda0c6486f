import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NewId } from '../../core/ids.ts';
import { requirePermission } from '../../core/permissions.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { appliesTo } from '../applicability/applies-to.ts';
import { findConflicts } from '../conflicts/find-conflicts.ts';
import { type Assessment, COVERAGE_STATES, type CoverageState } from '../coverage/assessment.ts';
import { SCORER_VERSION } from '../coverage/scorer.ts';
import type { Judge } from '../judging/judge.ts';
import type { ObligationRefiner } from '../judging/obligation-refiner.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { audienceOf } from '../policies/audience.ts';
import type { Policies } from '../policies/policies.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import { type ActReadings, type ActScorer, createActReadings } from './act-readings.ts';
import { compareRuns, everGap } from './compare-runs.ts';
import { decided, standingOf } from './decisions.ts';
import { previousRun } from './earlier-runs.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapResult, GapRun, GapScope, ReadPolicy, RunComparison } from './gap-run.ts';
import type { GapStore, RunListing } from './gap-store.ts';
import { judgeDoubtful } from './judge-doubtful.ts';
import { pause, policyWorks } from './policy-works.ts';
import { runNotes } from './run-notes.ts';
import { resolveScope, type ScopeRequest, withinScope } from './scope.ts';
import type { OpenScoringRoom } from './scoring-room.ts';
import { createStillHeld, type StillHeld } from './still-held.ts';

/** Where the bank falls short of the law, worked out from both texts. */
export interface GapAnalysis {
  /**
   * Holds the obligations of a scope against the policies that the caller may see, and keeps the result.
   *
   * @throws AppError `not_found`, `invalid_input` as `resolveScope`; `not_found` where there is no policy to look at
   */
  run(request: ScopeRequest, context: CallContext): Promise<GapRun>;
  /** @throws AppError `not_found` for a run that is not there, or that read a policy that the caller may not see */
  find(run: string, context: CallContext): GapRun;
  /** Earlier runs, the latest first; of one act where it is named. */
  list(context: CallContext, act?: string): readonly RunListing[];
  /** How a run differs from the one before it of the same scope; `undefined` where it is the first. */
  comparison(run: GapRun, context: CallContext): RunComparison | undefined;
}

export interface GapAnalysisOptions {
  readonly reader: LawReader;
  readonly policies: Pick<Policies, 'current' | 'versions'>;
  readonly store: GapStore;
  readonly ledger: GapLedger;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Looks at what scoring is unsure of, where a model is set up. */
  readonly judge?: Judge;
  /** Names parts of obligations that reading could not tell, where a model is set up. */
  readonly refiner?: ObligationRefiner;
  /** Where long policies are scored; by default here, where all others wait meanwhile. */
  readonly openRoom?: OpenScoringRoom;
}

/** Runs of one scope that are kept: enough to see how a year went. */
const KEPT_RUNS = 24;
/** Runs of a tenant that are kept: as many as a list tells. */
const KEPT_IN_ALL = 500;

/** What an analysis found, before it is kept. */
interface Found extends Pick<GapRun, 'scope' | 'results' | 'conflicts' | 'notes'> {
  readonly versions: readonly VersionSummary[];
  readonly policies: ReadonlyMap<string, PolicyVersion>;
}

export function createGapAnalysis(options: GapAnalysisOptions): GapAnalysis {
  const { reader, store, ledger, clock, newId } = options;
  const readings = createActReadings(options);
  const runOf = (found: Found, view: LawView, context: CallContext): GapRun => {
    const { scope, versions, policies, results, conflicts, notes } = found;
    const read = [...policies.values()];
    const about = { scope, policies: read.map(readPolicy) };
    const today = scope.asOf ?? clock.today();
    return {
      id: newId(),
      tenant: context.tenant,
      at: new Date(clock.now()).toISOString(),
      ...about,
      law: Object.fromEntries(versions.map(({ act, key }) => [act, key])),
      scorer: SCORER_VERSION,
      counts: countsOf(results),
      results,
      everGap: everGap(results, previousRun(store, about, context)),
      conflicts,
      notes: [...runNotes({ view, versions, policies: read, results, today }), ...notes],
    };
  };
  return {
    run: async (request, context) => {
      const view = reader.at(readingOf(request));
      const { scope, versions } = resolveScope(view, request);
      const policies = policiesFor(options, scope.policies, context);
      const holds = createStillHeld(options.policies, context);
      const { acts, wanted, notes } = await readActs(readings, { view, versions, scope }, context);
      const assessed = await assessAll(acts, { scope, wanted, policies, holds }, options, context);
      const open = undecided(withDecisions(assessed, policies, store, context));
      const judged = await judgeDoubtful(assessed, open, policies, options, holds, context);
      context.signal?.throwIfAborted();
      const conflicts = findConflicts([...policies.values()]);
      // With the decisions as they are when it is kept: one whose person was erased meanwhile does not come back.
      return ledger.within(() => {
        const results = withDecisions(judged.results, policies, store, context);
        const run = runOf(
          { scope, versions, policies, results, conflicts, notes: [...notes, ...judged.notes] },
          view,
          context,
        );
        if (![...policies.values()].every(holds)) throw takenAway();
        store.save(run);
        store.prune(context.tenant, KEPT_RUNS, KEPT_IN_ALL);
        ledger.record(eventOf(run), context);
        return run;
      });
    },
    find: (id, context) => {
      mayRead(context);
      const run = store.find(id, audienceOf(context));
      if (run !== undefined) return run;
      throw new AppError(
        'not_found',
        `There is no analysis ${id.slice(0, 60)}, or it read a policy that you may not see.`,
      );
    },
    list: (context, act) => {
      mayRead(context);
      return store.list(audienceOf(context)).filter(({ scope }) => act === undefined || scope.acts.includes(act));
    },
    comparison: (run, context) => {
      mayRead(context);
      const before = previousRun(store, run, context);
      return before && compareRuns(before, run);
    },
  };
}

function mayRead({ user }: CallContext): void {
  requirePermission(user, 'gaps:analyse', 'read analyses of gaps');
}

function takenAway(): AppError {
  return new AppError(
    'conflict',
    'While this was worked out, one of the policies was taken away or kept from you, so that nothing of it was kept. Analyse again.',
  );
}

/** Obligations that are put together before others have their turn. */
const AT_A_TIME = 200;

/** The acts of a scope with what scores them, and the ids of its obligations. */
async function readActs(
  readings: ActReadings,
  {
    view,
    versions,
    scope,
  }: { readonly view: LawView; readonly versions: readonly VersionSummary[]; readonly scope: GapScope },
  context: CallContext,
) {
  const all = versions.flatMap((version) => readings.obligationsOf(view, version));
  const wanted = new Set(withinScope(all, scope).map(({ id }) => id));
  const acts: ActScorer[] = [];
  const notes: string[] = [];
  for (const version of versions) {
    const read = await readings.read(view, version, wanted, context);
    acts.push(read.act);
    notes.push(...read.notes);
  }
  return { acts, wanted, notes };
}

/** Of what a person decided no model is asked. */
function undecided(results: readonly GapResult[]): ReadonlySet<string> {
  return new Set(results.flatMap(({ decision, obligation }) => (decision === undefined ? [obligation.id] : [])));
}

interface Compared {
  readonly scope: GapScope;
  /** Ids of the obligations of the scope. */
  readonly wanted: ReadonlySet<string>;
  readonly policies: ReadonlyMap<string, PolicyVersion>;
  readonly holds: StillHeld;
}

/** Every obligation of the scope, held against all policies; in the order of the law. */
async function assessAll(
  acts: readonly ActScorer[],
  { scope, wanted, policies, holds }: Compared,
  options: GapAnalysisOptions,
  context: CallContext,
): Promise<readonly GapResult[]> {
  const results: GapResult[] = [];
  for (const act of acts) {
    const works = await policyWorks(options, act, policies, holds, context);
    for (const [at, obligation] of act.obligations.entries()) {
      if (at % AT_A_TIME === AT_A_TIME - 1) await pause(context.signal);
      if (!wanted.has(obligation.id)) continue;
      const { applies, why } = appliesTo(obligation, scope.profile);
      const assessment = applies ? act.scorer.assess(obligation, works) : notApplicable(obligation, why);
      results.push({ obligation, assessment, scored: assessment.state });
    }
  }
  return results;
}

function readPolicy({ policy, number, key, facts, statements }: PolicyVersion): ReadPolicy {
  return { policy, number, key, title: facts.title, statements: statements.length };
}

function readingOf({ asOf, language }: ScopeRequest) {
  return { ...(asOf === undefined ? {} : { asOf }), ...(language === undefined ? {} : { language }) };
}

/** @throws AppError `not_found` where there are none, or not the one that is named */
function policiesFor(
  { policies }: GapAnalysisOptions,
  named: readonly string[] | undefined,
  context: CallContext,
): ReadonlyMap<string, PolicyVersion> {
  const all = policies.current(context);
  const missing = named?.find((id) => !all.some(({ policy }) => policy === id));
  if (missing !== undefined)
    throw new AppError('not_found', `There is no policy ${missing.slice(0, 80)} that you may see.`, {
      suggestions: all.slice(0, 20).map(({ policy }) => policy),
    });
  const chosen = all.filter(({ policy }) => named?.includes(policy) ?? true);
  if (chosen.length === 0)
    throw new AppError(
      'not_found',
      'There are no policies to look at yet, or none that you may see. Import them first: compliance policies add <file or folder>',
    );
  return new Map(chosen.map((version) => [version.policy, version]));
}

function notApplicable({ id }: Obligation, why: string): Assessment {
  return {
    obligation: id,
    state: 'not_applicable',
    differences: [],
    evidence: [],
    gap: 0,
    confidence: 1,
    by: 'scoring',
    reason: why,
  };
}

function withDecisions(
  results: readonly GapResult[],
  policies: ReadonlyMap<string, PolicyVersion>,
  store: Pick<GapStore, 'decisions'>,
  context: CallContext,
): readonly GapResult[] {
  const decisions = new Map(store.decisions(audienceOf(context)).map((decision) => [decision.obligation, decision]));
  return results.map((result) => {
    const { obligation, assessment, scored = assessment.state } = result;
    const decision = decisions.get(obligation.id);
    if (decision === undefined) return result;
    const standing = standingOf(decision, obligation, scored, policies, SCORER_VERSION);
    if (standing === 'elsewhere') return result;
    return standing === 'stands' ? decided(result, decision) : { ...result, lapsed: decision };
  });
}

function countsOf(results: readonly GapResult[]): Readonly<Record<CoverageState, number>> {
  const count = (state: CoverageState): number => results.filter(({ assessment }) => assessment.state === state).length;
  return Object.fromEntries(COVERAGE_STATES.map((state) => [state, count(state)])) as Record<CoverageState, number>;
}

function eventOf({ id, scope, law, policies, counts, scorer }: GapRun) {
  return {
    what: 'run' as const,
    run: id,
    acts: scope.acts,
    law: Object.values(law),
    policies: policies.map(({ key }) => key),
    counts,
    scorer,
  };
}
