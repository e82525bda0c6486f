import { z } from 'zod';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import { shortened } from '../core/text.ts';
import { statementCitation } from '../documents/document.ts';
import { ENTITY_KINDS, ENTITY_SIZES } from '../gaps/applicability/profile.ts';
import { readProfile } from '../gaps/applicability/read-profile.ts';
import { COVERAGE_STATES, type CoverageState } from '../gaps/coverage/assessment.ts';
import type { Policies } from '../gaps/policies/policies.ts';
import type { PolicyListing, PolicyVersion } from '../gaps/policies/policy.ts';
import { gapsWorstFirst } from '../gaps/report/worst-first.ts';
import type { GapAnalysis } from '../gaps/runs/analyse-gaps.ts';
import type { GapResult, GapRun } from '../gaps/runs/gap-run.ts';
import type { ScopeRequest } from '../gaps/runs/scope.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import { type ReadPassage, readPassage } from '../regulations/read-passage.ts';
import { type CitedStatement, defineTool } from './define-tool.ts';
import { conflictEntry, conflictOutput, gapEntry, gapEntryOutput, type QuotablePolicies } from './gap-entries.ts';
import { actOutput, cutOutput, notesOutput, type PageSize, readingInput, readingOf } from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

/** Results of one page: what somebody reads at once. */
const PAGE = 10;
/** Conflicts of one page: they are few, or they are many of one kind. */
const MOST_CONFLICTS = 10;
const LONGEST_NAME = 200;
/** What a result tells beside obligations; there may be thousands of each. */
const MOST_POLICIES = 25;
const LONGEST_TITLE = 120;
const MOST_PLACES = 100;
const MOST_NOTES = 20;
const LONGEST_NOTE = 600;
/** Of the characters of a result. */
const SHARE = { obligations: 0.4, conflicts: 0.1 };

export interface GapDeps extends PageSize {
  readonly reader: LawReader;
  readonly gaps: GapAnalysis;
  readonly policies: Pick<Policies, 'list' | 'find'>;
}

const Counts = z
  .strictObject({
    covered: z.int().min(0).describe('Obligations that a policy says whole'),
    partial: z.int().min(0).describe('Obligations that a policy says in part'),
    contradicted: z.int().min(0).describe('Obligations that a policy says otherwise'),
    missing: z.int().min(0).describe('Obligations that no policy says'),
    not_applicable: z.int().min(0).describe('Obligations of others than the firm'),
  })
  .describe('How many obligations stand how');

