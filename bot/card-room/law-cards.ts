import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { actNamesOf } from '../act-names.ts';
import type { CardAction } from '../cards/card-actions.ts';
import { comparisonCard } from '../cards/comparison-card.ts';
import { gapCard } from '../cards/gap-card.ts';
import type { GapEntry } from '../cards/gap-parts.ts';
import { gapsCard } from '../cards/gaps-card.ts';
import { HITS_A_PAGE, hitsCard } from '../cards/hits-card.ts';
import { lawsCard } from '../cards/laws-card.ts';
import { provisionCard } from '../cards/provision-card.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import { usageCard } from '../cards/usage-card.ts';
import type { DoorParts } from '../door-parts.ts';
import { told } from './wording.ts';

type Of<Verb extends CardAction['verb']> = Omit<Extract<CardAction, { readonly verb: Verb }>, 'verb'>;

/** Cards of what the tools read; each call is authorised and recorded by them, and fails as they do. */
export interface LawCards {
  provision(asked: Of<'show'>, language: Language, context: CallContext): Promise<ShownCard>;
  hits(asked: Of<'page'>, language: Language, context: CallContext): Promise<ShownCard>;
  comparison(asked: Of<'compare'>, language: Language, context: CallContext): Promise<ShownCard>;
  laws(asked: Of<'laws'>, language: Language, context: CallContext): Promise<ShownCard>;
  usage(asked: Of<'usage'>, language: Language, context: CallContext): Promise<ShownCard>;
  /** A page of an analysis that was made before. */
  gaps(asked: Of<'gaps'>, language: Language, context: CallContext): Promise<ShownCard>;
  /** One gap of it. @throws AppError `not_found` where the analysis does not have it there */
  gap(asked: Of<'gap'>, language: Language, context: CallContext): Promise<ShownCard>;
}

export function createLawCards({
  toolbox: { tools },
  reader,
  clock,
}: Pick<DoorParts, 'toolbox' | 'reader' | 'clock'>): LawCards {
  return {
    provision: async ({ id, asOf }, language, context) => {
      const [act = ''] = id.split('#');
      const reading = given({ asOf });
      const { output } = await tools.get_provision.call({ provision: id, ...reading }, context);
      const held = await tools.list_regulations.call({ name: act }, context);
      return provisionCard(output, { language, ...reading, versions: held.output.versions });
    },
    hits: async ({ query, acts, asOf, language: textsIn, skip }, language, context) => {
      const asked = given({ acts, asOf });
      const { output } = await tools.search_regulations.call(
        { query, ...asked, ...given({ language: textsIn }), skip, limit: HITS_A_PAGE },
        context,
      );
      return hitsCard(output, { language, query, ...asked, ...given({ textsIn }), skip });
    },
    comparison: async ({ act, place, from, to }, language, context) => {
      const provision = place === undefined ? act : `${act}#${place}`;
      const { output } = await tools.compare_provisions.call({ provision, ...given({ from, to }) }, context);
      return comparisonCard(output, { language });
    },
    laws: async ({ skip }, language, context) => {
      const { output } = await tools.list_regulations.call({ skip }, context);
      return lawsCard(output, { language, skip });
    },
    usage: async ({ period }, language, context) => {
      const { output } = await tools.get_usage.call(given({ month: period }), context);
      return usageCard(output, { language, thisMonth: clock.today().slice(0, 7) });
    },
    gaps: async ({ run, skip }, language, context) => {
      const { output } = await tools.analyse_gaps.call({ run, skip }, context);
      return gapsCard(output, { language, skip, acts: actNamesOf(output.scope.acts, reader) });
    },
    gap: async ({ run, obligation, at, page }, language, context) => {
      const entry = await gapEntry({ run, obligation, at }, language, context, tools);
      return gapCard(entry, { language, run, at, page });
    },
  };
}

/** One gap of an analysis, as its tool gives it. @throws AppError `not_found` where the analysis does not have it there */
export async function gapEntry(
  { run, obligation, at }: Pick<Of<'gap'>, 'run' | 'obligation' | 'at'>,
  language: Language,
  context: CallContext,
  { analyse_gaps: analyseGaps }: Pick<DoorParts['toolbox']['tools'], 'analyse_gaps'>,
): Promise<GapEntry> {
  const { output } = await analyseGaps.call({ run, skip: at }, context);
  const entry = output.obligations.find((each) => each.obligation === obligation);
  if (entry === undefined) throw new AppError('not_found', told('gapGone', language));
  return entry;
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** What is there of it. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
