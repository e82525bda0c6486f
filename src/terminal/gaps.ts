import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { readProfile } from '../gaps/applicability/read-profile.ts';
import { whySentences } from '../gaps/report/difference-sentences.ts';
import { coverageMatrixCsv, gapCsv } from '../gaps/report/gap-csv.ts';
import { gapHtml } from '../gaps/report/gap-html.ts';
import { gapRunOutput } from '../gaps/report/gap-json.ts';
import { confidenceSaid, conflictName, stateName, verdictName } from '../gaps/report/gap-sentences.ts';
import { gapsWorstFirst } from '../gaps/report/worst-first.ts';
import type { GapResult, GapRun, RunComparison } from '../gaps/runs/gap-run.ts';
import type { ScopeRequest } from '../gaps/runs/scope.ts';
import type { Language } from '../regulations/act.ts';
import { counted } from './counted.ts';
import { lineWidth, wrapText } from './output.ts';
import { productVersion } from './product-version.ts';
import { refuseUnwritable, writeReport } from './report-file.ts';
import { parseDay, parseLanguage, type Session } from './session.ts';

export interface GapRunOptions {
  readonly act?: readonly string[];
  readonly articles?: string;
  readonly chapter?: string;
  readonly topic?: string;
  readonly profile?: string;
  readonly policy?: readonly string[];
  readonly asOf?: string;
  readonly language?: string;
  readonly run?: string;
  readonly csv?: string;
  readonly matrix?: string;
  readonly xlsx?: string;
  readonly html?: string;
  readonly in: Language;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Gaps that are shown at once: what somebody reads. */
const SHOWN = 10;
const FILES = ['csv', 'matrix', 'xlsx', 'html'] as const;

/** `compliance gaps run`. */
export async function runGaps(session: Session, options: GapRunOptions): Promise<void> {
  refuseUnwritable(
    FILES.flatMap((kind) => {
      const path = options[kind];
      return path === undefined ? [] : [{ path, option: `--${kind}` }];
    }),
  );
  refuseScopeOfRun(options);
  const request = options.run === undefined ? requestFrom(options) : undefined;
  const desk = await session.desk();
  const caller = session.caller();
  requirePermission(caller.user, 'gaps:analyse', 'analyse gaps');
  const run = request === undefined ? desk.gaps.find(options.run ?? '', caller) : await desk.gaps.run(request, caller);
  await writeReports(run, options, new Date(desk.clock.now()).toISOString()).catch((error: unknown) => {
    throw stillKept(error, run);
  });
  const comparison = desk.gaps.comparison(run, caller);
  session.print(gapRunOutput(run), options.json === true, () =>
    [
      ...summary(run, session),
      ...(comparison === undefined ? [] : ['', sinceLast(comparison)]),
      '',
      ...gaps(run, options.all === true, session),
      ...conflicts(run, session),
      '',
      ...run.notes.map((note) => wrapText(`· ${note}`, lineWidth(session.terminal))),
      ...FILES.flatMap((kind) => (options[kind] === undefined ? [] : [`Written: ${options[kind]}`])),
    ].join('\n'),
  );
}

const SCOPE = ['act', 'articles', 'chapter', 'topic', 'profile', 'policy', 'asOf', 'language'] as const;

/** An earlier analysis has its scope: another one beside it would be passed over in silence. */
function refuseScopeOfRun(options: GapRunOptions): void {
  const given = SCOPE.find((name) => options[name] !== undefined);
  if (options.run !== undefined && given !== undefined)
    throw new AppError(
      'invalid_input',
      `--run writes an earlier analysis again, with what it looked at: leave --${given === 'asOf' ? 'as-of' : given} out, or --run to analyse anew.`,
    );
}

/** @throws AppError `invalid_input` for what cannot be understood, before anything is opened */
function requestFrom(options: GapRunOptions): ScopeRequest {
  const { act, articles, chapter, topic, profile, policy, asOf, language } = options;
  if (act === undefined || act.length === 0)
    throw new AppError('invalid_input', 'Name the act to look at: compliance gaps run --act 32022R2554');
  return {
    acts: act,
    ...(articles === undefined ? {} : { articles }),
    ...(chapter === undefined ? {} : { chapter }),
    ...(topic === undefined ? {} : { topic }),
    ...(profile === undefined ? {} : { profile: readProfile(profile) }),
    ...(policy === undefined ? {} : { policies: policy }),
    ...(asOf === undefined ? {} : { asOf: parseDay(asOf) }),
    ...(language === undefined ? {} : { language: parseLanguage(language) }),
  };
}

async function writeReports(run: GapRun, options: GapRunOptions, generated: string): Promise<void> {
  const { csv, matrix, xlsx, html } = options;
  if (csv !== undefined) writeReport(csv, gapCsv(run, options.in), '--csv');
  if (matrix !== undefined) writeReport(matrix, coverageMatrixCsv(run), '--matrix');
  if (html !== undefined)
    writeReport(
      html,
      gapHtml(run, { language: options.in, generated, productName: `banking-rag-compliance ${productVersion()}` }),
      '--html',
    );
  if (xlsx === undefined) return;
  const { gapWorkbookFile } = await import('../compose-gaps.ts');
  writeReport(xlsx, await gapWorkbookFile(run, options.in), '--xlsx');
}

/** The analysis is kept whatever became of its reports: whoever waited for it is not to wait again. */
function stillKept(error: unknown, { id }: GapRun): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, message, detail } = error;
  return new AppError(code, `${message} The analysis is kept; write it again with: compliance gaps run --run ${id}`, {
    cause: error,
    ...(detail === undefined ? {} : { detail }),
  });
}

