import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { stateName } from '../gaps/report/gap-sentences.ts';
import { compareRuns } from '../gaps/runs/compare-runs.ts';
import type { GapRun, RunComparison } from '../gaps/runs/gap-run.ts';
import type { RunListing } from '../gaps/runs/gap-store.ts';
import { namedAct } from '../regulations/named-acts.ts';
import { counted } from './counted.ts';
import { wrapText } from './output.ts';
import type { Session } from './session.ts';

export interface GapDiffOptions {
  readonly act?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** `compliance gaps diff`. */
export async function diffGaps(session: Session, { act, from, to, json = false }: GapDiffOptions): Promise<void> {
  const desk = await session.desk();
  const caller = session.caller();
  requirePermission(caller.user, 'gaps:analyse', 'compare analyses');
  const id = act === undefined ? undefined : namedAct(desk.reader.at({}), act);
  const after = desk.gaps.find(to ?? latest(desk.gaps.list(caller, id)).id, caller);
  const comparison =
    from === undefined ? desk.gaps.comparison(after, caller) : compareRuns(desk.gaps.find(from, caller), after);
  if (comparison === undefined)
    throw new AppError(
      'not_found',
      'There is no earlier analysis of the same: analyse again after the law or a policy has changed. "compliance gaps list" shows those that are kept.',
    );
  session.print(comparison, json, () => told(comparison, after, session));
}

function latest(runs: readonly RunListing[]): RunListing {
  const [first] = runs;
  if (first !== undefined) return first;
  throw new AppError('not_found', 'There is no analysis yet. Make one: compliance gaps run --act <act>');
}

function told(comparison: RunComparison, after: GapRun, { style }: Session): string {
  const { before, appeared, reopened, closed, changed, added, removed } = comparison;
  const labels = new Map(after.results.map(({ obligation }) => [obligation.id, obligation.label]));
  const list = (what: string, ids: readonly string[]): readonly string[] =>
    ids.length === 0
      ? []
      : [
          style.bold(`${ids.length} ${what}`),
          ...ids.map((id) => wrapText(`${labels.get(id) ?? id}  ${style.dim(id)}`, 100, '  ')),
        ];
  const lines = [
    ...list('new', appeared),
    ...list('reopened', reopened),
    ...list('closed', closed),
    ...(changed.length === 0
      ? []
      : [
          style.bold(`${changed.length} changed`),
          ...changed.map(
            ({ obligation, from, to }) =>
              `  ${labels.get(obligation) ?? obligation}: ${stateName(from, 'en')} → ${stateName(to, 'en')}`,
          ),
        ]),
    ...list('new in the law', added),
    ...list('no longer in the law', removed),
  ];
  const times = `${before.at.slice(0, 16).replace('T', ' ')} → ${after.at.slice(0, 16).replace('T', ' ')} UTC`;
  return [times, ...(lines.length === 0 ? ['Nothing has changed.'] : lines)].join('\n');
}

/** `compliance gaps list`. */
export async function listGaps(
  session: Session,
  { act, json = false }: { readonly act?: string; readonly json?: boolean },
): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  requirePermission(caller.user, 'gaps:analyse', 'list analyses');
  const id = act === undefined ? undefined : namedAct(desk.reader.at({}), act);
  const runs = desk.gaps.list(caller, id).map(({ id: run, at, scope, counts, policies }) => ({
    run,
    at,
    scope,
    counts,
    policies: policies.map(({ policy, number }) => ({ policy, version: number })),
  }));
  session.print({ runs }, json, () =>
    runs.length === 0
      ? 'There is no analysis yet. Make one: compliance gaps run --act <act>'
      : runs
          .map(
            ({ run, at, scope, counts: { covered, partial, contradicted, missing } }) =>
              `${run}  ${at.slice(0, 16).replace('T', ' ')}  ${scope.acts.join(', ')}${scope.places === undefined ? '' : ` (${counted(scope.places.length, 'place')})`}${scope.topic === undefined ? '' : `, about "${scope.topic}"`}: ${covered} covered, ${partial} partly, ${contradicted} contradicted, ${missing} missing`,
          )
          .join('\n'),
  );
}
