import type { CallContext } from '../../core/call-context.ts';
import { AppError } from '../../core/errors.ts';
import { audienceOf } from '../policies/audience.ts';
import type { GapResult, GapRun } from './gap-run.ts';
import type { GapStore } from './gap-store.ts';

/** One result of an analysis, as people name it. */
export interface GapNamed {
  /** Id of the obligation, or of its provision where it holds one obligation alone. */
  readonly obligation: string;
  /** Id of the analysis; by default the latest that has it. */
  readonly run?: string;
}

/**
 * The result that is named, with the analysis that has it.
 *
 * @throws AppError `not_found` where no analysis that the person may see has the obligation; `invalid_input` where its
 *   provision holds several
 */
export function gapSubject(
  store: Pick<GapStore, 'list' | 'find'>,
  named: GapNamed,
  context: CallContext,
): { readonly run: GapRun; readonly result: GapResult } {
  const run = runWith(store, named, context);
  const found = run.results.filter(({ obligation }) => names(named.obligation, obligation));
  const exact = found.find(({ obligation }) => obligation.id === named.obligation);
  const result = exact !== undefined && found.length > 1 && named.obligation.includes('~') ? exact : found[0];
  if (result === undefined) throw unknown(named.obligation);
  if (found.length > 1 && result !== exact)
    throw new AppError('invalid_input', `${named.obligation} holds ${found.length} obligations. Name one of them.`, {
      suggestions: found.map(({ obligation }) => obligation.id),
    });
  return { run, result };
}

function names(asked: string, { id, provision }: { readonly id: string; readonly provision: string }): boolean {
  return id === asked || provision === asked;
}

/** Analyses that are looked through for an obligation: each is read whole. */
const MOST_LOOKED_AT = 24;

function runWith(store: Pick<GapStore, 'list' | 'find'>, { obligation, run }: GapNamed, context: CallContext): GapRun {
  const audience = audienceOf(context);
  const [act = ''] = obligation.split('#', 1);
  const ofAct = () => store.list(audience).filter(({ scope }) => scope.acts.includes(act));
  const ids =
    run === undefined
      ? ofAct()
          .slice(0, MOST_LOOKED_AT)
          .map(({ id }) => id)
      : [run];
  for (const id of ids) {
    const found = store.find(id, audience);
    if (found?.results.some((result) => names(obligation, result.obligation)) === true) return found;
  }
  throw unknown(obligation);
}

function unknown(obligation: string): AppError {
  return new AppError(
    'not_found',
    `No analysis that you may see has the obligation ${obligation.slice(0, 80)}. Run one first: compliance gaps run --act <act>`,
  );
}