function summary({ id, at, scope, policies, counts }: GapRun, { style }: Session): readonly string[] {
  const { covered, partial, contradicted, missing, not_applicable: others } = counts;
  const own = covered + partial + contradicted + missing;
  const statements = policies.reduce((sum, each) => sum + each.statements, 0);
  return [
    style.bold(
      `${scope.acts.join(', ')} against ${counted(policies.length, 'policy', 'policies')} (${counted(statements, 'statement')})`,
    ),
    `${counted(own, 'obligation')}: ${covered} covered, ${partial} partly covered, ${style.warn(`${contradicted} contradicted, ${missing} missing`)}${others === 0 ? '' : `; ${others} not applicable`}`,
    style.dim(`analysis ${id}, ${at.slice(0, 16).replace('T', ' ')} UTC`),
  ];
}

function sinceLast({ before, appeared, reopened, closed, changed }: RunComparison): string {
  return `Since ${before.at.slice(0, 16).replace('T', ' ')} UTC: ${appeared.length} new, ${reopened.length} reopened, ${closed.length} closed, ${changed.length} changed.`;
}

function gaps(run: GapRun, all: boolean, session: Session): readonly string[] {
  const worst = gapsWorstFirst(run.results);
  if (worst.length === 0) return ['No gap was found.'];
  const shown = all ? run.results : worst.slice(0, SHOWN);
  const more = worst.length - SHOWN;
  return [
    ...shown.flatMap((result) => [...gap(result, session), '']),
    ...(!all && more > 0
      ? [session.style.dim(`${counted(more, 'more gap')}: --all, --csv F, --xlsx F or --html F show them.`)]
      : []),
  ];
}

function gap(result: GapResult, { style, terminal }: Session): readonly string[] {
  const { obligation, assessment, decision } = result;
  const width = lineWidth(terminal);
  return [
    `${style.warn(stateName(assessment.state, 'en'))}  ${style.bold(obligation.label)}  ${style.dim(`${obligation.id} · ${confidenceSaid(assessment.confidence, 'en')}`)}`,
    wrapText(`The law: ${obligation.text}`, width, '  '),
    ...assessment.evidence
      .slice(0, 2)
      .map(({ policy, statement, quote }) =>
        wrapText(`${assessment.state === 'missing' ? 'nearest, ' : ''}${policy} ${statement}: ${quote}`, width, '  '),
      ),
    ...whySentences(result, 'en').map((sentence) => wrapText(`→ ${sentence}`, width, '  ')),
    ...(decision === undefined
      ? []
      : [`  ${verdictName(decision.verdict, 'en')} (${decision.name ?? decision.by}, ${decision.at.slice(0, 10)})`]),
  ];
}

function conflicts({ conflicts: found }: GapRun, { style, terminal }: Session): readonly string[] {
  if (found.length === 0) return [];
  return [
    '',
    style.bold("The bank's own policies disagree:"),
    ...found.flatMap(({ kind, matter, statements }) => [
      `${matter} ${style.dim(`(${conflictName(kind, 'en')})`)}`,
      ...statements.map(({ policy, statement, quote }) =>
        wrapText(`${policy} ${statement}: ${quote}`, lineWidth(terminal), '  '),
      ),
    ]),
  ];
}
