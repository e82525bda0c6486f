import type { IsoDate } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { standingNotes } from '../../regulations/standing.ts';
import type { PolicyVersion } from '../policies/policy.ts';
import type { GapResult } from './gap-run.ts';

interface RunFacts {
  readonly view: LawView;
  readonly versions: readonly VersionSummary[];
  readonly policies: readonly PolicyVersion[];
  readonly results: readonly GapResult[];
  /** The day for which the question is asked. */
  readonly today: IsoDate;
}

const WHAT_IT_IS =
  'Worked out from the words of both texts. "Missing" means that no statement of the policies that were looked at says it, in words that are recognised; read both texts before relying on it.';

/** What must be known of an analysis before relying on it. */
export function runNotes({ view, versions, policies, results, today }: RunFacts): readonly string[] {
  const places = (act: string) =>
    results.filter(({ obligation }) => obligation.act === act).map(({ obligation }) => obligation.place);
  const languages = new Set(versions.map(({ language }) => language));
  const foreign = policies.filter(({ facts }) => !languages.has(facts.language));
  const later = policies.filter(({ facts: { effective } }) => effective !== undefined && effective > today);
  const lapsed = results.flatMap(({ lapsed: decision, obligation }) =>
    decision === undefined
      ? []
      : [`${obligation.label} (${decision.verdict.replace('_', ' ')}, ${decision.at.slice(0, 10)})`],
  );
  return [
    WHAT_IT_IS,
    ...versions.flatMap((version) => standingNotes(version, places(version.act), view.entry(version.act), today)),
    ...named(
      foreign.map(({ facts }) => facts.title),
      (titles) =>
        `Written in another language than the law that was read, and compared by the terms of the field alone, so that much of what they say is not recognised: ${titles}.`,
    ),
    ...named(
      later.map(({ facts: { title, effective } }) => `${title} (${effective})`),
      (titles) => `Not in effect yet on ${today}: ${titles}.`,
    ),
    ...named(lapsed, (which) => `Decisions that no longer stand, since the texts have changed: ${which}.`),
  ];
}

const MOST_NAMED = 10;

function named(list: readonly string[], sentence: (words: string) => string): readonly string[] {
  if (list.length === 0) return [];
  const more = list.length > MOST_NAMED ? `, and ${list.length - MOST_NAMED} more` : '';
  return [sentence(`${list.slice(0, MOST_NAMED).join(', ')}${more}`)];
}
