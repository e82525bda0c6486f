import type { IsoDate } from '../regulations/act.ts';
import type { LawView } from '../regulations/law-view.ts';
import { topPlace } from '../regulations/place.ts';
import { standingNotes } from '../regulations/standing.ts';
import type { AnswerSentence } from './answer.ts';

/** What must be known of the versions that sentences cite, before anybody relies on them. */
export function versionNotes(view: LawView, sentences: readonly AnswerSentence[], today: IsoDate): readonly string[] {
  const cited = sentences.flatMap(({ citations }) => citations);
  const acts = [
    ...new Map(cited.map((each) => [`${each.act} ${each.version.date} ${each.version.source}`, each])).values(),
  ];
  return acts.flatMap(({ act, version: { date, source } }) => {
    const places = cited.filter(
      (each) => each.act === act && each.version.date === date && each.version.source === source,
    );
    const holding = view.version(act);
    if (holding === undefined) return [];
    const tops = [...new Set(places.map(({ place }) => topPlace(place)))];
    if (holding.date === date && holding.source === source) return standingNotes(holding, tops, view.entry(act), today);
    return [
      `${view.shortName(holding)} is cited in the version of ${date}; the one that holds for this question is that of ${holding.date}.`,
    ];
  });
}
