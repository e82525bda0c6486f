import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NewId } from '../../core/ids.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { appliesTo } from '../applicability/applies-to.ts';
import { findConflicts } from '../conflicts/find-conflicts.ts';
import { type Assessment, COVERAGE_STATES, type CoverageState } from '../coverage/assessment.ts';
import type { PolicyWork } from '../coverage/policy-work.ts';
import { createScorer, SCORER_VERSION, type Scorer } from '../coverage/scorer.ts';
import type { Judge } from '../judging/judge.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { obligationsOf } from '../obligations/obligations-of.ts';
import { audienceOf } from '../policies/audience.ts';
import type { Policies } from '../policies/policies.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import { compareRuns, everGap } from './compare-runs.ts';
import { decided, standingOf } from './decisions.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapResult, GapRun, GapScope, ReadPolicy, RunComparison } from './gap-run.ts';
import type { GapStore, RunListing } from './gap-store.ts';
import { judgeDoubtful } from './judge-doubtful.ts';
import { runNotes } from './run-notes.ts';
import { resolveScope, type ScopeRequest, withinScope } from './scope.ts';

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
  readonly policies: Pick<Policies, 'current'>;
  readonly store: GapStore;
  readonly ledger: GapLedger;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Looks at what scoring is unsure of, where a model is set up. */
  readonly judge?: Judge;
}

/** Runs of one scope that are kept: enough to see how a year went. */
const KEPT_RUNS = 24;

export function createGapAnalysis(options: GapAnalysisOptions): GapAnalysis {
  const { reader, store, ledger, clock, newId } = options;
  const scorers = createScorers();
  return {
    run: async (request, context) => {
      const view = reader.at(readingOf(request));
      const { scope, versions } = resolveScope(view, request);
      const policies = policiesFor(options, scope.policies, context);
      const acts = versions.map((version) => ({ version, ...scorers(view, version) }));
      const assessed = await assessAll(acts, scope, policies, options, context);
      const judged = await judgeDoubtful(assessed, policies, options, context);
      context.signal?.throwIfAborted();
      const results = withDecisions(judged.results, policies, store, context.tenant);
      const read = [...policies.values()];
      const run: GapRun = {
        id: newId(),
        tenant: context.tenant,
        at: new Date(clock.now()).toISOString(),
        scope,
        law: Object.fromEntries(versions.map(({ act, key }) => [act, key])),
        policies: read.map(readPolicy),
        scorer: SCORER_VERSION,
        counts: countsOf(results),
        results,
        everGap: everGap(results, previous(store, scope, context)),
        conflicts: findConflicts(read),
        notes: [
          ...runNotes({ view, versions, policies: read, results, today: scope.asOf ?? clock.today() }),
          ...judged.notes,
        ],
      };
      ledger.within(() => {
        store.save(run);
        store.prune(context.tenant, KEPT_RUNS);
        ledger.record(eventOf(run), context);
      });
      return run;
    },
    find: (id, context) => {
      const run = store.find(id, audienceOf(context));
      if (run !== undefined) return run;
      throw new AppError(
        'not_found',
        `There is no analysis ${id.slice(0, 60)}, or it read a policy that you may not see.`,
      );
    },
    list: (context, act) =>
      store.list(audienceOf(context)).filter(({ scope }) => act === undefined || scope.acts.includes(act)),
    comparison: (run, context) => {
      const before = previous(store, run.scope, context, run);
      return before && compareRuns(before, run);
    },
  };
}

/** Every obligation of the scope, held against all policies; in the order of the law. */
async function assessAll(
  acts: readonly (ActScorer & { readonly version: VersionSummary })[],
  scope: GapScope,
  policies: ReadonlyMap<string, PolicyVersion>,
  options: GapAnalysisOptions,
  context: CallContext,
): Promise<readonly GapResult[]> {
  const all = acts.flatMap(({ obligations }) => obligations);
  const wanted = new Set(withinScope(all, scope).map(({ id }) => id));
  const results: GapResult[] = [];
  for (const { version, scorer, obligations } of acts) {
    const works = await worked(options, version, scorer, policies, context);
    for (const obligation of obligations) {
      if (!wanted.has(obligation.id)) continue;
      const { applies, why } = appliesTo(obligation, scope.profile);
      const assessment = applies ? scorer.assess(obligation, works) : notApplicable(obligation, why);
      results.push({ obligation, assessment });
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

/** Acts whose obligations are kept in memory. */
const MOST_SCORERS = 8;

interface ActScorer {
  readonly obligations: readonly Obligation[];
  readonly scorer: Scorer;
}

/** The obligations of an act's version, and what scores them: read once while the text is the same. */
function createScorers(): (view: LawView, version: VersionSummary) => ActScorer {
  const kept = new Map<string, ActScorer>();
  return (view, version) => {
    const known = kept.get(version.key);
    if (known !== undefined) return known;
    const obligations = obligationsOf(view, version);
    const made = { obligations, scorer: createScorer(obligations) };
    kept.set(version.key, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_SCORERS && oldest !== undefined) kept.delete(oldest);
    return made;
  };
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

/** What each policy says on each obligation of an act; read from what was kept where neither text has changed. */
async function worked(
  { store, ledger }: GapAnalysisOptions,
  { key: law }: VersionSummary,
  scorer: Scorer,
  policies: ReadonlyMap<string, PolicyVersion>,
  { tenant, signal }: CallContext,
): Promise<readonly PolicyWork[]> {
  const works: PolicyWork[] = [];
  for (const policy of policies.values()) {
    signal?.throwIfAborted();
    const key = { tenant, law, policy: policy.policy, version: policy.key, scorer: SCORER_VERSION };
    const kept = store.worked(key);
    const work = kept === undefined ? scorer.work(policy) : (JSON.parse(kept) as PolicyWork);
    works.push(work);
    if (kept !== undefined) continue;
    ledger.within(() => store.keepWork(key, JSON.stringify(work)));
    // Scoring is synchronous: others have their turn between two policies.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return works;
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
  tenant: string,
): readonly GapResult[] {
  const decisions = new Map(store.decisions(tenant).map((decision) => [decision.obligation, decision]));
  return results.map((result) => {
    const { obligation, assessment } = result;
    const decision = decisions.get(obligation.id);
    if (decision === undefined) return result;
    const standing = standingOf(decision, obligation, assessment, policies, SCORER_VERSION);
    if (standing === 'elsewhere') return result;
    return standing === 'stands' ? decided(obligation, assessment, decision) : { ...result, lapsed: decision };
  });
}

function previous(
  store: GapStore,
  scope: GapRun['scope'],
  context: CallContext,
  run?: Pick<GapRun, 'id' | 'at'>,
): GapRun | undefined {
  const audience = audienceOf(context);
  const runs = store.list(audience, scope);
  const at = run === undefined ? -1 : runs.findIndex(({ id }) => id === run.id);
  const before = runs[at + 1];
  return before && store.find(before.id, audience);
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
