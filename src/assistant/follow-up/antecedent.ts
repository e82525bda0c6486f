import { foldText } from '../../core/text.ts';
import type { ActId, Language } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { parsePlace } from '../../regulations/place.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { type Named, type NamedPlace, namedIn } from './named-places.ts';
import type { PastTurn } from './past-turn.ts';
import { routeQuestion } from './route-question.ts';

/** What a follow-up may lean on. */
export interface Antecedent {
  /** The last question that was one, as it was read. */
  readonly question: string;
  readonly named: Named;
  readonly language: Language | undefined;
  /** Places of the last turn that has any: those its question named, else those its answer cited, best first. */
  readonly places: readonly NamedPlace[];
  /** True where the places are those that the last question itself named. */
  readonly namedPlaces: boolean;
  /** The acts that may be meant: named in the last question, else asked for or cited; one where it is clear. */
  readonly acts: readonly ActId[];
}

/** Turns that are looked back over. */
const MOST_TURNS = 6;

/** `undefined` where nothing that was said before can be leaned on. */
export function antecedentOf(before: readonly PastTurn[], view: LawView): Antecedent | undefined {
  const turns = before
    .slice(-MOST_TURNS)
    .reverse()
    .filter((turn) => !isStranded(turn))
    .filter(({ question }) => !/^(?:small_talk|held)$/.test(routeQuestion(question, view).kind));
  const [last] = turns;
  if (last === undefined) return undefined;
  const read = turns.map((turn) => ({ turn, named: namedIn(turn.question, view) }));
  const spoken = read.find(({ turn, named }) => named.mentions.length > 0 || turn.cited.length + turn.acts.length > 0);
  const named = read[0]?.named ?? { mentions: [], acts: [], places: [] };
  const language = turns.flatMap(({ question }) => guessLanguage(question) ?? [])[0];
  return {
    question: last.question.trim(),
    named,
    language,
    ...(spoken === undefined ? { places: [], acts: [] } : meantIn(spoken.turn, spoken.named)),
    namedPlaces: named.places.length > 0,
  };
}

/** A follow-up that could not be read, and found nothing, is nothing to lean on: what it leant on itself still is. */
function isStranded({ question, status, cited, acts }: PastTurn): boolean {
  return status === 'not_found' && cited.length + acts.length === 0 && LEANS.test(foldText(question));
}

const LEANS = /^[\s¿¡]*(?:and|but|y|e|pero|what about|how about)\s/;

function meantIn(turn: PastTurn, named: Named): Pick<Antecedent, 'places' | 'acts'> {
  const cited = turn.cited.flatMap((id) => placeOf(id) ?? []);
  if (named.places.length > 0) return { places: named.places, acts: [...new Set(named.places.map(({ act }) => act))] };
  if (named.acts.length > 0) return { places: cited.filter(({ act }) => named.acts.includes(act)), acts: named.acts };
  const acts = [...new Set(cited.length > 0 ? cited.map(({ act }) => act) : turn.acts)];
  return { places: cited, acts };
}

function placeOf(id: string): NamedPlace | undefined {
  const at = id.indexOf('#');
  const place = id.slice(at + 1);
  return at < 1 || parsePlace(place) === undefined ? undefined : { act: id.slice(0, at), place };
}
