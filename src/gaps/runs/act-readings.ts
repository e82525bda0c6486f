import type { CallContext } from '../../core/call-context.ts';
import { sha256 } from '../../core/digests.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { createScorer, type Scorer } from '../coverage/scorer.ts';
import { type ObligationRefiner, type Refinement, withRefinement } from '../judging/obligation-refiner.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { EXTRACTOR_VERSION, obligationsOf } from '../obligations/obligations-of.ts';
import type { GapLedger } from './gap-ledger.ts';
import type { GapStore } from './gap-store.ts';

/** The obligations of an act's version, and what scores them. */
export interface ActScorer {
  /** Names the version of law, with what a model found in its words: work holds for exactly these obligations. */
  readonly law: string;
  readonly obligations: readonly Obligation[];
  readonly scorer: Scorer;
}

export interface ActReadings {
  /** All obligations of an act, in the order of its text, as they are read without a model. */
  obligationsOf(view: LawView, version: VersionSummary): readonly Obligation[];
  /**
   * The same with what scores them. Where a model is set up, it names parts of those that are wanted which reading could
   * not tell; what it found once of the same words is kept.
   *
   * @param wanted ids of the obligations that matter now: of others it is not asked
   */
  read(
    view: LawView,
    version: VersionSummary,
    wanted: ReadonlySet<string>,
    context: CallContext,
  ): Promise<{ readonly act: ActScorer; readonly notes: readonly string[] }>;
}

export interface ActReadingsOptions {
  readonly store: Pick<GapStore, 'refined' | 'keepRefined'>;
  readonly ledger: Pick<GapLedger, 'within'>;
  readonly refiner?: ObligationRefiner;
}

/** Acts that are kept in memory; each is read in some hundred milliseconds. */
const MOST_KEPT = 8;

export function createActReadings({ store, ledger, refiner }: ActReadingsOptions): ActReadings {
  const read = remembering(({ view, version }: Asked) => obligationsOf(view, version));
  const scored = remembering(({ obligations }: Scored) => createScorer(obligations));
  const plain: ActReadings['obligationsOf'] = (view, version) => read(version.key, { view, version });
  return {
    obligationsOf: plain,
    read: async (view, version, wanted, context) => {
      const obligations = plain(view, version);
      const { found, notes } = await refinements(obligations, version, wanted, { store, ledger, refiner }, context);
      const refined = obligations.map((each) => {
        const known = found.get(each.id);
        return known === undefined ? each : withRefinement(each, known);
      });
      const changed = refined.filter((each, at) => each !== obligations[at]).map(({ id }) => found.get(id));
      const law = changed.length === 0 ? version.key : `${version.key}+${sha256(JSON.stringify(changed)).slice(0, 16)}`;
      return { act: { law, obligations: refined, scorer: scored(law, { obligations: refined }) }, notes };
    },
  };
}

interface Asked {
  readonly view: LawView;
  readonly version: VersionSummary;
}

interface Scored {
  readonly obligations: readonly Obligation[];
}

function remembering<From, To>(make: (from: From) => To): (key: string, from: From) => To {
  const kept = new Map<string, To>();
  return (key, from) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(from);
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}

async function refinements(
  obligations: readonly Obligation[],
  { key: law }: VersionSummary,
  wanted: ReadonlySet<string>,
  { store, ledger, refiner }: Omit<ActReadingsOptions, 'refiner'> & { readonly refiner: ObligationRefiner | undefined },
  context: CallContext,
): Promise<{ readonly found: ReadonlyMap<string, Refinement>; readonly notes: readonly string[] }> {
  if (refiner === undefined) return { found: new Map(), notes: [] };
  const key = { tenant: context.tenant, law, refiner: `${refiner.version}/${EXTRACTOR_VERSION}` };
  // Written by ourselves from the very type.
  const kept = JSON.parse(store.refined(key) ?? '[]') as readonly (readonly [string, Refinement])[];
  const found = new Map(kept);
  const open = obligations.filter(({ id, hash }) => wanted.has(id) && found.get(id)?.hash !== hash);
  if (open.length === 0) return { found, notes: [] };
  const { refinements: more, notes } = await refiner.refine(open, context);
  for (const [id, each] of more) found.set(id, each);
  if (more.size > 0) ledger.within(() => store.keepRefined(key, JSON.stringify([...found])));
  return { found, notes };
}