export const analyseGapsTool = defineTool({
  name: 'analyse_gaps',
  title: 'Analyse gaps',
  description:
    "Holds what acts demand against the bank's own policies: which obligations are covered, partly covered, contradicted or missing, with the words of both texts. Gives the worst ten first and keeps the result; pass `run` and `skip` for the rest.",
  input: z.strictObject({
    acts: z
      .array(z.string().trim().min(2).max(LONGEST_NAME))
      .min(1)
      .max(5)
      .optional()
      .describe('CELEX numbers, BOE identifiers or names, such as 32022R2554 or DORA; not with `run`'),
    articles: z.string().trim().min(1).max(500).optional().describe('Of the one act, such as "17-23, 28, 6(5)"'),
    chapter: z
      .string()
      .trim()
      .min(1)
      .max(LONGEST_NAME)
      .optional()
      .describe('Of the one act, such as "II" or its heading'),
    topic: z.string().trim().min(2).max(LONGEST_NAME).optional().describe('Only what is about these words'),
    profile: z
      .string()
      .trim()
      .min(2)
      .max(LONGEST_NAME)
      .optional()
      .describe(
        'What the firm is licensed as, and its size, such as "credit institution" or "payment institution, small"',
      ),
    policies: z
      .array(z.string().trim().min(1).max(LONGEST_NAME))
      .min(1)
      .max(100)
      .optional()
      .describe('Only these policies, by their ids'),
    ...readingInput,
    run: z.string().trim().min(1).max(100).optional().describe('An earlier result, read again without analysing anew'),
    state: z.enum(COVERAGE_STATES).optional().describe('Only obligations that stand so; by default all that is a gap'),
    skip: z.int().min(0).default(0).describe('Results to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    run: z.string().describe('Names this result: pass it for further pages'),
    at: z.string().describe('When it was worked out, ISO 8601, UTC'),
    scope: z
      .strictObject({
        acts: z.array(actOutput).describe('The acts'),
        places: z.array(z.string()).optional().describe('Only these places of the act'),
        topic: z.string().optional().describe('Only what is about it'),
        profile: z
          .strictObject({
            kinds: z.array(z.enum(ENTITY_KINDS)).describe('What the firm is'),
            size: z.enum(ENTITY_SIZES).optional().describe('Its size'),
          })
          .optional()
          .describe('For such a firm'),
      })
      .describe('What was compared'),
    policies: z
      .array(
        z.strictObject({
          policy: z.string().describe('Its id'),
          title: z.string().describe('What it is called'),
          version: z.int().min(1).describe('Which of its imports was read'),
          statements: z.int().min(0).describe('How many statements it has'),
        }),
      )
      .describe('The policies that were looked at'),
    counts: Counts,
    obligations: z.array(gapEntryOutput).describe('The worst first'),
    total: z.int().min(0).describe('How many there are of those asked for'),
    conflicts: z.array(conflictOutput).describe("Where the bank's own policies disagree; with the first page alone"),
    since: z
      .strictObject({
        at: z.string().describe('When that was'),
        appeared: z.int().min(0).describe('Gaps that are new'),
        reopened: z.int().min(0).describe('Gaps that had been closed'),
        closed: z.int().min(0).describe('Gaps that are none any more'),
      })
      .optional()
      .describe('What changed since the last analysis of the same'),
    notes: notesOutput,
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip`, with `run`, for those that follow'),
  }),
  access: { effect: 'read', permission: 'gaps:analyse' },
  run: async (input, deps: GapDeps, context) => {
    const run = await runOf(input, deps, context);
    const view = deps.reader.at(readingOf({ asOf: run.scope.asOf, language: run.scope.language }));
    const policies = quotable(deps.policies, context);
    const wanted = chosen(run, input.state);
    const page = wanted.slice(input.skip, input.skip + PAGE);
    const entries = fitting(entriesOf(page, view, policies), deps.pageCharacters * SHARE.obligations);
    const end = input.skip + entries.length;
    const conflicts = input.skip > 0 ? [] : run.conflicts;
    const told = fitting(
      conflicts.slice(0, MOST_CONFLICTS).flatMap((each) => conflictEntry(each, policies) ?? []),
      deps.pageCharacters * SHARE.conflicts,
    );
    const notes = [...changedSince(run, view, deps.policies.list(context)), ...run.notes];
    const since = deps.gaps.comparison(run, context);
    const shown = page.slice(0, entries.length);
    return {
      output: {
        run: run.id,
        at: run.at,
        scope: scopeOutput(run),
        policies: run.policies.slice(0, MOST_POLICIES).map(({ policy, title, number, statements }) => ({
          policy,
          title: shortened(title, LONGEST_TITLE),
          version: number,
          statements,
        })),
        counts: { ...run.counts },
        obligations: [...entries],
        total: wanted.length,
        conflicts: [...told],
        ...(since === undefined
          ? {}
          : {
              since: {
                at: since.before.at,
                appeared: since.appeared.length,
                reopened: since.reopened.length,
                closed: since.closed.length,
              },
            }),
        notes: notes.slice(0, MOST_NOTES).map((note) => shortened(note, LONGEST_NOTE)),
        ...cutOf(
          end < wanted.length
            ? `${wanted.length - end} more obligations; call again with run and with skip set to next.`
            : undefined,
          conflicts.length > told.length ? `${conflicts.length - told.length} more conflicts.` : undefined,
          run.policies.length > MOST_POLICIES
            ? `${run.policies.length - MOST_POLICIES} more policies were looked at.`
            : undefined,
        ),
        ...(end < wanted.length ? { next: end } : {}),
      },
      passages: passagesOf(shown, run, view),
      cited: citedIn(entries, policies),
    };
  },
});

type Input = z.output<typeof analyseGapsTool.input>;

async function runOf(input: Input, { gaps }: GapDeps, context: CallContext): Promise<GapRun> {
  const { acts, run, articles, chapter, topic, profile, policies, asOf, language } = input;
  if (run !== undefined) {
    if (acts !== undefined)
      throw new AppError('invalid_input', 'Give either acts, to analyse anew, or run, to read an earlier result.');
    return gaps.find(run, context);
  }
  if (acts === undefined)
    throw new AppError('invalid_input', 'Name the acts that are to be looked at, such as DORA or 32022R2554.');
  const request: ScopeRequest = {
    acts,
    ...readingOf({ asOf, language }),
    ...(articles === undefined ? {} : { articles }),
    ...(chapter === undefined ? {} : { chapter }),
    ...(topic === undefined ? {} : { topic }),
    ...(profile === undefined ? {} : { profile: readProfile(profile) }),
    ...(policies === undefined ? {} : { policies }),
  };
  return gaps.run(request, context);
}

function chosen({ results }: GapRun, state: CoverageState | undefined): readonly GapResult[] {
  return state === undefined ? gapsWorstFirst(results) : results.filter(({ assessment }) => assessment.state === state);
}

/** Policies by their ids, each read when it is first quoted: all that a bank has are more than a page needs. */
function quotable(policies: Pick<Policies, 'find'>, context: CallContext): QuotablePolicies {
  const read = new Map<string, PolicyVersion | undefined>();
  return {
    get: (id) => {
      if (!read.has(id)) read.set(id, policies.find(id, context));
      return read.get(id);
    },
  };
}

function* entriesOf(page: readonly GapResult[], view: LawView, policies: QuotablePolicies) {
  for (const result of page) yield gapEntry(result, view, policies);
}

function scopeOutput({ scope: { acts, places, topic, profile } }: GapRun) {
  return {
    acts: [...acts],
    ...(places === undefined ? {} : { places: places.slice(0, MOST_PLACES) }),
    ...(topic === undefined ? {} : { topic }),
    ...(profile === undefined
      ? {}
      : { profile: { kinds: [...profile.kinds], ...(profile.size === undefined ? {} : { size: profile.size }) } }),
  };
}

/** A result that is read again may rest on texts that are no longer those. */
function changedSince(run: GapRun, view: LawView, policies: readonly PolicyListing[]): readonly string[] {
  const held = new Set(policies.map(({ key }) => key));
  const law = Object.entries(run.law).some(([act, key]) => view.version(act)?.key !== key);
  const own = run.policies.some(({ key }) => !held.has(key));
  if (!law && !own) return [];
  const which = law && own ? 'The law and the policies have' : law ? 'The law has' : 'The policies have';
  return [`${which} changed since this analysis: analyse anew before relying on it.`];
}

/** The law that is shown, for the audit; none of a version that is no longer held. */
function passagesOf(shown: readonly GapResult[], run: GapRun, view: LawView): readonly ReadPassage[] {
  const passages = shown.flatMap(({ obligation: { act, place } }) => {
    const version = view.byKey(run.law[act] ?? '');
    return (version && readPassage(view, version, place)) ?? [];
  });
  return [...new Map(passages.map((passage) => [passage.id, passage])).values()];
}

function citedIn(
  entries: readonly z.output<typeof gapEntryOutput>[],
  policies: QuotablePolicies,
): readonly CitedStatement[] {
  const cited = entries.flatMap(({ evidence, nearest = [] }) =>
    [...evidence, ...nearest].map(({ policy, statement, quote }) => ({
      id: statementCitation(policy, statement),
      document: policies.get(policy)?.sha256 ?? '',
      quote,
    })),
  );
  return [...new Map(cited.map((each) => [`${each.id} ${each.quote}`, each])).values()];
}
